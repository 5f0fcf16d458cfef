// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/line_diff.h"

#include <algorithm>
#include <vector>

namespace slipway {

namespace {

constexpr int most_changes = 2'000;

using Kind = DiffLine::Kind;

/// The part of both texts between their common beginning and end.
struct Middle {
    const QStringList& before;
    const QStringList& after;
    int begin = 0;
    int before_count = 0;
    int after_count = 0;

    bool alike(int x, int y) const { return before[begin + x] == after[begin + y]; }
};

Middle middleOf(const QStringList& before, const QStringList& after)
{
    const auto shorter = static_cast<int>(std::min(before.size(), after.size()));
    int begin = 0;
    while (begin < shorter && before[begin] == after[begin])
        ++begin;
    int end = 0;
    while (end < shorter - begin && before[before.size() - 1 - end] == after[after.size() - 1 - end])
        ++end;
    return {before, after, begin, static_cast<int>(before.size()) - begin - end,
            static_cast<int>(after.size()) - begin - end};
}

/// For each number of changes, how far one gets on each diagonal; empty when too many are needed. A diagonal
/// k holds the places (x, y) with x - y = k and is kept at k + number of changes.
std::vector<std::vector<int>> furthest(const Middle& middle)
{
    const int most = std::min(most_changes, middle.before_count + middle.after_count);
    std::vector<std::vector<int>> rounds;
    for (int changes = 0; changes <= most; ++changes) {
        std::vector<int> reach(static_cast<std::size_t>(2 * changes + 1), -1);
        const auto last = [&](int k) {
            const auto& round = rounds.back();
            const int at = k + changes - 1;
            return at < 0 || at >= static_cast<int>(round.size()) ? -1 : round[static_cast<std::size_t>(at)];
        };
        for (int k = -changes; k <= changes; k += 2) {
            int x = 0;
            if (changes > 0) {
                const bool down = k == -changes || (k != changes && last(k - 1) < last(k + 1));
                x = down ? last(k + 1) : last(k - 1) + 1;
            }
            int y = x - k;
            while (x < middle.before_count && y < middle.after_count && x >= 0 && y >= 0 &&
                   middle.alike(x, y)) {
                ++x;
                ++y;
            }
            reach[static_cast<std::size_t>(k + changes)] = x;
            if (x >= middle.before_count && y >= middle.after_count) {
                rounds.push_back(std::move(reach));
                return rounds;
            }
        }
        rounds.push_back(std::move(reach));
    }
    return {};
}

/// The steps through the middle, told backwards from its end.
std::vector<Kind> stepsBack(const Middle& middle, const std::vector<std::vector<int>>& rounds)
{
    std::vector<Kind> steps;
    int x = middle.before_count;
    int y = middle.after_count;
    for (int changes = static_cast<int>(rounds.size()) - 1; changes > 0; --changes) {
        const auto& round = rounds[static_cast<std::size_t>(changes - 1)];
        const auto last = [&](int k) {
            const int at = k + changes - 1;
            return at < 0 || at >= static_cast<int>(round.size()) ? -1 : round[static_cast<std::size_t>(at)];
        };
        const int k = x - y;
        const bool down = k == -changes || (k != changes && last(k - 1) < last(k + 1));
        const int from_x = down ? last(k + 1) : last(k - 1);
        const int from_y = from_x - (down ? k + 1 : k - 1);
        while (x > from_x + (down ? 0 : 1) && y > from_y + (down ? 1 : 0)) {
            steps.push_back(Kind::Same);
            --x;
            --y;
        }
        steps.push_back(down ? Kind::Added : Kind::Removed);
        x = from_x;
        y = from_y;
    }
    steps.insert(steps.end(), static_cast<std::size_t>(x), Kind::Same);
    return steps;
}

std::vector<Kind> stepsThrough(const Middle& middle)
{
    const auto rounds = furthest(middle);
    std::vector<Kind> steps;
    if (rounds.empty()) {
        steps.insert(steps.end(), static_cast<std::size_t>(middle.before_count), Kind::Removed);
        steps.insert(steps.end(), static_cast<std::size_t>(middle.after_count), Kind::Added);
        return steps;
    }
    steps = stepsBack(middle, rounds);
    std::reverse(steps.begin(), steps.end());
    // Within one change what goes stands first.
    for (auto begin = steps.begin(); begin != steps.end();) {
        const auto changed = std::find_if(begin, steps.end(), [](Kind kind) { return kind != Kind::Same; });
        const auto end = std::find(changed, steps.end(), Kind::Same);
        std::stable_partition(changed, end, [](Kind kind) { return kind == Kind::Removed; });
        begin = end;
    }
    return steps;
}

}  // namespace

QList<DiffLine> diffLines(const QStringList& before, const QStringList& after)
{
    const Middle middle = middleOf(before, after);
    std::vector<Kind> steps(static_cast<std::size_t>(middle.begin), Kind::Same);
    const auto through = stepsThrough(middle);
    steps.insert(steps.end(), through.begin(), through.end());
    const auto left = before.size() - middle.begin - middle.before_count;
    steps.insert(steps.end(), static_cast<std::size_t>(left), Kind::Same);

    QList<DiffLine> lines;
    int x = 0;
    int y = 0;
    for (const Kind kind : steps) {
        const bool in_before = kind != Kind::Added;
        const bool in_after = kind != Kind::Removed;
        x += in_before ? 1 : 0;
        y += in_after ? 1 : 0;
        lines << DiffLine{kind, in_after ? after[y - 1] : before[x - 1], in_before ? x : 0, in_after ? y : 0};
    }
    return lines;
}

QList<DiffLine> withContext(const QList<DiffLine>& lines, int context)
{
    std::vector<bool> near(static_cast<std::size_t>(lines.size()), false);
    const auto count = static_cast<int>(lines.size());
    for (int i = 0; i < count; ++i) {
        if (lines[i].kind == Kind::Same)
            continue;
        for (int j = std::max(0, i - context); j <= std::min(count - 1, i + context); ++j)
            near[static_cast<std::size_t>(j)] = true;
    }
    if (std::find(near.begin(), near.end(), true) == near.end())
        return {};
    QList<DiffLine> shown;
    for (int i = 0; i < count; ++i) {
        if (near[static_cast<std::size_t>(i)])
            shown << lines[i];
        else if (shown.isEmpty() || shown.back().kind != Kind::Gap)
            shown << DiffLine{Kind::Gap, {}, lines[i].before, lines[i].after};
    }
    return shown;
}

}  // namespace slipway
