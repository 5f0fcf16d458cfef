// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/disk_reserve.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

namespace slipway {

namespace {

constexpr std::chrono::seconds between_tries{1};

FileDescriptor openFile(const std::filesystem::path& file)
{
    return FileDescriptor(::open(file.c_str(), O_RDWR | O_CLOEXEC));
}

}  // namespace

DiskReserve::DiskReserve(const std::filesystem::path& database, std::uint64_t bytes_each)
    : bytes_each_(bytes_each), database_{openFile(database), 0}, log_{openFile(database.string() + "-wal"), 0}
{
}

bool DiskReserve::refill()
{
    if (!supported_ || bytes_each_ == 0)
        return true;
    if (full_ && Clock::now() < next_try_)
        return false;
    full_ = false;
    for (File* file : {&database_, &log_}) {
        const Refilled refilled = refill(*file);
        supported_ = supported_ && refilled != Refilled::Unsupported;
        full_ = full_ || refilled == Refilled::Full;
    }
    if (full_)
        next_try_ = Clock::now() + between_tries;
    return !full_;
}

DiskReserve::Refilled DiskReserve::refill(File& file) const
{
    struct stat status {};
    if (!file.descriptor || ::fstat(file.descriptor.get(), &status) != 0)
        return Refilled::Unsupported;
    const auto end = static_cast<std::uint64_t>(status.st_size);
    if (end + bytes_each_ / 2 <= file.reserved_to)
        return Refilled::Yes;  // Less than half of it was used.
    const int error = ::fallocate(file.descriptor.get(), FALLOC_FL_KEEP_SIZE, static_cast<off_t>(end),
                                  static_cast<off_t>(bytes_each_)) == 0
                          ? 0
                          : errno;
    if (error == 0) {
        file.reserved_to = end + bytes_each_;
        return Refilled::Yes;
    }
    return error == ENOSPC || error == EDQUOT ? Refilled::Full : Refilled::Unsupported;
}

}  // namespace slipway
