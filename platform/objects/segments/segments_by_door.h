// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_store.h"

#include <memory>

namespace slipway {

/// Segments of pods that reach the platform's S3 port at another address than others do.
class SegmentsByDoor final : public SegmentStore {
public:
    SegmentsByDoor(std::shared_ptr<SegmentStore> segments, std::string door)
        : segments_(std::move(segments)), door_(std::move(door))
    {
    }

    PostWays ways(const SegmentPlace& place) override
    {
        SegmentPlace theirs = place;
        theirs.door = door_;
        return segments_->ways(theirs);
    }
    Result<std::vector<std::string>> list(const std::string& prefix) override
    {
        return segments_->list(prefix);
    }
    Result<std::string> read(const std::string& key) override { return segments_->read(key); }
    Result<void> remove(const std::string& prefix) override { return segments_->remove(prefix); }

private:
    const std::shared_ptr<SegmentStore> segments_;
    const std::string door_;
};

}  // namespace slipway
