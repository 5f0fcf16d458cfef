// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "platform/admission/admission.h"
#include "platform/control/control_options.h"
#include "platform/control/queue_forecast.h"

#include <cstdint>
#include <map>
#include <memory>
#include <thread>
#include <vector>

namespace slipway {

class Engine;
class Inbox;
class Store;

/// Drives every resource towards its spec, on one thread of its own.
///
/// Woken by changes of the store and of tasks; each step is idempotent and repeated with back-off when it
/// fails. All it knows comes from the store and the engine, so that after a restart it carries on. Store and
/// engine must live until it is stopped.
class Controllers {
public:
    Controllers(Store& store, Engine& engine, ControlOptions options);
    ~Controllers();

    /// Sets the engine's watch; once.
    void start();
    /// Returns when the thread has ended. Tasks keep running.
    void stop();

    /// To be called after each commit; does not block. Any thread.
    void storeChanged(std::int64_t version);

    /// Everything that waits for its turn, in order. Any thread.
    std::vector<WaitingWorkload> queue() const { return admission_.queue(); }

    /// When those at its front start at the latest, or why that is not known. Any thread.
    std::map<ResourceId, StartForecast> forecast() { return forecast_.starts(now()); }

    /// The status that a job or an environment would have if it were created now: Starting, Queued with its
    /// reason, or Pending. `InvalidArgument` when it could never run, such as type "never-fits" or
    /// "unknown-flavor", `Conflict` of type "tasks-not-separate" where it may not run beside the tasks of
    /// others.
    Result<WorkloadStatus> preview(const Resource& workload) const;

    /// Null where there is one engine for good.
    ClusterKeeper* clusters() const { return options_.clusters.get(); }

    /// Null where there is one store for good.
    ObjectStores* stores() const { return options_.stores.get(); }

    /// Whether the engine can have such a volume; of one that is there, whether it can become so large.
    /// Errors as of the engine.
    Result<void> checkVolume(const Resource& volume) const;
    Result<void> checkGrowth(const Resource& volume) const;

    /// Whether one more person can use the platform, see checkSeparation.
    Result<void> checkNewMember(const std::string& user) const;

private:
    Store& store_;
    Engine& engine_;
    ControlOptions options_;
    Admission admission_;
    QueueForecast forecast_;
    std::shared_ptr<Inbox> inbox_;
    std::jthread thread_;
};

}  // namespace slipway
