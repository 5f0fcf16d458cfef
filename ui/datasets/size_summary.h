// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dataset_upload.h"

#include <cstdint>
#include <vector>

namespace slipway {

/// How the sizes of a folder's files are spread.
struct SizeSummary {
    /// Files of a size in [2^power, 2^(power+1)).
    struct Bin {
        int power = 0;
        std::size_t files = 0;
    };
    std::uint64_t median_bytes = 0;
    double share_below_100_kib = 0;  ///< 0 to 1
    std::vector<Bin> bins;           ///< From the smallest file's to the largest file's, without holes.
};

SizeSummary summarize(const FolderScan& scan);

/// Whether reading these files one by one will keep a GPU waiting: many of them, most below 100 KiB.
bool starvesGpus(const FolderScan& scan, const SizeSummary& summary);

}  // namespace slipway
