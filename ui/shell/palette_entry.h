// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QString>

#include <functional>
#include <vector>

namespace slipway {

/// One thing that the palette can reach.
struct PaletteEntry {
    IconName icon = IconName::ChevronRight;
    QString title;
    QString detail;
    std::function<void()> run;
};

/// The entries in whose title or detail every word of `typed` occurs, any case; those whose title begins with
/// it first. At most `limit`.
std::vector<PaletteEntry> matching(const std::vector<PaletteEntry>& entries, const QString& typed,
                                   std::size_t limit);

}  // namespace slipway
