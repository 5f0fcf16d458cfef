// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log/log_view.h"

namespace slipway {

inline constexpr int kLogRowHeight = 18;

/// A part of a row as it lies in the viewport: a whole row, what of a long one is in sight, or one line of a
/// wrapped one.
struct LogView::VisibleRow {
    std::size_t row = 0;
    qsizetype from = 0;  ///< Index in the row's text of the first character of `text`.
    QString text;
    qsizetype whole_size = 0;
    qreal x = 0;
    int y = 0;
    LogMark mark;
};

}  // namespace slipway
