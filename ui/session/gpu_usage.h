// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/workspace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// A GPU less busy than this computes nothing.
inline constexpr double idle_gpu_below = 0.02;

/// Who holds the accelerators of the platform, counted.
struct GpuUsage {
    std::int64_t mine = 0;
    std::int64_t project = 0;  ///< Of the current project, mine included.
    std::int64_t free = 0;
    std::int64_t total = 0;
    /// Whether the platform sees any machine; with rights in one namespace of a cluster it does not.
    bool visible = false;
};

GpuUsage countGpus(const Workspace& workspace);

/// Whether any of these accelerators, by id, is one that only counts and computes nothing.
bool anySimulated(const Workspace& workspace, const std::vector<std::string>& gpus);

/// The environment or job that "project/jobs/name" or "project/environments/name" names.
struct Holder {
    Kind kind = Kind::Job;
    std::string project;
    std::string name;
};
std::optional<Holder> parseHolder(std::string_view held_by);

}  // namespace slipway
