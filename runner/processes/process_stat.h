// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace slipway {

/// One process as /proc shows it. Source: proc(5), /proc/PID/stat.
struct ProcessStat {
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t session = 0;
    char state = '?';
    std::int64_t threads = 0;
    std::uint64_t start_ticks = 0;  ///< Since boot; with the pid it names a process for ever.

    /// Whether code of it can still run. A leader that ended before its threads is shown as a zombie, but is
    /// not.
    bool alive() const { return (state != 'Z' && state != 'X') || threads > 1; }
};

/// Reads the text of /proc/PID/stat; the command's name in it may hold anything.
std::optional<ProcessStat> parseProcessStat(std::string_view text);

/// Nothing when there is no such process.
std::optional<ProcessStat> readProcessStat(pid_t pid);

/// Every process that /proc shows, the ended but not yet reaped ones included. Nothing when it could not be
/// read in whole, such as for want of file descriptors: an absent process then proves nothing.
std::optional<std::vector<ProcessStat>> allProcesses();

}  // namespace slipway
