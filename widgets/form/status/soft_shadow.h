// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

namespace slipway {

/// The shadow of a widget that floats over others: below it, as large as it needs to be, following it, and
/// gone with it. Painted once for each size, unlike QGraphicsDropShadowEffect, which renders and blurs the
/// widget again whenever anything changes around it.
class SoftShadow : public QWidget {
public:
    /// Of `body`, whose parent it shares; `strength` is the opacity in its middle, from 0 to 255.
    SoftShadow(QWidget& body, int strength);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void render();

    QWidget& body_;
    int strength_;
    QPixmap shadow_;
    QSize rendered_;
};

}  // namespace slipway
