// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/process_identity.h"

#include "runner/process_stat.h"

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

bool isAlive(const ProcessIdentity& identity)
{
    if (identity.pid <= 0 || identity.boot_id != currentBootId()) {
        return false;
    }
    const auto stat = readProcessStat(identity.pid);
    return stat && stat->alive() && stat->start_ticks == identity.start_ticks;
}

}  // namespace slipway
