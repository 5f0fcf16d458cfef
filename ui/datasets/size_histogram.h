// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/datasets/size_summary.h"

#include <QWidget>

namespace slipway {

class Theme;

/// Bars of how many files have which size, on a scale of powers of two.
class SizeHistogram : public QWidget {
    Q_OBJECT
public:
    explicit SizeHistogram(const Theme& theme, QWidget* parent = nullptr);

    void setSummary(const SizeSummary& summary);
    QSize sizeHint() const override { return {360, 110}; }
    QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    SizeSummary summary_;
};

}  // namespace slipway
