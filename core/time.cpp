// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace slipway {
namespace {

using namespace std::chrono;

constexpr std::array<std::pair<char, std::int64_t>, 4> duration_units{
    {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}};

/// In UTC a year has four digits too, so that what is read can be written.
constexpr Timestamp first_moment = sys_days{year{0} / January / 1};
constexpr Timestamp end_of_moments = sys_days{year{10000} / January / 1};

/// Takes exactly `count` digits from the front of `text`.
std::optional<int> takeDigits(std::string_view& text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool takeOneOf(std::string_view& text, std::string_view choices)
{
    if (text.empty() || choices.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<sys_days> takeDate(std::string_view& text)
{
    const auto y = takeDigits(text, 4);
    if (!y || !takeOneOf(text, "-"))
        return std::nullopt;
    const auto m = takeDigits(text, 2);
    if (!m || !takeOneOf(text, "-"))
        return std::nullopt;
    const auto d = takeDigits(text, 2);
    if (!d)
        return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok())
        return std::nullopt;
    return sys_days{date};
}

/// Digits beyond the millisecond are cut off.
std::optional<milliseconds> takeFraction(std::string_view& text)
{
    if (!takeOneOf(text, "."))
        return milliseconds{0};
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    if (count == 0)
        return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < 3; ++i)
        value = value * 10 + (i < count ? text[i] - '0' : 0);
    text.remove_prefix(count);
    return milliseconds{value};
}

std::optional<milliseconds> takeTimeOfDay(std::string_view& text)
{
    const auto h = takeDigits(text, 2);
    if (!h || *h > 23 || !takeOneOf(text, ":"))
        return std::nullopt;
    const auto m = takeDigits(text, 2);
    if (!m || *m > 59 || !takeOneOf(text, ":"))
        return std::nullopt;
    const auto s = takeDigits(text, 2);
    if (!s || *s > 60)
        return std::nullopt;
    const auto fraction = takeFraction(text);
    if (!fraction)
        return std::nullopt;
    return hours{*h} + minutes{*m} + seconds{*s} + *fraction;
}

std::optional<minutes> takeZone(std::string_view& text)
{
    if (takeOneOf(text, "Zz"))
        return minutes{0};
    const bool west = !text.empty() && text.front() == '-';
    if (!takeOneOf(text, "+-"))
        return std::nullopt;
    const auto h = takeDigits(text, 2);
    if (!h || *h > 23 || !takeOneOf(text, ":"))
        return std::nullopt;
    const auto m = takeDigits(text, 2);
    if (!m || *m > 59)
        return std::nullopt;
    const minutes offset{*h * 60 + *m};
    return west ? -offset : offset;
}

std::optional<Timestamp> takeTimestamp(std::string_view& text)
{
    const auto date = takeDate(text);
    if (!date || !takeOneOf(text, "Tt "))
        return std::nullopt;
    const auto time = takeTimeOfDay(text);
    if (!time)
        return std::nullopt;
    const auto zone = takeZone(text);
    if (!zone)
        return std::nullopt;
    const Timestamp moment = Timestamp{*date} + *time - *zone;
    return moment >= first_moment && moment < end_of_moments ? std::optional(moment) : std::nullopt;
}

/// Adds `count` units of `factor` seconds; nothing when the sum does not fit.
std::optional<std::int64_t> added(std::int64_t total, std::int64_t count, std::int64_t factor)
{
    std::int64_t product = 0;
    std::int64_t sum = 0;
    if (__builtin_mul_overflow(count, factor, &product) || __builtin_add_overflow(total, product, &sum))
        return std::nullopt;
    return sum;
}

std::optional<std::int64_t> durationSeconds(std::string_view text)
{
    std::int64_t total = 0;
    std::size_t next_unit = 0;
    bool any = false;
    while (!text.empty()) {
        std::int64_t count = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
        if (read.ec != std::errc() || count < 0 || text.front() == '-')
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
        if (text.empty())
            return any ? std::nullopt : std::optional(count);
        while (next_unit < duration_units.size() && duration_units[next_unit].first != text.front())
            ++next_unit;
        if (next_unit == duration_units.size())
            return std::nullopt;
        const auto sum = added(total, count, duration_units[next_unit].second);
        if (!sum)
            return std::nullopt;
        total = *sum;
        ++next_unit;
        any = true;
        text.remove_prefix(1);
    }
    return any ? std::optional(total) : std::nullopt;
}

}  // namespace

Timestamp now()
{
    return time_point_cast<milliseconds>(system_clock::now());
}

std::string formatTimestamp(Timestamp time)
{
    const sys_days date = floor<days>(time);
    const year_month_day ymd{date};
    const hh_mm_ss clock{time - date};
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z"),
                       static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count(), clock.subseconds().count());
}

Result<Timestamp> parseTimestamp(std::string_view text)
{
    std::string_view rest = text;
    const auto time = takeTimestamp(rest);
    if (!time || !rest.empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" is not a time. Write it as 2026-11-23T07:11:46Z.", text), "bad-time");
    return *time;
}

Result<seconds> parseDuration(std::string_view text)
{
    const auto count = durationSeconds(text);
    if (!count)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" is not a duration. Write it as 90s, 10m, 1h30m or 7d.", text),
                    "bad-duration");
    return seconds{*count};
}

std::string formatDuration(seconds duration)
{
    std::int64_t rest = duration.count();
    if (rest <= 0)
        return "0s";
    std::string text;
    for (const auto& [letter, factor] : duration_units) {
        if (rest >= factor)
            text += fmt::format("{}{}", rest / factor, letter);
        rest %= factor;
    }
    return text;
}

}  // namespace slipway
