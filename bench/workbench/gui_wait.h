// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace slipway::bench {

/// The application of one measurement.
class GuiApplication {
public:
    GuiApplication() : application_(count_, arguments_) {}

private:
    int count_ = 1;
    char name_[10] = "workbench";
    char* arguments_[2] = {name_, nullptr};
    QApplication application_;
};

/// What a measurement waited for in vain; its text is a sentence.
class Impatience : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Runs the event loop, without sleeping in it, for so long.
void waitFor(std::chrono::milliseconds time);
/// Runs the event loop until `condition` holds. Throws Impatience after a minute.
void waitUntil(const std::string& what, const std::function<bool()>& condition);

/// Asks the thread that made it for a sign of life every few milliseconds, from another thread, and notes how
/// long each takes: a thread that is busy for 100 ms is late with every sign of that time.
class Watchdog {
public:
    Watchdog();
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// Milliseconds until each sign came.
    std::vector<double> delays() const { return state_->delays; }

private:
    struct State {
        std::vector<double> delays;  ///< Of the watched thread.
    };

    void run(const std::stop_token& stop);

    std::shared_ptr<State> state_ = std::make_shared<State>();
    QObject target_;
    std::jthread thread_;
};

}  // namespace slipway::bench
