// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/disk_use.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>
#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::seconds shortest_pause{2};
constexpr int pause_for_each_look = 9;
constexpr std::uint64_t block_bytes = 512;

/// What files take on the disk, those with several names once.
class Sum {
public:
    void add(const std::filesystem::path& file)
    {
        struct stat status {};
        if (::lstat(file.c_str(), &status) != 0)
            return;
        if (status.st_nlink > 1 && !S_ISDIR(status.st_mode) &&
            !seen_.emplace(status.st_dev, status.st_ino).second)
            return;
        bytes_ += static_cast<std::uint64_t>(status.st_blocks) * block_bytes;
    }

    std::uint64_t bytes() const { return bytes_; }

private:
    std::set<std::pair<dev_t, ino_t>> seen_;
    std::uint64_t bytes_ = 0;
};

std::uint64_t bytesIn(const std::vector<std::string>& directories)
{
    Sum sum;
    for (const std::string& directory : directories) {
        std::error_code error;
        const auto skip = std::filesystem::directory_options::skip_permission_denied;
        std::filesystem::recursive_directory_iterator entry(directory, skip, error);
        const std::filesystem::recursive_directory_iterator end;
        // What vanishes meanwhile is no error of ours: the next look sees the rest.
        for (; !error && entry != end; entry.increment(error))
            sum.add(entry->path());
    }
    return sum.bytes();
}

}  // namespace

DiskUse::DiskUse(const DiskLimit& limit) : limit_(limit), next_(Clock::now())
{
    if (limit_.bytes.count() == 0)
        return;
    void* shared =
        ::mmap(nullptr, sizeof *measured_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared != MAP_FAILED)
        measured_ = static_cast<std::uint64_t*>(shared);
}

DiskUse::~DiskUse()
{
    stop();
    if (measured_)
        ::munmap(measured_, sizeof *measured_);
}

void DiskUse::look()
{
    if (!measured_ || measurer_ > 0 || Clock::now() < next_)
        return;
    begun_ = Clock::now();
    const pid_t waiter = ::getpid();
    measurer_ = ::fork();
    if (measurer_ != 0)
        return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != waiter)
        ::_exit(1);
    ::setpriority(PRIO_PROCESS, 0, 19);
    *measured_ = bytesIn(limit_.directories);
    ::_exit(0);
}

void DiskUse::reaped(pid_t child, int wait_status)
{
    if (measurer_ <= 0 || child != measurer_)
        return;
    measurer_ = 0;
    const auto now = Clock::now();
    next_ = now + std::max<Clock::duration>(shortest_pause, (now - begun_) * pause_for_each_look);
    if (!WIFEXITED(wait_status) || WEXITSTATUS(wait_status) != 0)
        return;
    if (allowed_ == 0)
        allowed_ =
            std::max(limit_.bytes.count(), limit_.kept ? *measured_ + *measured_ / 10 : std::uint64_t{0});
    exceeded_ = *measured_ > allowed_;
}

void DiskUse::stop()
{
    if (measurer_ > 0)
        ::kill(measurer_, SIGKILL);
}

}  // namespace slipway
