// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace slipway {

/// What a place without content teaches: an icon, a title, a sentence, and the first thing to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(IconName icon, const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setText(const QString& sentence);
    /// An empty text hides the button.
    void setAction(const QString& text);
    QPushButton* button() const { return button_; }

Q_SIGNALS:
    void actionTriggered();

private:
    void describe();

    QLabel* title_;
    QLabel* text_;
    QPushButton* button_;
};

}  // namespace slipway
