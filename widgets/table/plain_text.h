// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace slipway {

/// What a cell shows of a text: one line of at most some hundred characters, in which line ends, other
/// control characters and marks that turn the direction of writing are seen instead of obeyed.
QString cellText(const QString& text);

/// The same for what may have lines, which it keeps, of at most so many characters.
QString blockText(const QString& text, qsizetype most = 8000);

/// A tooltip that Qt shows as it is written, whatever markup is in it; long ones are cut.
QString plainTooltip(const QString& text);

}  // namespace slipway
