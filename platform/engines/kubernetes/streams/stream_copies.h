// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/pod/attempt_feed.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace slipway {

/// Copies of an attempt's streams, as files named like them. What a pod calls its streams leads nowhere else.
/// Not thread-safe.
class StreamCopies {
public:
    explicit StreamCopies(std::filesystem::path directory) : directory_(std::move(directory)) {}

    /// How much of each is here.
    StreamOffsets have() const;
    /// Adds bytes that start at `offset_bytes`; what is here already is left out. `DataLoss` where something
    /// between is missing, `InvalidArgument` for a name that no stream has.
    Result<void> append(const std::string& stream, std::uint64_t offset_bytes, std::string_view bytes);
    /// Returns once everything is on the disk.
    Result<void> keep() const;

private:
    std::filesystem::path directory_;
};

}  // namespace slipway
