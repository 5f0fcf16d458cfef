// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/maintenance.h"
#include "app/slipwayd/platform_server.h"
#include "app/slipwayd/service_manager.h"
#include "app/slipwayd/settings.h"
#include "core/log_line.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <ctime>

namespace {

/// The signals that main alone takes; blocked in every thread.
sigset_t blockSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void reload(slipway::PlatformServer& server)
{
    if (const auto reloaded = server.reloadCertificate(); !reloaded)
        spdlog::error(slipway::logLine("certificate-kept", {{"why", reloaded.error().message}}));
    else
        spdlog::info(slipway::logLine("reloaded"));
}

/// Returns when somebody asks the server to end or nobody has needed it for long enough.
void waitForEnd(slipway::PlatformServer& server, const slipway::Settings& settings, const sigset_t& signals)
{
    const timespec second{1, 0};
    slipway::ServiceManager manager;
    manager.ready();
    while (true) {
        const int signal = sigtimedwait(&signals, nullptr, &second);
        if (signal == SIGHUP) {
            reload(server);
        } else if (signal > 0) {
            spdlog::info(slipway::logLine("stopping", {{"signal", std::to_string(signal)}}));
            break;
        }
        if (settings.idle_exit.count() > 0 && server.idleFor(settings.idle_exit)) {
            spdlog::info(
                slipway::logLine("stopping", {{"idle_s", std::to_string(settings.idle_exit.count())}}));
            break;
        }
        if (manager.wantsSign() && server.isAlive())
            manager.alive();
    }
    manager.stopping();
}

void startLogging(const std::string& level)
{
    auto logger = spdlog::stderr_logger_mt("slipwayd");
    logger->set_pattern("time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::from_str(level));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

/// As many open files as the system allows: each connection, stream and running task takes some.
void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Secrets are in this process's memory: no core file takes them to the disk, and no other process of the
/// same user reads them.
void keepMemoryPrivate()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

/// Each answer frees what the next one needs: given back to the system meanwhile, it would have to be mapped
/// and cleared again, which took half of the time of a short answer.
void keepFreedMemory()
{
    ::mallopt(M_TRIM_THRESHOLD, 2 << 20);
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

}  // namespace

int main(int argc, char** argv)
{
    int exit_code = 0;
    const auto settings = slipway::readSettings(argc, argv, exit_code);
    if (!settings)
        return exit_code;
    ::umask(022);  // What is nobody else's business lies behind directories that say so.
    keepMemoryPrivate();
    if (settings->task != slipway::Settings::Task::Serve)
        return slipway::runMaintenance(*settings);
    keepFreedMemory();
    raiseFileLimit();
    const sigset_t signals = blockSignals();
    startLogging(settings->log_level);
    const auto server = slipway::PlatformServer::start(*settings);
    if (!server) {
        std::fprintf(stderr, "slipwayd: %s\n", server.error().message.c_str());
        return 1;
    }
    waitForEnd(**server, *settings, signals);
    return 0;
}
