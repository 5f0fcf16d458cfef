// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/task_cgroup.h"

#include "runner/processes/cgroup_mounts.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

namespace slipway {

namespace {

constexpr int removal_attempts = 20;
constexpr std::chrono::milliseconds removal_pause{5};

std::string contentOf(const char* file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool write(const std::filesystem::path& file, std::string_view text)
{
    std::ofstream out(file);
    out << text << std::flush;
    return out.good();
}

/// The directory itself and all below it, the deepest last.
std::vector<std::filesystem::path> tree(const std::filesystem::path& directory)
{
    std::vector<std::filesystem::path> found{directory};
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory(error)) {
            found.push_back(entry->path());
        }
    }
    return found;
}

}  // namespace

std::optional<TaskCgroup> TaskCgroup::create(const std::string& name)
{
    const std::string cgroup = contentOf("/proc/self/cgroup");
    const std::string mountinfo = contentOf("/proc/self/mountinfo");
    for (const CgroupHierarchy hierarchy : {CgroupHierarchy::Unified, CgroupHierarchy::Freezer}) {
        const auto own = cgroupDirectory(cgroup, mountinfo, hierarchy);
        if (!own) {
            continue;
        }
        const std::filesystem::path directory = *own / name;
        const bool made = ::mkdir(directory.c_str(), 0755) == 0 || errno == EEXIST;
        // A directory of its own is of no use when the processes may not be moved there from here.
        if (made && ::access((directory / "cgroup.procs").c_str(), W_OK) == 0 &&
            ::access((*own / "cgroup.procs").c_str(), W_OK) == 0) {
            if (auto found = at(directory)) {
                return found;
            }
        }
        ::rmdir(directory.c_str());
    }
    return std::nullopt;
}

std::optional<TaskCgroup> TaskCgroup::at(const std::filesystem::path& directory)
{
    const bool usable = !directory.empty() && (::access((directory / "cgroup.kill").c_str(), W_OK) == 0 ||
                                               ::access((directory / "freezer.state").c_str(), W_OK) == 0);
    return usable ? std::optional(TaskCgroup(directory)) : std::nullopt;
}

bool TaskCgroup::join() const
{
    return write(directory_ / "cgroup.procs", "0");
}

std::vector<pid_t> TaskCgroup::processes() const
{
    std::vector<pid_t> found;
    for (const std::filesystem::path& directory : tree(directory_)) {
        std::ifstream file(directory / "cgroup.procs");
        std::copy(std::istream_iterator<pid_t>(file), {}, std::back_inserter(found));
    }
    return found;
}

void TaskCgroup::kill() const
{
    if (write(directory_ / "cgroup.kill", "1")) {
        return;
    }
    write(directory_ / "freezer.state", "FROZEN");
    for (const pid_t process : processes()) {
        ::kill(process, SIGKILL);
    }
    write(directory_ / "freezer.state", "THAWED");
}

void TaskCgroup::remove() const
{
    std::vector<std::filesystem::path> directories = tree(directory_);
    std::reverse(directories.begin(), directories.end());
    for (const std::filesystem::path& directory : directories) {
        // The kernel lets go of ended processes a moment after they were reaped.
        for (int i = 0; i < removal_attempts && ::rmdir(directory.c_str()) != 0 && errno == EBUSY; ++i) {
            std::this_thread::sleep_for(removal_pause);
        }
    }
}

}  // namespace slipway
