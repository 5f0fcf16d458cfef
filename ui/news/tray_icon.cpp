// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/tray_icon.h"

#include "widgets/theme/icon.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace slipway {

TrayIcon::TrayIcon(QObject* parent) : QObject(parent) {}

TrayIcon::~TrayIcon() = default;

void TrayIcon::setWanted(bool wanted)
{
    if (!wanted) {
        icon_.reset();
        menu_.reset();
        return;
    }
    if (icon_)
        return;
    menu_ = std::make_unique<QMenu>();
    state_line_ = menu_->addAction(state_);
    state_line_->setEnabled(false);
    menu_->addSeparator();
    connect(menu_->addAction(tr("Open Slipway")), &QAction::triggered, this, &TrayIcon::openRequested);
    connect(menu_->addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitRequested);
    icon_ = std::make_unique<QSystemTrayIcon>(logo());
    icon_->setContextMenu(menu_.get());
    icon_->setToolTip(QStringLiteral("Slipway\n") + state_);
    connect(icon_.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT openRequested();
    });
    icon_->show();
}

bool TrayIcon::isShown() const
{
    return icon_ && QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::setState(const QString& state)
{
    state_ = state;
    if (!icon_)
        return;
    state_line_->setText(state);
    icon_->setToolTip(QStringLiteral("Slipway\n") + state);
}

}  // namespace slipway
