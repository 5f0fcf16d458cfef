// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/replicas.h"

#include "core/resources/json/member_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace slipway {

namespace {

int place(const RoleSpec& role)
{
    if (role.name == "chief" || role.name == "master")
        return 0;
    return takesPart(role.name) ? 1 : 2;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\n") + 1 - begin);
}

Result<RoleSpec> parseRole(std::string_view text)
{
    const std::size_t equals = text.find('=');
    RoleSpec role;
    role.name = trimmed(text.substr(0, equals));
    if (equals != std::string_view::npos) {
        const std::string_view value = text.substr(equals + 1);
        const std::size_t colon = value.find(':');
        const std::string_view count = trimmed(value.substr(0, colon));
        if (colon != std::string_view::npos)
            role.flavor = trimmed(value.substr(colon + 1));
        const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), role.count);
        if (error != std::errc() || end != count.data() + count.size() || role.count < 1)
            role.name.clear();
    }
    if (role.name.empty())
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is no role with a count. Write them like chief=1, worker=3.", trimmed(text)),
            "bad-value", "spec.roles");
    return role;
}

}  // namespace

Json write(const Replica& replica)
{
    return {{"role", replica.role}, {"index", replica.index}, {"number", replica.number}, {"of", replica.of}};
}

Result<Replica> readReplica(const Json& json)
{
    Replica replica;
    MemberReader reader(json, "replica", MemberReader::Unknown::Ignored);
    reader.text("role", replica.role);
    reader.integer("of", replica.of, 1, INT64_MAX);
    reader.integer("number", replica.number, 0, replica.of - 1);
    reader.integer("index", replica.index, 0, replica.number);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return replica;
}

std::vector<Replica> replicasOf(const JobSpec& job)
{
    if (job.roles.empty())
        return {Replica()};
    std::vector<const RoleSpec*> roles;
    std::int64_t all = 0;
    for (const RoleSpec& role : job.roles) {
        roles.push_back(&role);
        all += role.count;
    }
    std::stable_sort(roles.begin(), roles.end(),
                     [](const RoleSpec* a, const RoleSpec* b) { return place(*a) < place(*b); });
    std::vector<Replica> replicas;
    for (const RoleSpec* role : roles) {
        for (std::int64_t index = 0; index < role->count; ++index)
            replicas.push_back({role->name, index, std::ssize(replicas), all});
    }
    return replicas;
}

bool takesPart(std::string_view role)
{
    return role != "ps" && role != "evaluator";
}

Result<std::vector<RoleSpec>> parseRoles(std::string_view text)
{
    std::vector<RoleSpec> roles;
    text = trimmed(text);
    while (!text.empty() || !roles.empty()) {
        const std::size_t comma = text.find(',');
        auto role = parseRole(text.substr(0, comma));
        if (!role)
            return propagate(role);
        roles.push_back(std::move(*role));
        if (comma == std::string_view::npos)
            break;
        text = text.substr(comma + 1);
    }
    return roles;
}

std::string formatRoles(const std::vector<RoleSpec>& roles)
{
    std::string text;
    for (const RoleSpec& role : roles)
        text += fmt::format("{}{}={}{}{}", text.empty() ? "" : ", ", role.name, role.count,
                            role.flavor.empty() ? "" : ":", role.flavor);
    return text;
}

}  // namespace slipway
