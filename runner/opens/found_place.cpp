// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/found_place.h"

#include "runner/opens/link_walk.h"

#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>

namespace slipway {

namespace {

std::string ofThread(pid_t thread, std::string_view name)
{
    return "/proc/" + std::to_string(thread) + "/" + std::string(name);
}

/// Where a relative path of the thread's starts.
FileDescriptor startOf(pid_t thread, int directory)
{
    const std::string name =
        ofThread(thread, directory == AT_FDCWD ? "cwd" : "fd/" + std::to_string(directory));
    return FileDescriptor(::open(name.c_str(), O_PATH | O_CLOEXEC));
}

bool hasUsualRoot(pid_t thread)
{
    std::array<char, 2> root{};
    return ::readlink(ofThread(thread, "root").c_str(), root.data(), root.size()) == 1;
}

/// Refuses links that lead elsewhere for each process, such as /proc/self/cwd.
FileDescriptor findPlainly(int start, const WantedFile& wanted)
{
    open_how how{};
    how.flags = O_PATH | O_CLOEXEC | static_cast<std::uint64_t>(wanted.flags & O_NOFOLLOW);
    how.resolve = RESOLVE_NO_MAGICLINKS;
    return FileDescriptor(
        static_cast<int>(::syscall(SYS_openat2, start, wanted.path.c_str(), &how, sizeof how)));
}

bool mayDifferElsewhere(int error)
{
    return error == ELOOP || error == ENOSYS || error == EPERM;
}

}  // namespace

FileDescriptor findPlace(pid_t thread, const WantedFile& wanted)
{
    const bool absolute = wanted.path.starts_with('/');
    FileDescriptor start = absolute ? FileDescriptor() : startOf(thread, wanted.directory);
    if (wanted.path.empty() || (!absolute && !start))
        return start;
    if (hasUsualRoot(thread)) {
        FileDescriptor found = findPlainly(absolute ? AT_FDCWD : start.get(), wanted);
        if (found || !mayDifferElsewhere(errno))
            return found;
    }
    const LastLink last = (wanted.flags & O_NOFOLLOW) != 0 ? LastLink::Kept : LastLink::Followed;
    return walkLinks(thread, std::move(start), wanted.path, last);
}

}  // namespace slipway
