// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/directory_watch.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace slipway {

/// What wakes a waiter: signals and three timers, as descriptors to poll. For one thread; blocks the signals.
class WaiterEvents {
public:
    WaiterEvents();

    /// What has happened since the last wait().
    struct Happened {
        bool stop_asked = false;         ///< SIGTERM or SIGINT.
        bool directory_changed = false;  ///< Of the one that is watched; maybe.
        bool child_changed = false;
        bool second_passed = false;
        bool limit_reached = false;
        bool grace_over = false;
    };
    Happened wait();

    /// Tells of new files in a directory too: of requests by those whose signals do not reach this process.
    void watch(const std::filesystem::path& directory);

    /// Counts also while the machine sleeps.
    void setLimit(std::chrono::milliseconds limit);
    /// A sooner end that was set before stays.
    void setGrace(std::chrono::milliseconds grace);
    /// Forgets the grace and its end.
    void clearGrace();

private:
    void readSignals(Happened& happened);

    FileDescriptor signals_, second_, limit_, grace_;
    std::optional<DirectoryWatch> directory_;
};

}  // namespace slipway
