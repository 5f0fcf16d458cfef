// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/look/contrast_findings.h"

#include <QAbstractButton>
#include <QHash>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QStyle>
#include <QStyleOptionFrame>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace slipway::test {

namespace {

double luminance(QRgb color)
{
    const auto part = [](int value) {
        const double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(qRed(color)) + 0.7152 * part(qGreen(color)) + 0.0722 * part(qBlue(color));
}

double contrast(QRgb one, QRgb other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// The best contrast that any pixel of `area` has with what most of them have.
double contrastIn(const QImage& picture, const QRect& area)
{
    QHash<QRgb, int> counts;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            ++counts[picture.pixel(x, y)];
    QRgb ground = 0;
    int most = 0;
    for (auto one = counts.begin(); one != counts.end(); ++one)
        if (one.value() > most) {
            most = one.value();
            ground = one.key();
        }
    double best = 1;
    for (auto one = counts.begin(); one != counts.end(); ++one)
        best = std::max(best, contrast(one.key(), ground));
    return best;
}

/// Where the placeholder of an empty field stands, in the widget; nothing when there is none to see.
QRect placeholderPlace(const QLineEdit& edit)
{
    QStyleOptionFrame option;
    option.initFrom(&edit);
    option.rect = edit.rect();
    QRect place = edit.style()->subElementRect(QStyle::SE_LineEditContents, &option, &edit);
    place = place.marginsRemoved(edit.textMargins());
    const int width = edit.fontMetrics().horizontalAdvance(edit.placeholderText());
    return edit.text().isEmpty() ? place.intersected(QRect(place.topLeft(), QSize(width, place.height())))
                                 : QRect();
}

QString textOf(const QWidget& widget)
{
    if (const auto* edit = qobject_cast<const QLineEdit*>(&widget))
        return edit->text().isEmpty() ? edit->placeholderText() : QString();
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(&widget))
        return edit->document()->isEmpty() && !edit->hasFocus() ? edit->placeholderText() : QString();
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    return {};
}

}  // namespace

QStringList contrastFindings(QWidget& window)
{
    QStringList findings;
    const QPixmap shown = window.grab();
    const QImage picture = shown.toImage().convertToFormat(QImage::Format_RGB32);
    const double ratio = shown.devicePixelRatio();
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const QString text = textOf(*widget);
        // What cannot be used is exempt.
        if (text.trimmed().isEmpty() || !widget->isVisible() || !widget->isEnabled() ||
            widget->window() != &window)
            continue;
        const QRect seen = widget->visibleRegion().boundingRect();
        if (seen.height() < widget->height())  // Scrolled away in part: there may be no letter in the rest.
            continue;
        QRect inner = seen.adjusted(2, 2, -2, -2);
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
            inner = inner.intersected(placeholderPlace(*edit));
        if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget))
            inner = inner.intersected(edit->viewport()->geometry());
        const QRect place(widget->mapTo(&window, inner.topLeft()) * ratio, inner.size() * ratio);
        const QRect area = place.intersected(picture.rect());
        if (area.isEmpty())
            continue;
        const bool large = widget->fontInfo().pixelSize() >= 24;
        const double found = contrastIn(picture, area);
        if (found < (large ? 3.0 : 4.45))  // Smoothing takes a little of every stroke.
            findings << QStringLiteral("%1 %2 \"%3\" has a contrast of %4.")
                            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                 text.simplified().left(60))
                            .arg(found, 0, 'f', 2);
    }
    return findings;
}

}  // namespace slipway::test
