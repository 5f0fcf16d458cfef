// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace slipway {

/// Fills it from the system's source of random bytes, whose next ones nobody can guess. Ends the program when
/// there is no such source.
void fillRandom(std::span<std::byte> bytes);

}  // namespace slipway
