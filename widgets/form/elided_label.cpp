// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/elided_label.h"

#include "widgets/table/plain_text.h"

#include <QEvent>

namespace slipway {

namespace {

constexpr int kNarrowest = 32;

}  // namespace

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWholeText(text);
}

void ElidedLabel::setWholeText(const QString& text)
{
    whole_ = text;
    shown_ = cellText(text);
    setAccessibleName(shown_);
    updateGeometry();
    fit();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(shown_) + 2, QLabel::sizeHint().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(kNarrowest, sizeHint().width()), QLabel::minimumSizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    fit();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void ElidedLabel::fit()
{
    const QString fitting = fontMetrics().elidedText(shown_, Qt::ElideRight, width());
    setText(fitting);
    setToolTip(fitting == whole_ ? QString() : plainTooltip(whole_));
}

}  // namespace slipway
