// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// The names on the way to a file below some directory: none of them is "." or "..", empty, longer than 255
/// bytes or holds a zero byte, so that none leads elsewhere. Empty for the directory itself.
using FilePath = std::vector<std::string>;

/// Reads "src/train.py"; slashes at both ends do not matter. `InvalidArgument` (type "bad-path") for what
/// leads elsewhere, is deeper than 64 directories, or is no UTF-8.
Result<FilePath> parseFilePath(std::string_view text);

/// The same with slashes between the names.
std::string formatFilePath(const FilePath& path);

}  // namespace slipway
