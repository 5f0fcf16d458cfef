// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace slipway {

struct LocalEngineOptions {
    std::filesystem::path data_directory;  ///< See docs/architecture.md, "A platform's data directory".
    std::filesystem::path runner_program;  ///< slipway-runner
    std::filesystem::path sdk_directory;   ///< Put into PYTHONPATH; none when empty.
    int simulated_gpus = 0;                ///< Instead of the machine's own GPUs when above 0.
    int cpus = 0;                          ///< Promised in all; as many as the machine has when 0.
};

}  // namespace slipway
