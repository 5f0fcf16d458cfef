// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/remembered_columns.h"

#include "ui/session/settings.h"
#include "widgets/table/table_view.h"

#include <QEvent>
#include <QTimer>

namespace slipway {

namespace {

/// Writes once a change has come to rest, and at the latest when the table is hidden.
class ColumnMemory : public QObject {
public:
    ColumnMemory(TableView& table, SettingsStore& settings, const Setting<QByteArray>& setting)
        : QObject(&table), table_(table), settings_(settings), setting_(setting)
    {
        rest_.setSingleShot(true);
        rest_.setInterval(std::chrono::milliseconds(300));
        connect(&rest_, &QTimer::timeout, this, [this] { settings_.set(setting_, table_.saveState()); });
        connect(&table, &TableView::stateChanged, &rest_, qOverload<>(&QTimer::start));
        table.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() == QEvent::Hide && rest_.isActive()) {
            rest_.stop();
            settings_.set(setting_, table_.saveState());
        }
        return false;
    }

private:
    TableView& table_;
    SettingsStore& settings_;
    const Setting<QByteArray>& setting_;
    QTimer rest_;
};

}  // namespace

void rememberColumns(TableView& table, SettingsStore& settings, const Setting<QByteArray>& setting)
{
    table.restoreState(settings.get(setting));
    new ColumnMemory(table, settings, setting);
}

}  // namespace slipway
