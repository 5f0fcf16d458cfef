// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/collector_answer.h"

#include "core/resources/json/member_reader.h"
#include "runner/pod/pod_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t longest_message = 4'096;

std::string kindOf(const net::FetchResponse& answer)
{
    const std::string* kind = answer.headers.find(files_header);
    return kind && answer.status == 200 ? *kind : std::string();
}

Error toldError(const Json& json)
{
    std::int64_t status = 500;
    std::string type, message, field;
    MemberReader reader(json, "", MemberReader::Unknown::Ignored);
    reader.integer("status", status, 400, 599);
    reader.text("type", type);
    reader.text("message", message);
    reader.text("field", field);
    if (!reader.finish() || message.empty() || message.size() > longest_message)
        return Error{ErrorCode::Unavailable, "The pod's answer about its files makes no sense.", {}, {}};
    return Error{errorCodeOf(static_cast<int>(status)), message, type, field};
}

}  // namespace

tl::unexpected<Error> filesOfOlderPod()
{
    return fail(
        ErrorCode::Unavailable,
        "Its pod is of an older slipwayd and cannot show its files. Release and resume the environment "
        "to see them.",
        "files-of-older-pod");
}

Result<Json> readCollectorAnswer(const net::FetchResponse& answer)
{
    const std::string kind = kindOf(answer);
    if (kind.empty())
        return filesOfOlderPod();
    auto json = parseJson(answer.body);
    if (!json || !json->is_object())
        return tl::unexpected(toldError(Json::object()));
    if (kind != files_done)
        return tl::unexpected(toldError(*json));
    return json;
}

bool isFileAnswer(const net::FetchResponse& head)
{
    return kindOf(head) == files_bytes;
}

Result<net::Response> readFileAnswer(const net::FetchResponse& head)
{
    if (!isFileAnswer(head)) {
        const auto told = readCollectorAnswer(head);
        return told ? tl::unexpected(toldError(Json::object())) : propagate(told);
    }
    net::Response response;
    const std::string* status = head.headers.find(files_status);
    if (status && (*status == "206" || *status == "416"))
        response.status = std::stoi(*status);
    for (const char* name : {"Accept-Ranges", "Slipway-File-Size", "Content-Range", "Content-Length"}) {
        const std::string* value = head.headers.find(name);
        if (value && !net::breaksHead(*value))
            response.headers.set(name, *value);
    }
    return response;
}

}  // namespace slipway
