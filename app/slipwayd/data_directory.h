// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <filesystem>
#include <string_view>

namespace slipway {

/// The directory that one running server holds, for its user's eyes only.
class DataDirectory {
public:
    /// Makes it (0700) when absent and locks it. `Conflict`, with the process that holds it, when another
    /// server runs on it.
    static Result<DataDirectory> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    DataDirectory(std::filesystem::path path, FileDescriptor lock)
        : path_(std::move(path)), lock_(std::move(lock))
    {
    }

    std::filesystem::path path_;
    FileDescriptor lock_;  ///< Held by being open.
};

}  // namespace slipway
