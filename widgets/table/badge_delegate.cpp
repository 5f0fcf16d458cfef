// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/badge_delegate.h"

#include "widgets/form/status/badge_painter.h"
#include "widgets/table/plain_text.h"
#include "widgets/table/table_roles.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace slipway {

namespace {

constexpr int kPadding = 10;
/// Of the first column, so that it begins where the titles of cards begin.
constexpr int kFirstPadding = 16;
/// What the heading of a column keeps free at its right for the arrow of sorting.
constexpr int kSortArrow = 12;

bool isFirst(const QWidget* widget, const QModelIndex& index)
{
    const auto* view = qobject_cast<const QTableView*>(widget);
    return view != nullptr && view->horizontalHeader()->visualIndex(index.column()) == 0;
}

}  // namespace

BadgeDelegate::BadgeDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme)
{
}

void BadgeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Tokens& tokens = theme_.tokens();
    const auto* view = qobject_cast<const TableView*>(option.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = view != nullptr && view->hovered_row_ == index.row();
    painter->save();
    if (selected || hovered)
        painter->fillRect(option.rect, selected ? tokens.accentTint : tokens.hover);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
    if (view != nullptr && view->hasFocus() && view->currentIndex().row() == index.row() &&
        view->columnViewportPosition(index.column()) <= 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1),
                          tokens.accent);

    const Qt::Alignment alignment(index.data(Qt::TextAlignmentRole).value<Qt::Alignment>());
    const int right = alignment.testFlag(Qt::AlignRight) ? kPadding + kSortArrow : kPadding;
    const int left = isFirst(option.widget, index) ? kFirstPadding : kPadding;
    const QRect inner = option.rect.adjusted(left, 0, -right, -1);
    const QString text = cellText(index.data(Qt::DisplayRole).toString());
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid()) {
        paintBadge(*painter, inner, static_cast<StatusTone>(tone.toInt()), text, option.font, tokens);
    } else {
        QFont font = option.font;
        if (index.data(StrongRole).toBool())
            font.setWeight(QFont::Medium);
        painter->setFont(font);
        painter->setPen(index.data(DimRole).toBool() ? tokens.dimText : tokens.text);
        painter->drawText(inner, static_cast<int>(alignment) | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, inner.width()));
    }
    painter->restore();
}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = cellText(index.data(Qt::DisplayRole).toString());
    QFont font = option.font;
    font.setWeight(QFont::Medium);
    const int width = index.data(ToneRole).isValid() ? badgeSize(text, option.font).width()
                                                     : QFontMetrics(font).horizontalAdvance(text);
    const int left = isFirst(option.widget, index) ? kFirstPadding : kPadding;
    return {width + left + kPadding + 2, 31};
}

}  // namespace slipway
