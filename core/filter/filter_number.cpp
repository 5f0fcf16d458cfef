// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_number.h"

#include <charconv>
#include <cmath>

namespace slipway {

namespace {

/// Takes a decimal number off the front of `text`; a sign only where `text` is of nothing else.
std::optional<double> takeNumber(std::string_view& text)
{
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(value))
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<double> secondsOf(char unit)
{
    switch (unit) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 24 * 3600;
    case 'w':
        return 7 * 24 * 3600;
    default:
        return std::nullopt;
    }
}

std::optional<double> parseSeconds(std::string_view text)
{
    double seconds = 0;
    do {
        const auto count = takeNumber(text);
        if (!count || std::signbit(*count) || text.empty())
            return std::nullopt;
        const auto unit = secondsOf(text.front());
        if (!unit)
            return std::nullopt;
        seconds += *count * *unit;
        text.remove_prefix(1);
    } while (!text.empty());
    return std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
}

std::optional<double> parseBytes(std::string_view text)
{
    const auto count = takeNumber(text);
    if (!count || std::signbit(*count))
        return std::nullopt;
    constexpr std::string_view units = "KMGTP";
    double scale = 1;
    if (!text.empty() && text.front() != 'B') {
        const char letter = text.front() == 'k' ? 'K' : text.front();
        const auto power = units.find(letter);
        if (power == units.npos)
            return std::nullopt;
        scale = std::pow(1024.0, static_cast<double>(power + 1));
        text.remove_prefix(1);
    }
    if (text != "" && text != "B" && text != "iB")
        return std::nullopt;
    const double bytes = *count * scale;
    return std::isfinite(bytes) ? std::optional(bytes) : std::nullopt;
}

}  // namespace

std::optional<double> parseFilterNumber(std::string_view text, FilterUnit unit)
{
    switch (unit) {
    case FilterUnit::Seconds:
        return parseSeconds(text);
    case FilterUnit::Bytes:
        return parseBytes(text);
    case FilterUnit::Count:
        break;
    }
    const auto value = takeNumber(text);
    return text.empty() ? value : std::nullopt;
}

}  // namespace slipway
