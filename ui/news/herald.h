// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/news/desktop_notifier.h"
#include "ui/news/news.h"
#include "ui/news/tray_icon.h"

#include <QObject>

#include <functional>

class QWidget;

namespace slipway {

class Preferences;

/// Tells the desktop what happened while the window is not in front, and keeps the icon in the tray, both as
/// far as the person wants them.
class Herald : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    Herald(const QWidget& window, const Preferences& preferences, QObject* parent = nullptr);

    /// `chosen` runs when somebody clicks on the notification.
    void tell(const News& news, std::function<void()> chosen);
    /// What the tray says: "gpu.example.com: connected, 3 GPUs free".
    void setState(const QString& state) { tray_.setState(state); }
    /// Whether a closed window leaves its icon in the tray behind.
    bool staysInTray() const;

    /// Whether the person wants to hear of this at all.
    static bool wants(News::What what, const Preferences& preferences);

Q_SIGNALS:
    void openRequested();
    void quitRequested();

private:
    void followPreferences();

    const QWidget& window_;
    const Preferences& preferences_;
    DesktopNotifier notifier_;
    TrayIcon tray_;
};

}  // namespace slipway
