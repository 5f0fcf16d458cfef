// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/api/kube_error.h"

#include "core/json.h"
#include "core/resources/json/member_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t shown_bytes = 300;

/// A Status object's members, as far as it has them.
struct Status {
    std::string message, reason, field;
};

Status readStatus(std::string_view body)
{
    Status status;
    const auto json = parseJson(body);
    if (!json || !json->is_object())
        return status;
    MemberReader members(*json, {}, MemberReader::Unknown::Ignored);
    members.text("message", status.message);
    members.text("reason", status.reason);
    if (const Json* details = members.child("details")) {
        MemberReader inner(*details, "details", MemberReader::Unknown::Ignored);
        const auto causes = inner.children("causes");
        if (!causes.empty())
            MemberReader(*causes.front(), "causes", MemberReader::Unknown::Ignored)
                .text("field", status.field);
    }
    return status;
}

Error known(int code, const Status& status, const std::string& said)
{
    switch (code) {
    case 401:
        return {ErrorCode::Unauthenticated,
                "The cluster does not know us. Sign in to it again, or get a new kubeconfig. It said: " +
                    said,
                "cluster-unauthenticated",
                {}};
    case 403:
        if (status.message.find("exceeded quota") != std::string::npos)
            return {ErrorCode::ResourceExhausted,
                    "The cluster's own quota is used up. Free something of it, or ask its administrator for "
                    "more. It "
                    "said: " +
                        said,
                    "cluster-quota",
                    {}};
        return {ErrorCode::PermissionDenied,
                "The cluster does not allow us this. Ask its administrator for the right to it. It said: " +
                    said,
                "cluster-forbidden",
                {}};
    case 409:
        if (status.reason == "AlreadyExists")
            return {ErrorCode::AlreadyExists, said, {}, {}};
        return {ErrorCode::Conflict, "Somebody else changed it in the cluster first. It said: " + said,
                "cluster-conflict", status.field};
    case 410:
        return {ErrorCode::Gone, said, {}, {}};
    case 422:
        return {ErrorCode::InvalidArgument,
                "The cluster takes no such object. It said: " + said,
                {},
                status.field};
    case 429:
        return {ErrorCode::Unavailable,
                "The cluster has too much to do at the moment. Try again later.",
                "cluster-busy",
                {}};
    default:
        break;
    }
    if (code >= 500 && status.message.find("webhook") != std::string::npos)
        return {ErrorCode::Unavailable,
                "A webhook of the cluster does not answer, so it accepts nothing. Tell its administrator. It "
                "said: " +
                    said,
                "cluster-webhook",
                {}};
    return {errorCodeOf(code), "The cluster said: " + said, {}, {}};
}

}  // namespace

Error kubeError(int code, std::string_view body)
{
    const Status status = readStatus(body);
    std::string said = status.message;
    if (said.empty())
        said = fmt::format("status {}{}", code,
                           body.empty() ? "" : fmt::format(", {}", body.substr(0, shown_bytes)));
    if (!said.ends_with('.'))
        said += '.';
    return known(code, status, said);
}

}  // namespace slipway
