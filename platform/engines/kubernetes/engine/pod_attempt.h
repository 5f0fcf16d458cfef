// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine_options.h"
#include "platform/engines/kubernetes/engine/placement.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "platform/engines/kubernetes/streams/attempt_segments.h"
#include "platform/engines/kubernetes/streams/pod_feed.h"
#include "platform/engines/kubernetes/view/kube_pod.h"
#include "runner/records/attempt_directory.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace slipway {

class KubeClient;

/// One attempt in its pod, from the time that its record is written: follows it, stops it, writes down how it
/// ended, and then takes its objects out of the cluster.
///
/// The directory has pod.json, copies of the streams, and at last exit.json, as an attempt's on this machine.
/// look() is called by one thread at a time, everything else by any.
class PodAttempt {
public:
    /// `changed` asks for a look, on any thread.
    PodAttempt(CollectorWays& ways, PodRecord record, AttemptDirectory directory,
               const KubernetesEngineOptions& options, std::function<void()> changed);
    ~PodAttempt();

    const PodRecord& record() const { return record_; }
    TaskState state() const;
    bool ended() const;
    /// Whether its pod runs and somebody in it answers.
    bool runs() const;
    /// Where Jupyter listens inside the pod; 0 while it does not.
    int notebookPort() const;

    /// Where it should go, which counts until it has a node.
    void promise(const PromisedPod& promised);
    std::optional<PromisedPod> promised() const;
    /// Whether nothing of it is left in the cluster; known after a restart, too.
    bool cleaned() const { return cleaned_; }
    /// Durable. `why` becomes part of the record of a withdrawal.
    Result<void> requestStop(const StopRequest& request, const std::string& why = {});

    /// What is known of the node that its pod is on; set before look().
    enum class NodeStanding {
        Up,
        Unreachable,  ///< Unreachable is not failed: it is waited for.
        Off,          ///< Gone from the cluster, or marked as off.
    };
    void noteNode(NodeStanding standing);
    /// Writes down that it has ended because its node is off; look() then takes its objects away.
    Result<void> fence(const std::string& why);

    /// How far one of several replicas is with meeting the others.
    enum class Meeting {
        Absent,  ///< Its pod does not run yet.
        Coming,  ///< It runs, and readies its code and data.
        Ready,   ///< It waits for the others.
        Met,     ///< It has met them, or has ended.
    };
    Meeting meeting() const;
    /// Where its pod is to be reached by others; empty while that is not known.
    std::string address() const;
    /// Lets it go on with the others. Blocks; see PodFeed::meet().
    Result<void> meet(const PeersRecord& peers) { return feed_.meet(peers); }

    /// Does what is to be done now; `pod` is as it was last seen, nothing when there is none. Returns when to
    /// look again by itself. Blocks.
    std::optional<std::chrono::milliseconds> look(std::optional<KubePod> pod);

private:
    using Clock = std::chrono::steady_clock;
    enum class Presence { There, Gone, Unknown };

    /// Whether its pod is there; asks the cluster about one that was not seen yet.
    Presence presence(std::optional<KubePod>& pod);
    void follow(const KubePod& pod);
    /// Takes what the pod left behind of its streams; false when that has to be tried again.
    bool takeRest(const std::optional<KubePod>& pod);
    bool lastWordsTaken();
    /// Puts the copies of its streams on the disk.
    bool save();
    void sendStop(const KubePod& pod, const StopRequest& request);
    void showState(const KubePod& pod, const PodNews& news);
    /// Writes down how it ended; false when that has to be tried again.
    bool conclude(const std::optional<KubePod>& pod);
    std::optional<StopRequest> stopRequest() const;
    NodeStanding nodeStanding() const;
    /// Writes down how it ended, once.
    Result<void> end(const ExitRecord& record);
    std::string whyStopped() const;
    /// What the runner itself wrote of its end, where that is the whole truth.
    std::optional<ExitRecord> recordedExit(const std::optional<KubePod>& pod, const PodNews& news) const;
    ExitRecord exitOf(const std::optional<KubePod>& pod, const PodNews& news) const;
    /// Takes its objects out of the cluster; false when that has to be tried again.
    bool clean(const std::optional<KubePod>& pod);
    std::chrono::milliseconds pause();

    KubeClient& client_;
    const PodRecord record_;
    const AttemptDirectory directory_;
    const AcceleratorNames& names_;
    mutable std::mutex mutex_;
    TaskState state_;
    std::optional<PromisedPod> promised_;
    std::optional<StopRequest> stop_;
    std::string why_stopped_;
    std::string address_;
    bool runs_ = false;  ///< Its pod does.
    NodeStanding node_standing_ = NodeStanding::Up;

    std::atomic<bool> cleaned_ = false;

    // Of look() alone.
    bool seen_ = false;
    bool saved_ = false;
    int last_words_tries_ = 0;
    std::optional<Clock::time_point> stop_again_at_;  ///< Set once the stop was sent.
    std::chrono::milliseconds pause_{0};
    std::chrono::milliseconds follow_pause_{
        0};                          ///< After that: what does not answer is not asked all the time.
    Clock::time_point follow_at_{};  ///< When its feed was asked for last.
    PodFeed feed_;
    AttemptSegments segments_;
};

}  // namespace slipway
