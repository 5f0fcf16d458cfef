// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/focus_findings.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLineEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>
#include <QWindow>

#include <algorithm>
#include <cmath>

namespace slipway::test {

namespace {

constexpr int most_controls = 300;
constexpr double least_contrast = 3;
constexpr int least_pixels = 24;

QString nameOf(const QWidget& widget)
{
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(&widget));
    return QStringLiteral("%1 %2 \"%3\"")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(),
             face ? face->text(QAccessible::Name) : QString());
}

QRect placeOf(const QWidget& widget)
{
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size());
}

QList<const QWidget*> ancestry(const QWidget& widget)
{
    QList<const QWidget*> chain;
    for (const QWidget* one = &widget; one; one = one->isWindow() ? nullptr : one->parentWidget())
        chain.prepend(one);
    return chain;
}

/// Parts of other controls, which have keys of their own.
bool isPart(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    return qobject_cast<const QTabBar*>(parent) || qobject_cast<const QLineEdit*>(parent) ||
           qobject_cast<const QComboBox*>(parent) || widget.objectName().startsWith(QStringLiteral("qt_")) ||
           (parent && QByteArray(parent->metaObject()->className()) == "QTableView") ||
           QByteArray(widget.metaObject()->className()) == "QTableCornerButton";
}

bool isReachable(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && !widget.visibleRegion().isEmpty();
}

double luminance(QRgb color)
{
    const auto linear = [](int channel) {
        const double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) + 0.0722 * linear(qBlue(color));
}

double contrast(QRgb one, QRgb other)
{
    const auto [darker, lighter] = std::minmax(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

QImage picture(QWidget& control)
{
    for (int pass = 0; pass < 2; ++pass)
        QCoreApplication::processEvents();
    const QRect around = placeOf(control).adjusted(-4, -4, 4, 4);
    return control.window()->grab(around.intersected(control.window()->rect())).toImage();
}

}  // namespace

QList<QWidget*> focusRing()
{
    QList<QWidget*> ring;
    // A text in which Tab indents is left by Shift+Tab alone, so the way is gone from its other end.
    for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab}) {
        for (int step = 0; step < most_controls; ++step) {
            QWidget* focus = QApplication::focusWidget();
            if (focus && ring.contains(focus))
                break;
            if (focus)
                key == Qt::Key_Tab ? ring.append(focus) : ring.prepend(focus);
            QTest::keyClick(QGuiApplication::focusWindow(), key);
            if (key == Qt::Key_Tab && focus && QApplication::focusWidget() == focus)
                QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key_Z, Qt::ControlModifier);
        }
        if (ring.isEmpty() || QApplication::focusWidget() == ring.front())
            break;
        ring.front()->setFocus();
        QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key_Backtab);
    }
    return ring;
}

bool isReadBefore(const QWidget& one, const QWidget& other)
{
    const auto first = ancestry(one);
    const auto second = ancestry(other);
    qsizetype common = 0;
    while (common < first.size() && common < second.size() && first[common] == second[common])
        ++common;
    if (common >= first.size() || common >= second.size())
        return common >= first.size();  // What holds the other comes first.
    const QRect a = placeOf(*first[common]);
    const QRect b = placeOf(*second[common]);
    const int shared = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top());
    const bool beside = shared * 2 > std::min(a.height(), b.height());
    return beside ? a.left() <= b.left() : a.top() <= b.top();
}

QStringList ringFindings(const QWidget& window, const QList<QWidget*>& ring)
{
    QStringList found;
    const auto first =
        std::min_element(ring.begin(), ring.end(), [](const QWidget* one, const QWidget* other) {
            return isReadBefore(*one, *other) && !isReadBefore(*other, *one);
        });
    QList<QWidget*> order = ring;
    std::rotate(order.begin(), order.begin() + (first - ring.begin()), order.end());
    for (qsizetype i = 1; i < order.size(); ++i)
        if (!isReadBefore(*order[i - 1], *order[i]))
            found << nameOf(*order[i - 1]) + QStringLiteral(" leads back to ") + nameOf(*order[i]);
    for (const QWidget* control : ring)
        if (!control->isVisible())
            found << nameOf(*control) + QStringLiteral(" has the focus and is hidden");
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->window() != &window || !isReachable(*widget) || isPart(*widget) ||
            ring.contains(widget) || ring.contains(widget->focusProxy()))
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool by_arrows = button && button->autoExclusive();
        if ((widget->focusPolicy() & Qt::TabFocus) || qobject_cast<const QTabBar*>(widget))
            found << nameOf(*widget) + QStringLiteral(" is not on the way of Tab");
        else if (button && !by_arrows)
            found << nameOf(*widget) + QStringLiteral(" takes no focus");
    }
    return found;
}

QString kindOf(const QWidget& control)
{
    QStringList kind{QString::fromLatin1(control.metaObject()->className())};
    for (const char* property : {"buttonKind", "iconOnly", "code", "searchField", "checked"})
        kind << control.property(property).toString();
    return kind.join(QLatin1Char('|'));
}

QString focusFinding(QWidget& control)
{
    for (QWidget* around = control.parentWidget(); around; around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around))
            area->ensureWidgetVisible(&control);
    control.setFocus(Qt::TabFocusReason);
    const QImage with = picture(control);
    control.clearFocus();
    const QImage without = picture(control);
    control.setFocus(Qt::TabFocusReason);
    int changed = 0;
    for (int y = 0; y < std::min(with.height(), without.height()); ++y)
        for (int x = 0; x < std::min(with.width(), without.width()); ++x)
            changed += contrast(with.pixel(x, y), without.pixel(x, y)) >= least_contrast ? 1 : 0;
    return changed >= least_pixels
               ? QString()
               : nameOf(control) +
                     QStringLiteral(" (%1) changes %2 pixels").arg(kindOf(control)).arg(changed);
}

}  // namespace slipway::test
