// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/stage_process.h"

#include "core/file_descriptor.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

namespace slipway {

namespace {

/// What the child could not do.
enum class Step : int { User, Directory, Guard, Execute };

struct Failure {
    Step step;
    int error;
};

void resetSignals()
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int signal = 1; signal < NSIG; ++signal) {
        ::signal(signal, SIG_DFL);
    }
}

[[noreturn]] void giveUp(int report, Step step)
{
    const Failure failure{step, errno};
    [[maybe_unused]] const ssize_t written = ::write(report, &failure, sizeof failure);
    ::_exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& words)
{
    std::vector<char*> found;
    for (std::string& word : words) {
        found.push_back(word.data());
    }
    found.push_back(nullptr);
    return found;
}

[[noreturn]] void becomeStage(const TaskStage& stage, const TaskFile& task,
                              const std::optional<TaskCgroup>& cgroup, int log, const StageGuard& guard,
                              int report)
{
    ::setsid();
    if (cgroup) {
        cgroup->join();
    }
    // The waiter may have protected itself from the out-of-memory killer; the user's processes are not.
    std::ofstream("/proc/self/oom_score_adj") << 0 << std::flush;
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(null, STDIN_FILENO);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    if (task.user && !becomeUser(*task.user)) {
        giveUp(report, Step::User);
    }
    if (::chdir(task.working_directory.c_str()) != 0) {
        giveUp(report, Step::Directory);
    }
    std::vector<std::string> argv = stage.argv;
    std::vector<std::string> env;
    for (const auto& [name, value] : task.env) {
        env.push_back(name + "=" + value);
    }
    const std::vector<char*> arguments = pointers(argv);
    std::vector<char*> environment = pointers(env);
    ::environ = environment.data();
    resetSignals();
    if (guard && !isPreparation(stage.name) && !guard()) {
        giveUp(report, Step::Guard);
    }
    ::execvp(arguments[0], arguments.data());
    giveUp(report, Step::Execute);
}

std::string subjectOf(const Failure& failure, const TaskStage& stage, const TaskFile& task)
{
    switch (failure.step) {
    case Step::User:
        return "The Unix user " + std::to_string(task.user ? task.user->uid : 0) + " cannot be taken on";
    case Step::Directory:
        return "The working directory \"" + task.working_directory + "\" cannot be used";
    case Step::Guard:
        return "What the command opens cannot be watched";
    case Step::Execute:
        break;
    }
    return "The command \"" + stage.argv.front() + "\" cannot be executed";
}

std::string sentence(const Failure& failure, const TaskStage& stage, const TaskFile& task)
{
    return subjectOf(failure, stage, task) + ": " + std::strerror(failure.error) + ".";
}

}  // namespace

Result<pid_t> startStage(const TaskStage& stage, const TaskFile& task,
                         const std::optional<TaskCgroup>& cgroup, int log, const StageGuard& guard)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return fail(ErrorCode::Unavailable,
                    std::string("No pipe can be made: ") + std::strerror(errno) + ".");
    }
    FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);
    const pid_t child = ::fork();
    if (child < 0) {
        return fail(ErrorCode::Unavailable,
                    std::string("No process can be made: ") + std::strerror(errno) + ".");
    }
    if (child == 0) {
        becomeStage(stage, task, cgroup, log, guard, writing.get());
    }
    writing.reset();
    Failure failure{};
    ssize_t size = 0;
    while ((size = ::read(reading.get(), &failure, sizeof failure)) < 0 && errno == EINTR) {}
    if (size == sizeof failure) {
        ::waitpid(child, nullptr, 0);
        return fail(ErrorCode::Unavailable, sentence(failure, stage, task), "not-started");
    }
    return child;
}

}  // namespace slipway
