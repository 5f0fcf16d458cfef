// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/opens/wanted_file.h"

#include "core/file_descriptor.h"
#include "runner/opens/open_filter.h"

#include <linux/openat2.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

namespace slipway {

namespace {

constexpr std::uint64_t page_bytes = 4096;

/// Through the memory's file, where a profile refuses process_vm_readv.
ssize_t readFile(pid_t thread, std::uint64_t address, char* buffer, std::size_t size)
{
    const std::string name = "/proc/" + std::to_string(thread) + "/mem";
    const FileDescriptor memory(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
    if (!memory)
        return -1;
    const ssize_t read = ::pread(memory.get(), buffer, size, static_cast<off_t>(address));
    if (read < 0)
        errno = EFAULT;
    return read;
}

/// Within one page; -1 with EFAULT when there is none.
ssize_t readMemory(pid_t thread, std::uint64_t address, char* buffer, std::size_t size)
{
    iovec here{buffer, size};
    iovec there{reinterpret_cast<void*>(address), size};  // NOLINT(performance-no-int-to-ptr): not ours.
    const ssize_t read = ::process_vm_readv(thread, &here, 1, &there, 1, 0);
    if (read >= 0 || (errno != EPERM && errno != ENOSYS))
        return read;
    return readFile(thread, address, buffer, size);
}

Told whyNot()
{
    return errno == EPERM || errno == EACCES ? Told::Hidden : Told::Nothing;
}

Told readText(pid_t thread, std::uint64_t address, std::string& text)
{
    std::array<char, page_bytes> page{};
    while (text.size() < PATH_MAX) {
        const std::size_t size = page_bytes - address % page_bytes;
        const ssize_t read = readMemory(thread, address, page.data(), size);
        if (read <= 0)
            return whyNot();
        const auto end = std::find(page.begin(), page.begin() + read, '\0');
        text.append(page.begin(), end);
        if (end != page.begin() + read)
            return Told::Wanted;
        address += static_cast<std::uint64_t>(read);
    }
    return Told::Nothing;
}

Told readHow(const OpenNotice& notice, open_how& how)
{
    char* const into = reinterpret_cast<char*>(&how);
    const std::uint64_t address = notice.arguments[2];
    const std::size_t first = std::min(sizeof how, page_bytes - address % page_bytes);
    if (readMemory(notice.thread, address, into, first) != static_cast<ssize_t>(first))
        return whyNot();
    const std::size_t rest = sizeof how - first;
    if (rest > 0 &&
        readMemory(notice.thread, address + first, into + first, rest) != static_cast<ssize_t>(rest))
        return whyNot();
    return Told::Wanted;
}

WantedFile::Use useOf(int flags)
{
    // An open that would make a file finds that it is there.
    const bool reads = (flags & (O_ACCMODE | O_TRUNC)) == O_RDONLY;
    return reads ? WantedFile::Use::Read : WantedFile::Use::Other;
}

/// All but the path; the argument that holds its address.
Told readCall(const OpenNotice& notice, WantedFile& wanted, std::size_t& path_argument)
{
    const auto argument = [&notice](std::size_t index) {
        return static_cast<int>(static_cast<std::uint32_t>(notice.arguments[index]));
    };
    path_argument = 1;
    open_how how{};
    switch (openCallOf(notice.architecture, notice.number)) {
    case OpenCall::Open:
        path_argument = 0;
        wanted.flags = argument(1);
        break;
    case OpenCall::Creat:
        path_argument = 0;
        wanted.flags = O_WRONLY | O_CREAT | O_TRUNC;
        return Told::Wanted;
    case OpenCall::OpenAt:
        wanted.directory = argument(0);
        wanted.flags = argument(2);
        break;
    case OpenCall::OpenAt2:
        if (const Told told = readHow(notice, how); told != Told::Wanted)
            return told;
        wanted.directory = argument(0);
        wanted.flags = static_cast<int>(how.flags);
        wanted.use = how.resolve == 0 ? useOf(wanted.flags) : WantedFile::Use::Other;
        return Told::Wanted;
    case OpenCall::Execute:
        path_argument = 0;
        return Told::Wanted;
    case OpenCall::ExecuteAt:
        wanted.directory = argument(0);
        wanted.flags = (argument(4) & AT_SYMLINK_NOFOLLOW) != 0 ? O_NOFOLLOW : O_RDONLY;
        return Told::Wanted;
    case OpenCall::Link:
        path_argument = 0;
        wanted.flags = O_NOFOLLOW;
        wanted.use = WantedFile::Use::Link;
        return Told::Wanted;
    case OpenCall::LinkAt:
        wanted.directory = argument(0);
        wanted.flags = (argument(4) & AT_SYMLINK_FOLLOW) != 0 ? O_RDONLY : O_NOFOLLOW;
        wanted.use = WantedFile::Use::Link;
        return Told::Wanted;
    case OpenCall::None:
        return Told::Nothing;
    }
    wanted.use = useOf(wanted.flags);
    return Told::Wanted;
}

}  // namespace

Told readWanted(const OpenNotice& notice, WantedFile& wanted)
{
    std::size_t path_argument = 0;
    const Told told = readCall(notice, wanted, path_argument);
    if (told != Told::Wanted)
        return told;
    // There is nothing to read in directories and places, and the kernel refuses to make what is there.
    const bool without_content = (wanted.flags & (O_DIRECTORY | O_PATH)) != 0;
    const bool anew = (wanted.flags & O_CREAT) != 0 && (wanted.flags & O_EXCL) != 0;
    if (without_content || anew)
        return Told::Nothing;
    return readText(notice.thread, notice.arguments[path_argument], wanted.path);
}

}  // namespace slipway
