// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_row.h"

#include <QHash>
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace slipway {

class ElidedLabel;
class StatusBadge;
class Theme;
class UseMeter;

/// One row of a card of the home page. It changes in place, so that focus and pointer stay where they are.
class HomeRowView : public QWidget {
    Q_OBJECT
public:
    explicit HomeRowView(const Theme& theme, QWidget* parent = nullptr);

    void show(const HomeRow& row);
    using QWidget::show;
    const HomeRow& row() const { return row_; }
    /// Sets every text, in the language of the moment.
    void retranslate();

Q_SIGNALS:
    /// Somebody wants to see it whole.
    void opened();
    void acted(slipway::RowAction action);

private:
    QAbstractButton* makeAction(RowAction action);
    void refreshActions();

    const Theme& theme_;
    HomeRow row_;
    StatusBadge* badge_;
    QPushButton* name_;
    ElidedLabel* note_;
    ElidedLabel* advice_;
    UseMeter* use_;
    QLabel* amount_;
    QLabel* amount_note_;
    QHBoxLayout* actions_;
    QHash<RowAction, QAbstractButton*> buttons_;
};

}  // namespace slipway
