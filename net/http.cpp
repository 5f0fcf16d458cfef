// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/http.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace slipway::net {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool isDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A number too large for 64 bits lies behind the end of everything, as the largest one does.
std::uint64_t clampedNumber(std::string_view digits)
{
    std::uint64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc() ? number : std::numeric_limits<std::uint64_t>::max();
}

}  // namespace

void Headers::add(std::string name, std::string value)
{
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value)
{
    std::erase_if(fields_, [&](const auto& field) { return sameName(field.first, name); });
    add(std::move(name), std::move(value));
}

const std::string* Headers::find(std::string_view name) const
{
    for (const auto& [field, value] : fields_) {
        if (sameName(field, name))
            return &value;
    }
    return nullptr;
}

std::string lowerCase(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

bool breaksHead(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

std::string_view reasonPhrase(int status)
{
    static constexpr std::pair<int, std::string_view> phrases[] = {
        {100, "Continue"},
        {101, "Switching Protocols"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };
    for (const auto& [code, phrase] : phrases) {
        if (code == status)
            return phrase;
    }
    return "Unknown";
}

std::optional<ByteRange> parseRange(std::string_view header, std::uint64_t size_bytes, bool& satisfiable)
{
    satisfiable = true;
    constexpr std::string_view unit = "bytes=";
    if (!sameName(header.substr(0, unit.size()), unit))
        return std::nullopt;
    const std::string_view range = header.substr(unit.size());
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const std::string_view first = range.substr(0, dash);
    const std::string_view last = range.substr(dash + 1);
    if ((!first.empty() && !isDigits(first)) || (!last.empty() && !isDigits(last)) ||
        (first.empty() && last.empty()))
        return std::nullopt;
    if (first.empty()) {
        const std::uint64_t count = std::min(clampedNumber(last), size_bytes);
        satisfiable = count > 0;
        return satisfiable ? std::optional(ByteRange{size_bytes - count, size_bytes - 1}) : std::nullopt;
    }
    const std::uint64_t from = clampedNumber(first);
    const std::uint64_t to = last.empty() ? std::numeric_limits<std::uint64_t>::max() : clampedNumber(last);
    if (to < from)
        return std::nullopt;
    satisfiable = from < size_bytes;
    return satisfiable ? std::optional(ByteRange{from, std::min(to, size_bytes - 1)}) : std::nullopt;
}

}  // namespace slipway::net
