// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/cached_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace slipway {

namespace {

constexpr mode_t while_opened = 0600;
/// Only whole blocks are given back; those of no file system are larger.
constexpr off_t largest_block_bytes = 1 << 20;

}  // namespace

CachedFile CachedFile::open(const std::filesystem::path& file, std::uint64_t inode)
{
    CachedFile opened;
    const FileDescriptor place(::open(file.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!place || ::fstat(place.get(), &opened.before_) != 0 || opened.before_.st_ino != inode)
        return opened;
    // Its owner too may write it only for the moment in which it is opened here.
    const std::string name = "/proc/self/fd/" + std::to_string(place.get());
    ::chmod(name.c_str(), while_opened);
    opened.file_ = FileDescriptor(::open(name.c_str(), O_RDWR | O_CLOEXEC));
    ::chmod(name.c_str(), opened.before_.st_mode & 07777);
    return opened;
}

bool CachedFile::begin()
{
    written_ = 0;
    return static_cast<bool>(file_);
}

bool CachedFile::take(std::string_view bytes)
{
    const auto size = static_cast<std::uint64_t>(before_.st_size);
    bytes = bytes.substr(0, size - std::min(size, written_));
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(written_));
        if (written < 0 && errno != EINTR)
            return false;
        written_ += written > 0 ? static_cast<std::uint64_t>(written) : 0;
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return true;
}

void CachedFile::finish()
{
    const std::array<timespec, 2> times{before_.st_atim, before_.st_mtim};
    ::futimens(file_.get(), times.data());
}

void CachedFile::clear()
{
    const off_t blocks = before_.st_size / largest_block_bytes + 1;
    const bool cleared = ::fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
                                     blocks * largest_block_bytes) == 0;
    if (!cleared && ::ftruncate(file_.get(), 0) == 0) [[maybe_unused]]
        const int sized = ::ftruncate(file_.get(), before_.st_size);
    finish();
}

bool CachedFile::clearUnlessUsed()
{
    // A lease for writing is given only where no other open file or mapping of it is left.
    if (!file_ || ::fcntl(file_.get(), F_SETLEASE, F_WRLCK) != 0)
        return false;
    clear();
    ::fcntl(file_.get(), F_SETLEASE, F_UNLCK);
    return true;
}

}  // namespace slipway
