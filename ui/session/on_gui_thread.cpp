// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/on_gui_thread.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

namespace slipway {

Executor onGuiThread(QObject* context)
{
    // Closures go to a relay that each of them keeps alive, so that no post can meet the context's destructor
    // and none is lost when the executor goes first.
    std::shared_ptr<QObject> relay(new QObject, [](QObject* object) {
        // At the end of the application its last events are thrown away, and no more can be posted.
        if (QCoreApplication::closingDown())
            delete object;
        else
            object->deleteLater();
    });
    return [relay, guard = QPointer<QObject>(context)](std::function<void()> run) {
        QMetaObject::invokeMethod(
            relay.get(),
            // Keeps the relay until it has run: a nested event loop may carry out deletions before calls.
            [relay, guard, run = std::move(run)] {
                if (guard)
                    run();
            },
            Qt::QueuedConnection);
    };
}

}  // namespace slipway
