// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"

#include <optional>

namespace slipway {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<signed char, 256> valuesOf(std::string_view digits)
{
    std::array<signed char, 256> values{};
    for (signed char& value : values)
        value = -1;
    for (std::size_t i = 0; i < digits.size(); ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<signed char>(i);
    return values;
}

constexpr auto base64_values = valuesOf(base64_digits);

constexpr std::array<signed char, 256> hexValues()
{
    auto values = valuesOf(hex_digits);
    for (std::size_t i = 10; i < 16; ++i)
        values[static_cast<unsigned char>(hex_digits[i] - 'a' + 'A')] = static_cast<signed char>(i);
    return values;
}

constexpr auto hex_values = hexValues();

int valueOf(const std::array<signed char, 256>& values, char c)
{
    return values[static_cast<unsigned char>(c)];
}

/// Three bytes from four digits, of which `padding` at the end are "=". Padded bits must be zero, so that one
/// text has one encoding only.
std::optional<std::string> decodeGroup(std::string_view group, std::size_t padding)
{
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const int value = i < 4 - padding ? valueOf(base64_values, group[i]) : 0;
        if (value < 0)
            return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
    }
    if ((bits & ((1u << (8 * padding)) - 1)) != 0)
        return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < 3 - padding; ++i)
        bytes += static_cast<char>(bits >> (16 - 8 * i) & 0xFF);
    return bytes;
}

}  // namespace

std::string hex(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += hex_digits[byte >> 4];
        text += hex_digits[byte & 15];
    }
    return text;
}

Result<std::string> unhex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return fail(ErrorCode::InvalidArgument, "A hexadecimal text must have an even number of digits.",
                    "bad-hex");
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = valueOf(hex_values, text[i]);
        const int low = valueOf(hex_values, text[i + 1]);
        if (high < 0 || low < 0)
            return fail(ErrorCode::InvalidArgument, "A hexadecimal text may hold only 0-9 and a-f.",
                        "bad-hex");
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string base64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k <= bytes.size() ? base64_digits[bits >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

Result<std::string> unbase64(std::string_view text)
{
    const auto refuse = [] {
        return fail(ErrorCode::InvalidArgument, "The text is not valid base64.", "bad-base64");
    };
    if (text.size() % 4 != 0)
        return refuse();
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const std::string_view group = text.substr(i, 4);
        const bool last = i + 4 == text.size();
        const std::size_t padding = !last ? 0 : group.ends_with("==") ? 2 : group.ends_with('=') ? 1 : 0;
        const auto decoded = decodeGroup(group, padding);
        if (!decoded)
            return refuse();
        bytes += *decoded;
    }
    return bytes;
}

}  // namespace slipway
