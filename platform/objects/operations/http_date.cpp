// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/http_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace slipway {

namespace {

constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

}  // namespace

std::string formatHttpDate(Timestamp time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::optional<Timestamp> parseHttpDate(const std::string& text)
{
    std::array<char, 4> month{};
    unsigned day = 0, hour = 0, minute = 0, second = 0;
    int year = 0;
    const std::size_t comma = text.find(", ");
    if (comma == text.npos || text.size() > 40)
        return std::nullopt;
    if (std::sscanf(text.c_str() + comma + 2, "%2u %3s %4d %2u:%2u:%2u GMT", &day, month.data(), &year, &hour,
                    &minute, &second) != 6)
        return std::nullopt;
    const auto name = std::find(months.begin(), months.end(), std::string_view(month.data()));
    if (name == months.end() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const std::chrono::year_month_day date(
        std::chrono::year(year), std::chrono::month(static_cast<unsigned>(name - months.begin()) + 1),
        std::chrono::day(day));
    if (!date.ok())
        return std::nullopt;
    const Timestamp time = std::chrono::sys_days(date) + std::chrono::hours(hour) +
                           std::chrono::minutes(minute) + std::chrono::seconds(second);
    // sscanf takes spaces, signs and whatever follows; the weekday was not looked at.
    return formatHttpDate(time) == text ? std::optional(time) : std::nullopt;
}

}  // namespace slipway
