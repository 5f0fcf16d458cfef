// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/task_file.h"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace slipway {

/// Whether a task keeps to its limit of disk: what its directories hold is added up again and again, at most
/// every two seconds and for at most a tenth of the time, by a process of its own, so that a task with
/// millions of files can still be stopped at once. Files without a name are not seen.
///
/// Where earlier attempts left more than the limit, a little more than that is let be, so that people can
/// clean up. What cannot be counted three times in a row counts as too much. For one thread, which reaps all
/// its children.
class DiskUse {
public:
    explicit DiskUse(const DiskLimit& limit);
    /// Ends the measuring.
    ~DiskUse();
    DiskUse(const DiskUse&) = delete;
    DiskUse& operator=(const DiskUse&) = delete;

    /// Measures when it is time. To be called every second.
    void look();
    bool isLooking() const { return measurer_ > 0; }
    /// A child of this process ended; takes note of it when it is the one that measures.
    void reaped(pid_t child, int wait_status);
    void stop();

    bool exceeded() const;
    /// Why a task is stopped that has exceeded its limit, a sentence.
    std::string reason() const;

private:
    using Clock = std::chrono::steady_clock;

    const DiskLimit& limit_;
    std::uint64_t* measured_ = nullptr;  ///< Bytes; shared with the process that measures.
    std::uint64_t allowed_ = 0;          ///< Bytes; 0 before the first measurement.
    pid_t measurer_ = 0;
    Clock::time_point begun_, next_;
    bool too_much_ = false;
    int uncounted_ = 0;  ///< Looks that failed since one did not.
};

}  // namespace slipway
