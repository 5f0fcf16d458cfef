// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

namespace slipway {

/// Neighbouring rows, both ends included.
struct RowRange {
    int first = 0;
    int last = 0;

    bool operator==(const RowRange&) const = default;
};

/// The longest stretches of `rows` whose elements `wanted` accepts, from the first to the last.
template <class Wanted>
std::vector<RowRange> rangesWhere(const std::vector<int>& rows, Wanted wanted)
{
    std::vector<RowRange> ranges;
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        if (!wanted(rows[static_cast<std::size_t>(row)]))
            continue;
        if (ranges.empty() || ranges.back().last + 1 != row)
            ranges.push_back({row, row});
        ranges.back().last = row;
    }
    return ranges;
}

/// The longest stretches of neighbours among `rows`, which are sorted and differ.
inline std::vector<RowRange> rangesOf(const std::vector<int>& rows)
{
    std::vector<RowRange> ranges;
    for (const int row : rows) {
        if (ranges.empty() || ranges.back().last + 1 != row)
            ranges.push_back({row, row});
        ranges.back().last = row;
    }
    return ranges;
}

/// Where sorted elements come to stand when they are put into other sorted ones, one range after the other.
template <class Before>
std::vector<RowRange> rangesAmong(const std::vector<int>& many, const std::vector<int>& few, Before before)
{
    std::vector<int> rows;
    rows.reserve(few.size());
    auto from = many.begin();
    for (const int element : few) {
        // What comes last of all is the most common.
        if (from != many.end() && before(many.back(), element))
            from = many.end();
        else
            from = std::upper_bound(from, many.end(), element, before);
        rows.push_back(static_cast<int>(from - many.begin()) + static_cast<int>(rows.size()));
    }
    return rangesOf(rows);
}

/// Both together, sorted. Looks at the logarithm of the many for each of the few.
template <class Before>
std::vector<int> merged(const std::vector<int>& many, const std::vector<int>& few, Before before)
{
    std::vector<int> all(many.size() + few.size());
    auto from = many.begin();
    auto to = all.begin();
    for (const int element : few) {
        const auto place = std::upper_bound(from, many.end(), element, before);
        to = std::copy(from, place, to);
        *to++ = element;
        from = place;
    }
    std::copy(from, many.end(), to);
    return all;
}

}  // namespace slipway
