// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/supervised_wait.h"

#include "runner/data/ondemand/open_watch.h"
#include "runner/data/task_log.h"
#include "runner/opens/descriptor_socket.h"
#include "runner/opens/open_filter.h"
#include "runner/wait_command.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace slipway {

namespace {

/// A training of days should survive an upgrade of the platform.
constexpr std::chrono::minutes patience{10};

[[noreturn]] void waitBelow(const AttemptDirectory& attempt, int socket, pid_t supervisor)
{
    // Without who answers its opens a task cannot go on.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != supervisor)
        ::_exit(wait_failed);
    ::_exit(waitInContainer(attempt.path(), [socket] {
        const auto listener = filterOpens();
        return listener && sendDescriptor(socket, listener->get());
    }));
}

sigset_t blockSignals()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD})
        ::sigaddset(&signals, signal);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGIO, SIG_IGN);  // Somebody waits for a lease to end, which it does at once anyway.
    return signals;
}

void passSignals(const sigset_t& signals, pid_t waiter)
{
    while (::waitpid(waiter, nullptr, WNOHANG) == 0) {
        const int signal = ::sigwaitinfo(&signals, nullptr);
        if (signal == SIGTERM || signal == SIGINT)
            ::kill(waiter, signal);
    }
}

void takeListeners(int socket, OpenWatch& watch, const TaskLog& log)
{
    while (FileDescriptor listener = receiveDescriptor(socket)) {
        if (const auto watched = watch.watch(std::move(listener)); !watched)
            log.say(watched.error().message);
    }
}

OpenWatch::Options watchOptions(const AttemptDirectory& attempt, const DataPlan& plan, OpenSupport support)
{
    const TaskLog log(attempt.log());
    return {fileTableOf(attempt),
            {attempt.path() / "datasets", plan.dataset_cache, support.gives, patience,
             [log](const std::string& sentence) { log.say(sentence); }}};
}

}  // namespace

std::filesystem::path fileTableOf(const AttemptDirectory& attempt)
{
    return attempt.path() / "datasets.table";
}

void waitSupervised(const AttemptDirectory& attempt, const DataPlan& plan, OpenSupport support,
                    const std::function<int()>& conclude)
{
    const sigset_t signals = blockSignals();
    const pid_t self = ::getpid();
    auto ends = descriptorSocket();
    const pid_t waiter = ::fork();
    if (waiter == 0) {
        ends[0].reset();
        waitBelow(attempt, ends[1].get(), self);
    }
    ends[1].reset();
    OpenWatch watch(plan.store, watchOptions(attempt, plan, support));
    const std::thread taker([&] { takeListeners(ends[0].get(), watch, TaskLog(attempt.log())); });
    if (waiter > 0)
        passSignals(signals, waiter);
    ::_exit(conclude());
}

}  // namespace slipway
