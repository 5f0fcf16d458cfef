// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dataset_upload.h"

#include <cstdint>
#include <vector>

namespace slipway {

/// How the sizes of a folder's files are spread.
struct SizeSummary {
    /// Files of a size in [from_bytes, to_bytes).
    struct Bin {
        std::uint64_t from_bytes = 0;
        std::uint64_t to_bytes = 0;
        std::size_t files = 0;
    };
    std::uint64_t median_bytes = 0;
    double share_below_100_kib = 0;  ///< 0 to 1
    /// From the smallest file's to the largest file's, without holes: each twice as wide as the one before,
    /// or all of one width when the sizes differ little.
    std::vector<Bin> bins;
};

SizeSummary summarize(const FolderScan& scan);

/// Whether reading these files one by one will keep a GPU waiting: many of them, most below 100 KiB, and more
/// than one shard of 256 MiB in all.
bool starvesGpus(const FolderScan& scan, const SizeSummary& summary);

}  // namespace slipway
