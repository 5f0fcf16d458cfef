// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/herald.h"

#include "ui/settings/choices.h"
#include "ui/settings/preferences.h"

#include <QWidget>

namespace slipway {

Herald::Herald(const QWidget& window, const Preferences& preferences, QObject* parent)
    : QObject(parent), window_(window), preferences_(preferences)
{
    connect(&preferences, &Preferences::changed, this, &Herald::followPreferences);
    connect(&tray_, &TrayIcon::openRequested, this, &Herald::openRequested);
    connect(&tray_, &TrayIcon::quitRequested, this, &Herald::quitRequested);
    followPreferences();
}

void Herald::followPreferences()
{
    tray_.setWanted(preferences_.get(settings::tray) || preferences_.get(settings::stay_in_tray));
}

bool Herald::wants(News::What what, const Preferences& preferences)
{
    switch (what) {
    case News::What::JobEnded:
        return preferences.get(settings::notice_job_ended);
    case News::What::EnvironmentReady:
        return preferences.get(settings::notice_environment_ready);
    case News::What::GpuIdle:
        return preferences.get(settings::notice_idle_gpu);
    }
    return true;
}

void Herald::tell(const News& news, std::function<void()> chosen)
{
    if (window_.isActiveWindow() || !preferences_.get(settings::desktop_notices))
        return;
    notifier_.show(QStringLiteral("Slipway"), news.text, std::move(chosen));
}

bool Herald::staysInTray() const
{
    return tray_.isShown() && preferences_.get(settings::stay_in_tray);
}

}  // namespace slipway
