// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace slipway {

/// The ETag that S3 gives a file: its MD5, or with `part_bytes` the MD5 of the parts' MD5s, "-" and their
/// count. `Canceled` as soon as `stopped` says so.
Result<std::string> localEtag(const std::filesystem::path& file, std::uint64_t size_bytes,
                              std::uint64_t part_bytes, const std::function<bool()>& stopped);

}  // namespace slipway
