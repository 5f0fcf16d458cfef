// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/channel_traffic.h"

#include "core/json.h"
#include "core/resources/json/member_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::string_view data_prefix("\0", 1);
constexpr std::size_t data_channel = 0;
constexpr std::size_t max_problem_bytes = 4096;

/// Some nodes wrap their sentence: {"message":"..."}.
std::string unwrapped(const std::string& problem)
{
    const auto json = parseJson(problem);
    std::string message;
    if (json && json->is_object())
        MemberReader(*json, {}, MemberReader::Unknown::Ignored).text("message", message);
    return message.empty() ? problem : message;
}

bool saysRefused(const std::string& problem)
{
    return problem.find("onnection refused") != std::string::npos;
}

}  // namespace

ChannelTraffic::ChannelTraffic(std::uint16_t port, std::string where) : port_(port), where_(std::move(where))
{
}

std::string_view ChannelTraffic::prefix() const
{
    return data_prefix;
}

Result<std::string_view> ChannelTraffic::take(const net::MessagePart& part)
{
    std::string_view bytes = part.bytes;
    if (channel_ < 0 && !bytes.empty()) {
        channel_ = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
    }
    const auto channel = static_cast<std::size_t>(channel_);
    if (part.ends_message)
        channel_ = -1;
    if (channel >= port_said_.size())
        return std::string_view();  // Of no channel that there is, which nodes pass over, too.
    bytes.remove_prefix(takePort(channel, bytes));
    const std::string& said = port_said_[channel];
    if (said.size() == 2 &&
        said != std::string{static_cast<char>(port_ & 0xffu), static_cast<char>(port_ >> 8)})
        return fail(
            ErrorCode::DataLoss,
            fmt::format("The node forwards another port of {} than {}. Connect again.", where_, port_),
            "tunnel-broken");
    if (channel == data_channel)
        return bytes;
    problem_.append(bytes.substr(0, max_problem_bytes - std::min(problem_.size(), max_problem_bytes)));
    return std::string_view();
}

// How many bytes belong to the port.
std::size_t ChannelTraffic::takePort(std::size_t channel, std::string_view bytes)
{
    std::string& said = port_said_[channel];
    const std::size_t count = std::min(2 - said.size(), bytes.size());
    said.append(bytes.substr(0, count));
    return count;
}

Result<void> ChannelTraffic::end()
{
    if (problem_.empty())
        return {};
    const std::string problem = unwrapped(problem_);
    if (saysRefused(problem))
        return fail(ErrorCode::Unavailable,
                    fmt::format("Nothing listens at port {} of {}. Check that its program has started and "
                                "serves that port. The node said: {}",
                                port_, where_, problem),
                    "nobody-listens");
    return fail(
        ErrorCode::Unavailable,
        fmt::format("The node lost port {} of {}. Connect again. It said: {}", port_, where_, problem),
        "tunnel-broken");
}

}  // namespace slipway
