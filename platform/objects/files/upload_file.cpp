// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/upload_file.h"

#include "core/ids.h"
#include "platform/objects/s3_error.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace slipway {

namespace {

/// Where the kernel cannot copy between these files by itself.
Result<void> copyThroughMemory(UploadFile& target, int fd, std::uint64_t offset, std::uint64_t size)
{
    std::vector<char> buffer(256u << 10);
    while (size > 0) {
        const ssize_t got = ::pread(fd, buffer.data(), std::min<std::uint64_t>(size, buffer.size()),
                                    static_cast<off_t>(offset));
        if (got <= 0)
            return s3FailErrno(got < 0 ? errno : EIO, "An object cannot be read");
        const auto count = static_cast<std::size_t>(got);
        if (const Result<void> written = target.write({buffer.data(), count}); !written)
            return written;
        offset += count;
        size -= count;
    }
    return {};
}

}  // namespace

std::filesystem::path temporaryDirectory(const std::filesystem::path& objects)
{
    return objects / ".slipway" / "tmp";
}

std::filesystem::path uploadsDirectory(const std::filesystem::path& objects)
{
    return objects / ".slipway" / "uploads";
}

Result<UploadFile> UploadFile::create(const std::filesystem::path& objects)
{
    std::filesystem::path path = temporaryDirectory(objects) / newId("put");
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return s3FailErrno(errno, "A file for this upload cannot be made");
    return UploadFile(std::move(path), FileDescriptor(fd));
}

UploadFile::~UploadFile()
{
    if (file_)
        ::unlink(path_.c_str());
}

Result<void> UploadFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return s3FailErrno(errno, "The upload cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> UploadFile::append(int fd, std::uint64_t offset, std::uint64_t size)
{
    auto from = static_cast<off64_t>(offset);
    while (size > 0) {
        const ssize_t copied = ::copy_file_range(fd, &from, file_.get(), nullptr, size, 0);
        if (copied <= 0)
            return copyThroughMemory(*this, fd, static_cast<std::uint64_t>(from), size);
        size -= static_cast<std::uint64_t>(copied);
    }
    return {};
}

Result<void> UploadFile::finish(ObjectInfo& info)
{
    if (const Result<void> written = writeObjectInfo(file_.get(), info); !written)
        return written;
    if (::fsync(file_.get()) != 0)
        return s3FailErrno(errno, "The upload could not be made durable");
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0)
        return s3FailErrno(errno, "The upload cannot be read");
    info.size_bytes = static_cast<std::uint64_t>(status.st_size);
    info.modified_ns = std::int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
    return {};
}

}  // namespace slipway
