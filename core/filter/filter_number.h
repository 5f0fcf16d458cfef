// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace slipway {

/// What a number in a filter counts.
enum class FilterUnit {
    Count,    ///< "8", "0.5"
    Seconds,  ///< "90s", "2h", "1h30m", "1.5d", "1w"
    Bytes,    ///< "4096", "512K", "1.5GiB"; K and KiB are 1024 bytes
};

/// Reads a number with its unit, in seconds or bytes where it has one. Finite, and below zero for counts
/// alone. A time without a unit is none.
std::optional<double> parseFilterNumber(std::string_view text, FilterUnit unit);

}  // namespace slipway
