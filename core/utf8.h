// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace slipway {

/// Bytes of the valid UTF-8 sequence (RFC 3629) at the front of `text`, which is not empty; 0 when there is
/// none.
std::size_t utf8SequenceLength(std::string_view text);

}  // namespace slipway
