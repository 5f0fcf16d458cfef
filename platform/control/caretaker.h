// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace slipway {

/// Does small chores again and again on a thread of its own, the first after one period.
class Caretaker {
public:
    Caretaker(std::chrono::milliseconds period, std::function<void()> chores);
    /// Waits for chores in hand.
    ~Caretaker();

private:
    void run();

    const std::chrono::milliseconds period_;
    const std::function<void()> chores_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace slipway
