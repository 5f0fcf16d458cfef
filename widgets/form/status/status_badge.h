// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QString>
#include <QWidget>

namespace slipway {

class Theme;

/// A pill with a shape, a word and a colour.
class StatusBadge : public QWidget {
    Q_OBJECT

public:
    explicit StatusBadge(const Theme& theme, QWidget* parent = nullptr);
    StatusBadge(StatusTone tone, const QString& text, const Theme& theme, QWidget* parent = nullptr);

    void setStatus(StatusTone tone, const QString& text);
    StatusTone tone() const { return tone_; }
    QString text() const { return text_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    StatusTone tone_ = StatusTone::Neutral;
    QString text_;
};

}  // namespace slipway
