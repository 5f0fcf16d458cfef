// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/retranslated.h"

#include <QEvent>
#include <QWidget>

namespace slipway {

namespace {

class LanguageWatch : public QObject {
public:
    LanguageWatch(QWidget* widget, std::function<void()> apply) : QObject(widget), apply_(std::move(apply))
    {
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::LanguageChange && watched == parent())
            apply_();
        return false;
    }

private:
    std::function<void()> apply_;
};

}  // namespace

void retranslated(QWidget* widget, std::function<void()> apply)
{
    apply();
    new LanguageWatch(widget, std::move(apply));
}

}  // namespace slipway
