// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workbench/gui_wait.h"

#include <QEventLoop>
#include <QTimer>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds ping_interval{4};
constexpr std::chrono::seconds patience{60};

}  // namespace

void waitFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void waitUntil(const std::string& what, const std::function<bool()>& condition)
{
    const auto deadline = Clock::now() + patience;
    while (!condition()) {
        if (Clock::now() > deadline)
            throw Impatience("Waited in vain until " + what + ".");
        waitFor(std::chrono::milliseconds(5));
    }
}

Watchdog::Watchdog() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

Watchdog::~Watchdog() = default;

void Watchdog::run(const std::stop_token& stop)
{
    for (auto next = Clock::now(); !stop.stop_requested(); next += ping_interval) {
        std::this_thread::sleep_until(next);
        const auto sent = Clock::now();
        QMetaObject::invokeMethod(
            &target_,
            [state = state_, sent] {
                state->delays.push_back(
                    std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
            },
            Qt::QueuedConnection);
    }
}

}  // namespace slipway::bench
