// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace slipway {

/// Whether the waiter is this process itself, or one that outlives whoever started it.
enum class WaitMode { Foreground, Detached };

/// The exit codes of `slipway-runner wait`.
inline constexpr int wait_ok = 0;  ///< Foreground: the exit is recorded. Detached: the waiter is recorded.
inline constexpr int wait_failed = 1;           ///< Nothing was started.
inline constexpr int wait_already_claimed = 3;  ///< The attempt has, or had, a waiter.

/// Makes this process the waiter of the attempt in `directory` and carries it out.
int runWait(const std::filesystem::path& directory, WaitMode mode);

}  // namespace slipway
