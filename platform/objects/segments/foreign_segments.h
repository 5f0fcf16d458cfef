// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_store.h"
#include "platform/objects/foreign/foreign_store.h"
#include "platform/objects/segments/segment_door.h"

#include <memory>

namespace slipway {

/// Segments in a store of somebody else, under PREFIX/.slipway/. Pods reach it themselves, whether the
/// platform is there or not; those that cannot go by its S3 port.
class ForeignSegments final : public SegmentStore {
public:
    /// `door` may be null: there is no other way.
    ForeignSegments(std::shared_ptr<ForeignStore> store, std::shared_ptr<const SegmentDoor> door);

    PostWays ways(const SegmentPlace& place) override;
    Result<std::vector<std::string>> list(const std::string& prefix) override;
    Result<std::string> read(const std::string& key) override;
    Result<void> remove(const std::string& prefix) override;

private:
    const std::shared_ptr<ForeignStore> store_;
    const std::shared_ptr<const SegmentDoor> door_;
    const std::string place_;  ///< Of all segments, in the store.
};

}  // namespace slipway
