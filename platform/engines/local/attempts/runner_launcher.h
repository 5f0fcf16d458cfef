// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/records/attempt_directory.h"

#include <filesystem>
#include <utility>

namespace slipway {

/// Starts the two runner processes of an attempt so that they outlive this one: in sessions of their own,
/// with no descriptor, no variable and no signal disposition of ours. Thread-safe.
class RunnerLauncher {
public:
    explicit RunnerLauncher(std::filesystem::path program) : program_(std::move(program)) {}

    /// Returns once waiter.json is written, by this or by an earlier waiter. `Unavailable` when none came to
    /// be.
    Result<void> startWaiter(const AttemptDirectory& attempt) const;
    /// Returns at once. A server that runs already makes the new one end by itself.
    Result<void> startServer(const AttemptDirectory& attempt) const;

private:
    std::filesystem::path program_;
};

}  // namespace slipway
