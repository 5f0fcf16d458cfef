// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/accessible_roles.h"
#include "widgets/theme/style_sheet.h"
#include "widgets/theme/text_size.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPushButton>
#include <QStyleFactory>

static void initResources()
{
    Q_INIT_RESOURCE(slipway);
}

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

bool systemIsDark()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

bool hasEqualDigits(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(digit) - width) > 0.01)
            return false;
    }
    return true;
}

}  // namespace

Theme::Theme(ColorScheme scheme, QObject* parent)
    : QObject(parent), scheme_(scheme), system_dark_(systemIsDark())
{
    initResources();
    installAccessibleRoles();
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(font());
    qApp->installEventFilter(this);
    apply();
}

void Theme::setColorScheme(ColorScheme scheme)
{
    if (scheme == scheme_)
        return;
    scheme_ = scheme;
    apply();
}

void Theme::apply()
{
    applying_ = true;
    const bool dark = scheme_ == ColorScheme::Dark || (scheme_ == ColorScheme::System && system_dark_);
    tokens_ = dark ? Tokens::forDark() : Tokens::light();
    QApplication::setPalette(slipway::palette(tokens_));
    qApp->setStyleSheet(slipway::styleSheet(tokens_));
    applying_ = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Polish) {
        // The stylesheet keeps room for the arrow, and cannot see by itself who has a menu.
        if (auto* button = qobject_cast<QPushButton*>(watched);
            button != nullptr && button->menu() != nullptr)
            button->setProperty("hasMenu", true);
    }
    if (event->type() == QEvent::DynamicPropertyChange && watched == qApp &&
        QApplication::font().pixelSize() != textSize()) {
        QApplication::setFont(font());
        apply();
    }
    if (event->type() == QEvent::ThemeChange && !applying_) {
        applying_ = true;
        QApplication::setPalette(QPalette());  // The desktop's own shows only when ours is taken away.
        const bool dark = systemIsDark();
        applying_ = false;
        if (dark != system_dark_ && scheme_ == ColorScheme::System) {
            system_dark_ = dark;
            apply();
        } else {
            system_dark_ = dark;
            QApplication::setPalette(slipway::palette(tokens_));
        }
    }
    return QObject::eventFilter(watched, event);
}

QFont Theme::font()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (QFontDatabase::hasFamily(u"Inter"_s))
        font.setFamilies({u"Inter"_s, font.family()});
    font.setPixelSize(textSize());
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont Theme::headingFont()
{
    QFont heading = font();
    heading.setPixelSize(scaledText(18));
    heading.setWeight(QFont::DemiBold);
    return heading;
}

QFont Theme::tabularFont()
{
    QFont tabular = font();
    for (const QString& family : {tabular.family(), u"Noto Sans"_s, u"Liberation Sans"_s, u"DejaVu Sans"_s}) {
        if (!QFontDatabase::hasFamily(family))
            continue;
        tabular.setFamilies({family});
        if (hasEqualDigits(tabular))
            return tabular;
    }
    return font();
}

QFont Theme::monospacedFont(int pixel_size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (QFontDatabase::hasFamily(u"JetBrains Mono"_s))
        font.setFamilies({u"JetBrains Mono"_s, font.family()});
    font.setPixelSize(scaledText(pixel_size));
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace slipway
