// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_state.h"

#include "ui/parts/lists/list_page.h"

#include <QStringList>
#include <QTabWidget>

#include <algorithm>

namespace slipway {

namespace {

constexpr QLatin1Char separator('|');

/// "slipway::ClusterPage" without `ending` gives "cluster".
QString classWord(const QWidget& widget, QLatin1String ending)
{
    QString name = QString::fromLatin1(widget.metaObject()->className()).section(QStringLiteral("::"), -1);
    if (name.endsWith(ending))
        name.chop(ending.size());
    return name.toLower();
}

int area(const QRect& rect)
{
    return rect.isValid() ? rect.width() * rect.height() : 0;
}

}  // namespace

QString PlaceMark::text() const
{
    return QStringList{page, selected, tab}.join(separator);
}

PlaceMark PlaceMark::read(const QString& text)
{
    const QStringList parts = text.split(separator);
    return parts.size() == 3 ? PlaceMark{parts[0], parts[1], parts[2]} : PlaceMark();
}

QString pageName(const QWidget& page)
{
    if (const auto* list = qobject_cast<const ListPage*>(&page)) {
        const std::string_view plural = info(list->kind()).plural;
        return QString::fromUtf8(plural.data(), static_cast<qsizetype>(plural.size()));
    }
    return classWord(page, QLatin1String("Page"));
}

QString tabName(const QWidget& tab)
{
    const QString word = classWord(tab, QLatin1String("Tab"));
    if (word == QStringLiteral("factlist"))
        return QStringLiteral("overview");
    return word == QStringLiteral("log") ? QStringLiteral("logs") : word;
}

QWidget* findTab(const QTabWidget& tabs, const QString& name)
{
    for (int i = 0; i < tabs.count(); ++i)
        if (tabs.isTabVisible(i) && tabName(*tabs.widget(i)) == name)
            return tabs.widget(i);
    return nullptr;
}

QRect broughtBack(QRect window, const QList<QRect>& screens)
{
    if (screens.isEmpty())
        return window;
    const QRect& screen =
        *std::max_element(screens.begin(), screens.end(), [&](const QRect& a, const QRect& b) {
            return area(a & window) < area(b & window);
        });
    window.setSize(window.size().boundedTo(screen.size()));
    window.moveLeft(std::clamp(window.left(), screen.left(), screen.right() + 1 - window.width()));
    window.moveTop(std::clamp(window.top(), screen.top(), screen.bottom() + 1 - window.height()));
    return window;
}

}  // namespace slipway
