// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How a key becomes the path of a file, and back.
///
/// A key is split at '/'; every part but the last is a directory, the last a file, each named as it is. Only
/// what cannot be a file name is escaped, always with "%~":
///
///     part                      stored as
///     empty                     %~e
///     .                         %~d
///     ..                        %~dd
///     holds "%~"                each "%~" as "%~~"
///     longer than 253 bytes     nested directories of 160 bytes each, their names ending in "%~+", then the
///     rest an object `a` that stands beside keys `a/...`     a%~
///
/// So `a/` is the file `a/%~e`. A key is 1 to 1024 bytes without NUL, of at most 200 parts. A file in a
/// bucket whose name no key has (such as `x%~y`) is no object.
namespace slipway {

struct KeyPath {
    std::vector<std::string> directories;
    std::string file;
};

/// S3's error "KeyTooLongError" or "InvalidArgument" when the key cannot be stored.
Result<KeyPath> pathOfKey(std::string_view key);

/// The directories that all keys with the prefix up to its last '/' lie in.
std::vector<std::string> directoriesOfPrefix(std::string_view prefix);

/// The name of an object whose own name is a directory.
std::string besideDirectory(std::string_view file);

/// A file or directory name read back.
struct DecodedName {
    std::string text;
    bool continues = false;  ///< A directory: its entries go on with this part of the key.
    bool beside = false;     ///< Made by besideDirectory().
};

/// Nothing when no key has this name.
std::optional<DecodedName> decodeName(std::string_view name);

}  // namespace slipway
