// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/files/file_store.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace slipway {

namespace {

constexpr std::uint64_t piece_bytes = 8ull << 20;

tl::unexpected<Error> cannotWrite(const std::filesystem::path& file)
{
    return fail(
        ErrorCode::ResourceExhausted,
        fmt::format("{} cannot be written: {}. Choose another place.", file.string(), std::strerror(errno)),
        "unwritable-file");
}

/// A file on its way to its name; goes away unless it gets there.
class PartialFile {
public:
    explicit PartialFile(std::filesystem::path target)
        : target_(std::move(target)), part_(target_.string() + ".part"), out_(part_, std::ios::binary)
    {
    }
    ~PartialFile()
    {
        std::error_code ignored;
        if (!kept_)
            std::filesystem::remove(part_, ignored);
    }
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    bool write(const std::string& bytes)
    {
        return bool(out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())));
    }
    bool keep()
    {
        out_.close();
        std::error_code error;
        std::filesystem::rename(part_, target_, error);
        errno = error.value();
        kept_ = !out_.fail() && !error;
        return kept_;
    }

private:
    std::filesystem::path target_, part_;
    std::ofstream out_;
    bool kept_ = false;
};

}  // namespace

Result<void> FileStore::download(TransferGate& gate, const std::string& path,
                                 const std::filesystem::path& target,
                                 const TransferGate::Progress& on_progress) const
{
    PartialFile file(target);
    std::optional<std::uint64_t> size;
    std::uint64_t done = 0;
    do {
        const auto piece = read(gate, path, done, piece_bytes);
        if (!piece)
            return propagate(piece);
        const bool changed = size.value_or(piece->size_bytes) != piece->size_bytes ||
                             (piece->bytes.empty() && done < piece->size_bytes);
        if (changed)
            return fail(ErrorCode::Conflict,
                        fmt::format("\"{}\" was changed while it was downloaded. Download it again.", path),
                        "changed-meanwhile");
        size = piece->size_bytes;
        if (!file.write(piece->bytes))
            return cannotWrite(target);
        done += piece->bytes.size();
        if (on_progress)
            on_progress(0, done);
    } while (done < *size);
    return file.keep() ? Result<void>() : cannotWrite(target);
}

}  // namespace slipway
