// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slipway {

/// Reads a quantity such as "2", "100m", "16Gi", "1e3" or "1.5k" as thousandths of its unit, rounded up.
///
/// Nothing when it is none, or beyond 63 bits. Source: Kubernetes' reference of resource quantities.
std::optional<std::int64_t> thousandths(std::string_view quantity);

/// The same in whole units, rounded up: bytes, GPUs.
std::optional<std::int64_t> wholes(std::string_view quantity);

}  // namespace slipway
