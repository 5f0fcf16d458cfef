// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_record.h"
#include "core/events/event_tensor.h"

#include <fmt/format.h>
#include <protozero/pbf_reader.hpp>

namespace slipway::events {
namespace {

using protozero::pbf_wire_type;
using protozero::tag_and_type;

/// One Summary.Value; nothing when it is no number.
std::optional<ScalarPoint> decodeValue(protozero::pbf_reader value)
{
    ScalarPoint point;
    std::string node_name;
    std::optional<double> number;
    while (value.next()) {
        switch (value.tag_and_type()) {
        case tag_and_type(1, pbf_wire_type::length_delimited):
            point.tag = value.get_string();
            break;
        case tag_and_type(2, pbf_wire_type::fixed32):
            number = static_cast<double>(value.get_float());
            break;
        case tag_and_type(7, pbf_wire_type::length_delimited):
            node_name = value.get_string();
            break;
        case tag_and_type(8, pbf_wire_type::length_delimited):
            number = tensorNumber(value.get_view());
            break;
        default:
            value.skip();
        }
    }
    if (!number)
        return std::nullopt;
    if (point.tag.empty())  // very old writers put the tag there
        point.tag = std::move(node_name);
    point.value = *number;
    return point;
}

void decodeSummary(protozero::pbf_reader summary, std::vector<ScalarPoint>& scalars)
{
    while (summary.next()) {
        if (summary.tag_and_type() != tag_and_type(1, pbf_wire_type::length_delimited)) {
            summary.skip();
            continue;
        }
        if (auto point = decodeValue(summary.get_message()))
            scalars.push_back(std::move(*point));
    }
}

bool isSessionStart(protozero::pbf_reader log)
{
    constexpr std::int32_t start = 1;
    bool started = false;
    while (log.next()) {
        if (log.tag_and_type() == tag_and_type(1, pbf_wire_type::varint))
            started = log.get_enum() == start;
        else
            log.skip();
    }
    return started;
}

Event decodeMessage(std::string_view payload)
{
    Event event;
    protozero::pbf_reader message(payload.data(), payload.size());
    while (message.next()) {
        switch (message.tag_and_type()) {
        case tag_and_type(1, pbf_wire_type::fixed64):
            event.wall_time = message.get_double();
            break;
        case tag_and_type(2, pbf_wire_type::varint):
            event.step = message.get_int64();
            break;
        case tag_and_type(3, pbf_wire_type::length_delimited):
            event.file_version = message.get_string();
            break;
        case tag_and_type(5, pbf_wire_type::length_delimited):
            decodeSummary(message.get_message(), event.scalars);
            break;
        case tag_and_type(7, pbf_wire_type::length_delimited):
            event.session_start = isSessionStart(message.get_message());
            break;
        default:
            message.skip();
        }
    }
    for (ScalarPoint& point : event.scalars) {
        point.step = event.step;
        point.wall_time = event.wall_time;
    }
    return event;
}

}  // namespace

Result<Event> decodeEvent(std::string_view payload)
{
    try {
        return decodeMessage(payload);
    } catch (const std::exception& error) {
        return fail(ErrorCode::DataLoss, fmt::format("A record holds no readable event ({}).", error.what()),
                    "bad-event");
    }
}

}  // namespace slipway::events
