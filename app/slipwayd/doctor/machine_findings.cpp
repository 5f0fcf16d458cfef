// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/doctor/machine_findings.h"

#include "app/slipwayd/doctor/certificate_expiry.h"
#include "platform/engines/local/accelerators/nvml_probe.h"
#include "runner/processes/task_cgroup.h"

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace slipway {

namespace {

namespace fs = std::filesystem;
using Grade = Finding::Grade;

constexpr rlim_t many_files = 65'536;
constexpr long many_watches = 65'536;
constexpr std::chrono::hours soon{24 * 14};

struct Needed {
    const char* program;
    const char* package;
    const char* why;
};

constexpr std::array needed{Needed{"sh", "dash", "commands"},
                            Needed{"tar", "tar", "the code of jobs"},
                            Needed{"sha256sum", "coreutils", "the code of jobs"},
                            Needed{"git", "git", "jobs from a git revision"},
                            Needed{"python3", "python3-venv", "Python environments"},
                            Needed{"jupyter-server", "jupyter-server", "notebooks"}};

bool isInstalled(std::string_view program)
{
    const char* path = std::getenv("PATH");
    std::istringstream directories(path ? path : "/usr/local/bin:/usr/bin:/bin");
    for (std::string directory; std::getline(directories, directory, ':');) {
        if (::access((fs::path(directory) / program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

Finding examinePrograms()
{
    std::string missing;
    std::string packages;
    for (const Needed& each : needed) {
        if (isInstalled(each.program))
            continue;
        missing += fmt::format("{}{} (for {})", missing.empty() ? "" : ", ", each.program, each.why);
        packages += fmt::format(" {}", each.package);
    }
    if (missing.empty())
        return {Grade::Well, "programs", "Everything that tasks call is installed.", {}};
    return {Grade::Notable, "programs", fmt::format("These are missing: {}.", missing),
            fmt::format("apt install{}", packages)};
}

Finding examineRunner()
{
    std::error_code error;
    const fs::path runner = fs::read_symlink("/proc/self/exe", error).parent_path() / "slipway-runner";
    if (::access(runner.c_str(), X_OK) != 0)
        return {Grade::Wrong, "runner", fmt::format("{} is missing, which runs tasks.", runner.string()),
                "Install Slipway again."};
    return {Grade::Well, "runner", fmt::format("{} is there.", runner.string()), {}};
}

Finding examineFileLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < many_files)
        return {
            Grade::Notable, "open files",
            fmt::format("At most {} are allowed; each reader takes one.", limit.rlim_max),
            fmt::format("Allow {}: LimitNOFILE= in the unit, or `ulimit -Hn` before the start.", many_files)};
    return {Grade::Well, "open files", fmt::format("{} are allowed.", limit.rlim_max), {}};
}

Finding examineWatches()
{
    std::ifstream file("/proc/sys/fs/inotify/max_user_watches");
    long watches = 0;
    if (!(file >> watches))
        return {Grade::Notable, "file watches", "The system does not say how many it allows.",
                "See /proc/sys/fs/inotify/max_user_watches."};
    if (watches < many_watches)
        return {Grade::Notable, "file watches",
                fmt::format("At most {} are allowed; each task takes a few.", watches),
                fmt::format("sysctl -w fs.inotify.max_user_watches={}", many_watches * 8)};
    return {Grade::Well, "file watches", fmt::format("{} are allowed.", watches), {}};
}

Finding examineSeparation()
{
    if (::geteuid() == 0)
        return {Grade::Well, "separation", "Each project's tasks run as a Unix user of their own.", {}};
    return {Grade::Notable, "separation",
            "Without root all tasks run as this user, so only one person's can be let in.",
            "Run slipwayd as root, as its systemd unit does, where several people work."};
}

Finding examineCgroups()
{
    const auto cgroup = TaskCgroup::create(fmt::format("slipway-doctor-{}", ::getpid()));
    if (!cgroup)
        return {Grade::Notable, "control groups",
                "None can be made, so a task's processes are found by their mark instead.",
                "Run slipwayd as root, or with Delegate=yes in its unit."};
    cgroup->remove();
    return {Grade::Well, "control groups", "Every process of a task can be found and ended.", {}};
}

Finding examineAccelerators(const Settings& settings)
{
    if (settings.simulated_gpus > 0)
        return {Grade::Notable, "accelerators",
                fmt::format("{} simulated ones are offered, which compute nothing.", settings.simulated_gpus),
                "Leave --simulate-gpus out where jobs must compute."};
    const NvmlProbe probe;
    if (probe.accelerators().empty())
        return {Grade::Notable, "accelerators", probe.message().empty() ? "There are none." : probe.message(),
                "Install NVIDIA's driver where there is a GPU."};
    return {Grade::Well,
            "accelerators",
            fmt::format("{} of {}.", probe.accelerators().size(), probe.accelerators().front().model),
            {}};
}

Finding examineClock()
{
    timex state{};
    if (::adjtimex(&state) == TIME_ERROR || (state.status & STA_UNSYNC) != 0)
        return {Grade::Notable, "clock",
                "It is not kept by NTP; requests that are signed 15 minutes off are refused.",
                "apt install systemd-timesyncd"};
    return {Grade::Well, "clock", "It is kept by NTP.", {}};
}

Finding examineCertificate(const Settings& settings)
{
    const auto expiry = certificateExpiry(settings.tls_certificate);
    if (!expiry)
        return {Grade::Wrong, "certificate", expiry.error().message,
                "Name a PEM file with --tls-certificate."};
    const std::string until = formatTimestamp(*expiry);
    if (*expiry <= now())
        return {Grade::Wrong, "certificate", fmt::format("It ended on {}.", until),
                "Renew it, then `systemctl reload slipwayd`: connections go on."};
    if (*expiry <= now() + soon)
        return {Grade::Notable, "certificate", fmt::format("It ends on {}.", until),
                "Renew it, then `systemctl reload slipwayd`: connections go on."};
    return {Grade::Well, "certificate", fmt::format("It holds until {}.", until), {}};
}

}  // namespace

std::vector<Finding> examineMachine(const Settings& settings)
{
    std::vector<Finding> findings{
        examineRunner(),    examinePrograms(), examineSeparation(),           examineCgroups(),
        examineFileLimit(), examineWatches(),  examineAccelerators(settings), examineClock()};
    if (settings.secure())
        findings.push_back(examineCertificate(settings));
    if (const Result<void> safe = checkAddresses(settings); !safe)
        findings.push_back(
            {Grade::Wrong, "addresses", safe.error().message, "See --listen and --s3-listen."});
    return findings;
}

}  // namespace slipway
