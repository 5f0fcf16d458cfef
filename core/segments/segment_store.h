// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "core/segments/post_ways.h"

#include <cstdint>
#include <string>
#include <vector>

namespace slipway {

/// Whose segments they are, and where: one attempt of a task.
struct SegmentPlace {
    ResourceId workload;
    std::int64_t attempt = 0;
    std::string prefix;     ///< Of the pod's keys, below segmentsOf() of them; ends in '/'.
    std::string door = {};  ///< Where the pod reaches the platform's S3 port; where all do when empty.
};

/// Where pods leave what nobody reads just now, and the platform finds it later. Keys are whole, and none of
/// any project's. Thread-safe.
class SegmentStore {
public:
    virtual ~SegmentStore() = default;

    /// How a pod may post objects of its attempt for the next days; none while that is not known. Does not
    /// block.
    virtual PostWays ways(const SegmentPlace& place) = 0;

    /// All keys that begin with `prefix`, in order. Blocks.
    virtual Result<std::vector<std::string>> list(const std::string& prefix) = 0;
    /// `NotFound` when there is none, `TooLarge` when it is no segment. Blocks.
    virtual Result<std::string> read(const std::string& key) = 0;
    /// Deletes everything that begins with `prefix`. Blocks.
    virtual Result<void> remove(const std::string& prefix) = 0;
};

}  // namespace slipway
