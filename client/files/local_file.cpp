// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/files/local_file.h"

#include <fmt/format.h>

namespace slipway {

Result<LocalFile> openLocalFile(TransferGate& gate, const std::filesystem::path& file)
{
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file, error);
    if (error)
        return fail(ErrorCode::NotFound,
                    fmt::format("{} cannot be read: {}.", file.string(), error.message()), "unreadable-file");
    const auto part = FilePart::open(file, size, 0, size);
    if (!part)
        return propagate(part);
    auto digests = (*part)->digests([&gate] { return gate.closed(); });
    if (!digests)
        return propagate(digests);
    (*part)->rewind();
    return LocalFile{*part, std::move(*digests)};
}

}  // namespace slipway
