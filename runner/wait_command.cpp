// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/wait_command.h"

#include "core/file_descriptor.h"
#include "runner/processes/process_stat.h"
#include "runner/records/attempt_directory.h"
#include "runner/waiter.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>

namespace slipway {

namespace {

void closeInherited()
{
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    const int null = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::dup2(null, fd);
    }
    if (null > STDERR_FILENO) {
        ::close(null);
    }
}

void standAlone()
{
    ::setsid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    ::umask(022);
    [[maybe_unused]] const int moved = ::chdir("/");
    // Of a task that eats all memory its own processes should go first; refused to ordinary users, who do
    // without.
    std::ofstream("/proc/self/oom_score_adj") << -500 << std::flush;
}

/// Names are unique among attempts of all platforms on this machine, which may use the same task ids.
std::string cgroupName(const TaskFile& task)
{
    return "slipway-" + task.task.text() + "-" + std::to_string(task.attempt) + "-" +
           std::to_string(::getpid());
}

/// Does the waiter's work; `claimed` is told once the attempt is this process's.
int waitHere(const AttemptDirectory& directory, int claimed, WaiterEvents events, StageGuard guard = {})
{
    standAlone();
    const Result<TaskFile> task = directory.readTask();
    std::optional<TaskCgroup> cgroup = task ? TaskCgroup::create(cgroupName(*task)) : std::nullopt;
    const WaiterRecord record{identityOf(::getpid()), now(), cgroup ? cgroup->directory().string() : ""};
    if (const auto claim = directory.claim(record); !claim) {
        if (cgroup) {
            cgroup->remove();
        }
        return claim.error().code == ErrorCode::AlreadyExists ? wait_already_claimed : wait_failed;
    }
    if (claimed >= 0) {
        const char code = wait_ok;
        [[maybe_unused]] const ssize_t written = ::write(claimed, &code, 1);
        ::close(claimed);
    }
    if (!task) {
        directory.writeExit({ExitCause::NotStarted, {}, {}, task.error().message, now()});
        return wait_ok;
    }
    if (!task->replica.role.empty()) {
        events.watch(directory.path());  // For its peers.
    }
    Waiter(directory, *task, std::move(cgroup), std::move(events), std::move(guard)).run();
    return wait_ok;
}

int waitDetached(const AttemptDirectory& directory)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return wait_failed;
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        const int code = waitHere(directory, ends[1], WaiterEvents());
        const char reported = static_cast<char>(code);
        [[maybe_unused]] const ssize_t written = code == wait_ok ? 0 : ::write(ends[1], &reported, 1);
        return code;
    }
    ::close(ends[1]);
    char code = wait_failed;
    const bool told = child > 0 && ::read(ends[0], &code, 1) == 1;
    return told ? code : wait_failed;
}

}  // namespace

int runWait(const std::filesystem::path& directory, RunMode mode)
{
    std::error_code error;
    const AttemptDirectory attempt(std::filesystem::absolute(directory, error));
    closeInherited();
    return mode == RunMode::Detached ? waitDetached(attempt) : waitHere(attempt, -1, WaiterEvents());
}

int waitInContainer(const std::filesystem::path& directory, StageGuard guard)
{
    WaiterEvents events;
    events.watch(directory);
    return waitHere(AttemptDirectory(directory), -1, std::move(events), std::move(guard));
}

}  // namespace slipway
