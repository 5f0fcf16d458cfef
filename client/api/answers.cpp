// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/answers.h"

#include "core/json.h"
#include "net/http.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {
tl::unexpected<Error> badAnswer()
{
    return fail(
        ErrorCode::DataLoss,
        "The server's answer is not what this version of Slipway expects. Check that the address is that "
        "of a Slipway server, and that both are of about the same version.",
        "bad-answer");
}

namespace {

/// Parses an answer that must be a JSON object.
Result<Json> parseObject(std::string_view body)
{
    auto json = parseJson(body);
    if (!json || !json->is_object())
        return badAnswer();
    return json;
}

std::string text(const Json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const Json& object, const char* member, std::int64_t absent = 0)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : absent;
}

bool flag(const Json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

Timestamp time(const Json& object, const char* member)
{
    return parseTimestamp(text(object, member)).value_or(Timestamp{});
}

/// Reads {"items":[...]} with `read` for each object in it.
template <class T, class Read>
Result<std::vector<T>> readItems(std::string_view body, Read read)
{
    const auto json = parseObject(body);
    if (!json)
        return propagate(json);
    const auto items = json->find("items");
    if (items == json->end() || !items->is_array())
        return badAnswer();
    std::vector<T> values;
    values.reserve(items->size());
    for (const Json& item : *items) {
        if (!item.is_object())
            return badAnswer();
        values.push_back(read(item));
    }
    return values;
}

}  // namespace

Result<Account> readAccount(std::string_view body)
{
    const auto json = parseObject(body);
    if (!json)
        return propagate(json);
    Account account{text(*json, "user"),
                    flag(*json, "administrator"),
                    {},
                    text(*json, "server_version"),
                    text(*json, "s3_endpoint")};
    if (const auto roles = json->find("roles"); roles != json->end() && roles->is_object())
        for (const auto& [project, role] : roles->items())
            account.roles.emplace_back(project, role.is_string() ? role.get<std::string>() : std::string());
    if (account.user.empty())
        return badAnswer();
    return account;
}

Result<ResourcePage> readPage(std::string_view body)
{
    const auto json = parseObject(body);
    if (!json)
        return propagate(json);
    const auto items = json->find("items");
    if (items == json->end() || !items->is_array())
        return badAnswer();
    ResourcePage page{{}, text(*json, "cursor"), number(*json, "version")};
    page.items.reserve(items->size());
    for (const Json& item : *items) {
        auto resource = readSentResource(item);
        if (!resource)
            return badAnswer();
        page.items.push_back(std::move(*resource));
    }
    return page;
}

Result<NewAccessKey> readNewAccessKey(std::string_view body)
{
    const auto json = parseObject(body);
    if (!json)
        return propagate(json);
    const auto status = json->find("status");
    NewAccessKey key;
    if (status != json->end() && status->is_object())
        key.access_key = text(*status, "access_key");
    key.name = text(*json, "name");
    key.secret_key = text(*json, "secret_key");
    if (key.access_key.empty() || key.secret_key.empty())
        return badAnswer();
    return key;
}

Result<std::vector<HistoryEntry>> readHistory(std::string_view body)
{
    return readItems<HistoryEntry>(body, [](const Json& item) {
        return HistoryEntry{time(item, "time"), text(item, "user"), text(item, "action"),
                            text(item, "detail")};
    });
}

Result<std::vector<ClusterFinding>> readFindings(std::string_view body)
{
    const auto json = parseObject(body);
    const auto list = json ? json->find("findings") : Json::const_iterator();
    if (!json || list == json->end() || !list->is_array())
        return badAnswer();
    std::vector<ClusterFinding> findings;
    for (const Json& item : *list) {
        auto finding = readClusterFinding(item);
        if (!finding)
            return badAnswer();
        findings.push_back(std::move(*finding));
    }
    return findings;
}

Result<std::vector<QueueEntry>> readQueue(std::string_view body)
{
    return readItems<QueueEntry>(body, [](const Json& item) {
        QueueEntry entry{text(item, "project"), text(item, "kind"),       text(item, "name"),
                         text(item, "owner"),   number(item, "position"), number(item, "gpus"),
                         text(item, "reason"),  text(item, "message"),    time(item, "since")};
        if (const auto start = parseTimestamp(text(item, "start_by")))
            entry.start_by = *start;
        entry.start_unknown = text(item, "start_unknown");
        return entry;
    });
}

Result<std::vector<TaskStream>> readStreams(std::string_view body)
{
    return readItems<TaskStream>(body, [](const Json& item) {
        return TaskStream{text(item, "name"), number(item, "attempt", 1),
                          static_cast<std::uint64_t>(std::max<std::int64_t>(0, number(item, "size_bytes"))),
                          flag(item, "complete")};
    });
}

Result<std::string> readLink(std::string_view body)
{
    const auto json = parseObject(body);
    if (!json)
        return propagate(json);
    std::string url = text(*json, "url");
    if (url.empty())
        return badAnswer();
    return url;
}

Error readProblem(int status, std::string_view body)
{
    Error error{errorCodeOf(status), {}, {}, {}};
    if (const auto json = parseJson(body); json && json->is_object()) {
        error.message = text(*json, "detail");
        error.type = text(*json, "type");
        error.field = text(*json, "field");
        if (error.message.empty())
            error.message = text(*json, "title");
    }
    if (error.message.empty())
        error.message = fmt::format("The server answered {} {}. Try again later, or check its address.",
                                    status, net::reasonPhrase(status));
    if (error.code == ErrorCode::Unavailable && (error.type.empty() || error.type == name(error.code)))
        error.type = "server-unavailable";  // It was reached, unlike one that gives no answer.
    if (status == 429 && error.type.empty()) {
        error.type = "too-many-requests";
        error.message = "The server is asked too often now. It is asked again soon.";
    }
    return error;
}

Result<Resource> readRemoved(std::string_view data)
{
    const auto json = parseObject(data);
    if (!json)
        return propagate(json);
    const auto kind = kindNamed(text(*json, "kind"));
    if (!kind)
        return badAnswer();
    Resource resource;
    resource.kind = *kind;
    resource.id = ResourceId(text(*json, "id"));
    resource.project = text(*json, "project");
    resource.name = text(*json, "name");
    resource.version = number(*json, "version");
    return resource;
}

std::string writeWanted(const Resource& resource)
{
    Json json{{"kind", info(resource.kind).name}, {"name", resource.name}, {"labels", resource.labels}};
    if (!resource.project.empty())
        json["project"] = resource.project;
    json["spec"] = parseJson(resource.spec).value_or(Json::object());
    return dumpJson(json);
}

std::string writeReason(std::string_view reason)
{
    return reason.empty() ? "{}" : dumpJson({{"reason", reason}});
}

std::string writeHanded(const ClusterSpec& spec)
{
    Json json = write(spec);
    if (!spec.kubeconfig.empty())
        json["kubeconfig"] = spec.kubeconfig;
    return dumpJson(json);
}

std::string writeHanded(const StoreSpec& spec)
{
    Json json = write(spec);
    if (!spec.secret_key.empty())
        json["secret_key"] = spec.secret_key;
    return dumpJson(json);
}

std::string writeClusterCheck(const ClusterSpec* spec, const std::string& image)
{
    Json json = Json::object();
    if (spec != nullptr)
        json["spec"] = parseJson(writeHanded(*spec)).value_or(Json::object());
    if (!image.empty())
        json["image"] = image;
    return dumpJson(json);
}

std::string writeNewAccessKey(std::string_view description)
{
    return dumpJson({{"kind", "AccessKey"}, {"spec", {{"description", description}}}});
}

}  // namespace slipway
