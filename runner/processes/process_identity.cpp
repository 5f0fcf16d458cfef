// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/process_identity.h"

#include "runner/processes/process_stat.h"

#include <cerrno>
#include <csignal>
#include <fstream>

namespace slipway {

std::string currentBootId()
{
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

ProcessIdentity identityOf(pid_t pid)
{
    const auto stat = readProcessStat(pid);
    return {pid, stat ? stat->start_ticks : 0, currentBootId()};
}

bool isGone(const ProcessIdentity& identity)
{
    const std::string boot_id = currentBootId();
    if (boot_id.empty()) {
        return false;
    }
    if (identity.pid <= 0 || identity.boot_id != boot_id) {
        return true;
    }
    const auto stat = readProcessStat(identity.pid);
    if (!stat) {
        return ::kill(identity.pid, 0) != 0 && errno == ESRCH;
    }
    return !stat->alive() || stat->start_ticks != identity.start_ticks;
}

bool isAlive(const ProcessIdentity& identity)
{
    if (identity.pid <= 0 || identity.boot_id != currentBootId()) {
        return false;
    }
    const auto stat = readProcessStat(identity.pid);
    return stat && stat->alive() && stat->start_ticks == identity.start_ticks;
}

}  // namespace slipway
