// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/loading_state.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace slipway {

using namespace std::chrono_literals;

LoadingState::LoadingState(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    delay_.setSingleShot(true);
    delay_.setInterval(200ms);
    motion_.setInterval(80ms);
    delay_.callOnTimeout(this, [this] {
        visible_ = true;
        motion_.start();
        update();
    });
    motion_.callOnTimeout(this, &LoadingState::advance);
    setText({});
}

QString LoadingState::words() const
{
    return text_.isEmpty() ? tr("Loading…") : text_;
}

int LoadingState::angle() const
{
    return style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0 ? angle_ : 0;
}

void LoadingState::setText(const QString& text)
{
    text_ = text;
    setAccessibleName(words());
    update();
}

void LoadingState::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    visible_ = false;
    delay_.start();
}

void LoadingState::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    delay_.stop();
    motion_.stop();
    visible_ = false;
}

void LoadingState::advance()
{
    angle_ = (angle_ + 30) % 360;
    update();
}

void LoadingState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setText(text_);
    QWidget::changeEvent(event);
}

void LoadingState::paintEvent(QPaintEvent* /*event*/)
{
    if (!visible_)
        return;
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int room = fontMetrics().horizontalAdvance(words());
    const int left = (width() - room - 26) / 2;
    const QRectF circle(left, height() / 2.0 - 8, 16, 16);
    painter.setPen(QPen(tokens.line, 2));
    painter.drawEllipse(circle);
    painter.setPen(QPen(tokens.accent, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, -angle() * 16, 90 * 16);
    painter.setPen(tokens.dimText);
    painter.drawText(QRect(left + 26, 0, room + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, words());
}

}  // namespace slipway
