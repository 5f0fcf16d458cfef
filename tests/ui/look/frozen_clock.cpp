// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time.h"

/// The linker puts this in the place of slipway::now() (--wrap), so that pictures show the same times
/// whenever they are made.
extern "C" slipway::Timestamp __wrap__ZN7slipway3nowEv();

slipway::Timestamp __wrap__ZN7slipway3nowEv()
{
    using namespace std::chrono;
    constexpr sys_days day = year(2026) / November / 25;
    return day + hours(9) + minutes(30);
}
