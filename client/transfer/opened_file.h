// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace slipway {

/// A file that is open for reading. Reads need no shared position, so that many go side by side.
class OpenedFile {
public:
    /// Which file it is, and its state; another one after every change.
    struct Stamp {
        std::uint64_t device = 0, inode = 0, size = 0;
        std::int64_t modified_seconds = 0, modified_nanoseconds = 0;
        std::int64_t changed_seconds = 0, changed_nanoseconds = 0;
        bool operator==(const Stamp&) const = default;
    };

    /// `NotFound` or `PermissionDenied` when it cannot be read. No link is followed, and nobody waits for a
    /// pipe.
    static Result<OpenedFile> open(const std::filesystem::path& file);
    ~OpenedFile();
    OpenedFile(OpenedFile&& other) noexcept;
    OpenedFile& operator=(OpenedFile&& other) noexcept;

    const std::filesystem::path& path() const { return path_; }
    Result<Stamp> stamp() const;
    /// Bytes from `offset_bytes` on, as many as are there and fit; none at its end.
    Result<std::size_t> read(char* buffer, std::size_t capacity, std::uint64_t offset_bytes) const;

private:
    struct Handle;
    OpenedFile(std::filesystem::path path, std::unique_ptr<Handle> handle);

    std::filesystem::path path_;
    std::unique_ptr<Handle> handle_;
};

}  // namespace slipway
