// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/opened_file.h"

#include "core/file_descriptor.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {
namespace {

tl::unexpected<Error> cannotRead(const std::filesystem::path& file, int error)
{
    const auto code = error == ENOENT ? ErrorCode::NotFound : ErrorCode::PermissionDenied;
    return fail(code, fmt::format("The file {} cannot be read: {}.", file.string(), std::strerror(error)),
                "unreadable-file", file.string());
}

}  // namespace

struct OpenedFile::Handle {
    FileDescriptor descriptor;
};

OpenedFile::OpenedFile(std::filesystem::path path, std::unique_ptr<Handle> handle)
    : path_(std::move(path)), handle_(std::move(handle))
{
}

OpenedFile::~OpenedFile() = default;
OpenedFile::OpenedFile(OpenedFile&& other) noexcept = default;
OpenedFile& OpenedFile::operator=(OpenedFile&& other) noexcept = default;

Result<OpenedFile> OpenedFile::open(const std::filesystem::path& file)
{
    FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!descriptor)
        return cannotRead(file, errno);
    return OpenedFile(file, std::make_unique<Handle>(Handle{std::move(descriptor)}));
}

Result<OpenedFile::Stamp> OpenedFile::stamp() const
{
    struct stat status = {};
    if (::fstat(handle_->descriptor.get(), &status) != 0)
        return cannotRead(path_, errno);
    return Stamp{status.st_dev,         status.st_ino,          static_cast<std::uint64_t>(status.st_size),
                 status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
                 status.st_ctim.tv_nsec};
}

Result<std::size_t> OpenedFile::read(char* buffer, std::size_t capacity, std::uint64_t offset_bytes) const
{
    ssize_t got = 0;
    do {
        got = ::pread(handle_->descriptor.get(), buffer, capacity, static_cast<off_t>(offset_bytes));
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return cannotRead(path_, errno);
    return static_cast<std::size_t>(got);
}

}  // namespace slipway
