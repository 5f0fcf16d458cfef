// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/statuses.h"

#include "core/resources/json/member_reader.h"
#include "core/resources/json/member_writer.h"
#include "core/resources/object_store.h"

#include <nlohmann/json.hpp>

namespace slipway {
namespace {

MemberReader statusReader(const Json& status, std::string path = "status")
{
    return MemberReader(status, std::move(path), MemberReader::Unknown::Ignored);
}

Result<GpuStatus> readGpu(const Json& json)
{
    GpuStatus gpu;
    MemberReader reader = statusReader(json, "status.gpus");
    reader.text("id", gpu.id);
    reader.text("model", gpu.model);
    reader.integer("memory_bytes", gpu.memory_bytes, 0, INT64_MAX);
    reader.boolean("simulated", gpu.simulated);
    reader.text("held_by", gpu.held_by);
    reader.number("utilization", gpu.utilization);
    reader.integer("used_memory_bytes", gpu.used_memory_bytes);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return gpu;
}

Json write(const GpuStatus& gpu)
{
    Json json{{"id", gpu.id}, {"model", gpu.model}, {"memory_bytes", gpu.memory_bytes}};
    setUnless(json, "simulated", gpu.simulated, false);
    setUnlessEmpty(json, "held_by", gpu.held_by);
    setIfPresent(json, "utilization", gpu.utilization);
    setIfPresent(json, "used_memory_bytes", gpu.used_memory_bytes);
    return json;
}

/// A phase that a newer program made up is an error: guessing one could free what is still held.
void readPhase(MemberReader& reader, Phase& phase)
{
    std::string text;
    reader.text("phase", text);
    if (text.empty())
        return;
    if (const auto named = phaseNamed(text))
        phase = *named;
    else
        reader.refuse("bad-value", "phase", "is not a phase that this version knows. Update Slipway");
}

Result<ReplicaStatus> readReplica(const Json& json)
{
    ReplicaStatus replica;
    MemberReader reader = statusReader(json, "status.replicas");
    reader.text("name", replica.name);
    readPhase(reader, replica.phase);
    reader.text("reason", replica.reason);
    reader.text("message", replica.message);
    reader.text("node", replica.node);
    reader.texts("gpus", replica.gpus);
    reader.time("started_at", replica.started_at);
    reader.time("ended_at", replica.ended_at);
    reader.integer("exit_code", replica.exit_code);
    reader.integer("signal", replica.signal);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return replica;
}

Json write(const ReplicaStatus& replica)
{
    Json json{{"name", replica.name}, {"phase", name(replica.phase)}};
    setUnlessEmpty(json, "reason", replica.reason);
    setUnlessEmpty(json, "message", replica.message);
    setUnlessEmpty(json, "node", replica.node);
    setUnlessEmpty(json, "gpus", replica.gpus);
    setIfPresent(json, "started_at", replica.started_at);
    setIfPresent(json, "ended_at", replica.ended_at);
    setIfPresent(json, "exit_code", replica.exit_code);
    setIfPresent(json, "signal", replica.signal);
    return json;
}

Result<DatasetCopy> readCopy(const Json& json)
{
    DatasetCopy copy;
    MemberReader reader = statusReader(json, "status.copies");
    reader.text("store", copy.store);
    reader.text("phase", copy.phase);
    reader.integer("files", copy.files, 0, INT64_MAX);
    reader.integer("bytes", copy.bytes, 0, INT64_MAX);
    reader.text("message", copy.message);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return copy;
}

Json write(const DatasetCopy& copy)
{
    Json json{{"store", copy.store}, {"phase", copy.phase}, {"files", copy.files}, {"bytes", copy.bytes}};
    setUnlessEmpty(json, "message", copy.message);
    return json;
}

}  // namespace

Result<WorkloadStatus> readWorkloadStatus(const Json& json)
{
    WorkloadStatus status;
    MemberReader reader = statusReader(json);
    readPhase(reader, status.phase);
    reader.text("reason", status.reason);
    reader.text("message", status.message);
    reader.integer("attempt", status.attempt, 0, INT64_MAX);
    reader.text("cluster", status.cluster);
    reader.text("store", status.store);
    reader.text("notice", status.notice);
    reader.text("node", status.node);
    reader.texts("gpus", status.gpus);
    for (const Json* replica : reader.children("replicas")) {
        if (auto read = readReplica(*replica))
            status.replicas.push_back(std::move(*read));
        else
            reader.refuse(read.error());
    }
    reader.integer("withdrawn", status.withdrawn, 0, INT64_MAX);
    reader.time("queued_at", status.queued_at);
    reader.time("started_at", status.started_at);
    reader.time("ended_at", status.ended_at);
    reader.integer("exit_code", status.exit_code);
    reader.integer("signal", status.signal);
    reader.integer("release_ms", status.release_ms);
    reader.text("url", status.url);
    reader.text("address", status.address);
    reader.texts("models", status.models);
    reader.boolean("models_pending", status.models_pending);
    reader.integer("observed_generation", status.observed_generation, 0, INT64_MAX);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return status;
}

Json write(const WorkloadStatus& status)
{
    Json json{{"phase", name(status.phase)}};
    setUnlessEmpty(json, "reason", status.reason);
    setUnlessEmpty(json, "message", status.message);
    setUnless(json, "attempt", status.attempt, std::int64_t{0});
    setUnlessEmpty(json, "cluster", status.cluster);
    setUnlessEmpty(json, "store", status.store);
    setUnlessEmpty(json, "notice", status.notice);
    setUnlessEmpty(json, "node", status.node);
    setUnlessEmpty(json, "gpus", status.gpus);
    Json replicas = Json::array();
    for (const ReplicaStatus& replica : status.replicas)
        replicas.push_back(write(replica));
    setUnlessEmpty(json, "replicas", replicas);
    setUnless(json, "withdrawn", status.withdrawn, std::int64_t{0});
    setIfPresent(json, "queued_at", status.queued_at);
    setIfPresent(json, "started_at", status.started_at);
    setIfPresent(json, "ended_at", status.ended_at);
    setIfPresent(json, "exit_code", status.exit_code);
    setIfPresent(json, "signal", status.signal);
    setIfPresent(json, "release_ms", status.release_ms);
    setUnlessEmpty(json, "url", status.url);
    setUnlessEmpty(json, "address", status.address);
    setUnlessEmpty(json, "models", status.models);
    setUnless(json, "models_pending", status.models_pending, false);
    setUnless(json, "observed_generation", status.observed_generation, std::int64_t{0});
    return json;
}

Result<NodeStatus> readNodeStatus(const Json& json)
{
    NodeStatus status;
    MemberReader reader = statusReader(json);
    reader.text("engine", status.engine);
    reader.integer("cpus", status.cpus, 0, INT64_MAX);
    reader.integer("memory_bytes", status.memory_bytes, 0, INT64_MAX);
    for (const Json* gpu : reader.children("gpus")) {
        if (auto read = readGpu(*gpu))
            status.gpus.push_back(std::move(*read));
        else
            reader.refuse(read.error());
    }
    reader.text("message", status.message);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return status;
}

Json write(const NodeStatus& status)
{
    Json gpus = Json::array();
    for (const GpuStatus& gpu : status.gpus)
        gpus.push_back(write(gpu));
    Json json{{"engine", status.engine},
              {"cpus", status.cpus},
              {"memory_bytes", status.memory_bytes},
              {"gpus", std::move(gpus)}};
    setUnlessEmpty(json, "message", status.message);
    return json;
}

std::vector<std::string> storesOf(const DatasetStatus& status)
{
    std::vector<std::string> stores{storeName(status.store)};
    for (const DatasetCopy& copy : status.copies) {
        if (copy.phase == "Ready")
            stores.push_back(copy.store);
    }
    return stores;
}

Result<DatasetStatus> readDatasetStatus(const Json& json)
{
    DatasetStatus status;
    MemberReader reader = statusReader(json);
    reader.text("phase", status.phase);
    reader.text("bucket", status.bucket);
    reader.text("prefix", status.prefix);
    reader.text("store", status.store);
    for (const Json* copy : reader.children("copies")) {
        if (auto read = readCopy(*copy))
            status.copies.push_back(std::move(*read));
        else
            reader.refuse(read.error());
    }
    reader.text("message", status.message);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return status;
}

Json write(const DatasetStatus& status)
{
    Json json{{"phase", status.phase}};
    setUnlessEmpty(json, "bucket", status.bucket);
    setUnlessEmpty(json, "prefix", status.prefix);
    setUnlessEmpty(json, "store", status.store);
    Json copies = Json::array();
    for (const DatasetCopy& copy : status.copies)
        copies.push_back(write(copy));
    setUnlessEmpty(json, "copies", copies);
    setUnlessEmpty(json, "message", status.message);
    return json;
}

}  // namespace slipway
