// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/json/member_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {
namespace {

/// A whole number, also when it is written 3.0; nothing when it does not fit.
std::optional<std::int64_t> wholeNumber(const Json& json)
{
    if (json.is_number_unsigned()) {
        const auto value = json.get<std::uint64_t>();
        return value <= INT64_MAX ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
    }
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (!json.is_number_float())
        return std::nullopt;
    const auto value = json.get<double>();
    if (value < -9e15 || value > 9e15 || value != static_cast<double>(static_cast<std::int64_t>(value)))
        return std::nullopt;
    return static_cast<std::int64_t>(value);
}

bool isScalar(const Json& json)
{
    return json.is_string() || json.is_number() || json.is_boolean();
}

/// A zero character would end a command or a path early; nobody means one.
bool hasZero(std::string_view text)
{
    return text.find('\0') != std::string_view::npos;
}

constexpr std::string_view zero_complaint = "must not hold a zero character";

std::string scalarText(const Json& json)
{
    return json.is_string() ? json.get<std::string>() : dumpJson(json);
}

}  // namespace

MemberReader::MemberReader(const Json& object, std::string path, Unknown unknown)
    : object_(object), path_(std::move(path)), unknown_(unknown)
{
    if (!object_.is_object())
        error_ = Error{ErrorCode::InvalidArgument,
                       fmt::format("{} must be a JSON object.", path_.empty() ? "The text" : path_),
                       "wrong-type", path_};
}

std::string MemberReader::field(std::string_view name) const
{
    return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

const Json* MemberReader::find(std::string_view name)
{
    asked_.emplace_back(name);
    if (!object_.is_object())
        return nullptr;
    const auto member = object_.find(name);
    return member == object_.end() || member->is_null() ? nullptr : &*member;
}

void MemberReader::refuse(std::string_view type, std::string_view name, std::string_view complaint)
{
    const std::string at = field(name);
    refuse(Error{ErrorCode::InvalidArgument, fmt::format("{} {}.", at, complaint), std::string(type), at});
}

void MemberReader::refuse(const Error& error)
{
    if (!error_)
        error_ = error;
}

void MemberReader::text(std::string_view name, std::string& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (!json->is_string())
        return refuse("wrong-type", name, "must be a text");
    value = json->get<std::string>();
    if (hasZero(value))
        refuse("bad-value", name, zero_complaint);
}

void MemberReader::text(std::string_view name, std::optional<std::string>& value)
{
    std::string read;
    text(name, read);
    if (!read.empty())
        value = std::move(read);
}

void MemberReader::boolean(std::string_view name, bool& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (!json->is_boolean())
        return refuse("wrong-type", name, "must be true or false");
    value = json->get<bool>();
}

void MemberReader::integer(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (!json->is_number())
        return refuse("wrong-type", name, "must be a whole number");
    const auto read = wholeNumber(*json);
    if (!read || *read < least || *read > most)
        return refuse("out-of-range", name,
                      most == INT64_MAX ? fmt::format("must be a whole number of at least {}", least)
                                        : fmt::format("must be a whole number from {} to {}", least, most));
    value = *read;
}

void MemberReader::integer(std::string_view name, std::optional<std::int64_t>& value)
{
    if (object_.is_object() && object_.contains(name) && !object_.at(std::string(name)).is_null())
        integer(name, value.emplace(), INT64_MIN, INT64_MAX);
    else
        known(name);
}

void MemberReader::number(std::string_view name, std::optional<double>& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (!json->is_number())
        return refuse("wrong-type", name, "must be a number");
    value = json->get<double>();
}

void MemberReader::bytes(std::string_view name, Bytes& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (json->is_string()) {
        const auto parsed = Bytes::parse(json->get<std::string>());
        // Written as a number, a larger one could not be read again.
        if (!parsed || parsed->count() > INT64_MAX)
            return refuse("out-of-range", name, "must be a size such as \"512MiB\" or \"2GiB\"");
        value = *parsed;
        return;
    }
    if (!json->is_number())
        return refuse("wrong-type", name, "must be a size such as \"2GiB\", or a number of bytes");
    const auto count = wholeNumber(*json);
    if (!count || *count < 0)
        return refuse("out-of-range", name, "must be a whole number of bytes, or a size such as \"2GiB\"");
    value = Bytes(static_cast<std::uint64_t>(*count));
}

void MemberReader::duration(std::string_view name, std::chrono::seconds& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (json->is_string()) {
        const auto parsed = parseDuration(json->get<std::string>());
        if (!parsed)
            return refuse("out-of-range", name,
                          "must be a duration such as \"90s\", \"10m\", \"1h30m\" or \"7d\"");
        value = *parsed;
        return;
    }
    if (!json->is_number())
        return refuse("wrong-type", name, "must be a duration such as \"8h\", or a number of seconds");
    const auto count = wholeNumber(*json);
    if (!count || *count < 0)
        return refuse("out-of-range", name,
                      "must be a whole number of seconds, or a duration such as \"8h\"");
    value = std::chrono::seconds{*count};
}

void MemberReader::time(std::string_view name, std::optional<Timestamp>& value)
{
    std::string read;
    text(name, read);
    if (read.empty())
        return;
    const auto parsed = parseTimestamp(read);
    if (!parsed)
        return refuse("bad-time", name, "must be a time such as 2026-11-23T07:11:46Z");
    value = *parsed;
}

void MemberReader::texts(std::string_view name, std::vector<std::string>& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    const bool good = json->is_array() && std::all_of(json->begin(), json->end(),
                                                      [](const Json& item) { return item.is_string(); });
    if (!good)
        return refuse("wrong-type", name, "must be a list of texts");
    value = json->get<std::vector<std::string>>();
    if (std::any_of(value.begin(), value.end(), hasZero))
        refuse("bad-value", name, zero_complaint);
}

void MemberReader::textMap(std::string_view name, std::map<std::string, std::string>& value)
{
    const Json* json = find(name);
    if (!json)
        return;
    if (!json->is_object() || !std::all_of(json->begin(), json->end(), isScalar))
        return refuse("wrong-type", name, "must be an object whose values are texts, numbers or booleans");
    value.clear();
    for (const auto& [key, item] : json->items()) {
        const auto added = value.emplace(key, scalarText(item)).first;
        if (hasZero(added->first) || hasZero(added->second))
            refuse("bad-value", name, zero_complaint);
    }
}

void MemberReader::object(std::string_view name, std::string& value)
{
    if (const Json* json = child(name))
        value = dumpJson(*json);
}

const Json* MemberReader::child(std::string_view name)
{
    const Json* json = find(name);
    if (!json || json->is_object())
        return json;
    refuse("wrong-type", name, "must be an object");
    return nullptr;
}

std::vector<const Json*> MemberReader::children(std::string_view name)
{
    const Json* json = find(name);
    if (!json)
        return {};
    std::vector<const Json*> found;
    if (json->is_array()) {
        for (const Json& item : *json)
            found.push_back(&item);
    }
    const bool good = json->is_array() && std::all_of(json->begin(), json->end(),
                                                      [](const Json& item) { return item.is_object(); });
    if (good)
        return found;
    refuse("wrong-type", name, "must be a list of objects");
    return {};
}

void MemberReader::refuseUnknown()
{
    for (const auto& [name, value] : object_.items()) {
        if (std::find(asked_.begin(), asked_.end(), name) != asked_.end())
            continue;
        const std::string at = field(name);
        error_ = Error{ErrorCode::InvalidArgument,
                       fmt::format("{} is not known here. Use only: {}.", at, fmt::join(asked_, ", ")),
                       "unknown-field", at};
        return;
    }
}

Result<void> MemberReader::finish()
{
    // A misspelt member is named before what is missing because of it.
    if (unknown_ == Unknown::Refused && object_.is_object())
        refuseUnknown();
    if (error_)
        return tl::unexpected<Error>(*error_);
    return {};
}

}  // namespace slipway
