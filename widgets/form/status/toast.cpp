// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/toast.h"

#include "widgets/form/button.h"
#include "widgets/form/status/badge_painter.h"
#include "widgets/form/status/soft_shadow.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace slipway {

namespace {

constexpr int kMargin = 14;
constexpr int kShapeRoom = 22;
constexpr int kWidestText = 360;
constexpr qsizetype kMostCharacters = 500;

}  // namespace

Toast::Toast(const Theme& theme, ToastMessage message, QWidget* parent)
    : QFrame(parent), theme_(theme), message_(std::move(message))
{
    setAttribute(Qt::WA_Hover);
    message_.text = blockText(message_.text, kMostCharacters);
    setAccessibleName(message_.text);
    auto* label = makeLabel(message_.text, TextRole::Body, this);
    label->setWordWrap(true);
    label->setMinimumWidth(qMin(kWidestText, label->fontMetrics().horizontalAdvance(message_.text) + 2));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin + kShapeRoom, 10, 8, 10);
    row->setSpacing(8);
    row->addWidget(label, 1);
    if (!message_.action_text.isEmpty()) {
        auto* button = makeButton(message_.action_text, ButtonKind::Link, this);
        connect(button, &QPushButton::clicked, this, &Toast::act);
        row->addWidget(button);
    }
    auto* close = makeIconButton(IconName::Close, tr("Dismiss"), theme, this);
    connect(close, &QToolButton::clicked, this, &Toast::dismiss);
    row->addWidget(close);

    new SoftShadow(*this, theme.isDark() ? 140 : 50);

    timer_.setSingleShot(true);
    timer_.callOnTimeout(this, &Toast::expire);
    timer_.start(message_.stays);
}

void Toast::dismiss()
{
    if (gone_)
        return;
    gone_ = true;
    timer_.stop();
    hide();
    Q_EMIT dismissed();
    deleteLater();
}

void Toast::expire()
{
    const QWidget* focused = QApplication::focusWidget();
    if (focused != nullptr && isAncestorOf(focused))
        timer_.start(message_.stays);
    else
        dismiss();
}

void Toast::act()
{
    if (gone_)
        return;
    const auto action = std::exchange(message_.action, nullptr);
    dismiss();
    if (action)
        action();
}

void Toast::enterEvent(QEnterEvent* event)
{
    QFrame::enterEvent(event);
    timer_.stop();
}

void Toast::leaveEvent(QEvent* event)
{
    QFrame::leaveEvent(event);
    timer_.start(message_.stays);
}

void Toast::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void Toast::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.line);
    painter.setBrush(tokens.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    paintToneShape(painter, QPointF(kMargin + 6, height() / 2.0), 9, message_.tone,
                   tokens.tone(message_.tone));
}

}  // namespace slipway
