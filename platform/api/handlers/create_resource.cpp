// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"
#include "core/json.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "platform/api/api_context.h"
#include "platform/api/handlers/store_checks.h"
#include "platform/api/handlers/volume_checks.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/cluster_wishes.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/idempotency.h"
#include "platform/api/requests/kind_rules.h"
#include "platform/api/requests/members.h"
#include "platform/api/requests/problem.h"
#include "platform/api/requests/references.h"
#include "platform/api/requests/resource_body.h"
#include "platform/api/requests/writes.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/sealed_texts.h"
#include "platform/control/controllers.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

bool isWorkload(Kind kind)
{
    return kind == Kind::Environment || kind == Kind::Job;
}

/// Whether a member of that name can be added.
Result<void> checkWelcome(ApiContext& context, const Resource& wanted)
{
    if (wanted.kind != Kind::Member)
        return {};
    const auto spec = parseJson(wanted.spec).and_then(readMemberSpec);
    return spec ? context.controllers.checkNewMember(spec->user) : propagate(spec);
}

/// The status it would have, once every check has passed that needs no write.
Result<std::string> firstStatus(ApiContext& context, const Call& call, const Resource& wanted)
{
    if (auto place = checkMemberPlace(wanted); !place)
        return propagate(place);
    if (auto found = checkReferences(context.store, wanted); !found)
        return propagate(found);
    if (auto welcome = checkWelcome(context, wanted); !welcome)
        return propagate(welcome);
    if (wanted.kind == Kind::Cluster) {
        if (auto usable = checkNewCluster(context, call); !usable)
            return propagate(usable);
    }
    if (wanted.kind == Kind::Store) {
        if (auto usable = checkStoreWish(context, call, nullptr, wanted); !usable)
            return propagate(usable);
    }
    if (auto possible = checkNewVolume(context, call.caller, wanted); !possible)
        return propagate(possible);
    if (!isWorkload(wanted.kind))
        return rulesOf(wanted.kind).initialStatus(wanted);
    const auto status = preview(context.controllers, wanted);
    if (!status)
        return propagate(status);
    return dumpJson(write(*status));
}

/// The status of one that was just accepted, with what its owner had better know already.
std::string acceptedStatus(const Resource& wanted, const std::string& foreseen)
{
    std::string status = rulesOf(wanted.kind).initialStatus(wanted);
    const auto seen = isWorkload(wanted.kind) ? parseJson(foreseen).and_then(readWorkloadStatus)
                                              : Result<WorkloadStatus>(WorkloadStatus());
    if (!seen || seen->notice.empty())
        return status;
    WorkloadStatus told = parseJson(status).and_then(readWorkloadStatus).value_or(WorkloadStatus());
    told.notice = seen->notice;
    return dumpJson(write(told));
}

Result<void> checkProjectOpen(Transaction& transaction, const Resource& wanted)
{
    if (wanted.project.empty())
        return {};
    const auto project = transaction.get(Kind::Project, {}, wanted.project);
    return project ? checkNotDeleting(*project) : propagate(project);
}

Result<net::Response> rehearse(ApiContext& context, const Resource& wanted)
{
    const auto taken = context.store.get(wanted.kind, wanted.project, wanted.name);
    if (taken)
        return fail(ErrorCode::AlreadyExists,
                    fmt::format("The name \"{}\" is taken. Choose another name.", wanted.name), "name-taken",
                    "name");
    if (taken.error().code != ErrorCode::NotFound)
        return propagate(taken);
    return jsonResponse(200, formatResource(wanted));
}

/// The new resource as JSON; that of an access key ends with its secret.
Result<std::string> insert(ApiContext& context, const Call& call, Transaction& transaction,
                           const Resource& wanted)
{
    if (wanted.kind == Kind::Cluster) {
        const auto kept = handedCluster(call).and_then([&](const ClusterSpec& spec) {
            return keepSealed(transaction, context.secrets, SealedKind::Kubeconfig, wanted.id,
                              spec.kubeconfig_sha256, spec.kubeconfig);
        });
        if (!kept)
            return propagate(kept);
    }
    if (wanted.kind == Kind::Store) {
        if (const auto kept = keepStoreSecret(context, transaction, call, wanted); !kept)
            return propagate(kept);
    }
    if (wanted.kind != Kind::AccessKey)
        return transaction.create(wanted).map(formatResource);
    const auto issued = issueKey(transaction, context.secrets, wanted);
    if (!issued)
        return propagate(issued);
    std::string body = formatResource(issued->resource);
    body.pop_back();
    return body + ",\"secret_key\":\"" + issued->secret_key + "\"}";
}

}  // namespace

Result<net::Response> createResource(ApiContext& context, const Call& call)
{
    const auto dry_run = call.flag("dry_run");
    if (!dry_run)
        return propagate(dry_run);
    const auto idempotency = Idempotency::of(call, context.secrets);
    if (!idempotency)
        return propagate(idempotency);
    auto replayed = idempotency->replay(context.store);
    if (!replayed)
        return propagate(replayed);
    if (*replayed)
        return std::move(**replayed);

    auto wanted = readWanted(call);
    if (!wanted)
        return propagate(wanted);
    wanted->id = ResourceId(newId(info(wanted->kind).id_prefix));
    wanted->created = now();
    if (wanted->kind == Kind::Store) {
        if (auto named = nameStoreSecret(call, nullptr, *wanted); !named)
            return propagate(named);
    }
    auto status = firstStatus(context, call, *wanted);
    if (!status)
        return propagate(status);
    wanted->status = std::move(*status);
    if (*dry_run)
        return rehearse(context, *wanted);

    wanted->status = acceptedStatus(*wanted, wanted->status);
    net::Response response;
    const auto written = context.store.write(
        [&](Transaction& transaction) -> Result<void> {
            replayed = idempotency->replay(transaction);
            if (!replayed || *replayed)
                return replayed ? Result<void>() : propagate(replayed);
            if (auto open = checkProjectOpen(transaction, *wanted); !open)
                return open;
            const auto body = insert(context, call, transaction, *wanted);
            if (!body)
                return propagate(body);
            response = jsonResponse(201, *body);
            const auto path = auditPath(wanted->kind, wanted->project, wanted->name);
            if (auto audited = auditCall(transaction, call, path, "create", {}); !audited)
                return audited;
            return idempotency->keep(transaction, 201, *body);
        },
        Store::Urgency::CanWait);
    if (!written)
        return propagate(written);
    if (*replayed)
        return std::move(**replayed);
    response.headers.set("Location", call.request.head.path + "/" + wanted->name);
    return response;
}

}  // namespace slipway
