// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/data_directory.h"

#include "client/private_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace slipway {

namespace {

/// What the server that holds the lock wrote into it.
std::string holder(int lock)
{
    char text[32] = {};
    const ssize_t size = ::pread(lock, text, sizeof text - 1, 0);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string("unknown");
}

}  // namespace

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& path)
{
    const auto absolute = std::filesystem::absolute(path).lexically_normal();
    if (auto made = makePrivateDirectory(absolute); !made)
        return propagate(made);
    const auto file = absolute / "slipwayd.lock";
    FileDescriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock)
        return fail(ErrorCode::Unavailable,
                    fmt::format("{} could not be opened: {}.", file.string(), std::strerror(errno)));
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(
            ErrorCode::Conflict,
            fmt::format("Another slipwayd (process {}) runs on {}. Stop it first, or choose another --data.",
                        holder(lock.get()), absolute.string()),
            "already-running");
    const std::string pid = std::to_string(::getpid());
    if (::ftruncate(lock.get(), 0) != 0 ||
        ::pwrite(lock.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        return fail(ErrorCode::Unavailable,
                    fmt::format("{} could not be written: {}.", file.string(), std::strerror(errno)));
    return DataDirectory(absolute, std::move(lock));
}

}  // namespace slipway
