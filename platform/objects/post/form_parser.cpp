// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/post/form_parser.h"

#include "platform/objects/s3_error.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace slipway {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t most_before_file = 64u << 10;
constexpr std::size_t most_behind_file = 64u << 10;
constexpr std::size_t longest_boundary = 70;

tl::unexpected<Error> malformed()
{
    return s3Fail("MalformedPOSTRequest", "The body is no well-formed multipart/form-data.");
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Where a parameter's value ends: quotes may hold a semicolon.
std::size_t endOfParameter(std::string_view text)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == ';' && !quoted)
            return i;
    }
    return text.size();
}

std::string unquoted(std::string_view value)
{
    if (value.size() < 2 || !value.starts_with('"') || !value.ends_with('"'))
        return std::string(value);
    std::string text;
    for (std::size_t i = 1; i + 1 < value.size(); ++i) {
        const bool escape =
            value[i] == '\\' && i + 2 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\');
        text += value[escape ? ++i : i];
    }
    return text;
}

/// The parameter of a header value such as `form-data; name="key"`.
std::optional<std::string> parameterOf(std::string_view value, std::string_view name)
{
    for (std::size_t end = endOfParameter(value); end < value.size(); end = endOfParameter(value)) {
        value.remove_prefix(end + 1);
        const std::string_view parameter = trimmed(value.substr(0, endOfParameter(value)));
        const std::size_t sign = parameter.find('=');
        if (sign != std::string_view::npos && lower(trimmed(parameter.substr(0, sign))) == name)
            return unquoted(trimmed(parameter.substr(sign + 1)));
    }
    return std::nullopt;
}

std::string wordOf(std::string_view value)
{
    return lower(trimmed(value.substr(0, endOfParameter(value))));
}

/// How much of `left` is before the mark: where that is not there yet, its last bytes may be its beginning.
std::size_t lengthBefore(std::size_t found, std::string_view left, std::size_t mark_size)
{
    return found != std::string_view::npos ? found : left.size() - std::min(left.size(), mark_size - 1);
}

/// The value of the part's Content-Disposition; empty when it has none.
std::string_view dispositionOf(std::string_view head)
{
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find(line_end));
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && lower(trimmed(line.substr(0, colon))) == "content-disposition")
            return trimmed(line.substr(colon + 1));
        head.remove_prefix(std::min(line.size() + line_end.size(), head.size()));
    }
    return {};
}

}  // namespace

Result<FormParser> FormParser::create(std::string_view content_type)
{
    const auto boundary = parameterOf(content_type, "boundary");
    if (wordOf(content_type) != "multipart/form-data" || !boundary || boundary->empty() ||
        boundary->size() > longest_boundary || boundary->find_first_of(line_end) != std::string::npos)
        return s3Fail("InvalidArgument",
                      "A form that uploads a file is multipart/form-data with a boundary.");
    return FormParser(*boundary);
}

// The first boundary has nothing before it, not even the end of a line.
FormParser::FormParser(std::string_view boundary)
    : delimiter_("\r\n--" + std::string(boundary)), rest_(line_end)
{
}

Result<void> FormParser::feed(std::string_view bytes, const Sink& sink)
{
    rest_ += bytes;
    std::string_view left = rest_;
    Result<bool> more = true;
    while (more && *more)
        more = step(left, sink);
    if (!more)
        return propagate(more);
    rest_.erase(0, rest_.size() - left.size());
    return {};
}

Result<bool> FormParser::step(std::string_view& left, const Sink& sink)
{
    switch (state_) {
    case State::Begin:
        if (!left.starts_with(delimiter_.substr(0, left.size())))
            return malformed();
        if (left.size() < delimiter_.size())
            return false;
        left.remove_prefix(delimiter_.size());
        state_ = State::BehindBoundary;
        return true;
    case State::BehindBoundary: {
        if (left.size() < line_end.size())
            return false;
        const bool ends = left.starts_with("--");
        if ((ends && !file_seen_) || (!ends && !left.starts_with(line_end)))
            return malformed();
        left.remove_prefix(line_end.size());
        state_ = file_seen_ ? State::Rest : State::Head;
        return true;
    }
    case State::Head:
        return readHead(left);
    case State::Value:
        return readValue(left);
    case State::File:
        return readFile(left, sink);
    case State::Rest:
        break;
    }
    return readRest(left);
}

Result<void> FormParser::count(std::size_t bytes) const
{
    if (before_file_ + bytes > most_before_file)
        return s3Fail("MaxPostPreDataLengthExceededError", "A form may have 64 KiB before its file.");
    return {};
}

Result<bool> FormParser::readHead(std::string_view& left)
{
    const std::size_t end = left.find(head_end);
    if (const auto counted = count(lengthBefore(end, left, head_end.size())); !counted)
        return propagate(counted);
    if (end == std::string_view::npos)
        return false;
    const std::string_view disposition = dispositionOf(left.substr(0, end));
    const auto name = parameterOf(disposition, "name");
    if (wordOf(disposition) != "form-data" || !name)
        return malformed();
    before_file_ += end;
    left.remove_prefix(end + head_end.size());
    name_ = lower(*name);
    state_ = State::Value;
    if (name_ == "file") {
        file_name_ = parameterOf(disposition, "filename").value_or("");
        file_seen_ = true;
        state_ = State::File;
    }
    return true;
}

Result<bool> FormParser::readValue(std::string_view& left)
{
    const std::size_t end = left.find(delimiter_);
    if (const auto counted = count(lengthBefore(end, left, delimiter_.size())); !counted)
        return propagate(counted);
    if (end == std::string_view::npos)
        return false;
    before_file_ += end;
    fields_.emplace_back(name_, left.substr(0, end));
    left.remove_prefix(end + delimiter_.size());
    state_ = State::BehindBoundary;
    return true;
}

Result<bool> FormParser::readFile(std::string_view& left, const Sink& sink)
{
    const std::size_t end = left.find(delimiter_);
    const bool found = end != std::string_view::npos;
    const std::size_t sure = lengthBefore(end, left, delimiter_.size());
    const Result<void> taken = sure > 0 ? sink(left.substr(0, sure)) : Result<void>();
    if (!taken)
        return propagate(taken);
    left.remove_prefix(found ? end + delimiter_.size() : sure);
    if (found)
        state_ = State::BehindBoundary;
    return found;
}

Result<bool> FormParser::readRest(std::string_view& left)
{
    behind_file_ += left.size();
    left = {};
    return behind_file_ > most_behind_file ? Result<bool>(malformed()) : false;
}

Result<void> FormParser::finish() const
{
    if (state_ == State::Rest)
        return {};
    return s3Fail("IncompleteBody", "The form ended before its file did. Send it again.");
}

}  // namespace slipway
