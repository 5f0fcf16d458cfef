// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keys_edit.h"

#include <QKeyEvent>

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

}  // namespace slipway
