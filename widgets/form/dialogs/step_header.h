// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

namespace slipway {

class Theme;

/// "1 Source — 2 Review — 3 Done", the current step in the accent colour.
class StepHeader : public QWidget {
    Q_OBJECT

public:
    explicit StepHeader(const Theme& theme, QWidget* parent = nullptr);

    void setSteps(const QStringList& steps);
    void setCurrent(int step);
    int current() const { return current_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Part;
    QList<Part> parts() const;
    void describe();

    const Theme& theme_;
    QStringList steps_;
    int current_ = 0;
};

}  // namespace slipway
