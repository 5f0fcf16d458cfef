// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/link_walk.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <utility>

namespace slipway {

namespace {

constexpr int most_links = 40;  // As the kernel has it.
constexpr ino_t proc_root_inode = 1;

/// A walk along a path; what is left of it grows by the links that are met.
class LinkWalk {
public:
    LinkWalk(pid_t thread, FileDescriptor start, std::string path)
        : thread_(std::to_string(thread)), here_(std::move(start)), left_(std::move(path))
    {
    }

    FileDescriptor run(LastLink last)
    {
        if (left_.starts_with('/'))
            here_ = root();
        while (here_) {
            const std::string name = takeName();
            if (name.empty())
                break;
            here_ = step(name, left_.find_first_not_of('/') == std::string::npos && last == LastLink::Kept);
        }
        return std::move(here_);
    }

private:
    FileDescriptor root() const
    {
        return FileDescriptor(::open(("/proc/" + thread_ + "/root").c_str(), O_PATH | O_CLOEXEC));
    }

    std::string takeName()
    {
        left_.erase(0, left_.find_first_not_of('/'));
        const std::string name = left_.substr(0, left_.find('/'));
        left_.erase(0, name.size());
        return name;
    }

    bool atRoot() const
    {
        struct stat here {};
        struct stat top {};
        const FileDescriptor place = root();
        return ::fstat(here_.get(), &here) == 0 && ::fstat(place.get(), &top) == 0 &&
               here.st_dev == top.st_dev && here.st_ino == top.st_ino;
    }

    FileDescriptor step(const std::string& name, bool keep_link)
    {
        if (name == ".." && atRoot())
            return std::move(here_);
        FileDescriptor next(::openat(here_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        struct stat status {};
        if (!next || ::fstat(next.get(), &status) != 0)
            return {};
        return S_ISLNK(status.st_mode) && !keep_link ? follow(name, next) : std::move(next);
    }

    FileDescriptor follow(const std::string& name, const FileDescriptor& link)
    {
        struct statfs system {};
        struct stat here {};
        if (++links_ > most_links || ::fstatfs(here_.get(), &system) != 0 || ::fstat(here_.get(), &here) != 0)
            return {};
        const bool in_proc = system.f_type == PROC_SUPER_MAGIC;
        const bool at_proc = in_proc && here.st_ino == proc_root_inode;
        if (in_proc && !at_proc)  // It is no text, and leads to the same for everybody.
            return FileDescriptor(::openat(here_.get(), name.c_str(), O_PATH | O_CLOEXEC));
        std::array<char, PATH_MAX> target{};
        const ssize_t size = ::readlinkat(link.get(), "", target.data(), target.size());
        if (size <= 0)
            return {};
        const bool self = at_proc && (name == "self" || name == "thread-self");
        left_ = (self ? thread_ : std::string(target.data(), static_cast<std::size_t>(size))) + "/" + left_;
        return left_.starts_with('/') ? root() : std::move(here_);
    }

    const std::string thread_;
    FileDescriptor here_;
    std::string left_;
    int links_ = 0;
};

}  // namespace

FileDescriptor walkLinks(pid_t thread, FileDescriptor start, std::string path, LastLink last)
{
    return LinkWalk(thread, std::move(start), std::move(path)).run(last);
}

}  // namespace slipway
