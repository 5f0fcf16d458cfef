// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/engines/engine.h"

#include <cstdint>
#include <string>

namespace slipway {

/// A workload that could run and asks for its turn.
struct Applicant {
    ResourceId workload;
    Kind kind = Kind::Job;
    std::string project;
    std::string name;
    std::string owner;
    std::int64_t priority = 0;  ///< Larger goes first within a project.
    Timestamp since{};          ///< When it began to wait.
    TaskGroup tasks;

    /// Accelerators that all its tasks together hold.
    std::int64_t gpus() const;

    std::uint64_t entered = 0;  ///< How many had entered the queue before; Admission counts.
};

/// Reads the label `slipway/priority`: a whole number from -100 to 100, 0 when absent or unreadable.
std::int64_t priorityOf(const Resource& resource);

}  // namespace slipway
