// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/resources/statuses.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/control/workloads/task_starts.h"
#include "platform/engines/engine.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

Result<net::Response> openEnvironment(ApiContext& context, const Call& call)
{
    const auto environment = findTarget(context.store, call);
    if (!environment)
        return propagate(environment);
    const auto status = parseJson(environment->status).and_then(readWorkloadStatus);
    if (!status)
        return propagate(status);
    if (status->phase != Phase::Running)
        return fail(ErrorCode::Conflict,
                    fmt::format("The environment \"{}\" is not running now: {}.", environment->name,
                                name(status->phase)),
                    "not-running");
    const auto url = context.engine.openUrl(taskOf(environment->id), status->attempt);
    if (!url)
        return propagate(url);
    return jsonResponse(200, dumpJson({{"url", *url}}));
}

}  // namespace slipway
