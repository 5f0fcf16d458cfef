// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/run_mode.h"

#include <filesystem>

namespace slipway {

/// Answers HTTP on runner.sock of the attempt in `directory` until the attempt has ended and nobody has asked
/// for a minute, or SIGTERM. At most one server runs for an attempt: a second ends at once with 0.
int runServe(const std::filesystem::path& directory, RunMode mode);

}  // namespace slipway
