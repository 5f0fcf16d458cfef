// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/serve_command.h"

#include "core/file_descriptor.h"
#include "net/serve/server.h"
#include "runner/records/attempt_directory.h"
#include "runner/runner_service.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <memory>

namespace slipway {

namespace {

constexpr std::chrono::seconds idle_limit{60};
constexpr std::chrono::milliseconds stop_grace{1000};

/// Waits a second for SIGTERM; true when it came.
bool endAsked(const sigset_t& signals)
{
    const timespec second{1, 0};
    return ::sigtimedwait(&signals, nullptr, &second) > 0;
}

}  // namespace

int runServe(const std::filesystem::path& directory, RunMode mode)
{
    if (mode == RunMode::Detached && ::fork() != 0) {
        return 0;
    }
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);

    std::error_code error;
    const AttemptDirectory attempt(std::filesystem::absolute(directory, error));
    const std::filesystem::path lock_file = attempt.path() / "server.lock";
    const FileDescriptor lock(::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        return lock ? 0 : 1;
    }
    // Names of sockets are short: inside the directory any path will do.
    if (::chdir(attempt.path().c_str()) != 0) {
        return 1;
    }
    ::unlink("runner.sock");
    const auto service = std::make_shared<RunnerService>(attempt);
    net::ServerOptions options;
    options.address = "unix:runner.sock";
    options.workers = 2;
    options.streaming_workers = 1;
    const auto server = net::Server::start(options, service);
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().message.c_str());
        return 1;
    }
    while (!endAsked(signals)) {
        const bool ended = std::filesystem::exists(attempt.exitFile(), error);
        const bool removed = !std::filesystem::exists(lock_file, error);
        if (removed || (ended && service->idle() > idle_limit)) {
            break;
        }
    }
    (*server)->stop(stop_grace);
    return 0;
}

}  // namespace slipway
