// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_row.h"
#include "widgets/form/card.h"

#include <QHash>

class QLabel;
class QPushButton;

namespace slipway {

class HomeRowView;
class Theme;

/// A card of the home page with its rows: the first few, and all when asked.
class HomeCard : public Card {
    Q_OBJECT
public:
    explicit HomeCard(const Theme& theme, QWidget* parent = nullptr);

    void setRows(const QList<HomeRow>& rows);
    /// Shown while there is no row; without one the card hides then.
    void setEmptyText(const QString& text);
    void retranslate();

Q_SIGNALS:
    void opened(const slipway::HomeRow& row);
    void acted(slipway::RowAction action, const slipway::HomeRow& row);

private:
    void fill();
    /// Each thing keeps its view, so that a click never meets another one that moved up.
    HomeRowView* viewOf(const HomeRow& row);

    const Theme& theme_;
    QList<HomeRow> rows_;
    QHash<QString, HomeRowView*> views_;
    QLabel* empty_;
    QPushButton* more_;
    bool expanded_ = false;
};

}  // namespace slipway
