// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace slipway {

class IconLabel;

/// What a place without content teaches: an icon, a title, a sentence, and the first thing to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(IconName icon, const Theme& theme, QWidget* parent = nullptr);

    void setIcon(IconName name, IconTint tint = IconTint::Dim);
    void setTitle(const QString& title);
    /// Very long ones are shortened.
    void setText(const QString& sentence);
    /// An empty text hides the button.
    void setAction(const QString& text);
    QPushButton* button() const { return button_; }

Q_SIGNALS:
    void actionTriggered();

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Gives the sentence its room, once it is known in which font it is said.
    void fit();
    void showWhatFits();
    void describe();

    const Theme& theme_;
    IconLabel* icon_;
    QLabel* title_;
    QLabel* text_;
    QPushButton* button_;
};

}  // namespace slipway
