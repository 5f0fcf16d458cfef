// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/local_etag.h"

#include "client/transfer/file_part.h"
#include "core/hash.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway {

Result<std::string> localEtag(const std::filesystem::path& file, std::uint64_t size_bytes,
                              std::uint64_t part_bytes, const std::function<bool()>& stopped)
{
    const std::uint64_t step = part_bytes == 0 ? std::max<std::uint64_t>(size_bytes, 1) : part_bytes;
    Md5 of_parts;
    std::size_t count = 0;
    for (std::uint64_t offset = 0; offset < size_bytes || count == 0; offset += step) {
        auto part = FilePart::open(file, size_bytes, offset, std::min(step, size_bytes - offset));
        if (!part)
            return propagate(part);
        const auto digests = (*part)->digests(stopped);
        if (!digests)
            return propagate(digests);
        if (part_bytes == 0)
            return digests->md5;
        of_parts.update(*unhex(digests->md5));
        ++count;
    }
    return fmt::format("{}-{}", hex(of_parts.finish()), count);
}

}  // namespace slipway
