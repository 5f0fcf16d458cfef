// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/service_manager.h"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace slipway {

ServiceManager::ServiceManager()
{
    std::uint64_t limit_us = 0;
    if (sd_watchdog_enabled(0, &limit_us) > 0)
        interval_ = std::chrono::microseconds(limit_us) / 3;
    due_ = Clock::now() + interval_;
}

void ServiceManager::ready()
{
    sd_notify(0, "READY=1\nSTATUS=Serving");
}

void ServiceManager::stopping()
{
    sd_notify(0, "STOPPING=1");
}

bool ServiceManager::wantsSign() const
{
    return interval_.count() > 0 && Clock::now() >= due_;
}

void ServiceManager::alive()
{
    sd_notify(0, "WATCHDOG=1");
    due_ = Clock::now() + interval_;
}

}  // namespace slipway
