// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace slipway::fuzz {

/// Ends the program when a property does not hold, whose sentence says what should; whoever drives the target
/// then shows the input.
inline void expect(bool holds, const char* sentence)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", sentence);
    std::abort();
}

}  // namespace slipway::fuzz
