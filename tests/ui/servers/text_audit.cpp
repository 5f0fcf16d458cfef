// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/servers/text_audit.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTextDocument>
#include <QWidget>

#include <algorithm>

namespace slipway::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype most_characters = 10'000;

bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

QString nameOf(const QWidget& widget)
{
    return QString::fromLatin1(widget.metaObject()->className()) + u' ' + widget.objectName();
}

void auditText(const QWidget& widget, const QString& text, QStringList& findings)
{
    if (text.size() > most_characters)
        findings << u"%1 shows %2 characters."_s.arg(nameOf(widget)).arg(text.size());
    if (std::any_of(text.begin(), text.end(), turnsDirection))
        findings << u"%1 obeys a mark of direction: %2"_s.arg(nameOf(widget), text.left(60));
}

void auditTooltip(const QWidget& widget, QStringList& findings)
{
    const QString tooltip = widget.toolTip();
    auditText(widget, tooltip, findings);
    // Qt shows what looks like HTML as HTML; ours says itself that it is, and holds escaped text.
    const bool ours = tooltip.startsWith(u"<p style='white-space:pre-wrap'>"_s);
    if (!ours && Qt::mightBeRichText(tooltip))
        findings << u"%1 has a tooltip that is taken for HTML: %2"_s.arg(nameOf(widget), tooltip.left(60));
}

}  // namespace

QStringList auditTexts(const QWidget& window)
{
    QStringList findings;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        auditTooltip(*widget, findings);
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            auditText(*label, label->text(), findings);
            // The counts of GPUs are our own numbers, in bold.
            if (label->textFormat() != Qt::PlainText && label->objectName() != u"gpuUsage"_s &&
                label->pixmap().isNull() && !label->text().isEmpty())
                findings << u"%1 interprets its text."_s.arg(nameOf(*label));
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            auditText(*button, button->text(), findings);
        }
    }
    return findings;
}

}  // namespace slipway::test
