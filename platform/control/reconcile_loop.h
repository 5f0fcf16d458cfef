// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/clusters/cluster_controller.h"
#include "platform/control/control_context.h"
#include "platform/control/data/dataset_controller.h"
#include "platform/control/data/project_controller.h"
#include "platform/control/data/store_controller.h"
#include "platform/control/data/volume_controller.h"
#include "platform/control/inbox.h"
#include "platform/control/node_publisher.h"
#include "platform/control/work_queue.h"
#include "platform/control/workloads/environment_controller.h"
#include "platform/control/workloads/job_controller.h"

#include <chrono>
#include <set>
#include <stop_token>

namespace slipway {

/// What the reconcile thread does: takes news, looks at what changed, lets admission start who fits.
class ReconcileLoop {
public:
    ReconcileLoop(Store& store, Engine& engine, Admission& admission, Inbox& inbox,
                  const ControlOptions& options);

    void run(const std::stop_token& stop);

private:
    /// Queues everything that the store and the engine know. False when the store cannot be read now.
    bool seed();
    Result<void> seedKind(Kind kind);
    void takeTasks(const Inbox::News& news);
    void takeChanges(const Inbox::News& news);
    void noteChange(const Change& change, const Inbox::News& news);
    void wakeOthers();
    void reconcileDue(const std::stop_token& stop);
    Result<NextLook> reconcile(const ResourceId& id);
    Result<NextLook> dispatch(const Resource& resource);
    /// A task whose workload is gone from the store.
    Result<NextLook> clearOrphan(const ResourceId& id);
    void admit();
    WorkloadController& controllerOf(Kind kind);

    using Clock = std::chrono::steady_clock;

    Store& store_;
    Engine& engine_;
    Admission& admission_;
    Inbox& inbox_;
    const ControlOptions& options_;
    TaskBoard board_;
    ControlContext context_;
    JobController jobs_;
    EnvironmentController environments_;
    DatasetController datasets_;
    ProjectController projects_;
    ClusterController clusters_;
    StoreController stores_;
    VolumeController volumes_;
    NodePublisher nodes_;
    WorkQueue queue_;
    std::set<ResourceId> waiting_for_others_;
    std::int64_t version_ = 0;
    bool seeded_ = false;
    bool look_at_nodes_ = true;
};

}  // namespace slipway
