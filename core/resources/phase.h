// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace slipway {

/// Where an environment or a job is on its way.
enum class Phase {
    Pending,   ///< Accepted; what it needs is being checked or prepared.
    Queued,    ///< Could run, but waits for capacity or its turn.
    Starting,  ///< Holds its accelerators; processes are being started.
    Running,
    Stopping,   ///< Asked to end; processes are being stopped.
    Released,   ///< Environments: holds nothing but its files.
    Succeeded,  ///< Jobs: ended with exit code 0.
    Failed,     ///< Ended by itself with an error, or could not start.
    Stopped,    ///< Jobs: ended because somebody or a limit asked for it.
    Lost,       ///< Ended, and nobody can prove how.
};

std::string_view name(Phase phase);
std::optional<Phase> phaseNamed(std::string_view name);

/// Released, Succeeded, Failed, Stopped or Lost: nothing runs and nothing is held.
bool isTerminal(Phase phase);

}  // namespace slipway
