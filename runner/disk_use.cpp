// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/disk_use.h"

#include "core/file_descriptor.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <set>
#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::seconds shortest_pause{2};
constexpr int pause_for_each_look = 9;
constexpr int most_uncounted = 3;
constexpr std::uint64_t block_bytes = 512;
/// For logs and the like of who cleans up.
constexpr std::uint64_t cleaning_bytes = 64u << 20;
constexpr int deepest = 200;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr rlim_t measurer_bytes = RLIM_INFINITY;  // Sanitizers take terabytes of addresses.
#else
constexpr rlim_t measurer_bytes = 512u << 20;
#endif

/// Adds up what files take on the disk, those with several names once. The tree is a task's, which may change
/// it meanwhile: no name is followed out of it.
class Sum {
public:
    void addTree(const std::string& directory)
    {
        FileDescriptor tree(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (tree)
            addEntries(std::move(tree), 0);
        else
            noteError();
    }

    std::uint64_t bytes() const { return bytes_; }
    bool isWhole() const { return whole_; }

private:
    /// What has vanished, or is another thing now, is seen by the next look.
    void noteError() { whole_ = whole_ && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP); }

    void addEntries(FileDescriptor directory, int depth)
    {
        const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(directory.get()), &::closedir);
        if (!entries)
            return noteError();
        directory.release();
        while (const dirent* entry = ::readdir(entries.get())) {
            if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
                addEntry(::dirfd(entries.get()), entry->d_name, depth);
        }
    }

    void addEntry(int directory, const char* name, int depth)
    {
        struct stat status {};
        if (::fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            return noteError();
        const bool is_directory = S_ISDIR(status.st_mode);
        if (!is_directory && status.st_nlink > 1 && !seen_.emplace(status.st_dev, status.st_ino).second)
            return;
        bytes_ += static_cast<std::uint64_t>(status.st_blocks) * block_bytes;
        if (!is_directory)
            return;
        FileDescriptor below(::openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!below)
            noteError();
        else if (depth == deepest)
            whole_ = false;
        else
            addEntries(std::move(below), depth + 1);
    }

    std::set<std::pair<dev_t, ino_t>> seen_;
    std::uint64_t bytes_ = 0;
    bool whole_ = true;
};

/// Nobody else pays for the names and links that a task makes.
void limitSelf()
{
    ::setpriority(PRIO_PROCESS, 0, 19);
    std::ofstream("/proc/self/oom_score_adj") << 1000;
    const rlimit memory{measurer_bytes, measurer_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
}

/// Nothing when not all could be counted.
bool measure(const std::vector<std::string>& directories, std::uint64_t& bytes)
{
    try {
        Sum sum;
        for (const std::string& directory : directories)
            sum.addTree(directory);
        bytes = sum.bytes();
        return sum.isWhole();
    } catch (const std::exception&) {
        return false;
    }
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
    limitSelf();
    ::_exit(measure(limit_.directories, *measured_) ? 0 : 1);
}

void DiskUse::reaped(pid_t child, int wait_status)
{
    if (measurer_ <= 0 || child != measurer_)
        return;
    measurer_ = 0;
    const auto now = Clock::now();
    next_ = now + std::max<Clock::duration>(shortest_pause, (now - begun_) * pause_for_each_look);
    if (!WIFEXITED(wait_status) || WEXITSTATUS(wait_status) != 0) {
        ++uncounted_;
        return;
    }
    uncounted_ = 0;
    if (allowed_ == 0)
        allowed_ =
            std::max(limit_.bytes.count(), limit_.kept ? *measured_ + cleaning_bytes : std::uint64_t{0});
    too_much_ = *measured_ > allowed_;
}

void DiskUse::stop()
{
    if (measurer_ > 0)
        ::kill(measurer_, SIGKILL);
}

bool DiskUse::exceeded() const
{
    return too_much_ || uncounted_ >= most_uncounted;
}

std::string DiskUse::reason() const
{
    const std::string limit = "the " + limit_.bytes.text() + " of disk that its flavor allows.";
    if (too_much_)
        return "It was stopped because it used more than " + limit;
    return "It was stopped because its files could not be counted against " + limit +
           " Nest its folders less deep, or use fewer files with several names.";
}

}  // namespace slipway
