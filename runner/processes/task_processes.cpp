// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/task_processes.h"

#include "runner/processes/process_signal.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <set>

namespace slipway {

namespace {

constexpr int freezing_rounds = 50;

void send(const ProcessStat& process, int signal)
{
    sendSignal({process.pid, process.start_ticks, currentBootId()}, signal);
}

/// Adds everybody whose parent is in the set, until nobody is added.
void addDescendants(const std::vector<ProcessStat>& all, std::set<pid_t>& members)
{
    for (bool grown = true; grown;) {
        grown = false;
        for (const ProcessStat& process : all) {
            grown |= members.contains(process.parent) && members.insert(process.pid).second;
        }
    }
}

}  // namespace

bool TaskProcesses::hasMark(pid_t process) const
{
    std::ifstream file("/proc/" + std::to_string(process) + "/environ");
    const std::string environment{std::istreambuf_iterator<char>(file), {}};
    const std::string entry = "SLIPWAY_TASK_MARK=" + traces_.mark + '\0';
    const std::size_t found = environment.find(entry);
    return found != std::string::npos && (found == 0 || environment[found - 1] == '\0');
}

bool TaskProcesses::leaderReplaced(const std::vector<ProcessStat>& all) const
{
    return std::any_of(all.begin(), all.end(), [this](const ProcessStat& process) {
        return process.pid == traces_.leader.pid && process.start_ticks != traces_.leader.start_ticks;
    });
}

std::optional<std::vector<ProcessStat>> TaskProcesses::find() const
{
    const std::optional<std::vector<ProcessStat>> seen = allProcesses();
    if (!seen) {
        return std::nullopt;
    }
    const std::vector<ProcessStat>& all = *seen;
    std::set<pid_t> members;
    if (traces_.cgroup) {
        const std::vector<pid_t> inside = traces_.cgroup->processes();
        members.insert(inside.begin(), inside.end());
    }
    if (traces_.ancestor != 0) {
        members.insert(traces_.ancestor);
    }
    const bool session_known = traces_.leader.pid != 0 && !leaderReplaced(all);
    for (const ProcessStat& process : all) {
        const bool in_session = session_known && process.session == traces_.leader.pid;
        if (in_session || (!traces_.mark.empty() && hasMark(process.pid))) {
            members.insert(process.pid);
        }
    }
    addDescendants(all, members);
    members.erase(traces_.ancestor);
    members.erase(::getpid());
    std::vector<ProcessStat> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const ProcessStat& process) {
        return process.alive() && members.contains(process.pid);
    });
    std::stable_sort(found.begin(), found.end(), [](const ProcessStat& a, const ProcessStat& b) {
        return a.start_ticks < b.start_ticks;
    });
    return found;
}

void TaskProcesses::signal(int signal) const
{
    for (const ProcessStat& process : find().value_or(std::vector<ProcessStat>())) {
        send(process, signal);
    }
}

void TaskProcesses::freeze() const
{
    std::set<pid_t> stopped;
    for (int round = 0; round < freezing_rounds; ++round) {
        bool fresh = false;
        for (const ProcessStat& process : find().value_or(std::vector<ProcessStat>())) {
            if (stopped.insert(process.pid).second) {
                send(process, SIGSTOP);
                fresh = true;
            }
        }
        if (!fresh) {
            return;
        }
    }
}

bool TaskProcesses::kill() const
{
    if (traces_.cgroup) {
        traces_.cgroup->kill();
    }
    if (const auto left = find(); left && left->empty()) {
        return true;
    }
    if (!traces_.cgroup) {
        freeze();
    }
    signal(SIGKILL);
    return false;
}

}  // namespace slipway
