// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/desktop_notifier.h"

#include "ui/news/notification_service_freedesktop.h"
#include "ui/session/on_gui_thread.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QThreadPool>
#include <QVariantMap>

namespace slipway {

namespace {

constexpr int answer_timeout_ms = 5'000;
constexpr int as_the_desktop_likes = -1;

}  // namespace

void DesktopNotifier::show(const QString& title, const QString& text, std::function<void()> chosen)
{
    if (bus_ == Bus::Absent)
        return;
    if (bus_ == Bus::Ready)
        return send(title, text, std::move(chosen));
    QThreadPool::globalInstance()->start(
        [this, title, text, chosen = std::move(chosen), deliver = onGuiThread(this)]() mutable {
            const bool connected = QDBusConnection::sessionBus().isConnected();
            deliver([this, connected, title, text, chosen = std::move(chosen)]() mutable {
                bus_ = connected ? Bus::Ready : Bus::Absent;
                if (!connected)
                    return;
                listen();
                send(title, text, std::move(chosen));
            });
        });
}

void DesktopNotifier::listen()
{
    if (service_)
        return;
    service_ = new NotificationService(QDBusConnection::sessionBus(), this);
    service_->setTimeout(answer_timeout_ms);
    connect(service_, &NotificationService::ActionInvoked, this, [this](uint id) {
        if (const auto found = shown_.extract(id); !found.empty() && found.mapped())
            found.mapped()();
    });
    connect(service_, &NotificationService::NotificationClosed, this, [this](uint id) { shown_.erase(id); });
}

void DesktopNotifier::send(const QString& title, const QString& text, std::function<void()> chosen)
{
    // Texts may be shown as markup, and names come from others.
    const QVariantList arguments{
        QStringLiteral("Slipway"),
        0u,
        QGuiApplication::desktopFileName(),
        title,
        text.toHtmlEscaped(),
        QStringList{QStringLiteral("default"), tr("Show")},
        QVariantMap{{QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}},
        as_the_desktop_likes};
    auto* watcher = new QDBusPendingCallWatcher(
        service_->asyncCallWithArgumentList(QStringLiteral("Notify"), arguments), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, chosen = std::move(chosen)] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (!reply.isError())
            shown_[reply.value()] = chosen;
        watcher->deleteLater();
    });
}

}  // namespace slipway
