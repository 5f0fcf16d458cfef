// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/album.h"

#include "app/demo/window_driver.h"
#include "ui/shell/appearance.h"

#include <QApplication>
#include <QPixmap>
#include <QWidget>

namespace slipway::demo {

void Album::take(const QString& name, QWidget* window)
{
    for (const QString& language : {QStringLiteral("zh_CN"), QStringLiteral("en")}) {
        appearance_.setLanguage(language);
        for (const QString& scheme : {QStringLiteral("dark"), QStringLiteral("light")}) {
            appearance_.setScheme(scheme);
            QCoreApplication::sendPostedEvents();  // layouts settle
            QCoreApplication::processEvents();
            const QString look =
                (language == QStringLiteral("en") ? QString() : QStringLiteral("chinese-")) + scheme;
            const QString file = folder_.filePath(name + QLatin1Char('-') + look + QStringLiteral(".png"));
            if (!window->grab().save(file))
                throw Failure(QStringLiteral("The picture %1 could not be written.").arg(file));
            ++count_;
        }
    }
}

}  // namespace slipway::demo
