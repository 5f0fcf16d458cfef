// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workbench/gui_wait.h"

#include <QEventLoop>
#include <QTimer>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

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

}  // namespace slipway::bench
