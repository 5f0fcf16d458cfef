// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <time.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace slipway::demo {

/// Asks the thread that made it for a sign of life every few milliseconds, from another thread, and notes how
/// long each takes: a thread that is busy for 100 ms is late with every sign of that time.
class Watchdog {
    using Clock = std::chrono::steady_clock;
    struct State;

public:
    Watchdog();
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// Milliseconds until each sign came, in the order they came. On the watched thread.
    const std::vector<double>& delays() const;
    /// Milliseconds of processor time that the watched thread took until each sign came: the same on a
    /// machine that is busy with other things.
    const std::vector<double>& busy() const;

    /// What the watched thread does while this lives is not counted: it is the work of whoever looks on.
    class Excuse {
    public:
        explicit Excuse(const Watchdog& watchdog);
        ~Excuse();
        Excuse(const Excuse&) = delete;
        Excuse& operator=(const Excuse&) = delete;

    private:
        State& state_;
    };

private:
    void run(const std::stop_token& stop);

    std::shared_ptr<State> state_;
    clockid_t processor_clock_;  ///< Of the watched thread.
    QObject target_;
    std::jthread thread_;
};

/// The delay that `share` (0 to 1) of `delays` do not exceed; 0 when there are none.
double delayOf(std::vector<double> delays, double share);

}  // namespace slipway::demo
