// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/resource_body.h"

#include "core/ids.h"
#include "core/json.h"
#include "core/resources/json/member_reader.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/kind_rules.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t max_reason = 1000;

Result<Json> readObject(const std::string& body)
{
    auto json = parseJson(body);
    if (!json)
        return fail(ErrorCode::InvalidArgument,
                    "The body cannot be read. " + json.error().message + " Correct it and send it again.",
                    "bad-json");
    if (!json->is_object())
        return fail(ErrorCode::InvalidArgument,
                    R"(The body must be a JSON object. Send one like {"name":"train","spec":{...}}.)",
                    "bad-json");
    return json;
}

/// Fills in what the path says already, so that the body may leave it out.
Result<void> complete(Json& json, const char* member, const std::string& known)
{
    if (known.empty())
        return {};
    const auto said = json.find(member);
    if (said != json.end() && *said != Json(known))
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("The body says another {} than the address, which says \"{}\".", member, known),
            "contradiction", member);
    json[member] = known;
    return {};
}

Result<Json> completeBody(const Call& call)
{
    auto json = readObject(call.request.body);
    if (!json)
        return json;
    if (auto kind = complete(*json, "kind", std::string(info(call.kind()).name)); !kind)
        return propagate(kind);
    if (auto project = complete(*json, "project", call.project()); !project)
        return propagate(project);
    if (auto name = complete(*json, "name", call.name()); !name)
        return propagate(name);
    if (call.kind() == Kind::AccessKey && !json->contains("name"))
        (*json)["name"] = newId(info(Kind::AccessKey).id_prefix);
    return json;
}

}  // namespace

Result<Resource> readWanted(const Call& call)
{
    const auto json = completeBody(call);
    if (!json)
        return propagate(json);
    const auto said = readResource(*json);
    if (!said)
        return propagate(said);
    Resource wanted;
    wanted.kind = call.kind();
    wanted.project = call.project();
    wanted.name = said->name;
    wanted.labels = said->labels;
    wanted.owner = call.caller.user;
    if (wanted.kind == Kind::AccessKey && call.caller.administrator && !said->owner.empty())
        wanted.owner = said->owner;
    if (auto named = checkName(wanted.name, "name"); !named)
        return propagate(named);
    if (auto labelled = checkLabels(wanted.labels); !labelled)
        return propagate(labelled);
    auto spec = rulesOf(wanted.kind).canonicalSpec(said->spec);
    if (!spec)
        return propagate(spec);
    wanted.spec = std::move(*spec);
    return wanted;
}

Result<std::string> readReason(const Call& call, ReasonPlace place)
{
    std::string reason;
    if (const auto* asked = call.query("reason"))
        reason = *asked;
    if (place == ReasonPlace::QueryOrBody && !call.request.body.empty()) {
        const auto json = readObject(call.request.body);
        if (!json)
            return propagate(json);
        MemberReader reader(*json, "", MemberReader::Unknown::Refused);
        reader.text("reason", reason);
        if (auto read = reader.finish(); !read)
            return propagate(read);
    }
    if (reason.size() > max_reason)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("The reason is longer than {} bytes.", max_reason), "bad-reason", "reason");
    return reason;
}

}  // namespace slipway
