// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/file_part.h"

#include "core/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {
namespace {

constexpr std::size_t piece_bytes = 1u << 20;

tl::unexpected<Error> cannotRead(const std::filesystem::path& file, int error)
{
    const auto code = error == ENOENT ? ErrorCode::NotFound : ErrorCode::PermissionDenied;
    return fail(code, fmt::format("The file {} cannot be read: {}.", file.string(), std::strerror(error)),
                "unreadable-file", file.string());
}

}  // namespace

Result<std::shared_ptr<FilePart>> FilePart::open(const std::filesystem::path& file, std::uint64_t file_bytes,
                                                 std::uint64_t offset_bytes, std::uint64_t size_bytes)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return cannotRead(file, errno);
    std::shared_ptr<FilePart> part(new FilePart(file, descriptor, offset_bytes, size_bytes));
    const auto stamp = part->stamp();
    if (!stamp)
        return propagate(stamp);
    part->opened_ = *stamp;
    if (stamp->size != file_bytes)
        return part->changed();
    return part;
}

FilePart::~FilePart()
{
    ::close(descriptor_);
}

Result<FilePart::Digests> FilePart::digests(const std::function<bool()>& stopped)
{
    Sha256 sha;
    Md5 md5;
    std::vector<char> piece(std::min<std::uint64_t>(piece_bytes, size_));
    rewind();
    while (position_ < size_) {
        if (stopped())
            return fail(ErrorCode::Canceled, "The transfer was cancelled.");
        const auto got = read(piece.data(), piece.size());
        if (!got)
            return propagate(got);
        sha.update({piece.data(), *got});
        md5.update({piece.data(), *got});
    }
    rewind();
    return Digests{hex(sha.finish()), hex(md5.finish())};
}

Result<void> FilePart::checkUnchanged() const
{
    const auto stamp = this->stamp();
    if (!stamp)
        return propagate(stamp);
    if (*stamp != opened_)
        return changed();
    return {};
}

Result<void> FilePart::checkOpened(const Stamp& stamp) const
{
    if (opened_ != stamp)
        return changed();
    return {};
}

Result<std::size_t> FilePart::read(char* buffer, std::size_t capacity)
{
    const std::size_t wanted = std::min<std::uint64_t>(capacity, size_ - position_);
    if (wanted == 0)
        return std::size_t{0};
    ssize_t got = 0;
    do {
        got = ::pread(descriptor_, buffer, wanted, static_cast<off_t>(offset_ + position_));
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return cannotRead(file_, errno);
    if (got == 0)
        return changed();
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
}

bool FilePart::rewind()
{
    position_ = 0;
    return true;
}

Result<FilePart::Stamp> FilePart::stamp() const
{
    struct stat status = {};
    if (::fstat(descriptor_, &status) != 0)
        return cannotRead(file_, errno);
    return Stamp{status.st_dev,         status.st_ino,          static_cast<std::uint64_t>(status.st_size),
                 status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
                 status.st_ctim.tv_nsec};
}

tl::unexpected<Error> FilePart::changed() const
{
    return fail(
        ErrorCode::Conflict,
        fmt::format("The file {} was changed while it was read. Upload again when nothing writes to it.",
                    file_.string()),
        "file-changed", file_.string());
}

}  // namespace slipway
