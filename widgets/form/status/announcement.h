// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace slipway {

/// What a window said last, for screen readers alone: each time it shows as a notification, which is what
/// they speak at once on Linux. A child of the window.
class Announcement : public QObject {
    Q_OBJECT
public:
    /// The one of this window, which is made with its first words.
    static Announcement& of(QWidget& window);

    void say(const QString& text);
    const QString& text() const { return text_; }

private:
    explicit Announcement(QWidget& window);

    QString text_;
};

}  // namespace slipway
