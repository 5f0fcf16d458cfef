// SPDX-License-Identifier: GPL-3.0-or-later
// The Range header against a size, which the input's first line says, and dates as HTTP writes them.
#include "net/http.h"
#include "platform/objects/operations/http_date.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <charconv>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkRange(std::string_view header, std::uint64_t size_bytes)
{
    bool satisfiable = false;
    const auto range = net::parseRange(header, size_bytes, satisfiable);
    if (!range)
        return;
    expect(satisfiable, "Only a range that can be satisfied is given.");
    expect(range->first <= range->last && range->last < size_bytes, "A range lies within the content.");
    bool of_nothing = true;
    expect(!net::parseRange(header, 0, of_nothing) && !of_nothing,
           "Nothing of an empty content can be given.");
}

void checkDate(const std::string& text)
{
    const auto time = parseHttpDate(text);
    if (time)
        expect(formatHttpDate(*time) == text, "Only HTTP's own form of a date is read.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view rest = asText(data, size);
    const std::string_view line = takeLine(rest);
    std::uint64_t size_bytes = 0;
    std::from_chars(line.data(), line.data() + line.size(), size_bytes);
    checkRange(rest, size_bytes);
    checkDate(std::string(rest));
    return 0;
}
