// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace slipway {

class Theme;

/// Paints cells that have a ToneRole as badges, and all others with the weights and colours of their roles.
/// TableView uses it for every column.
class BadgeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit BadgeDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& theme_;
};

}  // namespace slipway
