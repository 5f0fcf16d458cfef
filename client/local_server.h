// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "core/result.h"

#include <chrono>
#include <filesystem>
#include <stop_token>
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
/// it. Blocks until it answers. `Unavailable` with the end of its log when it does not come up, `Canceled`
/// soon after a stop is requested; a server that was started goes on.
Result<Profile> ensureLocalServer(const LocalServerOptions& options, std::stop_token stop = {});

}  // namespace slipway
