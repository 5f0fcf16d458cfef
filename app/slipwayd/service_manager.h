// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace slipway {

/// Tells systemd how the server is, where it was started by it; elsewhere nothing happens.
class ServiceManager {
public:
    ServiceManager();

    void ready();
    void stopping();
    /// Whether a sign of life is due; without one for the unit's WatchdogSec, systemd starts the server
    /// again.
    bool wantsSign() const;
    void alive();

private:
    using Clock = std::chrono::steady_clock;

    std::chrono::microseconds interval_{0};  ///< 0: nobody watches.
    Clock::time_point due_;
};

}  // namespace slipway
