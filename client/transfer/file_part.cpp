// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/file_part.h"

#include "core/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace slipway {
namespace {

constexpr std::size_t piece_bytes = 1u << 20;

}  // namespace

Result<std::shared_ptr<FilePart>> FilePart::open(const std::filesystem::path& file, std::uint64_t file_bytes,
                                                 std::uint64_t offset_bytes, std::uint64_t size_bytes)
{
    auto opened = OpenedFile::open(file);
    if (!opened)
        return propagate(opened);
    const auto stamp = opened->stamp();
    if (!stamp)
        return propagate(stamp);
    std::shared_ptr<FilePart> part(new FilePart(std::move(*opened), *stamp, offset_bytes, size_bytes));
    if (stamp->size != file_bytes)
        return part->changed();
    return part;
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
    const auto stamp = file_.stamp();
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
    const auto got = file_.read(buffer, wanted, offset_ + position_);
    if (got && *got == 0)
        return changed();
    position_ += got.value_or(0);
    return got;
}

bool FilePart::rewind()
{
    position_ = 0;
    return true;
}

tl::unexpected<Error> FilePart::changed() const
{
    return fail(
        ErrorCode::Conflict,
        fmt::format("The file {} was changed while it was read. Upload again when nothing writes to it.",
                    file_.path().string()),
        "file-changed", file_.path().string());
}

}  // namespace slipway
