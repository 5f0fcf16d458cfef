// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// What a target is: reads one input, and ends the program when something is wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace slipway::fuzz {

inline std::string_view asText(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

/// Cuts the first line off `text`, without its line end.
inline std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

/// A place in `text`, the same for the same text, anywhere between its begin and its end.
inline std::size_t somePlace(std::string_view text)
{
    return crc32c(text) % (text.size() + 1);
}

/// How bytes arrive: `first` of them, then `step` at a time.
struct Arrival {
    std::size_t first = 0;
    std::size_t step = 1;
};

/// Calls `check` with every way of arrival that must make no difference to how `text` is read.
template <class Check>
void forEveryArrival(std::string_view text, Check check)
{
    check(Arrival{1, 1});
    check(Arrival{somePlace(text), text.size()});
}

}  // namespace slipway::fuzz
