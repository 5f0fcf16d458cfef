// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/cluster_wishes.h"

#include "core/json.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/call.h"
#include "platform/control/clusters/cluster_keeper.h"
#include "platform/control/controllers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

Result<ClusterKeeper*> keeperOf(const ApiContext& context)
{
    if (ClusterKeeper* keeper = context.controllers.clusters())
        return keeper;
    return fail(ErrorCode::Unimplemented, "This server runs one engine alone; it takes no clusters.");
}

Result<ClusterSpec> handedCluster(const Call& call)
{
    const auto body = parseJson(call.request.body);
    if (!body)
        return propagate(body);
    const auto spec = body->find("spec");
    return readClusterSpec(spec == body->end() ? Json::object() : *spec);
}

Result<void> checkNewCluster(ApiContext& context, const Call& call)
{
    const auto keeper = keeperOf(context);
    if (!keeper)
        return propagate(keeper);
    const auto spec = handedCluster(call);
    if (!spec)
        return propagate(spec);
    if (spec->kubeconfig.empty())
        return fail(ErrorCode::InvalidArgument,
                    "Say how to come to the cluster: spec.kubeconfig is the text of a kubeconfig. "
                    "slipwayctl cluster add makes it of one of your contexts.",
                    "missing-field", "spec.kubeconfig");
    return (*keeper)->accept(*spec);
}

Result<void> checkClusterChange(ApiContext& context, const Call& call, const Resource& before)
{
    const auto keeper = keeperOf(context);
    if (!keeper)
        return propagate(keeper);
    const auto after = handedCluster(call);
    const auto was = parseJson(before.spec).and_then(readClusterSpec);
    if (!after || !was)
        return after ? propagate(was) : propagate(after);
    if (after->only_namespace != was->only_namespace)
        return fail(ErrorCode::Conflict,
                    "\"namespace\" cannot change any more: what is there would be lost sight of. Add the "
                    "cluster once more under another name.",
                    "frozen-field", "spec.namespace");
    if (after->store != was->store)
        return fail(ErrorCode::Conflict,
                    "\"store\" cannot change any more: what its tasks wrote is there. Add the cluster once "
                    "more under "
                    "another name.",
                    "frozen-field", "spec.store");
    if ((*keeper)->isHome(before.name) && after->kubeconfig_sha256 != was->kubeconfig_sha256)
        return fail(
            ErrorCode::Conflict,
            fmt::format("slipwayd was started with \"{}\" and told there how to come to it.", before.name),
            "home-cluster", "spec.kubeconfig");
    if (after->kubeconfig_sha256 == was->kubeconfig_sha256)
        return {};
    if (after->kubeconfig.empty())
        return fail(ErrorCode::InvalidArgument,
                    "A kubeconfig_sha256 follows from the kubeconfig, which has to be handed in with it.",
                    "missing-field", "spec.kubeconfig");
    return (*keeper)->accept(*after);
}

Result<void> checkClusterRemoval(ApiContext& context, const Resource& cluster)
{
    const ClusterKeeper* keeper = context.controllers.clusters();
    if (keeper == nullptr || !keeper->isHome(cluster.name))
        return {};
    return fail(
        ErrorCode::Conflict,
        fmt::format("slipwayd was started with the cluster \"{}\", which therefore stays.", cluster.name),
        "home-cluster");
}

}  // namespace slipway
