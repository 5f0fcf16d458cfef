// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/item.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace slipway {

class DetailsPane;
class Preferences;

/// Details of one resource, or one tab of them, in a window of its own. Deletes itself when it is closed.
class DetailsWindow : public QWidget {
    Q_OBJECT
public:
    /// Takes the pane. An empty `tab` shows all.
    DetailsWindow(DetailsPane* pane, const QString& tab, const ItemPtr& item, const Preferences& preferences);

    /// The same item, changed.
    void show(const ItemPtr& item);
    using QWidget::show;

    const ItemPtr& item() const { return item_; }
    const QString& tab() const { return tab_; }
    DetailsPane* pane() const { return pane_; }

Q_SIGNALS:
    void backRequested();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void focusSearch();

    const Preferences& preferences_;
    DetailsPane* pane_;
    QPushButton* back_;
    QString tab_;
    ItemPtr item_;
    QTimer clock_;
};

}  // namespace slipway
