// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace slipway {

/// An icon that is not a button; painted through QIcon each time, so that it follows the scheme.
class IconLabel : public QWidget {
public:
    IconLabel(const QIcon& icon, int side, QWidget* parent = nullptr);

    void setIcon(const QIcon& icon);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon icon_;
};

}  // namespace slipway
