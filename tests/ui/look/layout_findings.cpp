// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/look/layout_findings.h"

#include "widgets/form/elided_label.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>

namespace slipway::test {

namespace {

/// Rounding of fractions of pixels is no finding.
constexpr int slack = 1;

QString nameOf(const QWidget& widget, const QString& text = {})
{
    const QString shown = text.simplified().left(60);
    return QStringLiteral("%1 %2 \"%3\" (%4x%5)")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(), shown)
        .arg(widget.width())
        .arg(widget.height());
}

QString cutLabel(const QLabel& label)
{
    if (label.text().isEmpty())
        return {};
    if (const auto* elided = qobject_cast<const ElidedLabel*>(&label))
        return elided->text() != elided->wholeText() && elided->toolTip().isEmpty()
                   ? nameOf(label, elided->wholeText()) + QStringLiteral(" is shortened without a tooltip.")
                   : QString();
    if (label.wordWrap()) {
        const int height = label.heightForWidth(label.width());
        return height > label.height() + slack
                   ? nameOf(label, label.text()) + QStringLiteral(" needs a height of %1.").arg(height)
                   : QString();
    }
    const QSize needed = label.sizeHint();
    return needed.width() > label.width() + slack || needed.height() > label.height() + slack
               ? nameOf(label, label.text()) +
                     QStringLiteral(" needs %1x%2.").arg(needed.width()).arg(needed.height())
               : QString();
}

QString cutButton(const QAbstractButton& button)
{
    const int needed = button.sizeHint().width();
    return !button.text().isEmpty() && needed > button.width() + slack
               ? nameOf(button, button.text()) + QStringLiteral(" needs a width of %1.").arg(needed)
               : QString();
}

QString cutBox(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    const int room =
        box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box).width();
    const int needed = box.fontMetrics().horizontalAdvance(box.currentText());
    return needed > room + slack ? nameOf(box, box.currentText()) +
                                       QStringLiteral(" has room for %1 of %2.").arg(room).arg(needed)
                                 : QString();
}

QString cutEdit(const QLineEdit& edit)
{
    if (!edit.text().isEmpty())
        return {};
    QStyleOptionFrame option;
    option.initFrom(&edit);
    const QMargins margins = edit.textMargins();
    const int room = edit.style()->subElementRect(QStyle::SE_LineEditContents, &option, &edit).width() -
                     margins.left() - margins.right();
    const int needed = edit.fontMetrics().horizontalAdvance(edit.placeholderText());
    return needed > room + slack ? nameOf(edit, edit.placeholderText()) +
                                       QStringLiteral(" has room for %1 of %2.").arg(room).arg(needed)
                                 : QString();
}

QString cutTabs(const QTabBar& bar)
{
    for (int i = 0; i < bar.count(); ++i)
        if (bar.isTabVisible(i) &&
            bar.fontMetrics().horizontalAdvance(bar.tabText(i)) > bar.tabRect(i).width() + slack)
            return nameOf(bar, bar.tabText(i)) + QStringLiteral(" is wider than its tab.");
    return {};
}

QString cutHeader(const QHeaderView& header)
{
    if (!header.model() || header.orientation() != Qt::Horizontal)
        return {};
    for (int i = 0; i < header.count(); ++i) {
        const QString text = header.model()->headerData(i, Qt::Horizontal).toString();
        if (!header.isSectionHidden(i) &&
            header.fontMetrics().horizontalAdvance(text) > header.sectionSize(i) + slack)
            return nameOf(header, text) + QStringLiteral(" has room for %1.").arg(header.sectionSize(i));
    }
    return {};
}

QString cutText(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return cutLabel(*label);
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return cutButton(*button);
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return cutBox(*box);
    if (const auto* edit = qobject_cast<const QLineEdit*>(&widget))
        return cutEdit(*edit);
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
        return cutTabs(*tabs);
    if (const auto* header = qobject_cast<const QHeaderView*>(&widget))
        return cutHeader(*header);
    return {};
}

/// What scrolls may be larger than where it is seen.
bool isScrolled(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    const auto* area = parent ? qobject_cast<const QAbstractScrollArea*>(parent->parentWidget()) : nullptr;
    return area && area->viewport() == parent;
}

QString cutByParent(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    if (!parent || widget.isWindow() || isScrolled(widget))
        return {};
    return parent->rect().adjusted(-slack, -slack, slack, slack).contains(widget.geometry())
               ? QString()
               : nameOf(widget) + QStringLiteral(" reaches beyond ") + nameOf(*parent) + QLatin1Char('.');
}

QStringList overlapping(const QLayout& layout)
{
    QStringList findings;
    for (int i = 0; i < layout.count(); ++i)
        for (int j = i + 1; j < layout.count(); ++j) {
            const QWidget* one = layout.itemAt(i)->widget();
            const QWidget* other = layout.itemAt(j)->widget();
            if (!one || !other || !one->isVisible() || !other->isVisible())
                continue;
            const QRect both = one->geometry().intersected(other->geometry());
            if (both.width() > slack && both.height() > slack)
                findings << nameOf(*one) + QStringLiteral(" lies over ") + nameOf(*other) + QLatin1Char('.');
        }
    return findings;
}

}  // namespace

QStringList layoutFindings(const QWidget& window)
{
    QStringList findings;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != &window || widget->visibleRegion().isEmpty())
            continue;
        findings << cutText(*widget) << cutByParent(*widget);
    }
    for (const QLayout* layout : window.findChildren<QLayout*>())
        if (layout->parentWidget() && layout->parentWidget()->window() == &window)
            findings << overlapping(*layout);
    findings.removeAll(QString());
    return findings;
}

}  // namespace slipway::test
