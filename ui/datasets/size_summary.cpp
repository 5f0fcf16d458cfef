// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/size_summary.h"

#include <algorithm>
#include <bit>

namespace slipway {

namespace {

constexpr std::uint64_t small_bytes = 100u << 10;
constexpr std::size_t many_files = 1000;
constexpr std::uint64_t shard_bytes = 256u << 20;

int powerOf(std::uint64_t bytes)
{
    return bytes == 0 ? 0 : static_cast<int>(std::bit_width(bytes)) - 1;
}

std::vector<SizeSummary::Bin> doublingBins(std::uint64_t least, std::uint64_t most)
{
    std::vector<SizeSummary::Bin> bins;
    for (int power = powerOf(least); power <= powerOf(most); ++power)
        bins.push_back({1ull << power, 2ull << power, 0});
    return bins;
}

std::vector<SizeSummary::Bin> equalBins(std::uint64_t least, std::uint64_t most)
{
    constexpr std::uint64_t bin_count = 16;
    const std::uint64_t width = (most - least) / bin_count + 1;
    std::vector<SizeSummary::Bin> bins;
    for (std::uint64_t from = least; from <= most; from += width)
        bins.push_back({from, from + width, 0});
    return bins;
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
    summary.bins = sizes.back() < 4 * sizes.front() ? equalBins(sizes.front(), sizes.back())
                                                    : doublingBins(sizes.front(), sizes.back());
    auto bin = summary.bins.begin();
    for (const std::uint64_t size : sizes) {
        while (size >= bin->to_bytes)
            ++bin;
        ++bin->files;
    }
    return summary;
}

bool starvesGpus(const FolderScan& scan, const SizeSummary& summary)
{
    // What fits in one shard is read into memory once, whatever its files are.
    return scan.files.size() >= many_files && summary.median_bytes < small_bytes &&
           scan.size_bytes > shard_bytes;
}

}  // namespace slipway
