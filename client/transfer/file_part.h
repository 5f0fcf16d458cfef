// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/transfer/opened_file.h"
#include "core/result.h"
#include "net/fetch/fetcher.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace slipway {

/// A range of a file that is sent, opened once and held against change: it must be the same file, of the same
/// size and times, at the end as it was when it was opened. Reads need no shared position, so parts of one
/// file go side by side.
class FilePart final : public net::BodySource {
public:
    /// `NotFound` or `PermissionDenied` when it cannot be read; `Conflict` when it has not `file_bytes` any
    /// more.
    static Result<std::shared_ptr<FilePart>> open(const std::filesystem::path& file, std::uint64_t file_bytes,
                                                  std::uint64_t offset_bytes, std::uint64_t size_bytes);

    struct Digests {
        std::string sha256;  ///< Hex.
        std::string md5;     ///< Hex.
    };
    /// Digests of the range, read in pieces; `Canceled` as soon as `stopped` says so.
    Result<Digests> digests(const std::function<bool()>& stopped);

    /// `Conflict`, naming the file, when it was changed since it was opened.
    Result<void> checkUnchanged() const;

    /// Which file it was when it was opened.
    using Stamp = OpenedFile::Stamp;
    const Stamp& opened() const { return opened_; }
    /// `Conflict`, naming the file, when it was opened in another state than `stamp`.
    Result<void> checkOpened(const Stamp& stamp) const;

    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override;
    bool rewind() override;

private:
    FilePart(OpenedFile file, const Stamp& opened, std::uint64_t offset, std::uint64_t size)
        : file_(std::move(file)), opened_(opened), offset_(offset), size_(size)
    {
    }
    tl::unexpected<Error> changed() const;

    OpenedFile file_;
    Stamp opened_;
    std::uint64_t offset_, size_;
    std::uint64_t position_ = 0;
};

}  // namespace slipway
