// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace slipway {

struct Notice;
class NoticeLog;
class Theme;

/// What the window has said lately, with what each message offered; floats below the bell. Closes by Escape
/// or a click elsewhere, and is then gone.
class NoticePane : public QFrame {
    Q_OBJECT
public:
    NoticePane(NoticeLog& log, const Theme& theme, QWidget* parent);

    /// With its right upper corner here, on the screen.
    void popUp(const QPoint& corner);

private:
    void fill();
    QWidget* makeRow(const Notice& notice);
    void retranslate();

    NoticeLog& log_;
    const Theme& theme_;
    QLabel* title_;
    QPushButton* clear_;
    QLabel* empty_;
    QWidget* list_;
    QVBoxLayout* rows_;
};

}  // namespace slipway
