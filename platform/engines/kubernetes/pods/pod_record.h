// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/resources/replica.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// What the engine wants to know of an attempt after a restart; pod.json in its directory.
struct PodRecord {
    TaskId task;
    std::int64_t attempt = 1;
    ResourceId workload;
    Replica replica;
    ResourceId environment;
    std::string project, holder;
    std::string name_space, pod;
    std::string uid;             ///< Empty until the cluster has taken it.
    std::string key;             ///< What signs requests to its collector: a secret.
    std::string notebook_token;  ///< What signs in to Jupyter: a secret; empty for none.
    std::int64_t gpus = 0;
    bool notebook = false;
    std::vector<std::string> claims;  ///< That it mounts and one node at a time can have.
    std::string service;  ///< The path of the object that gives its workload a name; empty for none.
    std::string gang;     ///< The path of the object that its group has in the cluster; empty for none.
    Timestamp made_at{};  ///< When its start was asked for.

    /// "NAMESPACE/NAME", which one pod of a cluster has.
    std::string podKey() const { return name_space + "/" + pod; }
    bool operator==(const PodRecord&) const = default;
};

/// "JOB/ATTEMPT": what the replicas of an attempt have in common.
inline std::string groupOf(const PodRecord& record)
{
    return record.workload.text() + "/" + std::to_string(record.attempt);
}

std::string formatPodRecord(const PodRecord& record);
Result<PodRecord> parsePodRecord(std::string_view text);

}  // namespace slipway
