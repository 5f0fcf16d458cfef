// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QWidget>

namespace slipway {

class Theme;

/// The shape and colour of a state, for a line of text beside it that has the word.
class StatusDot : public QWidget {
    Q_OBJECT
public:
    explicit StatusDot(const Theme& theme, QWidget* parent = nullptr);

    void setTone(StatusTone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    StatusTone tone_ = StatusTone::Neutral;
};

}  // namespace slipway
