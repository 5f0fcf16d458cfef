// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/watchdog.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <pthread.h>

namespace slipway::demo {

namespace {

constexpr std::chrono::milliseconds interval{4};

clockid_t clockOfThisThread()
{
    clockid_t clock = CLOCK_THREAD_CPUTIME_ID;
    pthread_getcpuclockid(pthread_self(), &clock);
    return clock;
}

/// In milliseconds.
double processorTime(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

struct Watchdog::State {
    /// How long the thread has been excused up to this moment.
    Clock::duration excusedUntil(Clock::time_point moment)
    {
        const std::lock_guard lock(mutex);
        return excused + (began ? moment - *began : Clock::duration::zero());
    }

    std::vector<double> delays;  ///< Of the watched thread alone, here and below.
    std::vector<double> busy;
    std::mutex mutex;
    Clock::duration excused{0};
    std::optional<Clock::time_point> began;  ///< Of the excuse that holds now.
    int depth = 0;
};

Watchdog::Watchdog() : state_(std::make_shared<State>()), processor_clock_(clockOfThisThread())
{
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Watchdog::~Watchdog() = default;

const std::vector<double>& Watchdog::busy() const
{
    return state_->busy;
}

const std::vector<double>& Watchdog::delays() const
{
    return state_->delays;
}

void Watchdog::run(const std::stop_token& stop)
{
    for (auto next = Clock::now(); !stop.stop_requested(); next += interval) {
        std::this_thread::sleep_until(next);
        const auto sent = Clock::now();
        const auto excused = state_->excusedUntil(sent);
        const double processor_ms = processorTime(processor_clock_);
        QMetaObject::invokeMethod(
            &target_,
            [state = state_, sent, excused, processor_ms, clock = processor_clock_] {
                const auto came = Clock::now();
                const auto late = came - sent - (state->excusedUntil(came) - excused);
                state->busy.push_back(processorTime(clock) - processor_ms);
                state->delays.push_back(std::chrono::duration<double, std::milli>(late).count());
            },
            Qt::QueuedConnection);
    }
}

Watchdog::Excuse::Excuse(const Watchdog& watchdog) : state_(*watchdog.state_)
{
    const std::lock_guard lock(state_.mutex);
    if (state_.depth++ == 0)
        state_.began = Clock::now();
}

Watchdog::Excuse::~Excuse()
{
    const std::lock_guard lock(state_.mutex);
    if (--state_.depth > 0)
        return;
    state_.excused += Clock::now() - *state_.began;
    state_.began.reset();
}

double delayOf(std::vector<double> delays, double share)
{
    if (delays.empty())
        return 0;
    std::sort(delays.begin(), delays.end());
    const auto rank = std::ceil(share * static_cast<double>(delays.size()));
    return delays[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

}  // namespace slipway::demo
