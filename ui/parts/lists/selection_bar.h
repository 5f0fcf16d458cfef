// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;

namespace slipway {

class Theme;

/// What can be done with the rows selected in a list, shown below it while there are several.
class SelectionBar : public QFrame {
    Q_OBJECT

public:
    SelectionBar(const Theme& theme, std::vector<BulkAction> actions, QWidget* parent = nullptr);

    /// More than this is not acted on at once.
    static constexpr int most = 2000;

    /// Shows how many there are and what applies to them; hides itself for fewer than two.
    void setItems(Items items);
    /// Says that there are more than `most`, and offers nothing.
    void setTooMany(int count);
    const Items& items() const { return items_; }
    /// The same actions, in a menu.
    void fill(QMenu& menu);
    /// What the Delete key does; nothing when no action is for it.
    void triggerDelete();

Q_SIGNALS:
    void triggered(const slipway::BulkAction& action, const slipway::Items& items);
    void clearRequested();

private:
    void refresh();

    const Theme& theme_;
    const std::vector<BulkAction> actions_;
    Items items_;
    int selected_ = 0;
    QLabel* count_;
    std::vector<QPushButton*> buttons_;
    QPushButton* clear_;
};

}  // namespace slipway
