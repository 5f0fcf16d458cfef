// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QColor>

#include <array>

namespace slipway {

/// The colours of one scheme; nothing is painted with any other.
struct Tokens {
    bool dark = false;
    QColor window;
    QColor panel;
    QColor rail;
    QColor line;
    QColor text;
    QColor dimText;
    QColor accent;
    QColor accentText;  ///< The accent as text, readable on every ground.
    QColor accentTint;
    QColor onAccent;  ///< Text on the accent colour.
    QColor hover;     ///< Tint under the pointer.
    QColor field;     ///< Background of log and code, a shade off the panel.
    QColor running;
    QColor waiting;
    QColor failed;
    QColor idle;
    std::array<QColor, 8> series;

    QColor tone(StatusTone tone) const;
    /// The pale ground of a badge.
    QColor toneTint(StatusTone tone) const;
    /// Colours repeat after eight series.
    QColor seriesColor(int index) const;

    static Tokens light();
    static Tokens forDark();
};

/// Black or white, whichever is easier to read on the colour.
QColor inkOn(const QColor& ground);

}  // namespace slipway
