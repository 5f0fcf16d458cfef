// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/waiter_events.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <ctime>

namespace slipway {

namespace {

timespec toTimespec(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    return {seconds.count(), std::chrono::nanoseconds(time - seconds).count()};
}

std::chrono::milliseconds fromTimespec(const timespec& time)
{
    return std::chrono::milliseconds(time.tv_sec * 1000 + time.tv_nsec / 1'000'000);
}

/// A time of zero would disarm the timer instead of firing it at once.
void arm(int timer, std::chrono::milliseconds first, std::chrono::milliseconds period = {})
{
    const itimerspec setting{toTimespec(period), toTimespec(std::max(first, std::chrono::milliseconds(1)))};
    ::timerfd_settime(timer, 0, &setting, nullptr);
}

bool fired(int timer)
{
    std::uint64_t count = 0;
    return ::read(timer, &count, sizeof count) == sizeof count;
}

FileDescriptor makeTimer()
{
    return FileDescriptor(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK));
}

}  // namespace

WaiterEvents::WaiterEvents() : second_(makeTimer()), limit_(makeTimer()), grace_(makeTimer())
{
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) {
        ::sigaddset(&set, signal);
    }
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    signals_ = FileDescriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    arm(second_.get(), std::chrono::seconds(1), std::chrono::seconds(1));
}

WaiterEvents::Happened WaiterEvents::wait()
{
    std::array<pollfd, 5> sources{{{signals_.get(), POLLIN, 0},
                                   {second_.get(), POLLIN, 0},
                                   {limit_.get(), POLLIN, 0},
                                   {grace_.get(), POLLIN, 0},
                                   {directory_ ? directory_->descriptor() : -1, POLLIN, 0}}};
    ::poll(sources.data(), sources.size(), -1);
    Happened happened;
    readSignals(happened);
    happened.second_passed = fired(second_.get());
    happened.directory_changed = directory_ && (sources[4].revents != 0 || happened.second_passed);
    if (happened.directory_changed) {
        directory_->takeChanges();
    }
    happened.limit_reached = fired(limit_.get());
    happened.grace_over = fired(grace_.get());
    return happened;
}

void WaiterEvents::watch(const std::filesystem::path& directory)
{
    directory_.emplace();
    directory_->add(directory);
}

void WaiterEvents::readSignals(Happened& happened)
{
    signalfd_siginfo info{};
    while (::read(signals_.get(), &info, sizeof info) == sizeof info) {
        happened.child_changed |= info.ssi_signo == SIGCHLD;
        happened.stop_asked |= info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
    }
}

void WaiterEvents::setLimit(std::chrono::milliseconds limit)
{
    arm(limit_.get(), limit);
}

void WaiterEvents::setGrace(std::chrono::milliseconds grace)
{
    itimerspec set{};
    ::timerfd_gettime(grace_.get(), &set);
    const std::chrono::milliseconds remaining = fromTimespec(set.it_value);
    const bool armed = set.it_value.tv_sec != 0 || set.it_value.tv_nsec != 0;
    arm(grace_.get(), armed ? std::min(remaining, grace) : grace);
}

void WaiterEvents::clearGrace()
{
    const itimerspec none{};
    ::timerfd_settime(grace_.get(), 0, &none, nullptr);
}

}  // namespace slipway
