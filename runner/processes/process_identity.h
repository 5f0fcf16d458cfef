// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace slipway {

/// Names one process for ever: a pid alone is used again, after a restart of the machine at the latest.
struct ProcessIdentity {
    pid_t pid = 0;
    std::uint64_t start_ticks = 0;
    std::string boot_id;
};

/// A random name of this run of the machine's kernel.
std::string currentBootId();

/// Of a living process; start_ticks is 0 when there is none.
ProcessIdentity identityOf(pid_t pid);

/// Whether it is certain that this process runs no more: it ended, or the machine was restarted since. What
/// cannot be found out, such as for want of file descriptors, is no proof.
bool isGone(const ProcessIdentity& identity);

/// Whether exactly this process still runs.
bool isAlive(const ProcessIdentity& identity);

}  // namespace slipway
