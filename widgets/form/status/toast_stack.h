// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/form/status/toast.h"

#include <QList>
#include <QObject>

namespace slipway {

/// The toasts of a window, newest lowest, at its bottom right; more than four push the oldest out.
class ToastStack : public QObject {
    Q_OBJECT

public:
    /// Toasts are children of `window` and move with its size.
    ToastStack(const Theme& theme, QWidget* window);

    /// Shows it and announces it to screen readers.
    Toast* show(ToastMessage message);
    Toast* show(const QString& text, StatusTone tone = StatusTone::Neutral);

    const QList<Toast*>& toasts() const { return toasts_; }

Q_SIGNALS:
    void shown(const slipway::ToastMessage& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();

    const Theme& theme_;
    QWidget* window_;
    QList<Toast*> toasts_;
};

}  // namespace slipway
