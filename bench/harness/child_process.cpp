// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/child_process.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fstream>
#include <thread>

namespace slipway::bench {

void stayOn(int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const Options& options)
{
    std::vector<char*> arguments;
    for (const std::string& argument : options.command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0)
        return fail(ErrorCode::Unavailable,
                    std::string("No process could be started: ") + std::strerror(errno));
    if (pid == 0) {
        const int log = ::open(options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(log, STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (options.core)
            stayOn(*options.core);
        ::execvp(arguments.front(), arguments.data());
        ::_exit(127);
    }
    return std::unique_ptr<ChildProcess>(new ChildProcess(pid));
}

bool ChildProcess::runs()
{
    ended_ = ended_ || ::waitpid(pid_, nullptr, WNOHANG) == pid_;
    return !ended_;
}

void ChildProcess::end(std::chrono::milliseconds grace)
{
    if (!runs())
        return;
    ::kill(pid_, SIGTERM);
    const auto deadline = std::chrono::steady_clock::now() + grace;
    while (runs() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (ended_)
        return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ended_ = true;
}

double ChildProcess::residentMib() const
{
    std::ifstream statm("/proc/" + std::to_string(pid_) + "/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double ChildProcess::processorSeconds() const
{
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
        return 0;
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

}  // namespace slipway::bench
