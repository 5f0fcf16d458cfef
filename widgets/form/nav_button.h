// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QAbstractButton>

namespace slipway {

/// An entry of the left rail: icon, word and an optional count; checked means "you are here".
class NavButton : public QAbstractButton {
    Q_OBJECT

public:
    NavButton(IconName icon, const QString& text, const Theme& theme, QWidget* parent = nullptr);

    /// Zero shows nothing.
    void setCount(int count);
    int count() const { return count_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    const Theme& theme_;
    int count_ = 0;
};

}  // namespace slipway
