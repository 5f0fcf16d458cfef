// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <filesystem>

namespace slipway::bench {

/// Adds jobs of the project "default" that ended well, as a platform has them after some months. The server
/// of this database must not run.
Result<void> seedJobs(const std::filesystem::path& database, std::size_t count);

}  // namespace slipway::bench
