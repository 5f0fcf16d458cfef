// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace slipway {

/// Room on the disk that a database and its log hold beyond their ends, so that what ends work can still be
/// written when the disk is full. Nobody else can take it: the file system has given it to these files.
///
/// Must be closed after every connection to the database: SQLite's locks would go with it. Not thread-safe.
class DiskReserve {
public:
    /// Where the file system cannot give room ahead, there is none, and a full disk is found out by writing.
    DiskReserve(const std::filesystem::path& database, std::uint64_t bytes_each);

    /// Takes again what was used since, at most once a second. False while the disk has no room for that:
    /// what can wait should not be written then.
    bool refill();
    /// The disk turned out to be full.
    void exhausted() { full_ = true; }

private:
    struct File {
        FileDescriptor descriptor;
        std::uint64_t reserved_to = 0;
    };
    enum class Refilled { Yes, Full, Unsupported };
    Refilled refill(File& file) const;

    using Clock = std::chrono::steady_clock;

    const std::uint64_t bytes_each_;
    File database_, log_;
    bool supported_ = true;
    bool full_ = false;
    Clock::time_point next_try_{};
};

}  // namespace slipway
