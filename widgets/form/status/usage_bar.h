// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    QString name_;
    QString amount_;
    double share_ = 0;
};

}  // namespace slipway
