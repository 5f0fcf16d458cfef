// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// A size in bytes that cannot be mistaken for a count.
class Bytes {
public:
    constexpr Bytes() = default;
    constexpr explicit Bytes(std::uint64_t count) : count_(count) {}

    /// Reads "512", "64KiB", "1.5 GiB", "10GB"; units are case-insensitive, a bare number is bytes.
    static Result<Bytes> parse(std::string_view text);

    constexpr std::uint64_t count() const { return count_; }

    /// As people read it, in binary units with at most three digits: "148 MiB".
    std::string text() const;

    constexpr auto operator<=>(const Bytes&) const = default;
    constexpr Bytes operator+(Bytes other) const { return Bytes(count_ + other.count_); }

private:
    std::uint64_t count_ = 0;
};

constexpr Bytes operator""_KiB(unsigned long long n)
{
    return Bytes(n << 10);
}
constexpr Bytes operator""_MiB(unsigned long long n)
{
    return Bytes(n << 20);
}
constexpr Bytes operator""_GiB(unsigned long long n)
{
    return Bytes(n << 30);
}

}  // namespace slipway
