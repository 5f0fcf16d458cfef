// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    ~FilePart() override;
    FilePart(const FilePart&) = delete;
    FilePart& operator=(const FilePart&) = delete;

    struct Digests {
        std::string sha256;  ///< Hex.
        std::string md5;     ///< Hex.
    };
    /// Digests of the range, read in pieces; `Canceled` as soon as `stopped` says so.
    Result<Digests> digests(const std::function<bool()>& stopped);

    /// `Conflict`, naming the file, when it was changed since it was opened.
    Result<void> checkUnchanged() const;

    /// Which file it was when it was opened, and its state; another one after every change.
    struct Stamp {
        std::uint64_t device = 0, inode = 0, size = 0;
        std::int64_t modified_seconds = 0, modified_nanoseconds = 0;
        std::int64_t changed_seconds = 0, changed_nanoseconds = 0;
        bool operator==(const Stamp&) const = default;
    };
    const Stamp& opened() const { return opened_; }
    /// `Conflict`, naming the file, when it was opened in another state than `stamp`.
    Result<void> checkOpened(const Stamp& stamp) const;

    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override;
    bool rewind() override;

private:
    FilePart(std::filesystem::path file, int descriptor, std::uint64_t offset, std::uint64_t size)
        : file_(std::move(file)), descriptor_(descriptor), offset_(offset), size_(size)
    {
    }
    Result<Stamp> stamp() const;
    tl::unexpected<Error> changed() const;

    std::filesystem::path file_;
    int descriptor_;
    std::uint64_t offset_, size_;
    std::uint64_t position_ = 0;
    Stamp opened_;
};

}  // namespace slipway
