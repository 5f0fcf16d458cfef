// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/resources/phase.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What is so, one type a kind. JSON members are the C++ names below; absent members keep their defaults, and
/// unknown ones are ignored, so that programs of neighbouring versions read each other.
namespace slipway {

/// Of one replica of a distributed job.
struct ReplicaStatus {
    std::string name;  ///< "worker-1"
    Phase phase = Phase::Pending;
    std::string reason, message;  ///< Why it does not get on, or how it ended.
    std::string node;
    std::vector<std::string> gpus;
    std::optional<Timestamp> started_at, ended_at;
    std::optional<std::int64_t> exit_code, signal;

    bool operator==(const ReplicaStatus&) const = default;
};

/// Of an environment or a job.
struct WorkloadStatus {
    Phase phase = Phase::Pending;
    std::string reason;        ///< Machine word for why it waits or how it ended, such as "waiting-for-gpu".
    std::string message;       ///< The same as a sentence for people.
    std::int64_t attempt = 0;  ///< Counts from 1; 0 before the first start.
    std::string cluster;       ///< Where it runs or ran last, and so goes on; empty before the first start.
    std::string node;
    std::vector<std::string> gpus;  ///< Identifiers of the accelerators held now, as the node lists them.
    std::vector<ReplicaStatus>
        replicas;                ///< Of a distributed job that has started; `node` is then the first's.
    std::int64_t withdrawn = 0;  ///< How many attempts were taken back because not all replicas found room.
    std::optional<Timestamp> queued_at;
    std::optional<Timestamp> started_at;  ///< Of the latest attempt.
    std::optional<Timestamp> ended_at;    ///< Of the latest attempt.
    std::optional<std::int64_t> exit_code;
    std::optional<std::int64_t> signal;
    std::optional<std::int64_t> release_ms;  ///< From the release being asked to its accelerators being free.
    std::string url;                         ///< Environments: where Jupyter answers, without its token.
    std::string
        address;  ///< The name by which others of the project reach it; stays over moves and releases.
    std::vector<std::string> models;  ///< Jobs: keys of saved models in the project's bucket.
    bool models_pending = false;      ///< They are still looked up.
    std::int64_t observed_generation = 0;
    std::string store = {};   ///< Jobs: where what it writes is kept; slipwayd's own when empty.
    std::string notice = {};  ///< What its owner had better know, such as that its data is elsewhere.

    bool operator==(const WorkloadStatus&) const = default;
};

/// One accelerator of a node.
struct GpuStatus {
    std::string id;     ///< "GPU-8d3f..." or "sim-0"
    std::string model;  ///< "NVIDIA H100 80GB HBM3" or "simulated"
    std::int64_t memory_bytes = 0;
    bool simulated = false;
    std::string held_by;  ///< "project/jobs/name" or "project/environments/name"; empty when free.
    std::optional<double> utilization;  ///< 0 to 1; absent when it cannot be read.
    std::optional<std::int64_t> used_memory_bytes;

    bool operator==(const GpuStatus&) const = default;
};

struct NodeStatus {
    std::string engine;  ///< Name of the cluster that it belongs to, such as "local".
    std::int64_t cpus = 0;
    std::int64_t memory_bytes = 0;
    std::vector<GpuStatus> gpus;
    std::string message;  ///< For people, such as why NVML could not be read.

    bool operator==(const NodeStatus&) const = default;
};

/// Of a dataset, in a store other than where it was put.
struct DatasetCopy {
    std::string store;
    std::string phase = "Copying";  ///< "Copying" or "Ready"
    std::int64_t files = 0;         ///< How many of them are there.
    std::int64_t bytes = 0;
    std::string message;  ///< Why it does not get on.

    bool operator==(const DatasetCopy&) const = default;
};

struct DatasetStatus {
    std::string phase = "Uploading";  ///< "Uploading" or "Ready"
    std::string bucket;               ///< The project's bucket.
    std::string prefix;               ///< Where its files lie in the bucket: "datasets/NAME/ID/".
    std::string message;
    std::string store = {};  ///< Where it was put; the platform's own when empty.
    std::vector<DatasetCopy> copies = {};

    bool operator==(const DatasetStatus&) const = default;
};

/// Names of the stores that have a dataset whole, the one that it was put into first.
std::vector<std::string> storesOf(const DatasetStatus& status);

Result<WorkloadStatus> readWorkloadStatus(const Json& status);
Result<NodeStatus> readNodeStatus(const Json& status);
Result<DatasetStatus> readDatasetStatus(const Json& status);
Json write(const DatasetStatus& status);
Json write(const WorkloadStatus& status);
Json write(const NodeStatus& status);

}  // namespace slipway
