// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/admission.h"
#include "platform/control/data/object_stores.h"
#include "platform/metrics/metrics.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace slipway {

class ClusterKeeper;

struct ControlOptions {
    std::shared_ptr<ProjectObjects> objects;  ///< Of the store that the platform was started with.
    std::shared_ptr<ObjectStores> stores;     ///< Null where there is one store for good.
    std::shared_ptr<ClusterKeeper> clusters;  ///< Null where there is one engine for good.
    AdmissionOptions admission;
    std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>();
    /// Gives an attempt its own key; nothing where there are none.
    std::function<std::optional<TaskCredentials>(const ResourceId& workload, std::int64_t attempt)>
        credentials;
    bool trust_members = false;  ///< Tasks of several people may run where they can reach each other's files.
    std::chrono::milliseconds job_grace{10'000};  ///< Between SIGTERM and SIGKILL.
    /// Short, so that a release frees its accelerators within a second; everything is on disk by then.
    std::chrono::milliseconds environment_grace{700};
    std::chrono::milliseconds first_retry_delay{10'000};  ///< Of a failed job; doubles with each attempt.
    std::chrono::milliseconds longest_retry_delay{300'000};
    std::chrono::milliseconds node_interval{5'000};  ///< How often nodes and the queue are looked at unasked.
};

}  // namespace slipway
