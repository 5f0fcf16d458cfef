// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/post_ways.h"
#include "runner/pod/segments/segment_ledger.h"
#include "runner/records/attempt_directory.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace slipway {

/// How long after its end an attempt waits for the platform before it posts what that has not.
inline constexpr std::chrono::seconds reader_patience{2};
/// How long after its end it posts at most; what the store has not taken then is given up.
inline constexpr std::chrono::seconds final_patience{10};

/// Leaves an attempt's streams in the store of objects, in segments, while the platform does not take them.
/// Thread-safe; has a thread of its own, so that no network holds up anything else.
class SegmentPoster {
public:
    SegmentPoster(AttemptDirectory attempt, PostWays ways, std::string ca_file);
    /// Ends a request in progress.
    ~SegmentPoster();

    void renew(PostWays ways);
    void confirm(const StreamOffsets& have);
    void noteReaders(bool any);
    /// The pod is to end soon: nothing is gathered any more.
    void hurry();

    /// The attempt is over: what is not confirmed is posted, and then its end.
    void conclude();
    /// Whether nothing more is going to be posted: it is done, or it was given up.
    bool finished() const;

private:
    using Clock = std::chrono::steady_clock;

    void run();
    /// What to do now; nothing when there is nothing. The mutex must be held.
    struct Work {
        std::optional<Segment> segment;  ///< None: the attempt's end.
        PostWays ways;
        std::chrono::milliseconds patience{0};
    };
    std::optional<Work> choose(Clock::time_point now);
    std::optional<Work> chooseAtEnd(Clock::time_point now);
    Result<void> post(const Work& work);
    /// Sends an object by the first way that takes it.
    Result<void> send(const Work& work, const std::string& name, const std::string& content);
    Result<std::string> contentOf(const Segment& segment) const;
    std::string endOf() const;
    void note(const Work& work, const Result<void>& done);

    const AttemptDirectory attempt_;
    const StreamCatalog catalog_;
    const std::string ca_file_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    SegmentLedger ledger_{Clock::now()};
    PostWays ways_;
    std::size_t way_ = 0;  ///< The one that worked last.
    std::uint64_t most_bytes_ = segment_bytes;
    bool hurried_ = false;
    bool complained_ = false;
    std::optional<Clock::time_point> ended_at_;
    bool took_at_end_ = false;    ///< The store has taken something since then.
    bool failed_at_end_ = false;  ///< It has not, and was asked.
    bool finished_ = false;
    std::chrono::milliseconds pause_{0};
    Clock::time_point again_at_{};
    std::stop_source stop_;
    std::thread thread_;
};

}  // namespace slipway
