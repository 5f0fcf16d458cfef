// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's way from tasks to their waiters.
#include "platform/engines/local/host_name.h"
#include "platform/engines/local/local_engine.h"

#include "platform/engines/local/attempts/attempt_recovery.h"
#include "platform/engines/rendezvous.h"
#include "platform/engines/task_names.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr const char* this_machine = "127.0.0.1";

Demand demandOf(const TaskStart& start)
{
    return {start.cpus, start.memory, start.gpus, start.gpu_model};
}

std::vector<Demand> demandsOf(const TaskGroup& group)
{
    std::vector<Demand> demands;
    for (const TaskStart& start : group) {
        demands.push_back(demandOf(start));
    }
    return demands;
}

/// `InvalidArgument` for what processes of this machine cannot have, which pods can.
Result<void> checkPossible(const TaskStart& start)
{
    if (!start.gpu_share.isWhole()) {
        return fail(
            ErrorCode::InvalidArgument,
            "This machine gives out whole GPUs alone: nothing on it would hold a workload to its part of "
            "one. Choose a flavor without gpu_fraction and gpu_memory.",
            "no-gpu-fractions", "spec.flavor");
    }
    for (const VolumeMount& mount : start.volumes) {
        if (mount.read_only || mount.path != defaultVolumePath(mount.volume.name)) {
            return fail(ErrorCode::InvalidArgument,
                        "Tasks of this machine find the volume \"" + mount.volume.name +
                            "\" as $SLIPWAY_VOLUMES/" + mount.volume.name +
                            ", to read and to write. Leave path and read_only out, or use a cluster.",
                        "volume-mount", "spec.volumes");
        }
    }
    return checkNames(start);
}

Result<void> checkPossible(const TaskGroup& group)
{
    for (const TaskStart& start : group) {
        if (const auto possible = checkPossible(start); !possible) {
            return possible;
        }
    }
    return {};
}

std::vector<std::string> keysOf(const TaskGroup& group)
{
    std::vector<std::string> keys;
    for (const TaskStart& start : group) {
        keys.push_back(taskKey(start.task, start.attempt));
    }
    return keys;
}

/// The first has one more, for MASTER_PORT.
std::size_t portsFor(const Replica& replica)
{
    if (replica.role.empty()) {
        return 0;
    }
    return replica.number == 0 ? 2 : 1;
}

TaskState firstState(const TaskStart& start, const std::vector<std::string>& gpus)
{
    TaskState state;
    state.task = start.task;
    state.attempt = start.attempt;
    state.workload = start.workload;
    state.replica = start.replica;
    state.holder = start.holder;
    state.node = hostName();
    state.gpus = gpus;
    return state;
}

}  // namespace

std::vector<Accelerator> LocalEngine::acceleratorsNamed(const std::vector<std::string>& ids) const
{
    std::vector<Accelerator> found;
    for (const Accelerator& accelerator : probe_->accelerators()) {
        if (std::find(ids.begin(), ids.end(), accelerator.id) != ids.end()) {
            found.push_back(accelerator);
        }
    }
    return found;
}

Result<void> LocalEngine::fits(const TaskGroup& group)
{
    if (const auto possible = checkPossible(group); !possible) {
        return possible;
    }
    const std::lock_guard lock(mutex_);
    return allocator_.fitsAll(demandsOf(group));
}

std::vector<TaskState> LocalEngine::known(const TaskGroup& group)
{
    const std::lock_guard lock(mutex_);
    std::vector<TaskState> states;
    for (const std::string& key : keysOf(group)) {
        if (const auto found = entries_.find(key); found != entries_.end()) {
            states.push_back(found->second.state);
        }
    }
    return states;
}

Result<std::vector<Grant>> LocalEngine::takeRoom(const TaskGroup& group)
{
    const std::vector<std::string> keys = keysOf(group);
    const std::lock_guard lock(mutex_);
    const auto taken = allocator_.takeAll(keys, group.front().holder, demandsOf(group));
    if (!taken) {
        return propagate(taken);
    }
    std::vector<Grant> grants;
    for (std::size_t i = 0; i < group.size(); ++i) {
        auto ports = ports_.take(keys[i], portsFor(group[i].replica));
        if (!ports) {
            for (const std::string& key : keys) {
                allocator_.release(key);
                ports_.release(key);
            }
            return propagate(ports);
        }
        grants.push_back({acceleratorsNamed((*taken)[i]), std::move(*ports)});
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        entries_[keys[i]] = {nullptr, firstState(group[i], (*taken)[i]), group[i].environment, {}, true, {}};
    }
    return grants;
}

void LocalEngine::drop(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    entries_.erase(key);
    allocator_.release(key);
    ports_.release(key);
}

Result<std::vector<TaskState>> LocalEngine::start(const TaskGroup& group)
{
    if (const auto possible = checkPossible(group); !possible) {
        return propagate(possible);
    }
    if (std::vector<TaskState> states = known(group); !states.empty()) {
        return states;
    }
    const auto grants = takeRoom(group);
    if (!grants) {
        return propagate(grants);
    }
    std::vector<TaskState> states;
    std::vector<std::shared_ptr<const Attempt>> attempts;
    for (std::size_t i = 0; i < group.size(); ++i) {
        auto launched = launch(group[i], (*grants)[i]);
        if (launched) {
            states.push_back(std::move(*launched));
            continue;
        }
        if (i > 0) {
            return withdraw(group, launched.error().message);
        }
        for (const std::string& key : keysOf(group)) {
            drop(key);
        }
        return propagate(launched);
    }
    if (group.front().replica.role.empty()) {
        return states;
    }
    {
        const std::lock_guard lock(mutex_);
        for (const std::string& key : keysOf(group)) {
            attempts.push_back(entries_[key].attempt);
        }
    }
    meet(attempts);
    return states;
}

Result<TaskState> LocalEngine::launch(const TaskStart& start, const Grant& grant)
{
    const std::string key = taskKey(start.task, start.attempt);
    const auto launched = startWaiter(start, grant);
    const std::shared_ptr<const Attempt> attempt = launched ? *launched : salvage(start);
    if (!attempt) {
        return propagate(launched);
    }
    const Result<WaiterRecord> waiter = attempt->directory().readWaiter();
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[key];
    entry.attempt = attempt;
    entry.waiter = waiter ? waiter->process : ProcessIdentity();
    entry.state.started_at = waiter ? std::optional(waiter->started_at) : std::nullopt;
    if (entry.pending_stop) {
        attempt->directory().requestStop(*entry.pending_stop);
    }
    watcher_->add(key, attempt->watchedDirectories(), entry.waiter);
    return entry.state;
}

Result<std::shared_ptr<const Attempt>> LocalEngine::startWaiter(const TaskStart& start, const Grant& grant)
{
    const AttemptDirectory directory = layout_.attempt(start.task, start.attempt);
    const Result<TaskFile> file = preparer_.prepare(start, grant);
    if (!file) {
        return propagate(file);
    }
    if (const auto waiter = launcher_.startWaiter(directory); !waiter) {
        return propagate(waiter);
    }
    launcher_.startServer(directory);  // The task does not need it.
    return std::make_shared<const Attempt>(directory, *file);
}

std::shared_ptr<const Attempt> LocalEngine::salvage(const TaskStart& start)
{
    const AttemptDirectory directory = layout_.attempt(start.task, start.attempt);
    if (discardUnstarted(directory.path())) {
        return nullptr;
    }
    const Result<TaskFile> file = directory.readTask();
    return file ? std::make_shared<const Attempt>(directory, *file) : nullptr;
}

std::vector<TaskState> LocalEngine::withdraw(const TaskGroup& group, const std::string& why)
{
    std::vector<TaskState> states;
    for (const std::string& key : keysOf(group)) {
        const std::lock_guard lock(mutex_);
        Entry& entry = entries_[key];
        if (entry.attempt) {
            entry.attempt->directory().requestStop({ExitCause::Withdrawn, std::chrono::milliseconds(0)});
            watcher_->poke(key);
        } else {
            entry.state.stage = TaskState::Stage::Ended;
            entry.state.gpus.clear();
            entry.state.exit = TaskExit{TaskExit::Cause::Withdrawn, {}, {}, why, now(), {}};
            allocator_.release(key);
            ports_.release(key);
        }
        states.push_back(entry.state);
    }
    return states;
}

void LocalEngine::meet(const std::vector<std::shared_ptr<const Attempt>>& replicas)
{
    std::vector<ReplicaAddress> addresses;
    for (const auto& attempt : replicas) {
        const std::vector<std::uint16_t>& ports = attempt->task().ports;
        addresses.push_back({attempt->task().replica, this_machine,
                             ports.empty() ? std::uint16_t(0) : ports.front(),
                             ports.empty() ? std::uint16_t(0) : ports.back()});
    }
    for (const auto& attempt : replicas) {
        // One whose directory cannot be written to waits until its job is stopped.
        static_cast<void>(
            attempt->directory().writePeers({rendezvousVariables(addresses, attempt->task().replica)}));
    }
}

void LocalEngine::recoverMeetings(const std::vector<std::shared_ptr<const Attempt>>& attempts)
{
    std::map<std::string, std::vector<std::shared_ptr<const Attempt>>> groups;
    for (const auto& attempt : attempts) {
        if (!attempt->task().replica.role.empty()) {
            groups[attempt->task().workload.text() + "/" + std::to_string(attempt->task().attempt)].push_back(
                attempt);
        }
    }
    for (auto& [key, replicas] : groups) {
        std::sort(replicas.begin(), replicas.end(), [](const auto& a, const auto& b) {
            return a->task().replica.number < b->task().replica.number;
        });
        const bool whole = std::ssize(replicas) == replicas.front()->task().replica.of;
        const bool met = std::all_of(replicas.begin(), replicas.end(), [](const auto& attempt) {
            return attempt->directory().readPeers().has_value();
        });
        const bool ended = std::any_of(replicas.begin(), replicas.end(),
                                       [](const auto& attempt) { return attempt->state().exit.has_value(); });
        if (whole && !met && !ended) {
            meet(replicas);
        }
    }
}

}  // namespace slipway
