// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

namespace slipway {

class Theme;

/// The values under the crosshair, floating over the window.
class ChartTooltip : public QWidget {
public:
    struct Row {
        QColor color;
        QString name;
        QString value;
    };

    ChartTooltip(const Theme& theme, QWidget* window);

    /// Beside `at` (in the window's coordinates), inside the window.
    void showValues(const QString& heading, QList<Row> rows, QPoint at);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize fittingSize() const;

    const Theme& theme_;
    QString heading_;
    QList<Row> rows_;
};

}  // namespace slipway
