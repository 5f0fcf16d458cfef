// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_store.h"
#include "platform/objects/segments/segment_door.h"

#include <filesystem>
#include <memory>

namespace slipway {

/// Segments among the files of the platform's own objects, which pods reach by its S3 port alone.
class PlainSegments final : public SegmentStore {
public:
    PlainSegments(std::filesystem::path objects, std::shared_ptr<const SegmentDoor> door);

    PostWays ways(const SegmentPlace& place) override;
    Result<std::vector<std::string>> list(const std::string& prefix) override;
    Result<std::string> read(const std::string& key) override;
    Result<void> remove(const std::string& prefix) override;

private:
    const std::filesystem::path objects_;
    const std::shared_ptr<const SegmentDoor> door_;
};

}  // namespace slipway
