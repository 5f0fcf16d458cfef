// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace slipway {

Language::~Language()
{
    if (!QCoreApplication::instance())
        return;
    QCoreApplication::removeTranslator(&translator_);
    QCoreApplication::removeTranslator(&qt_translator_);
}

void Language::set(const QString& code)
{
    code_ = code;
    const bool chinese =
        code == QStringLiteral("zh_CN") ||
        (code == QStringLiteral("system") && QLocale::system().language() == QLocale::Chinese);
    const QString wanted = chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    if (wanted == effective_)
        return;
    effective_ = wanted;
    QCoreApplication::removeTranslator(&qt_translator_);
    if (qt_translator_.load(QStringLiteral("qtbase_%1").arg(wanted),
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_translator_);
    QCoreApplication::removeTranslator(&translator_);
    // English is the source; its file holds the plurals alone.
    if (translator_.load(QStringLiteral(":/i18n/slipway_%1.qm").arg(wanted)))
        QCoreApplication::installTranslator(&translator_);
}

}  // namespace slipway
