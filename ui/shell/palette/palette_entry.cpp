// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette/palette_entry.h"

#include "ui/shell/palette/fuzzy.h"

#include <QStringList>

#include <algorithm>

namespace slipway {

namespace {

int scoreOf(const QStringList& words, const QString& title, const QString& detail)
{
    int total = 0;
    for (const QString& word : words) {
        const int in_title = fuzzyScore(word, title);
        const int in_detail = fuzzyScore(word, detail);
        if (in_title < 0 && in_detail < 0)
            return -1;
        total += std::max(in_title, in_detail / 2);
    }
    return total;
}

QStringList wordsOf(const QString& typed)
{
    return typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

int paletteScore(const QString& typed, const QString& title, const QString& detail)
{
    return scoreOf(wordsOf(typed), title, detail);
}

std::vector<PaletteEntry> matching(const std::vector<PaletteEntry>& entries, const QString& typed,
                                   std::size_t limit)
{
    const QStringList words = wordsOf(typed);
    std::vector<std::pair<int, const PaletteEntry*>> fitting;
    for (const PaletteEntry& entry : entries)
        if (const int score = scoreOf(words, entry.title, entry.detail); score >= 0)
            fitting.emplace_back(score, &entry);
    std::stable_sort(fitting.begin(), fitting.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PaletteEntry> found;
    for (std::size_t i = 0; i < std::min(limit, fitting.size()); ++i)
        found.push_back(*fitting[i].second);
    return found;
}

std::vector<PaletteHit> matching(const PaletteResources& resources, const QString& typed, std::size_t limit)
{
    const QStringList words = wordsOf(typed);
    struct Fitting {
        int score;
        std::size_t order;
        const PaletteResource* resource;
    };
    std::vector<Fitting> fitting;
    for (const auto& chunk : resources)
        for (const PaletteResource& resource : *chunk)
            if (const int score = scoreOf(words, resource.name, resource.project); score >= 0)
                fitting.push_back({score, fitting.size(), &resource});
    const std::size_t count = std::min(limit, fitting.size());
    std::partial_sort(fitting.begin(), fitting.begin() + static_cast<std::ptrdiff_t>(count), fitting.end(),
                      [](const Fitting& a, const Fitting& b) {
                          return a.score != b.score ? a.score > b.score : a.order < b.order;
                      });
    std::vector<PaletteHit> found;
    for (std::size_t i = 0; i < count; ++i)
        found.push_back({*fitting[i].resource, fitting[i].score});
    return found;
}

}  // namespace slipway
