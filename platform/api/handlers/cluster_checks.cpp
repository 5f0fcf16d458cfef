// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/resources/cluster.h"
#include "core/resources/json/member_reader.h"
#include "core/resources/specs.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/cluster_wishes.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/control/clusters/cluster_keeper.h"
#include "platform/control/controllers.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// The reference of the image that the body names; empty where it names none.
Result<std::string> imageOf(ApiContext& context, const Call& call)
{
    if (call.request.body.empty())
        return std::string();
    const auto body = parseJson(call.request.body);
    if (!body)
        return fail(ErrorCode::InvalidArgument, "The body cannot be read. " + body.error().message,
                    "bad-json");
    MemberReader reader(*body, "", MemberReader::Unknown::Refused);
    std::string name;
    reader.text("image", name);
    reader.known("spec");
    if (auto read = reader.finish(); !read)
        return propagate(read);
    if (name.empty())
        return name;
    const auto image = context.store.get(Kind::Image, {}, name);
    if (!image)
        return fail(ErrorCode::InvalidArgument, fmt::format("The image \"{}\" does not exist.", name),
                    "unknown-image", "image");
    const auto spec = parseJson(image->spec).and_then(readImageSpec);
    if (!spec)
        return propagate(spec);
    if (spec->reference.empty())
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("The image \"{}\" has no reference, so no pod can have it. Choose another one.",
                        name),
            "unfit-image", "image");
    return spec->reference;
}

Result<net::Response> answer(const Result<std::vector<ClusterFinding>>& findings)
{
    if (!findings)
        return propagate(findings);
    Json list = Json::array();
    for (const ClusterFinding& finding : *findings)
        list.push_back(write(finding));
    return jsonResponse(200, dumpJson({{"findings", std::move(list)}}));
}

}  // namespace

Result<net::Response> checkCluster(ApiContext& context, const Call& call)
{
    const auto cluster = findTarget(context.store, call);
    if (!cluster)
        return propagate(cluster);
    const auto image = imageOf(context, call);
    const auto keeper = keeperOf(context);
    if (!image || !keeper)
        return image ? propagate(keeper) : propagate(image);
    return answer((*keeper)->check(*cluster, *image));
}

Result<net::Response> rehearseCluster(ApiContext& context, const Call& call)
{
    const auto image = imageOf(context, call);
    const auto keeper = keeperOf(context);
    if (!image || !keeper)
        return image ? propagate(keeper) : propagate(image);
    const auto spec = handedCluster(call);
    if (!spec)
        return propagate(spec);
    return answer((*keeper)->check(*spec, *image));
}

}  // namespace slipway
