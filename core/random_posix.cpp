// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cstdlib>

namespace slipway {

namespace {

constexpr std::size_t most_at_once = 256;  // getentropy(3)

}  // namespace

void fillRandom(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), most_at_once));
        if (::getentropy(piece.data(), piece.size()) != 0)
            std::abort();
        bytes = bytes.subspan(piece.size());
    }
}

}  // namespace slipway
