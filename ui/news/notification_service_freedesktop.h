// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusAbstractInterface>

namespace slipway {

/// org.freedesktop.Notifications, as the desktop offers it on the bus. Signals are named as the service names
/// them.
class NotificationService : public QDBusAbstractInterface {
    Q_OBJECT
public:
    explicit NotificationService(const QDBusConnection& bus, QObject* parent = nullptr)
        : QDBusAbstractInterface(QStringLiteral("org.freedesktop.Notifications"),
                                 QStringLiteral("/org/freedesktop/Notifications"),
                                 "org.freedesktop.Notifications", bus, parent)
    {
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);
};

}  // namespace slipway
