// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/waiter.h"

#include "runner/processes/memory_kills.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds max_killing_pause{100};
constexpr std::chrono::seconds writing_pause{1};
constexpr int reserved_bytes = 16384;
/// What this stage writes is the platform's, not the user's.
constexpr std::string_view preparation = "prepare";
/// A release frees its accelerators within a second, so a slow disk may take a part of it only.
constexpr std::chrono::milliseconds keeping_patience{300};

void reserve(const std::filesystem::path& room)
{
    const FileDescriptor file(::open(room.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    ::posix_fallocate(file.get(), 0, reserved_bytes);
}

void syncTree(const std::filesystem::path& directory)
{
    std::error_code error;
    const std::filesystem::recursive_directory_iterator end;
    std::filesystem::recursive_directory_iterator entry(directory, error);
    for (; !error && entry != end; entry.increment(error)) {
        const FileDescriptor file(
            ::open(entry->path().c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        ::fsync(file.get());
    }
}

FileDescriptor openLog(const std::filesystem::path& log)
{
    return FileDescriptor(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
}

}  // namespace

Waiter::Waiter(AttemptDirectory directory, TaskFile task, std::optional<TaskCgroup> cgroup,
               WaiterEvents events, StageGuard guard)
    : directory_(std::move(directory)),
      task_(std::move(task)),
      disk_(task_.disk),
      processes_({directory_.mark(), std::move(cgroup), ::getpid(), {}}),
      events_(std::move(events)),
      guard_(std::move(guard)),
      log_(openLog(directory_.log())),
      index_(directory_.logIndex(), log_.get()),
      memory_kills_(memoryKills())
{
    task_.env["SLIPWAY_TASK_MARK"] = directory_.mark();
    reserve(directory_.exitRoom());
    reserve(directory_.stopRoom());
}

void Waiter::run()
{
    if (task_.duration_limit.count() > 0 && task_.replica.role.empty()) {
        events_.setLimit(task_.duration_limit);
    }
    for (const TaskStage& stage : task_.stages) {
        if (stage.always || !outcome_.failed()) {
            runStage(stage);
        }
    }
    killEverything();
    index_.note(now());
    recordExit();
    if (processes_.cgroup()) {
        processes_.cgroup()->remove();
    }
}

void Waiter::runStage(const TaskStage& stage)
{
    if (task_.disk.kept && stage.name != preparation && !looked_first_) {
        looked_first_ = true;
        awaitFirstLook(stage);
        if (stop_ && !stage.always) {
            return;
        }
    }
    if (!task_.replica.role.empty() && !isPreparation(stage.name) && !met_peers_) {
        awaitPeers(stage);
        if (!met_peers_) {
            return;
        }
    }
    const Result<pid_t> started = startStage(stage, task_, processes_.cgroup(), log_.get(), guard_);
    if (!started) {
        outcome_.notStarted(stage, started.error().message);
        return;
    }
    child_ = *started;
    child_status_.reset();
    childless_ = false;
    directory_.writeChild({child_, identityOf(child_).start_ticks, stage.name});
    if (stop_) {
        events_.setGrace(stop_->grace);
    }
    awaitStage(stage);
    outcome_.ended(stage, child_status_.value_or(0));
}

void Waiter::awaitPeers(const TaskStage& stage)
{
    static_cast<void>(directory_.announceMeeting());
    Result<PeersRecord> peers = directory_.readPeers();
    for (; !peers && !stop_; peers = directory_.readPeers()) {
        awaitEvent(stage);
    }
    met_peers_ = peers.has_value() && !stop_;
    if (!met_peers_) {
        return;
    }
    for (auto& [name, value] : peers->env) {
        task_.env[name] = std::move(value);
    }
    if (task_.duration_limit.count() > 0) {  // Waiting for others costs none of its time.
        events_.setLimit(task_.duration_limit);
    }
}

void Waiter::awaitStage(const TaskStage& stage)
{
    while (!stageOver()) {
        awaitEvent(stage);
        if (disk_.exceeded() && !stop_) {
            beginStop({ExitCause::Disk, task_.grace}, stage);
        }
    }
    events_.clearGrace();
}

void Waiter::awaitEvent(const TaskStage& stage)
{
    const WaiterEvents::Happened happened = events_.wait();
    if (happened.second_passed) {
        index_.note(now());
        if (!stop_ && stage.name != preparation) {
            disk_.look();
        }
    }
    if (happened.limit_reached) {
        beginStop({ExitCause::Deadline, task_.grace}, stage);
    }
    if (happened.stop_asked || (happened.directory_changed && stopWasLeft())) {
        beginStop(directory_.readStop().value_or(StopRequest{ExitCause::Stopped, task_.grace}), stage);
    }
    if (happened.grace_over) {
        killEverything();
    }
    reap();
}

bool Waiter::stopWasLeft()
{
    const std::optional<StopRequest> left =
        directory_.readStop()
            .map([](const StopRequest& request) { return std::optional(request); })
            .value_or(std::nullopt);
    const bool news = left && (!left_stop_ || left->grace != left_stop_->grace);
    left_stop_ = left;
    return news;
}

void Waiter::awaitFirstLook(const TaskStage& stage)
{
    disk_.look();
    while (disk_.isLooking() && !stop_) {
        awaitEvent(stage);
    }
}

bool Waiter::stageOver() const
{
    return child_status_ && (!stop_ || childless_);
}

void Waiter::beginStop(const StopRequest& request, const TaskStage& stage)
{
    disk_.stop();
    outcome_.stopped(stop_ ? stop_->cause : request.cause, stage);
    if (!stop_) {
        stop_ = request;
    }
    stop_->grace = std::min(stop_->grace, request.grace);
    events_.setGrace(request.grace);
    processes_.signal(SIGTERM);
    processes_.signal(SIGCONT);
}

void Waiter::reap()
{
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(-1, &status, WNOHANG)) > 0) {
        if (ended == child_) {
            child_status_ = status;
        }
        disk_.reaped(ended, status);
    }
    childless_ = ended < 0 && errno == ECHILD;
}

void Waiter::killEverything()
{
    disk_.stop();
    std::chrono::milliseconds pause{2};
    for (reap(); !processes_.kill() || !childless_; reap()) {
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, max_killing_pause);
    }
}

void Waiter::keepStreams() const
{
    // By a process of its own: nothing interrupts the writing of gigabytes, and nobody should wait for it.
    const pid_t keeper = ::fork();
    if (keeper == 0) {
        syncTree(directory_.streams());
        ::_exit(0);
    }
    if (keeper < 0) {
        return;
    }
    const FileDescriptor ended(static_cast<int>(::syscall(SYS_pidfd_open, keeper, 0)));
    pollfd source{ended.get(), POLLIN, 0};
    ::poll(&source, 1, static_cast<int>(keeping_patience.count()));
}

bool Waiter::ranOutOfMemory(const ExitRecord& record) const
{
    const bool killed = record.signal == SIGKILL || record.code == 128 + SIGKILL;
    const auto kills = memoryKills();
    return record.cause == ExitCause::Exited && killed && kills && kills > memory_kills_;
}

void Waiter::recordExit()
{
    keepStreams();
    ::unlink(directory_.exitRoom().c_str());
    ::unlink(directory_.stopRoom().c_str());
    ExitRecord record = outcome_.record(task_, now());
    if (record.cause == ExitCause::Disk) {
        record.message = disk_.reason();
    } else if (ranOutOfMemory(record)) {
        record.message += " It was killed because memory ran out: choose a flavor with more, or use less.";
    }
    // Nobody else knows how the task ended: a full disk must not lose it. A directory that is gone has no
    // reader.
    while (!directory_.writeExit(record) && std::filesystem::exists(directory_.path())) {
        std::this_thread::sleep_for(writing_pause);
    }
}

}  // namespace slipway
