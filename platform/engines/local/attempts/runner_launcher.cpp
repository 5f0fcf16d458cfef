// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/attempts/runner_launcher.h"

#include "runner/wait_command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <vector>

namespace slipway {

namespace {

/// The attributes and file actions of a child that shares nothing with us.
class Apartness {
public:
    Apartness()
    {
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_init(&actions);
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawnattr_setflags(
            &attributes,
            static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
        ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDWR, 0);
        ::posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        ::posix_spawn_file_actions_addchdir_np(&actions, "/");
    }
    ~Apartness()
    {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    Apartness(const Apartness&) = delete;
    Apartness& operator=(const Apartness&) = delete;

    posix_spawnattr_t attributes{};
    posix_spawn_file_actions_t actions{};
};

/// Runs the program to its end and returns its exit code.
Result<int> run(const std::filesystem::path& program, std::vector<std::string> words)
{
    words.insert(words.begin(), program.filename().string());
    std::vector<char*> argv;
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    const std::array<char*, 2> env{path.data(), nullptr};
    const Apartness apart;
    pid_t child = 0;
    const int error =
        ::posix_spawn(&child, program.c_str(), &apart.actions, &apart.attributes, argv.data(), env.data());
    if (error != 0) {
        return fail(ErrorCode::Unavailable,
                    "The runner " + program.string() + " cannot be started: " + std::strerror(error) + ".");
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : wait_failed;
}

}  // namespace

Result<void> RunnerLauncher::startWaiter(const AttemptDirectory& attempt) const
{
    const Result<int> code = run(program_, {"wait", "--detach", attempt.path().string()});
    if (!code) {
        return propagate(code);
    }
    if (*code != wait_ok && *code != wait_already_claimed) {
        return fail(ErrorCode::Unavailable, "The runner could not take over the task in " +
                                                attempt.path().string() + ". Look whether the disk is full.");
    }
    return {};
}

Result<void> RunnerLauncher::startServer(const AttemptDirectory& attempt) const
{
    const Result<int> code = run(program_, {"serve", "--detach", attempt.path().string()});
    return code ? Result<void>() : propagate(code);
}

}  // namespace slipway
