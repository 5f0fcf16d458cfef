// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace slipway {

/// Which hierarchy to look for.
enum class CgroupHierarchy { Unified, Freezer };

/// The directory of the process that /proc/self/cgroup and /proc/self/mountinfo (given as text) describe.
/// Source: cgroups(7), proc(5).
std::optional<std::filesystem::path> cgroupDirectory(std::string_view cgroup, std::string_view mountinfo,
                                                     CgroupHierarchy hierarchy);

}  // namespace slipway
