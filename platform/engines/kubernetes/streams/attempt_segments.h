// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_store.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "platform/engines/kubernetes/streams/pod_feed.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace slipway {

/// Where the pod of a record leaves its segments.
SegmentPlace segmentPlaceOf(const PodRecord& record);

/// What one attempt has in the store of objects: tells its collector what need not be there, fills the copies
/// of its streams from it at the end, and deletes it. For one thread at a time.
class AttemptSegments {
public:
    /// `store` may be null: there is nothing, then.
    AttemptSegments(std::shared_ptr<SegmentStore> store, const PodRecord& record, PodFeed& feed,
                    std::chrono::milliseconds patience);

    /// While the attempt is followed: tells the collector, when that is due, what is on the disk, and how to
    /// post in the next days. Returns when to call it again. Blocks.
    std::optional<std::chrono::milliseconds> confirm();

    /// Once the attempt is over: false as long as the store does not answer and is waited for. Blocks.
    bool fill();
    /// What of the streams is missing, in a sentence; empty when nothing is known to be.
    const std::string& missing() const { return missing_; }
    /// Why the store is waited for; empty when it is not.
    const std::string& waiting() const { return waiting_; }

    /// Deletes it; false when that has to be tried again. Blocks.
    bool remove();
    /// Whether deleting was given up, so that whoever comes after a restart has to.
    bool leftBehind() const { return removals_ >= 0; }

private:
    using Clock = std::chrono::steady_clock;

    const std::shared_ptr<SegmentStore> store_;
    const SegmentPlace place_;
    PodFeed& feed_;
    const std::chrono::milliseconds patience_;

    Clock::time_point confirm_at_{};
    std::optional<Clock::time_point> renewed_at_;
    StreamOffsets told_;
    bool understood_ = true;  ///< By a collector that is new enough.
    bool filled_ = false;
    std::optional<Clock::time_point> failing_since_;
    std::string missing_, waiting_;
    int removals_ = 0;
};

}  // namespace slipway
