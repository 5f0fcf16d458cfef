// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/fetch/fetcher.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "platform/engines/kubernetes/reach/collector_link.h"
#include "platform/engines/kubernetes/streams/segment_fill.h"
#include "platform/engines/kubernetes/streams/stream_copies.h"
#include "runner/pod/feed_frames.h"
#include "runner/records/attempt_records.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace slipway {

/// What the collector of a pod last said of the attempt.
struct PodNews {
    std::string stage;  ///< Of the command that runs; empty before the first.
    bool stopping = false;
    bool meeting = false;  ///< It is ready to start with its peers, and waits for them.
    std::optional<Timestamp> started_at;
    int notebook_port = 0;  ///< Where Jupyter listens inside the pod; 0 until it does.
    std::optional<ExitRecord> exit;
    bool complete = false;  ///< The attempt is over, and every byte of its streams is here.
};

/// Reads a state frame. Source: attemptState().
Result<PodNews> readPodNews(std::string_view json);

/// Follows one attempt in its pod: its records, and copies of its streams, as its collector tells.
/// Thread-safe.
class PodFeed {
public:
    /// `changed` is called on a thread of the fetcher's whenever news() differs or the feed breaks.
    PodFeed(CollectorWays& ways, PodRecord record, std::filesystem::path streams,
            std::function<void()> changed);
    /// Ends the transfer and returns once nothing is called any more.
    ~PodFeed();
    PodFeed(const PodFeed&) = delete;
    PodFeed& operator=(const PodFeed&) = delete;

    /// Starts to follow where it left off, unless it does already or has everything.
    Result<void> follow();
    bool follows() const;
    /// Whether anything has come since follow() began.
    bool heard() const;
    PodNews news() const;
    /// Why the last one broke; nothing while all is well.
    std::optional<Error> trouble() const;

    /// Asks main to end the task. Blocks; `Unavailable` when the pod does not answer.
    Result<void> stop(const StopRequest& request);
    /// Lets the task go on with its peers. Blocks; `Unavailable` when the pod does not answer.
    Result<void> meet(const PeersRecord& peers);
    /// Takes what the collector wrote when it ended with nobody there; see writeLastWords(). For a pod that
    /// is over. Blocks; `NotFound` when there is nothing.
    Result<void> takeLastWords();
    /// Takes what the pod left in the store of objects; for one that is over. Blocks.
    Result<std::vector<StreamGap>> takeSegments(SegmentStore& store, const std::string& prefix);
    /// How much of each stream is here.
    StreamOffsets have() const;
    /// Puts so much of the streams on the disk and tells the collector, and how to post the rest when nobody
    /// reads, unless there is no way. Blocks; `NotFound` when it knows nothing of that.
    Result<void> confirm(const StreamOffsets& have, const PostWays& ways);
    /// Puts the copies on the disk.
    Result<void> save();
    /// Tells the collector that it need not stay. Blocks.
    Result<void> letGo();

private:
    struct State;
    static bool take(const std::shared_ptr<State>& state, std::string_view bytes);
    static Result<void> take(State& state, const FeedFrame& frame);
    /// What an attempt that is over left behind, all of it.
    Result<void> takeAll(const std::vector<FeedFrame>& frames);
    static void done(const std::shared_ptr<State>& state, const Result<net::FetchResponse>& response);

    KubeClient& client_;
    const PodRecord record_;
    const std::shared_ptr<State> state_;
};

}  // namespace slipway
