// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/resources/statuses.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/api/requests/references.h"
#include "platform/api/requests/resource_body.h"
#include "platform/api/requests/writes.h"
#include "platform/auth/access_keys.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// What a verb acts on, once it is clear that the caller may.
struct Act {
    Resource resource;
    std::string reason;
};

Result<Act> prepare(ApiContext& context, const Call& call)
{
    auto resource = findTarget(context.store, call);
    if (!resource)
        return propagate(resource);
    if (auto own = checkOwnership(call.caller, *resource); !own)
        return propagate(own);
    auto reason = readReason(call);
    if (!reason)
        return propagate(reason);
    if (reason->empty() && resource->owner != call.caller.user)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("This belongs to {}. Say why you do it: {{\"reason\":\"...\"}}.", resource->owner),
            "reason-needed", "reason");
    if (auto alive = checkNotDeleting(*resource); !alive)
        return propagate(alive);
    return Act{std::move(*resource), std::move(*reason)};
}

bool flagOf(const Resource& resource, const char* member)
{
    const auto spec = parseJson(resource.spec);
    return spec && spec->is_object() && spec->value(member, false);
}

void setFlag(Resource& resource, const char* member, bool value)
{
    auto spec = parseJson(resource.spec).value_or(Json::object());
    spec[member] = value;
    resource.spec = dumpJson(spec);
}

Phase phaseOf(const Resource& resource)
{
    return parseJson(resource.status).and_then(readWorkloadStatus).value_or(WorkloadStatus()).phase;
}

Result<net::Response> answer(const Result<Resource>& resource)
{
    if (!resource)
        return propagate(resource);
    return jsonResponse(200, formatResource(*resource));
}

/// Whether the environment could run again as it stands now.
Result<void> checkResumable(ApiContext& context, const Resource& environment)
{
    if (!isTerminal(phaseOf(environment)))
        return fail(ErrorCode::Conflict, "It is still being released. Try again in a moment.",
                    "still-stopping");
    if (auto found = checkReferences(context.store, environment); !found)
        return found;
    Resource resumed = environment;
    setFlag(resumed, "released", false);
    const auto status = preview(context.controllers, resumed);
    return status ? Result<void>() : propagate(status);
}

}  // namespace

Result<net::Response> releaseEnvironment(ApiContext& context, const Call& call)
{
    const auto act = prepare(context, call);
    if (!act)
        return propagate(act);
    if (flagOf(act->resource, "released"))
        return answer(act->resource);
    return answer(writeWish(context.store, call, act->resource, "release", act->reason,
                            [](Resource& resource) { setFlag(resource, "released", true); }));
}

Result<net::Response> resumeEnvironment(ApiContext& context, const Call& call)
{
    const auto act = prepare(context, call);
    if (!act)
        return propagate(act);
    if (!flagOf(act->resource, "released"))
        return answer(act->resource);
    if (auto resumable = checkResumable(context, act->resource); !resumable)
        return propagate(resumable);
    return answer(writeWish(context.store, call, act->resource, "resume", act->reason,
                            [](Resource& resource) { setFlag(resource, "released", false); }));
}

Result<net::Response> stopJob(ApiContext& context, const Call& call)
{
    const auto act = prepare(context, call);
    if (!act)
        return propagate(act);
    if (flagOf(act->resource, "stopped"))
        return answer(act->resource);
    const Phase phase = phaseOf(act->resource);
    if (isTerminal(phase))
        return fail(ErrorCode::Conflict,
                    fmt::format("The job \"{}\" has ended already: {}.", act->resource.name, name(phase)),
                    "already-ended");
    return answer(writeWish(context.store, call, act->resource, "stop", act->reason,
                            [](Resource& resource) { setFlag(resource, "stopped", true); }));
}

Result<net::Response> revokeAccessKey(ApiContext& context, const Call& call)
{
    const auto act = prepare(context, call);
    if (!act)
        return propagate(act);
    Result<Resource> revoked;
    const auto written = context.store.write([&](Transaction& transaction) -> Result<void> {
        revoked = transaction.get(act->resource.id);
        if (revoked)
            revoked = revokeKey(transaction, std::move(*revoked));
        if (!revoked)
            return propagate(revoked);
        return auditCall(transaction, call, call.resourcePath(), "revoke", act->reason);
    });
    return written ? answer(revoked) : propagate(written);
}

Result<net::Response> fenceNode(ApiContext& context, const Call& call)
{
    const auto node = findTarget(context.store, call);
    if (!node)
        return propagate(node);
    const auto reason = readReason(call);
    if (!reason)
        return propagate(reason);
    if (reason->empty())
        return fail(ErrorCode::InvalidArgument,
                    "Say how it is known that the node is off: {\"reason\":\"...\"}.", "reason-needed",
                    "reason");
    // Written first: who said so is to be known of whatever comes of it.
    const auto written = context.store.write([&](Transaction& transaction) {
        return auditCall(transaction, call, call.resourcePath(), "fence", *reason);
    });
    if (!written)
        return propagate(written);
    if (const auto fenced = context.engine.fence(call.name()); !fenced)
        return propagate(fenced);
    return answer(node);
}

}  // namespace slipway
