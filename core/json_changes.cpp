// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace slipway {

namespace {

constexpr std::size_t most_value_bytes = 80;

std::string textOf(const Json* value)
{
    if (value == nullptr)
        return {};
    const auto is_text = [](const Json& item) { return item.is_string(); };
    if (is_text(*value))
        return value->get<std::string>();
    if (value->is_array() && !value->empty() && std::all_of(value->begin(), value->end(), is_text))
        return fmt::format("{}", fmt::join(value->get<std::vector<std::string>>(), ","));
    return dumpJson(*value);
}

const Json* memberOf(const Json& object, const std::string& name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? nullptr : &*found;
}

void collect(const Json& before, const Json& after, const std::string& prefix,
             std::vector<MemberChange>& changes)
{
    std::set<std::string> names;
    for (const Json* object : {&before, &after})
        for (const auto& [name, value] : object->items())
            names.insert(name);
    for (const std::string& name : names) {
        const Json* was = memberOf(before, name);
        const Json* is = memberOf(after, name);
        if (was != nullptr && is != nullptr && *was == *is)
            continue;
        const bool objects = (was == nullptr || was->is_object()) && (is == nullptr || is->is_object());
        if (objects)
            collect(was ? *was : Json::object(), is ? *is : Json::object(), prefix + name + ".", changes);
        else
            changes.push_back({prefix + name, textOf(was), textOf(is)});
    }
}

/// One value out of three, null for absent; false when both changed it differently.
bool mergeValue(const Json* base, const Json* mine, const Json* theirs, const Json** merged, Json& storage)
{
    const auto alike = [](const Json* a, const Json* b) {
        return a == nullptr || b == nullptr ? a == b : *a == *b;
    };
    if (alike(base, mine) || alike(mine, theirs)) {
        *merged = theirs;
        return true;
    }
    if (alike(base, theirs)) {
        *merged = mine;
        return true;
    }
    const auto object = [](const Json* value) { return value != nullptr && value->is_object(); };
    if (!object(mine) || !object(theirs) || (base != nullptr && !object(base)))
        return false;
    auto inner = mergeChanges(base ? *base : Json::object(), *mine, *theirs);
    if (!inner)
        return false;
    storage = std::move(*inner);
    *merged = &storage;
    return true;
}

/// On one line, and cut where it is long.
std::string brief(std::string text)
{
    for (char& c : text)
        c = c == '\n' || c == '\t' ? ' ' : c;
    if (text.empty())
        return "-";
    if (text.size() <= most_value_bytes)
        return text;
    std::size_t end = most_value_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end) + "…";
}

}  // namespace

std::vector<MemberChange> memberChanges(const Json& before, const Json& after)
{
    std::vector<MemberChange> changes;
    if (before.is_object() && after.is_object())
        collect(before, after, {}, changes);
    return changes;
}

std::string describeChanges(const std::vector<MemberChange>& changes, std::size_t most_bytes)
{
    std::string text;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const MemberChange& change = changes[i];
        const std::string next =
            fmt::format("{}: {} -> {}", change.path, brief(change.before), brief(change.after));
        if (!text.empty() && text.size() + next.size() > most_bytes)
            return text + fmt::format(", and {} more", changes.size() - i);
        text += (text.empty() ? "" : ", ") + next;
    }
    return text;
}

std::optional<Json> mergeChanges(const Json& base, const Json& mine, const Json& theirs)
{
    std::set<std::string> names;
    for (const Json* object : {&mine, &theirs})
        for (const auto& [name, value] : object->items())
            names.insert(name);
    Json merged = Json::object();
    for (const std::string& name : names) {
        const Json* value = nullptr;
        Json storage;
        if (!mergeValue(memberOf(base, name), memberOf(mine, name), memberOf(theirs, name), &value, storage))
            return std::nullopt;
        if (value != nullptr)
            merged[name] = *value;
    }
    return merged;
}

}  // namespace slipway
