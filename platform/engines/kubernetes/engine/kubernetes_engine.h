// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/fetch/fetcher.h"
#include "net/relay/back_way.h"
#include "platform/engines/engine.h"
#include "platform/engines/kubernetes/delivery/runner_parts.h"
#include "platform/engines/kubernetes/engine/attempt_store.h"
#include "platform/engines/kubernetes/engine/gpu_slots.h"
#include "platform/engines/kubernetes/engine/keyed_workers.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine_options.h"
#include "platform/engines/kubernetes/engine/pod_attempt.h"
#include "platform/engines/kubernetes/engine/project_namespaces.h"
#include "platform/engines/kubernetes/reach/pod_tunnels.h"
#include "platform/engines/kubernetes/view/cluster_view.h"
#include "platform/engines/kubernetes/volumes/cluster_volumes.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace slipway {

/// Runs tasks as bare pods of a Kubernetes cluster, with nothing installed in it.
///
/// What it knows is in the cluster's objects and in the data directory: one that is made anew goes on where
/// the last one was. While the cluster cannot be reached everything stays as it was last seen: unreachable is
/// not failed. Whether there is room is reckoned before a pod is made, so that none waits in the cluster and
/// holds nothing; the cluster's scheduler has the last word.
class KubernetesEngine final : public Engine {
public:
    /// `Unavailable` when the data directory cannot be used, `NotFound` when a program of ours is missing.
    static Result<std::unique_ptr<KubernetesEngine>> create(KubernetesEngineOptions options);
    /// Tasks go on.
    ~KubernetesEngine() override;

    Result<void> reachable() const override;
    bool runsContainers() const override { return true; }
    Result<void> separatesProjects() const override { return {}; }
    std::vector<std::pair<std::string, NodeStatus>> capacity() override;
    std::vector<TaskState> list() override;
    using Engine::fits;
    using Engine::start;
    Result<std::vector<TaskState>> start(const TaskGroup& group) override;
    Result<void> fits(const TaskGroup& group) override;
    Result<void> stop(const TaskId& task, std::int64_t attempt, std::chrono::milliseconds grace) override;
    Result<void> fence(const std::string& node) override;
    Result<void> forget(const TaskId& task) override;
    Result<void> deleteEnvironmentFiles(const ResourceId& environment) override;
    Result<void> checkVolume(const Volume& volume) override { return ClusterVolumes::check(volume); }
    Result<void> checkGrowth(const Volume& volume) override { return volumes_.checkGrowth(volume); }
    Result<VolumeStatus> tendVolume(const Volume& volume) override { return volumes_.tend(volume); }
    Result<bool> deleteVolume(const Volume& volume) override { return volumes_.remove(volume); }
    void watch(std::function<void(const TaskState&)> sink) override;
    Result<std::filesystem::path> streamsDirectory(const TaskId& task, std::int64_t attempt) override;
    Result<std::string> openUrl(const TaskId& task, std::int64_t attempt) override;
    Result<std::unique_ptr<WorkloadFiles>> files(const FileOwner& owner) override;
    /// Whether nothing of an attempt is left in the cluster.
    bool isCleaned(const TaskId& task, std::int64_t attempt);

private:
    KubernetesEngine(KubernetesEngineOptions options, AttemptStore store, RunnerParts parts);

    Result<void> recover();
    /// Whether a pod was made of a record, or a start was cut short before that, as the cluster says; notes
    /// which pod it is.
    bool wasMade(PodRecord& record);
    void podChanged(const KubePod& pod);
    std::optional<std::chrono::milliseconds> look(const std::string& key);
    std::optional<std::chrono::milliseconds> lookAtStray(const std::string& key);
    /// Deletes what an attempt that is forgotten left in the store of objects.
    std::optional<std::chrono::milliseconds> removeForgotten(const std::string& prefix);
    void forgetSegments(const PodRecord& record);
    void announce(const std::string& key, PodAttempt& attempt);
    std::shared_ptr<PodAttempt> find(const std::string& key);
    std::shared_ptr<PodAttempt> adopt(const PodRecord& record);
    Result<std::vector<PodPlace>> places(const TaskGroup& group);
    PodDemand demand(const TaskStart& start) const;
    /// The same where no node is seen.
    Result<std::vector<PodPlace>> unseenPlaces(const TaskGroup& group, const std::string& pinned) const;
    /// Records of a group, those of a try that was cut short where there are any.
    std::vector<PodRecord> recordsOf(const TaskGroup& group);
    /// Looks at the node that an attempt is on, and fences the attempt once that is off for long enough.
    /// Returns when to look again.
    std::optional<std::chrono::milliseconds> tendNode(PodAttempt& attempt);
    /// Where the volume of a task's environment, or another that one node at a time can have, is in use, and
    /// so has to be used; empty for nowhere.
    std::string nodeOfVolume(const TaskStart& start);
    /// Makes all pods, or leaves none; sets the uids of the records.
    Result<void> createPods(const TaskGroup& group, std::vector<PodRecord>& records,
                            const std::vector<PodPlace>& places);
    Result<void> claimVolume(const TaskStart& start, const PodRecord& record);
    Result<std::string> createPod(const TaskStart& start, const PodRecord& record, const PodPlace& place);
    /// Makes the service that gives a group a name, where it has one; without the right to it the group has
    /// none.
    Result<void> giveName(std::vector<PodRecord>& records);
    Result<void> giveUpName(const ResourceId& workload);
    /// Makes the object of a group's gang, where it has one.
    Result<void> makeGang(std::vector<PodRecord>& records);
    /// Takes back what was made of a group of which not all could be made.
    void takeBack(const std::vector<PodRecord>& records, const std::vector<Result<std::string>>& made);
    /// The replicas that are known of the job's attempt that this is of, by their numbers.
    std::vector<std::shared_ptr<PodAttempt>> peersOf(const PodAttempt& attempt);
    /// Lets replicas meet once all of them are ready, or takes all back when some do not come. Returns when
    /// to look again. Blocks.
    std::optional<std::chrono::milliseconds> tendMeeting(const std::shared_ptr<PodAttempt>& attempt);
    void withdraw(const std::vector<std::shared_ptr<PodAttempt>>& peers);
    /// Opens or closes the way to an environment's Jupyter as it comes and goes.
    void tendWay(const std::string& key, const PodAttempt& attempt);
    /// Keeps the way from a pod to objects open while it runs, where that leads through here.
    void tendStoreWay(const std::string& key, const PodAttempt& attempt);
    /// A state with what only the whole engine knows: which GPUs it holds.
    TaskState dressed(const PodAttempt& attempt);

    const KubernetesEngineOptions options_;
    AttemptStore store_;
    const RunnerParts parts_;
    net::Fetcher fetcher_;
    KubeClient client_;
    ProjectNamespaces namespaces_;
    ClusterVolumes volumes_;
    PodTunnels tunnels_;
    CollectorWays ways_to_collectors_;

    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<PodAttempt>> attempts_;  ///< By the pod's "NAMESPACE/NAME".
    std::map<std::string, PromisedPod> starting_;                  ///< The same, while its pod is being made.
    std::map<std::string, std::set<std::string>> groups_;          ///< Keys of replicas, by "JOB/ATTEMPT".
    std::set<std::string> meeting_;  ///< Those groups whose replicas are all there.
    std::map<std::string, std::chrono::steady_clock::time_point> off_;  ///< Since when nodes are off.
    std::map<std::string, TaskState> told_;                             ///< What the sink has heard last.
    std::function<void(const TaskState&)> sink_;
    GpuSlots slots_;
    std::map<std::string, std::shared_ptr<net::PortForward>> ways_;  ///< To Jupyter in a pod, by its key.
    struct StoreWay {
        std::shared_ptr<net::PortForward> door;
        std::unique_ptr<net::BackWay> way;
    };
    net::BackWays back_ways_;
    std::map<std::string, StoreWay> store_ways_;  ///< By the key of the pod that they lead from.

    std::unique_ptr<KeyedWorkers> workers_;
    std::unique_ptr<ClusterView> view_;
};

}  // namespace slipway
