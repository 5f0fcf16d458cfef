// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/quantity.h"

#include <array>
#include <charconv>
#include <limits>

namespace slipway {

namespace {

constexpr int most_digits = 40;
constexpr int most_exponent = 30;

/// digits * 10^decimal * 2^binary
struct Scaled {
    std::uint64_t digits = 0;
    int decimal = 0;
    int binary = 0;
};

struct Suffix {
    std::string_view text;
    int decimal, binary;
};

constexpr std::array<Suffix, 16> suffixes{{{"", 0, 0},
                                           {"n", -9, 0},
                                           {"u", -6, 0},
                                           {"m", -3, 0},
                                           {"k", 3, 0},
                                           {"M", 6, 0},
                                           {"G", 9, 0},
                                           {"T", 12, 0},
                                           {"P", 15, 0},
                                           {"E", 18, 0},
                                           {"Ki", 0, 10},
                                           {"Mi", 0, 20},
                                           {"Gi", 0, 30},
                                           {"Ti", 0, 40},
                                           {"Pi", 0, 50},
                                           {"Ei", 0, 60}}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "12.5": digits with at most one point among them.
bool readDigits(std::string_view& text, Scaled& value)
{
    int count = 0;
    bool point = false;
    while (!text.empty() && (isDigit(text.front()) || (text.front() == '.' && !point))) {
        if (text.front() == '.') {
            point = true;
        } else {
            const auto digit = static_cast<std::uint64_t>(text.front() - '0');
            if (++count > most_digits || __builtin_mul_overflow(value.digits, 10, &value.digits) ||
                __builtin_add_overflow(value.digits, digit, &value.digits))
                return false;
            value.decimal -= point ? 1 : 0;
        }
        text.remove_prefix(1);
    }
    return count > 0;
}

/// "Gi", "e3" or nothing.
bool readScale(std::string_view text, Scaled& value)
{
    for (const Suffix& suffix : suffixes) {
        if (text == suffix.text) {
            value.decimal += suffix.decimal;
            value.binary += suffix.binary;
            return true;
        }
    }
    if (text.front() != 'e' && text.front() != 'E')
        return false;
    text.remove_prefix(text.size() > 1 && text[1] == '+' ? 2 : 1);
    int exponent = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), exponent);
    value.decimal += exponent;
    return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size() &&
           exponent <= most_exponent && exponent >= -most_exponent;
}

std::optional<std::int64_t> rounded(Scaled value)
{
    bool inexact = false;
    for (; value.binary > 0; --value.binary) {
        if (__builtin_mul_overflow(value.digits, 2, &value.digits))
            return std::nullopt;
    }
    for (; value.decimal > 0; --value.decimal) {
        if (__builtin_mul_overflow(value.digits, 10, &value.digits))
            return std::nullopt;
    }
    for (; value.decimal < 0; ++value.decimal) {
        inexact = inexact || value.digits % 10 != 0;
        value.digits /= 10;
    }
    value.digits += inexact ? 1 : 0;
    if (value.digits > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return static_cast<std::int64_t>(value.digits);
}

std::optional<std::int64_t> read(std::string_view text, int decimal)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    Scaled value;
    value.decimal = decimal;
    if (!readDigits(text, value) || !readScale(text, value))
        return std::nullopt;
    return rounded(value);
}

}  // namespace

std::optional<std::int64_t> thousandths(std::string_view quantity)
{
    return read(quantity, 3);
}

std::optional<std::int64_t> wholes(std::string_view quantity)
{
    return read(quantity, 0);
}

}  // namespace slipway
