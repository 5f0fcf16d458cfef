// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bytes.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace slipway {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 26> units{{
    {"", 1},
    {"b", 1},
    {"k", 1000},
    {"m", 1000'000},
    {"g", 1000'000'000},
    {"t", 1000'000'000'000},
    {"p", 1000'000'000'000'000},
    {"e", 1000'000'000'000'000'000},
    {"kb", 1000},
    {"mb", 1000'000},
    {"gb", 1000'000'000},
    {"tb", 1000'000'000'000},
    {"pb", 1000'000'000'000'000},
    {"eb", 1000'000'000'000'000'000},
    {"ki", 1ull << 10},
    {"kib", 1ull << 10},
    {"mi", 1ull << 20},
    {"mib", 1ull << 20},
    {"gi", 1ull << 30},
    {"gib", 1ull << 30},
    {"ti", 1ull << 40},
    {"tib", 1ull << 40},
    {"pi", 1ull << 50},
    {"pib", 1ull << 50},
    {"ei", 1ull << 60},
    {"eib", 1ull << 60},
}};

std::string lowered(std::string_view text)
{
    std::string low(text);
    for (char& c : low) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return low;
}

std::string_view withoutSpaces(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

}  // namespace

Result<Bytes> Bytes::parse(std::string_view text)
{
    const auto refuse = [&] {
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is not a size. Write a number with a unit, such as 512MiB or 2GiB.", text),
            "bad-size");
    };
    const std::string_view trimmed = withoutSpaces(text);
    const std::size_t digits = std::min(trimmed.find_first_not_of("0123456789."), trimmed.size());
    const std::string_view number = trimmed.substr(0, digits);
    const std::string unit = lowered(withoutSpaces(trimmed.substr(digits)));
    if (number.empty() || number.front() == '.' || number.back() == '.')
        return refuse();

    for (const auto& [spelling, factor] : units) {
        if (spelling != unit)
            continue;
        std::uint64_t whole = 0;
        const char* end = number.data() + number.size();
        if (const auto read = std::from_chars(number.data(), end, whole);
            read.ec == std::errc() && read.ptr == end) {
            if (whole > UINT64_MAX / factor)
                return refuse();
            return Bytes(whole * factor);
        }
        double value = 0;
        const auto read = std::from_chars(number.data(), end, value);
        const double bytes = std::round(value * static_cast<double>(factor));
        if (read.ec != std::errc() || read.ptr != end || bytes >= 18446744073709551615.0)
            return refuse();
        return Bytes(static_cast<std::uint64_t>(bytes));
    }
    return refuse();
}

std::string Bytes::text() const
{
    if (count_ < 1000)
        return fmt::format("{} B", count_);
    constexpr std::array<std::string_view, 6> names{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = static_cast<double>(count_) / 1024;
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < names.size()) {
        value /= 1024;
        ++unit;
    }
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    std::string number = fmt::format("{:.{}f}", value, decimals);
    if (decimals > 0) {
        number.erase(number.find_last_not_of('0') + 1);
        if (number.back() == '.')
            number.pop_back();
    }
    return fmt::format("{} {}", number, names[unit]);
}

}  // namespace slipway
