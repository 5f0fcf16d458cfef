// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace slipway::test {

/// The picture with a palette of its own, at most 128 colours: those of its areas exactly, those of smoothed
/// strokes nearly. As a PNG it takes about a third of what it would take with all its colours.
QImage withFewColors(const QImage& picture);

}  // namespace slipway::test
