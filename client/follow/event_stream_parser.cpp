// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/event_stream_parser.h"

namespace slipway {

bool EventStreamParser::feed(std::string_view bytes, std::vector<ServerEvent>& events)
{
    while (!bytes.empty()) {
        if (after_carriage_return_ && bytes.front() == '\n')
            bytes.remove_prefix(1);
        after_carriage_return_ = false;
        const auto end = bytes.find_first_of("\r\n");
        line_ += bytes.substr(0, end);
        if (line_.size() + data_.size() > max_event_bytes)
            return false;
        if (end == std::string_view::npos)
            return true;
        after_carriage_return_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        takeLine(events);
        line_.clear();
    }
    return true;
}

void EventStreamParser::takeLine(std::vector<ServerEvent>& events)
{
    std::string_view line = line_;
    if (first_line_ && line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);
    first_line_ = false;
    if (line.empty()) {
        if (!data_.empty()) {
            data_.pop_back();
            events.push_back({event_.empty() ? "message" : event_, id_, data_});
        }
        event_.clear();
        data_.clear();
        return;
    }
    const auto colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    if (field == "event")
        event_ = value;
    else if (field == "data")
        data_.append(value).push_back('\n');
    else if (field == "id" && value.find('\0') == std::string_view::npos)
        id_ = value;
}

}  // namespace slipway
