// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

namespace slipway {

class Theme;

/// How busy GPUs are: a short bar and the percentage; empty where nobody can measure it.
class UseMeter : public QWidget {
    Q_OBJECT
public:
    explicit UseMeter(const Theme& theme, QWidget* parent = nullptr);

    void setUse(std::optional<double> use);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    std::optional<double> use_;
};

}  // namespace slipway
