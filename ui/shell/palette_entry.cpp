// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_entry.h"

#include <QStringList>

#include <algorithm>

namespace slipway {

std::vector<PaletteEntry> matching(const std::vector<PaletteEntry>& entries, const QString& typed,
                                   std::size_t limit)
{
    const QString text = typed.trimmed();
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<PaletteEntry> first, rest;
    for (const PaletteEntry& entry : entries) {
        const bool all = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return entry.title.contains(word, Qt::CaseInsensitive) ||
                   entry.detail.contains(word, Qt::CaseInsensitive);
        });
        if (!all)
            continue;
        auto& into = entry.title.startsWith(text, Qt::CaseInsensitive) ? first : rest;
        if (into.size() < limit)
            into.push_back(entry);
    }
    first.insert(first.end(), rest.begin(), rest.end());
    if (first.size() > limit)
        first.resize(limit);
    return first;
}

}  // namespace slipway
