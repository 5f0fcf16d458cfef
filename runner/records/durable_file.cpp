// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/durable_file.h"

#include "core/file_descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace slipway {

namespace {

constexpr std::size_t max_small_file_bytes = 16u << 20;

tl::unexpected<Error> failedTo(const std::string& what, const std::filesystem::path& file, int error)
{
    const bool full = error == ENOSPC || error == EDQUOT;
    return fail(full ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable,
                "Cannot " + what + " " + file.string() + ": " + std::strerror(error) + ".");
}

Result<void> writeAll(int fd, std::string_view content, const std::filesystem::path& file)
{
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            return failedTo("write", file, errno);
        }
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return {};
}

Result<void> syncDirectory(const std::filesystem::path& directory)
{
    const FileDescriptor fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0) {
        return failedTo("sync", directory, errno);
    }
    return {};
}

/// The name is this process's own, so that two writers never share a temporary file.
std::filesystem::path temporaryName(const std::filesystem::path& file)
{
    return file.string() + "." + std::to_string(::getpid()) + ".new";
}

Result<void> writeTemporary(const std::filesystem::path& temporary, std::string_view content,
                            Durability durability)
{
    const FileDescriptor fd(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd) {
        return failedTo("create", temporary, errno);
    }
    if (const auto written = writeAll(fd.get(), content, temporary); !written) {
        ::unlink(temporary.c_str());
        return written;
    }
    if (durability == Durability::PowerCut && ::fsync(fd.get()) != 0) {
        return failedTo("sync", temporary, errno);
    }
    return {};
}

}  // namespace

Result<std::string> readSmallFile(const std::filesystem::path& file)
{
    const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!fd) {
        return errno == ENOENT ? fail(ErrorCode::NotFound, file.string() + " does not exist.")
                               : failedTo("open", file, errno);
    }
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return fail(ErrorCode::DataLoss, file.string() + " is not a file.");
    }
    std::string content;
    std::array<char, 16384> buffer;
    for (;;) {
        const ssize_t size = ::read(fd.get(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0) {
            return failedTo("read", file, errno);
        }
        if (size == 0) {
            return content;
        }
        content.append(buffer.data(), static_cast<std::size_t>(size));
        if (content.size() > max_small_file_bytes) {
            return fail(ErrorCode::TooLarge, file.string() + " is larger than 16 MiB.");
        }
    }
}

Result<void> replaceFile(const std::filesystem::path& file, std::string_view content, Durability durability)
{
    const std::filesystem::path temporary = temporaryName(file);
    if (const auto written = writeTemporary(temporary, content, durability); !written) {
        return written;
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0) {
        return failedTo("replace", file, errno);
    }
    return durability == Durability::PowerCut ? syncDirectory(file.parent_path()) : Result<void>();
}

Result<void> claimFile(const std::filesystem::path& file, std::string_view content)
{
    const std::filesystem::path temporary = temporaryName(file);
    if (const auto written = writeTemporary(temporary, content, Durability::PowerCut); !written) {
        return written;
    }
    const int linked = ::link(temporary.c_str(), file.c_str());
    const int error = errno;
    ::unlink(temporary.c_str());
    if (linked != 0) {
        return error == EEXIST ? fail(ErrorCode::AlreadyExists, file.string() + " exists already.")
                               : failedTo("create", file, error);
    }
    return syncDirectory(file.parent_path());
}

}  // namespace slipway
