// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/caretaker.h"

#include <utility>

namespace slipway {

Caretaker::Caretaker(std::chrono::milliseconds period, std::function<void()> chores)
    : period_(period), chores_(std::move(chores)), thread_([this] { run(); })
{
}

Caretaker::~Caretaker()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Caretaker::run()
{
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, period_, [this] { return ending_; })) {
        lock.unlock();
        chores_();
        lock.lock();
    }
}

}  // namespace slipway
