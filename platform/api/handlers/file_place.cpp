// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/handlers/file_place.h"

#include "core/json.h"
#include "core/resources/statuses.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/resource_body.h"
#include "platform/api/requests/writes.h"
#include "platform/control/workloads/task_starts.h"
#include "platform/engines/engine.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace slipway {

Result<FilePlace> findFiles(ApiContext& context, const Call& call)
{
    auto workload = findTarget(context.store, call);
    if (!workload)
        return propagate(workload);
    const auto status = parseJson(workload->status).and_then(readWorkloadStatus).value_or(WorkloadStatus());
    const auto attempt = call.number("attempt", status.attempt, 0, std::numeric_limits<std::int64_t>::max());
    if (!attempt)
        return propagate(attempt);
    FileOwner owner{taskOf(workload->id), *attempt, {}, status.cluster};
    if (workload->kind == Kind::Environment)
        owner.environment = workload->id;
    auto files = context.engine.files(owner);
    if (!files)
        return propagate(files);
    return FilePlace{std::move(*workload), std::move(*files)};
}

Result<OwnFiles> findOwnFiles(ApiContext& context, const Call& call)
{
    const auto workload = findTarget(context.store, call);
    if (!workload)
        return propagate(workload);
    if (auto own = checkOwnership(call.caller, *workload); !own)
        return propagate(own);
    if (auto alive = checkNotDeleting(*workload); !alive)
        return propagate(alive);
    auto reason = readReason(call, ReasonPlace::Query);
    if (!reason)
        return propagate(reason);
    if (reason->empty() && workload->owner != call.caller.user)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("These files belong to {}. Say why you change them: ?reason=...", workload->owner),
            "reason-needed", "reason");
    auto place = findFiles(context, call);
    if (!place)
        return propagate(place);
    return OwnFiles{std::move(*place), std::move(*reason)};
}

}  // namespace slipway
