// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keys_edit.h"

#include "widgets/form/restyle.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace slipway {

void KeysEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() != Qt::NoModifier)
        return QKeySequenceEdit::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape)
        return event->ignore();
    if (event->key() != Qt::Key_Backspace && event->key() != Qt::Key_Delete)
        return QKeySequenceEdit::keyPressEvent(event);
    clear();
    Q_EMIT editingFinished();
}

void KeysEdit::focusInEvent(QFocusEvent* event)
{
    QKeySequenceEdit::focusInEvent(event);
    showFocus(true);
}

void KeysEdit::focusOutEvent(QFocusEvent* event)
{
    QKeySequenceEdit::focusOutEvent(event);
    showFocus(false);
}

/// The line inside is what people see, and never has the focus itself.
void KeysEdit::showFocus(bool shown)
{
    auto* line = findChild<QLineEdit*>();
    line->setProperty("keysFocus", shown);
    restyle(*line);
}

}  // namespace slipway
