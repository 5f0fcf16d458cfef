// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/toast_stack.h"

#include "widgets/form/status/announce.h"

#include <QEvent>
#include <QWidget>

namespace slipway {

namespace {

constexpr int kMost = 4;
constexpr int kEdge = 20;
constexpr int kStatusBar = 28;
constexpr int kGap = 8;

}  // namespace

ToastStack::ToastStack(const Theme& theme, QWidget* window) : QObject(window), theme_(theme), window_(window)
{
    window->installEventFilter(this);
}

Toast* ToastStack::show(ToastMessage message)
{
    auto* toast = new Toast(theme_, std::move(message), window_);
    connect(toast, &Toast::dismissed, this, [this, toast] {
        toasts_.removeOne(toast);
        arrange();
    });
    toasts_.append(toast);
    while (toasts_.size() > kMost)
        toasts_.first()->dismiss();
    toast->show();
    arrange();
    announce(*toast, toast->message().text);
    Q_EMIT shown(toast->message());
    return toast;
}

Toast* ToastStack::show(const QString& text, StatusTone tone)
{
    ToastMessage message;
    message.text = text;
    message.tone = tone;
    return show(std::move(message));
}

bool ToastStack::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == window_ && event->type() == QEvent::Resize)
        arrange();
    return QObject::eventFilter(watched, event);
}

void ToastStack::arrange()
{
    int bottom = window_->height() - kEdge - kStatusBar;
    for (auto toast = toasts_.crbegin(); toast != toasts_.crend(); ++toast) {
        (*toast)->adjustSize();
        const QSize size = (*toast)->size();
        (*toast)->move(window_->width() - kEdge - size.width(), bottom - size.height());
        (*toast)->raise();
        bottom -= size.height() + kGap;
    }
}

}  // namespace slipway
