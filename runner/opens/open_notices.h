// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>

namespace slipway {

/// A thread that waits for leave to open something.
struct OpenNotice {
    std::uint64_t id = 0;
    pid_t thread = 0;
    std::uint32_t architecture = 0;  ///< AUDIT_ARCH_*
    int number = 0;                  ///< Of the call.
    std::array<std::uint64_t, 6> arguments{};
};

/// The listener's side of a filter that filterOpens() made. Thread-safe. Whoever has gone meanwhile is
/// answered into the void.
class OpenNotices {
public:
    explicit OpenNotices(FileDescriptor listener);

    /// Blocks for the next one; nothing once nobody is left who could open anything.
    std::optional<OpenNotice> next();

    /// Whether it still waits: what was read of its memory before was its own.
    bool waits(const OpenNotice& notice) const;

    /// Lets the kernel do what was asked.
    void proceed(const OpenNotice& notice) const;
    void refuse(const OpenNotice& notice, int error) const;

    enum class OnExecute { Keep, Close };
    /// Gives it `file` as what it opened, in one step; errno when that could not be.
    int give(const OpenNotice& notice, int file, OnExecute on_execute) const;

private:
    const FileDescriptor listener_;
    std::mutex receiving_;
};

}  // namespace slipway
