// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace slipway {

class NoticeLog;
class Theme;

/// A bell with the number of notices that nobody has looked at yet.
class BellButton : public QToolButton {
    Q_OBJECT
public:
    BellButton(NoticeLog& log, const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    NoticeLog& log_;
    const Theme& theme_;
};

}  // namespace slipway
