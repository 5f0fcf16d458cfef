// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/run_mode.h"
#include "runner/stage_process.h"

#include <filesystem>

namespace slipway {

/// The exit codes of `slipway-runner wait`.
inline constexpr int wait_ok = 0;  ///< Foreground: the exit is recorded. Detached: the waiter is recorded.
inline constexpr int wait_failed = 1;           ///< Nothing was started.
inline constexpr int wait_already_claimed = 3;  ///< The attempt has, or had, a waiter.

/// Makes this process the waiter of the attempt in `directory` and carries it out.
int runWait(const std::filesystem::path& directory, RunMode mode);

/// The same as the first process of a container, which stays in the foreground and keeps its descriptors. The
/// directory is watched for stops, which others leave there.
int waitInContainer(const std::filesystem::path& directory, StageGuard guard = {});

}  // namespace slipway
