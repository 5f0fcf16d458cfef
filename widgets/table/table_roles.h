// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/qnamespace.h>

namespace slipway {

/// Item data that our views and filters know beside Qt's own.
enum TableRole {
    SortRole = Qt::UserRole + 1,  ///< The raw value: number, time or text; what columns sort by.
    KeyRole,                      ///< QString: the row's key.
    ToneRole,                     ///< int of StatusTone: how BadgeDelegate paints the cell.
    DimRole,                      ///< bool: secondary text.
    StrongRole,                   ///< bool: semibold text, as names are.
    FirstFreeRole,
};

}  // namespace slipway
