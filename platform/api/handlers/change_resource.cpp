// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/json_changes.h"
#include "core/resources/specs.h"
#include "platform/api/api_context.h"
#include "platform/api/handlers/store_checks.h"
#include "platform/api/handlers/volume_checks.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/cluster_wishes.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/kind_rules.h"
#include "platform/api/requests/members.h"
#include "platform/api/requests/problem.h"
#include "platform/api/requests/references.h"
#include "platform/api/requests/resource_body.h"
#include "platform/api/requests/writes.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/sealed_texts.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// The resource of the path, when the caller may change it.
Result<Resource> findOwn(ApiContext& context, const Call& call)
{
    auto resource = findTarget(context.store, call);
    if (!resource)
        return resource;
    if (call.route.access == Access::Owner) {
        if (auto own = checkOwnership(call.caller, *resource); !own)
            return propagate(own);
    }
    return resource;
}

Result<void> checkPrecondition(const Call& call, const Resource& resource)
{
    const auto* wanted = call.request.head.headers.find("if-match");
    if (!wanted || *wanted == "*" || *wanted == fmt::format("\"{}\"", resource.generation))
        return {};
    return fail(ErrorCode::Conflict,
                fmt::format("It was changed since you read it: its generation is {} now. Read it again.",
                            resource.generation),
                "precondition-failed");
}

Result<void> checkReplacement(ApiContext& context, const Resource& before, const Resource& after)
{
    if (auto place = checkMemberPlace(after); !place)
        return place;
    if (auto allowed = rulesOf(after.kind).checkChange(before, after); !allowed)
        return allowed;
    if (auto possible = checkVolumeGrowth(context, before, after); !possible)
        return possible;
    return before.kind == Kind::Job ? Result<void>() : checkReferences(context.store, after);
}

/// Keeps what the request alone has: a kubeconfig or a secret key is kept before the spec names it.
Result<void> takeHanded(ApiContext& context, const Call& call, const Resource& before, const Resource& wanted)
{
    if (before.kind == Kind::Store)
        return context.store.write(
            [&](Transaction& transaction) { return keepStoreSecret(context, transaction, call, wanted); });
    if (before.kind != Kind::Cluster)
        return {};
    const auto handed = handedCluster(call);
    if (!handed || handed->kubeconfig.empty())
        return handed ? Result<void>() : propagate(handed);
    return context.store.write([&](Transaction& transaction) {
        return keepSealed(transaction, context.secrets, SealedKind::Kubeconfig, before.id,
                          handed->kubeconfig_sha256, handed->kubeconfig);
    });
}

/// What a project may do to the machines is not its manager's to say.
Result<void> checkProjectPolicy(const Caller& caller, const Resource& before, const Resource& after)
{
    if (after.kind != Kind::Project || caller.administrator)
        return {};
    const auto was = parseJson(before.spec).and_then(readProjectSpec);
    const auto will = parseJson(after.spec).and_then(readProjectSpec);
    if (was && will && was->allow_root == will->allow_root)
        return {};
    return fail(ErrorCode::PermissionDenied, "Only an administrator may change whether tasks run as root.",
                "needs-administrator", "spec.allow_root");
}

net::Response changedResponse(int status, const Resource& resource)
{
    auto response = jsonResponse(status, formatResource(resource));
    response.headers.set("ETag", fmt::format("\"{}\"", resource.generation));
    return response;
}

/// Changing or deleting a workload of somebody else's is an act that needs a reason.
Result<void> checkReason(const Call& call, const Resource& resource, const std::string& reason,
                         std::string_view act)
{
    const bool workload = resource.kind == Kind::Environment || resource.kind == Kind::Job;
    if (!reason.empty() || !workload || resource.owner == call.caller.user)
        return {};
    return fail(ErrorCode::InvalidArgument,
                fmt::format("This belongs to {}. Say why you {} it: ?reason=...", resource.owner, act),
                "reason-needed", "reason");
}

/// Whether the caller may turn `before` into `wanted`, and the reason that they gave.
Result<std::string> checkWish(ApiContext& context, const Call& call, const Resource& before,
                              const Resource& wanted)
{
    if (auto allowed = checkReplacement(context, before, wanted); !allowed)
        return propagate(allowed);
    if (auto allowed = checkProjectPolicy(call.caller, before, wanted); !allowed)
        return propagate(allowed);
    if (before.kind == Kind::Cluster) {
        if (const auto possible = checkClusterChange(context, call, before); !possible)
            return propagate(possible);
    }
    if (before.kind == Kind::Store) {
        if (const auto possible = checkStoreWish(context, call, &before, wanted); !possible)
            return propagate(possible);
    }
    auto reason = readReason(call, ReasonPlace::Query);
    if (!reason)
        return reason;
    if (auto said = checkReason(call, before, *reason, "change"); !said)
        return propagate(said);
    return reason;
}

/// "flavor: gpu-1 -> gpu-2. Reason: ..."
std::string changeDetail(const Resource& before, const Resource& after, const std::string& reason)
{
    const auto said = [](const Resource& resource) {
        Json json = parseJson(resource.spec).value_or(Json::object());
        json["labels"] = resource.labels;
        return json;
    };
    const std::string changes = describeChanges(memberChanges(said(before), said(after)));
    return reason.empty() ? changes : changes + ". Reason: " + reason;
}

/// What a replacement would make of it.
net::Response foreseen(const Resource& before, const Resource& wanted)
{
    Resource changed = before;
    changed.spec = wanted.spec;
    changed.labels = wanted.labels;
    changed.generation += 1;
    return jsonResponse(200, formatResource(changed));
}

Result<net::Response> markDeleting(ApiContext& context, const Call& call, const Resource& seen,
                                   const std::string& reason)
{
    Result<Resource> marked;
    const auto written = context.store.write([&](Transaction& transaction) -> Result<void> {
        marked = transaction.get(seen.id);
        if (!marked)
            return propagate(marked);
        if (marked->deleting)
            return {};
        marked->deleting = now();
        marked = transaction.update(std::move(*marked));
        if (!marked)
            return propagate(marked);
        return auditCall(transaction, call, call.resourcePath(), "delete", reason);
    });
    if (!written)
        return propagate(written);
    return changedResponse(202, *marked);
}

Result<net::Response> removeNow(ApiContext& context, const Call& call, const Resource& seen,
                                const std::string& reason)
{
    const auto others = administratorsBeside(context.store, seen);
    if (!others)
        return propagate(others);
    const auto written = context.store.write([&](Transaction& transaction) -> Result<void> {
        if (auto replaced = checkNotLastAdministrator(transaction, seen, *others); !replaced)
            return replaced;
        const auto removed =
            seen.kind == Kind::AccessKey ? removeKey(transaction, seen) : transaction.remove(seen.id);
        if (!removed)
            return removed;
        return auditCall(transaction, call, call.resourcePath(), "delete", reason);
    });
    if (!written)
        return propagate(written);
    net::Response response;
    response.status = 204;
    return response;
}

}  // namespace

Result<net::Response> replaceResource(ApiContext& context, const Call& call)
{
    auto before = findOwn(context, call);
    if (!before)
        return propagate(before);
    if (auto canonical = rulesOf(before->kind).canonicalSpec(before->spec))
        before->spec = std::move(*canonical);  // Both are compared in the same form.
    auto wanted = readWanted(call);
    if (!wanted)
        return propagate(wanted);
    wanted->id = before->id;
    wanted->owner = before->owner;  // Whoever changes it, it stays theirs.
    if (wanted->kind == Kind::Store) {
        if (auto named = nameStoreSecret(call, &*before, *wanted); !named)
            return propagate(named);
    }
    if (auto alive = checkNotDeleting(*before); !alive)
        return propagate(alive);
    if (auto fresh = checkPrecondition(call, *before); !fresh)
        return propagate(fresh);
    if (before->spec == wanted->spec && before->labels == wanted->labels)
        return changedResponse(200, *before);
    const auto reason = checkWish(context, call, *before, *wanted);
    if (!reason)
        return propagate(reason);
    const auto dry_run = call.flag("dry_run");
    if (!dry_run)
        return propagate(dry_run);
    if (*dry_run)
        return foreseen(*before, *wanted);
    if (auto taken = takeHanded(context, call, *before, *wanted); !taken)
        return propagate(taken);
    const auto written = writeWish(
        context.store, call, *before, "update", changeDetail(*before, *wanted, *reason),
        [&](Resource& resource) {
            resource.spec = wanted->spec;
            resource.labels = wanted->labels;
        },
        Store::Urgency::CanWait);
    if (!written)
        return propagate(written);
    return changedResponse(200, *written);
}

Result<net::Response> deleteResource(ApiContext& context, const Call& call)
{
    const auto resource = findOwn(context, call);
    if (!resource)
        return propagate(resource);
    if (resource->kind == Kind::Cluster) {
        if (auto removable = checkClusterRemoval(context, *resource); !removable)
            return propagate(removable);
    }
    if (resource->kind == Kind::Store) {
        if (auto removable = checkStoreRemoval(*resource); !removable)
            return propagate(removable);
    }
    const auto reason = readReason(call);
    if (!reason)
        return propagate(reason);
    if (auto said = checkReason(call, *resource, *reason, "delete"); !said)
        return propagate(said);
    if (auto fresh = checkPrecondition(call, *resource); !fresh)
        return propagate(fresh);
    if (auto free = checkNotMounted(context, *resource); !free)
        return propagate(free);
    if (rulesOf(resource->kind).deletion == Deletion::ByController)
        return markDeleting(context, call, *resource, *reason);
    return removeNow(context, call, *resource, *reason);
}

}  // namespace slipway
