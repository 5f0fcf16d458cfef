// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace slipway {

/// How many processes of this container, or of this machine where there is none, were killed for want of
/// memory; nothing where the kernel does not tell. Sources: "memory.events" of control groups version 2,
/// "memory.oom_control" of version 1.
std::optional<std::uint64_t> memoryKills(const std::filesystem::path& cgroups = "/sys/fs/cgroup");

}  // namespace slipway
