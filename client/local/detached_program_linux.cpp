// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/local/detached_program.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway {
namespace {

/// What the grandchild tells: its pid once it is about to execute, then why it could not.
struct Word {
    pid_t pid = 0;
    int error = 0;
};

/// Runs in the grandchild of a program that may have threads: nothing here allocates.
[[noreturn]] void execute(char* const* arguments, int log, int tell)
{
    Word word{::getpid(), 0};
    (void)!::write(tell, &word, sizeof word);
    const int null = ::open("/dev/null", O_RDONLY);
    ::dup2(null, 0);
    ::dup2(log, 1);
    ::dup2(log, 2);
    const int tell_kept = 3;
    if (tell != tell_kept)
        ::dup2(tell, tell_kept);
    ::fcntl(tell_kept, F_SETFD, FD_CLOEXEC);
    ::close_range(tell_kept + 1, ~0U, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
        ::signal(signal, SIG_DFL);
    (void)!::chdir("/");
    ::execv(arguments[0], arguments);
    word.error = errno;
    (void)!::write(tell_kept, &word, sizeof word);
    ::_exit(127);
}

/// Forks twice, so that init adopts the program and nobody has to wait for it.
pid_t forkTwice(char* const* arguments, int log, const std::array<int, 2>& pipe)
{
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    ::setsid();
    const pid_t grandchild = ::fork();
    if (grandchild == 0)
        execute(arguments, log, pipe[1]);
    ::_exit(grandchild < 0 ? 1 : 0);
}

}  // namespace

Result<DetachedProgram> DetachedProgram::start(const std::vector<std::string>& arguments,
                                               const std::filesystem::path& log)
{
    std::vector<char*> pointers;
    std::vector<std::string> copies = arguments;
    for (auto& argument : copies)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);

    std::array<int, 2> pipe{};
    const int log_descriptor = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_descriptor < 0 || ::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::Unavailable,
                    fmt::format("The log {} cannot be written: {}.", log.string(), std::strerror(errno)));
    const pid_t child = forkTwice(pointers.data(), log_descriptor, pipe);
    ::close(pipe[1]);
    ::close(log_descriptor);
    if (child > 0)
        ::waitpid(child, nullptr, 0);

    Word word, last;
    while (::read(pipe[0], &word, sizeof word) == sizeof word)
        last = word;
    ::close(pipe[0]);
    if (last.pid == 0 || last.error != 0)
        return fail(ErrorCode::NotFound,
                    fmt::format("The program {} cannot be started: {}.", arguments.front(),
                                std::strerror(last.error != 0 ? last.error : EAGAIN)),
                    "no-server-program");
    return DetachedProgram(last.pid);
}

bool DetachedProgram::isRunning() const
{
    if (pid_ == 0)
        return false;
    std::ifstream stat(fmt::format("/proc/{}/stat", pid_));
    std::string line;
    if (!std::getline(stat, line))
        return false;
    const auto after_name = line.rfind(')');
    return after_name != std::string::npos && after_name + 2 < line.size() && line[after_name + 2] != 'Z';
}

}  // namespace slipway
