// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/attempts/attempt.h"

#include "platform/engines/local/host_name.h"
#include "platform/engines/local/workspace/notebook_server.h"
#include "platform/engines/task_exit.h"
#include "runner/processes/task_processes.h"

namespace slipway {

std::vector<std::filesystem::path> Attempt::watchedDirectories() const
{
    std::vector<std::filesystem::path> directories{directory_.path()};
    if (task_.notebook) {
        directories.push_back(notebookDirectory());
    }
    return directories;
}

std::optional<TaskExit> Attempt::readExit() const
{
    std::error_code error;
    if (!std::filesystem::exists(directory_.exitFile(), error)) {
        return std::nullopt;
    }
    const Result<ExitRecord> record = directory_.readExit();
    if (!record && record.error().code == ErrorCode::Unavailable) {
        return std::nullopt;  // to be read later, such as when file descriptors are short
    }
    if (!record) {
        return TaskExit{TaskExit::Cause::Lost, {}, {}, "The record of its end cannot be read.", now()};
    }
    return toTaskExit(*record);
}

TaskState Attempt::state() const
{
    TaskState state;
    state.task = task_.task;
    state.attempt = task_.attempt;
    state.workload = task_.workload;
    state.replica = task_.replica;
    state.holder = task_.holder;
    state.node = hostName();
    if (const Result<WaiterRecord> waiter = directory_.readWaiter()) {
        state.started_at = waiter->started_at;
    }
    state.exit = readExit();
    if (state.exit) {
        state.stage = TaskState::Stage::Ended;
        return state;
    }
    state.gpus = task_.gpus;
    const Result<ChildRecord> child = directory_.readChild();
    if (child && !isPreparation(child->stage)) {
        state.stage = TaskState::Stage::Running;
    }
    if (directory_.readStop()) {
        state.stage = TaskState::Stage::Stopping;
    }
    if (task_.notebook && state.stage == TaskState::Stage::Running) {
        state.url = NotebookServer(notebookDirectory()).url();
    }
    return state;
}

WaiterRecord Attempt::waiter(const ProcessIdentity& known) const
{
    return directory_.readWaiter().value_or(WaiterRecord{known, {}, {}});
}

bool Attempt::abandoned(const ProcessIdentity& known) const
{
    const Result<WaiterRecord> record = directory_.readWaiter();
    if (!record && record.error().code != ErrorCode::NotFound) {
        return false;  // to be read later
    }
    const ProcessIdentity process = record ? record->process : known;
    std::error_code error;
    // The record is looked for last: the waiter may write it and end between the two.
    return isGone(process) && !std::filesystem::exists(directory_.exitFile(), error);
}

bool Attempt::bury(const ProcessIdentity& known) const
{
    const WaiterRecord record = waiter(known);
    const bool known_waiter = record.process.pid != 0;
    // Without a word of the waiter all that can be found by its mark is ended.
    const bool same_boot = !known_waiter || record.process.boot_id == currentBootId();
    if (same_boot) {
        const Result<ChildRecord> child = directory_.readChild();
        const ProcessIdentity leader =
            child && known_waiter ? ProcessIdentity{child->pid, child->start_ticks, record.process.boot_id}
                                  : ProcessIdentity();
        const TaskProcesses processes({directory_.mark(), TaskCgroup::at(record.cgroup), 0, leader});
        if (!processes.kill()) {
            return false;
        }
        if (processes.cgroup()) {
            processes.cgroup()->remove();
        }
    }
    std::error_code error;
    const bool deleted = std::filesystem::create_directories(directory_.path(), error);
    const std::string message =
        deleted     ? "Its directory was deleted while it ran, so how it ended is not known."
        : same_boot ? "The process that waited for it ended without a record. What was left of it was ended."
                    : "The machine was restarted while it ran.";
    return directory_.writeExit({ExitCause::Lost, {}, {}, message, now()}).has_value();
}

}  // namespace slipway
