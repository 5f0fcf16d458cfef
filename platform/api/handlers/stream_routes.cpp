// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/resources/replicas.h"
#include "core/resources/statuses.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/control/workloads/task_starts.h"
#include "platform/engines/engine.h"
#include "platform/engines/task_names.h"
#include "platform/store/store.h"
#include "platform/streams/stream_catalog.h"
#include "platform/streams/stream_tails.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace slipway {

namespace {

constexpr std::int64_t max_number = std::numeric_limits<std::int64_t>::max();

WorkloadStatus statusOf(const Resource& workload)
{
    return parseJson(workload.status).and_then(readWorkloadStatus).value_or(WorkloadStatus());
}

/// Whose a stream is, and what it is called there. What the first replica of a job writes stands for the job;
/// the streams of another are called "replicas/worker-1/log".
struct StreamPlace {
    Replica replica;
    std::string stream;
};

std::vector<Replica> replicasOf(const Resource& workload)
{
    if (workload.kind != Kind::Job)
        return {Replica()};
    return parseJson(workload.spec)
        .and_then(readJobSpec)
        .map([](const JobSpec& spec) { return replicasOf(spec); })
        .value_or(std::vector<Replica>{Replica()});
}

StreamPlace placeOf(const Resource& workload, const std::string& stream)
{
    for (const Replica& replica : replicasOf(workload)) {
        const std::string prefix = replicaPrefix(replica);
        if (!prefix.empty() && stream.starts_with(prefix))
            return {replica, stream.substr(prefix.size())};
    }
    return {Replica(), stream};
}

Result<StreamCatalog> catalogOf(ApiContext& context, const Resource& workload, const Replica& replica,
                                std::int64_t attempt)
{
    return context.engine.streamsDirectory(taskOf(workload.id, replica.number), attempt)
        .map([](const std::filesystem::path& path) { return StreamCatalog(path); });
}

/// What is not there yet but may come is worth trying again; the rest is not.
tl::unexpected<Error> notThere(const Resource& workload, const WorkloadStatus& status,
                               StreamTails::Follow follow)
{
    if (follow == StreamTails::Follow::Yes && !isTerminal(status.phase))
        return fail(ErrorCode::Unavailable,
                    fmt::format("\"{}\" has not written this stream yet.", workload.name), "not-started");
    return fail(ErrorCode::NotFound, fmt::format("\"{}\" has no such stream.", workload.name), "not-found",
                "stream");
}

void appendStreams(Json& items, const StreamCatalog& catalog, const std::string& prefix, std::int64_t attempt)
{
    for (const StreamInfo& stream : catalog.list())
        items.push_back({{"name", prefix + stream.name},
                         {"attempt", attempt},
                         {"size_bytes", stream.size_bytes},
                         {"complete", stream.complete}});
}

}  // namespace

Result<net::Response> listStreams(ApiContext& context, const Call& call)
{
    const auto workload = findTarget(context.store, call);
    if (!workload)
        return propagate(workload);
    Json items = Json::array();
    const std::vector<Replica> replicas = replicasOf(*workload);
    for (std::int64_t attempt = statusOf(*workload).attempt; attempt > 0; --attempt) {
        for (const Replica& replica : replicas) {
            if (const auto catalog = catalogOf(context, *workload, replica, attempt))
                appendStreams(items, *catalog, replicaPrefix(replica), attempt);
        }
    }
    return jsonResponse(200, dumpJson({{"items", std::move(items)}}));
}

Result<net::Response> readStream(ApiContext& context, const Call& call)
{
    const auto workload = findTarget(context.store, call);
    if (!workload)
        return propagate(workload);
    const WorkloadStatus status = statusOf(*workload);
    const auto attempt = call.number("attempt", status.attempt, 0, max_number);
    const auto offset = call.number("offset", 0, 0, max_number);
    const auto follows = call.flag("follow");
    if (!attempt || !offset)
        return propagate(attempt ? offset : attempt);
    if (!follows)
        return propagate(follows);
    const auto follow = *follows ? StreamTails::Follow::Yes : StreamTails::Follow::No;
    const StreamPlace place = placeOf(*workload, call.path.stream);
    const auto catalog = catalogOf(context, *workload, place.replica, *attempt);
    if (!catalog)
        return notThere(*workload, status, follow);
    auto response =
        context.tails.respond(*catalog, place.stream, static_cast<std::uint64_t>(*offset), follow);
    if (!response && response.error().code == ErrorCode::NotFound)
        return notThere(*workload, status, *attempt == status.attempt ? follow : StreamTails::Follow::No);
    if (response)
        response->headers.set("Slipway-Attempt", std::to_string(*attempt));
    return response;
}

}  // namespace slipway
