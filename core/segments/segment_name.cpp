// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segments/segment_name.h"

#include <fmt/format.h>

#include <charconv>

namespace slipway {

namespace {

constexpr std::string_view streams_folder = "streams/";
constexpr std::size_t offset_digits = 20;

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Cuts off what follows the last `separator`; empty when there is none.
std::string_view cutLast(std::string_view& text, char separator)
{
    const std::size_t at = text.rfind(separator);
    if (at == std::string_view::npos)
        return {};
    const std::string_view last = text.substr(at + 1);
    text = text.substr(0, at);
    return last;
}

}  // namespace

std::string segmentsOf(const ResourceId& workload, std::int64_t attempt)
{
    return fmt::format("attempts/{}/{}/", workload.text(), attempt);
}

std::string formatSegmentName(const Segment& segment)
{
    return fmt::format("{}{}/{}/{:020}-{}", streams_folder, segment.stream, segment.generation,
                       segment.offset_bytes, segment.size_bytes);
}

std::optional<Segment> parseSegmentName(std::string_view name)
{
    if (!name.starts_with(streams_folder))
        return std::nullopt;
    std::string_view stream = name.substr(streams_folder.size());
    std::string_view range = cutLast(stream, '/');
    const auto generation = number(cutLast(stream, '/'));
    const auto size = number(cutLast(range, '-'));
    const auto offset = range.size() == offset_digits ? number(range) : std::nullopt;
    if (stream.empty() || !generation || !size || !offset || *size == 0 || *size > largest_segment)
        return std::nullopt;
    Segment segment{std::string(stream), *generation, *offset, *size};
    // One name a segment, and none that reaches beyond what a number can say.
    const bool plain = formatSegmentName(segment) == name && segment.end_bytes() > segment.offset_bytes;
    return plain ? std::optional(std::move(segment)) : std::nullopt;
}

}  // namespace slipway
