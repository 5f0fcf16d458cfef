// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/size_summary.h"

#include <algorithm>
#include <bit>

namespace slipway {

namespace {

constexpr std::uint64_t small_bytes = 100u << 10;
constexpr std::size_t many_files = 1000;

int powerOf(std::uint64_t bytes)
{
    return bytes == 0 ? 0 : static_cast<int>(std::bit_width(bytes)) - 1;
}

}  // namespace

SizeSummary summarize(const FolderScan& scan)
{
    SizeSummary summary;
    if (scan.files.empty())
        return summary;
    std::vector<std::uint64_t> sizes;
    sizes.reserve(scan.files.size());
    for (const FolderScan::File& file : scan.files)
        sizes.push_back(file.size_bytes);
    std::sort(sizes.begin(), sizes.end());
    summary.median_bytes = sizes[sizes.size() / 2];
    const auto small = std::lower_bound(sizes.begin(), sizes.end(), small_bytes) - sizes.begin();
    summary.share_below_100_kib = static_cast<double>(small) / static_cast<double>(sizes.size());
    for (int power = powerOf(sizes.front()); power <= powerOf(sizes.back()); ++power)
        summary.bins.push_back({power, 0});
    for (const std::uint64_t size : sizes)
        ++summary.bins[static_cast<std::size_t>(powerOf(size) - summary.bins.front().power)].files;
    return summary;
}

bool starvesGpus(const FolderScan& scan, const SizeSummary& summary)
{
    return scan.files.size() >= many_files && summary.median_bytes < small_bytes;
}

}  // namespace slipway
