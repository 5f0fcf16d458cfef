// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <map>

namespace slipway {

class NotificationService;

/// Notifications of the desktop, by the D-Bus service of org.freedesktop.Notifications. Where there is none
/// nothing happens. Never waits: the first connection to the bus is made on another thread.
class DesktopNotifier : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// `chosen` runs when somebody clicks on it while this lives.
    void show(const QString& title, const QString& text, std::function<void()> chosen);

private:
    void listen();
    void send(const QString& title, const QString& text, std::function<void()> chosen);

    enum class Bus { Unknown, Ready, Absent } bus_ = Bus::Unknown;
    NotificationService* service_ = nullptr;
    std::map<uint, std::function<void()>> shown_;
};

}  // namespace slipway
