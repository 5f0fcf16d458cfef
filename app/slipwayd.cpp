// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/maintenance.h"
#include "app/slipwayd/platform_server.h"
#include "app/slipwayd/settings.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <ctime>

namespace {

/// The signals that end the server; blocked in every thread, so that main alone takes them.
sigset_t blockStopSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

/// Returns when somebody asks the server to end or nobody has needed it for long enough.
void waitForEnd(const slipway::PlatformServer& server, const slipway::Settings& settings,
                const sigset_t& signals)
{
    const timespec second{1, 0};
    while (true) {
        if (const int signal = sigtimedwait(&signals, nullptr, &second); signal > 0) {
            spdlog::info("stopping signal={}", signal);
            return;
        }
        if (settings.idle_exit.count() > 0 && server.idleFor(settings.idle_exit)) {
            spdlog::info("stopping idle_s={}", settings.idle_exit.count());
            return;
        }
    }
}

void startLogging(const std::string& level)
{
    auto logger = spdlog::stderr_logger_mt("slipwayd");
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::from_str(level));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

}  // namespace

/// As many open files as the system allows: each connection, stream and running task takes some.
void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char** argv)
{
    int exit_code = 0;
    const auto settings = slipway::readSettings(argc, argv, exit_code);
    if (!settings)
        return exit_code;
    ::umask(022);  // What is nobody else's business lies behind directories that say so.
    if (settings->task != slipway::Settings::Task::Serve)
        return slipway::runMaintenance(*settings);
    raiseFileLimit();
    const sigset_t signals = blockStopSignals();
    startLogging(settings->log_level);
    const auto server = slipway::PlatformServer::start(*settings);
    if (!server) {
        std::fprintf(stderr, "slipwayd: %s\n", server.error().message.c_str());
        return 1;
    }
    waitForEnd(**server, *settings, signals);
    return 0;
}
