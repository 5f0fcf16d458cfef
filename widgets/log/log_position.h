// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <compare>
#include <cstddef>

namespace slipway {

/// A place between two characters of a row of a LogBuffer.
struct LogPosition {
    std::size_t row = 0;
    qsizetype character = 0;

    auto operator<=>(const LogPosition&) const = default;
};

}  // namespace slipway
