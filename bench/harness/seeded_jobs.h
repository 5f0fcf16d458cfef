// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>

namespace slipway::bench {

class PlatformProcess;

/// Starts a new platform with so many jobs of the project "default" that ended well, as one has them after
/// some months.
Result<void> startWithJobs(PlatformProcess& platform, std::size_t count);

}  // namespace slipway::bench
