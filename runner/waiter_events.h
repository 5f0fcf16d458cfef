// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <chrono>

namespace slipway {

/// What wakes a waiter: signals and three timers, as descriptors to poll. For one thread; blocks the signals.
class WaiterEvents {
public:
    WaiterEvents();

    /// What has happened since the last wait().
    struct Happened {
        bool stop_asked = false;  ///< SIGTERM or SIGINT.
        bool child_changed = false;
        bool second_passed = false;
        bool limit_reached = false;
        bool grace_over = false;
    };
    Happened wait();

    /// Counts also while the machine sleeps.
    void setLimit(std::chrono::milliseconds limit);
    /// A sooner end that was set before stays.
    void setGrace(std::chrono::milliseconds grace);
    /// Forgets the grace and its end.
    void clearGrace();

private:
    void readSignals(Happened& happened);

    FileDescriptor signals_, second_, limit_, grace_;
};

}  // namespace slipway
