// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "core/result.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace slipway {

/// How to run the platform on this computer.
struct LocalServerOptions {
    std::filesystem::path program;         ///< slipwayd; beside the running program when empty.
    std::filesystem::path data_directory;  ///< dataDirectory()/platform when empty.
    int simulated_gpus = 0;
    std::chrono::milliseconds timeout{20'000};
    std::vector<std::string> extra_arguments;
};

/// Finds the slipwayd that serves `data_directory`, or starts one that outlives us, and returns how to reach
/// it. Blocks until it answers. `Unavailable` with the end of its log when it does not come up.
Result<Profile> ensureLocalServer(const LocalServerOptions& options);

}  // namespace slipway
