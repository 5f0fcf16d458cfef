// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

namespace slipway {

class Theme;

/// A name, "21 of 24 GPUs" and a bar below; the bar warns when everything is used.
class UsageBar : public QWidget {
    Q_OBJECT

public:
    explicit UsageBar(const Theme& theme, QWidget* parent = nullptr);

    /// `share` is 0 to 1.
    void setUsage(const QString& name, const QString& amount, double share);
    /// A square of this colour with a letter before the name, as a legend has it.
    void setSwatch(const QColor& color, const QString& letter);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintSwatch(QPainter& painter) const;

    const Theme& theme_;
    QString name_;
    QString amount_;
    double share_ = 0;
    QColor swatch_;
    QString letter_;
};

}  // namespace slipway
