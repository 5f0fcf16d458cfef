// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/album.h"

#include "app/demo/window_driver.h"
#include "ui/shell/appearance.h"

#include <QApplication>
#include <QPixmap>
#include <QWidget>

namespace slipway::demo {

namespace {

/// Lets layouts and styles of a new look take effect.
void settle()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
}

}  // namespace

void Album::take(const QString& name, QWidget* window)
{
    for (const QString& language : {QStringLiteral("zh_CN"), QStringLiteral("en")}) {
        appearance_.setLanguage(language);
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
    for (const QString& scheme : {QStringLiteral("dark"), QStringLiteral("light")}) {
        appearance_.setScheme(scheme);
        settle();
        save(name + QLatin1Char('-') + scheme, dialog->grab());
    }
}

void Album::save(const QString& name, const QPixmap& picture)
{
    const QString file = folder_.filePath(name + QStringLiteral(".png"));
    if (!picture.save(file))
        throw Failure(QStringLiteral("The picture %1 could not be written.").arg(file));
    ++count_;
}

}  // namespace slipway::demo
