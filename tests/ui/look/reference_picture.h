// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace slipway::test {

/// Whether the user guide shows this page: its chapters name the picture "PAGE-en.png" or "PAGE-zh.png".
bool isInGuide(const QString& file);

/// Keeps the picture for the guide when SLIPWAY_GUIDE=write (./dev guide), and compares it with the one that
/// is kept otherwise. Empty when these look the same to people; else what differs and what to do.
QString checkReference(const QString& file, const QImage& picture);

/// How many pixels of `one` have nothing like them in `other` at the same place or beside it, so that how
/// strokes are smoothed does not count. Both have the same size.
int strangePixels(const QImage& one, const QImage& other);

}  // namespace slipway::test
