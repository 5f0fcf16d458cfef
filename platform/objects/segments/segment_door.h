// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_store.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace slipway {

/// How long a form for segments is good: as long as S3's signatures can be.
inline constexpr std::chrono::days segment_forms_life{7};

/// The way to the platform's own S3 port for pods that leave segments. Thread-safe.
class SegmentDoor {
public:
    /// The secret is the one that tasks' keys are derived from.
    explicit SegmentDoor(std::string task_secret) : task_secret_(std::move(task_secret)) {}

    /// Where tasks reach the port, once that is known: "https://10.0.0.1:8471".
    void open(const std::string& endpoint);
    /// Nothing before it is open.
    std::optional<PostWay> way(const SegmentPlace& place, Timestamp expires) const;

private:
    const std::string task_secret_;
    mutable std::mutex mutex_;
    std::string endpoint_;
};

}  // namespace slipway
