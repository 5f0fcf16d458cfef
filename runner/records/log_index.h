// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/time.h"

#include <cstdint>
#include <filesystem>

namespace slipway {

/// Says when which byte of a log was written: pairs of a length of the log and the time at which it had grown
/// so far (Unix milliseconds), both little-endian 64-bit numbers.
class LogIndex {
public:
    /// Appends to `index`; `log` is a descriptor of the log, which must outlive this. A missing index costs
    /// nothing but the times, so failures to write it are not reported.
    LogIndex(const std::filesystem::path& index, int log);

    /// Writes a pair when the log has grown since the last one.
    void note(Timestamp time);

private:
    FileDescriptor index_;
    int log_ = -1;
    std::uint64_t noted_bytes_ = 0;
};

}  // namespace slipway
