// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/album.h"

#include "app/demo/watchdog.h"
#include "app/demo/window_driver.h"
#include "ui/shell/appearance.h"

#include <QApplication>
#include <QPixmap>
#include <QWidget>

namespace slipway::demo {

namespace {

/// Lets the layouts and styles of a new look take effect. A layout may ask the one around it for more room
/// only when it is itself laid out, so that this takes some rounds.
void settle()
{
    constexpr int rounds = 8;
    for (int round = 0; round < rounds; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

}  // namespace

void Album::take(const QString& name, QWidget* window)
{
    if (pictures_ == Pictures::Skip)
        return;
    const Watchdog::Excuse taking(watchdog_);
    for (const QString& language : {QStringLiteral("zh_CN"), QStringLiteral("en")}) {
        appearance_.setLanguage(language);
        settle();  // One change at a time, as people make them.
        const QString prefix = language == QStringLiteral("en") ? QString() : QStringLiteral("chinese-");
        for (const QString& scheme : {QStringLiteral("dark"), QStringLiteral("light")}) {
            appearance_.setScheme(scheme);
            settle();
            save(name + QLatin1Char('-') + prefix + scheme, window->grab());
        }
    }
}

void Album::takeDialog(const QString& name)
{
    QWidget* dialog = QApplication::activeModalWidget();
    if (!dialog)
        throw Failure(QStringLiteral("No dialog is open to take the picture %1 of.").arg(name));
    take(name, dialog);
}

void Album::save(const QString& name, const QPixmap& picture)
{
    const QString file = folder_.filePath(name + QStringLiteral(".png"));
    if (!picture.save(file))
        throw Failure(QStringLiteral("The picture %1 could not be written.").arg(file));
    ++count_;
}

}  // namespace slipway::demo
