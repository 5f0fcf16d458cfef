// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QScrollBar>

#include <functional>

namespace slipway {

/// A vertical scroll bar with marks where something of interest lies.
class MarkScrollBar : public QScrollBar {
public:
    /// Whether anything lies in the part [from, to) of 0 to 1; asked once for each pixel.
    using Probe = std::function<bool(double from, double to)>;

    explicit MarkScrollBar(QWidget* parent = nullptr);

    void setMarks(Probe probe, const QColor& color);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Probe probe_;
    QColor color_;
};

}  // namespace slipway
