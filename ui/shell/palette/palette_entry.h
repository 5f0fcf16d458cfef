// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "widgets/theme/icon.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// One thing that the palette can reach.
struct PaletteEntry {
    IconName icon = IconName::ChevronRight;
    QString title;
    QString detail;
    std::function<void()> run;
};

/// A resource that the palette can reach, kept small since there may be many.
struct PaletteResource {
    Kind kind = Kind::Job;
    QString name;
    QString project;
};
using PaletteResources = std::vector<std::shared_ptr<const std::vector<PaletteResource>>>;

/// How well what was typed fits: every word must fit the title or the detail, which counts less. Negative
/// when one does not.
int paletteScore(const QString& typed, const QString& title, const QString& detail);

/// The entries that fit, best first; of equals the first. At most `limit`.
std::vector<PaletteEntry> matching(const std::vector<PaletteEntry>& entries, const QString& typed,
                                   std::size_t limit);

/// A resource that fits, and how well.
struct PaletteHit {
    PaletteResource resource;
    int score = 0;
};
std::vector<PaletteHit> matching(const PaletteResources& resources, const QString& typed, std::size_t limit);

}  // namespace slipway
