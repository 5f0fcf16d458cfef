// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <filesystem>

namespace slipway {

/// When the first certificate of a PEM file ends. `InvalidArgument` when it holds none.
Result<Timestamp> certificateExpiry(const std::filesystem::path& file);

}  // namespace slipway
