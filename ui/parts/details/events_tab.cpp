// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/events_tab.h"

#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "ui/session/workspace.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QVBoxLayout>

namespace slipway {

EventsTab::EventsTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      table_(new TableView(workbench.theme)),
      model_(new KeyedTableModel(this)),
      banner_(new ErrorBanner(workbench.theme))
{
    table_->setObjectName(QStringLiteral("events"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addWidget(table_, 1);
    connect(banner_, &ErrorBanner::retryRequested, this, [this] {
        asked_version_ = -1;
        ask();
    });
    retranslate();
    table_->setTable(model_);
    rememberColumns(*table_, workbench.settings, settings::events_table);
    retranslated(this, [this] { retranslate(); });
}

void EventsTab::retranslate()
{
    model_->setColumns({{QStringLiteral("time"), tr("Time"), Qt::AlignLeft | Qt::AlignVCenter, 170},
                        {QStringLiteral("action"), tr("What"), Qt::AlignLeft | Qt::AlignVCenter, 150},
                        {QStringLiteral("user"), tr("Who"), Qt::AlignLeft | Qt::AlignVCenter, 140},
                        {QStringLiteral("detail"), tr("Detail"), Qt::AlignLeft | Qt::AlignVCenter, 400}});
    table_->setAccessibleName(tr("Events"));
    fill();
}

void EventsTab::show(const ItemPtr& item)
{
    if (!item || !item_ || item->resource.id != item_->resource.id) {
        calls_.cancelAll();
        entries_.clear();
        asked_version_ = -1;
        banner_->setMessage({});
        fill();
    }
    item_ = item;
    if (isVisible())
        ask();
}

void EventsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void EventsTab::ask()
{
    if (!item_ || asked_version_ == item_->resource.version)
        return;
    asked_version_ = item_->resource.version;
    calls_.cancelAll();
    const Resource& resource = item_->resource;
    calls_.start<std::vector<HistoryEntry>>(
        [&](Answer<std::vector<HistoryEntry>> done) {
            return workbench_.workspace.session().history(resource.kind, resource.project, resource.name,
                                                          std::move(done));
        },
        [this](Result<std::vector<HistoryEntry>> entries) {
            banner_->setMessage(entries ? QString() : explain(entries.error()));
            if (!entries)
                return;
            entries_ = std::move(*entries);
            fill();
        });
}

void EventsTab::fill()
{
    QList<TableRow> rows;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const HistoryEntry& entry = entries_[i];
        const auto milliseconds = static_cast<qlonglong>(entry.time.time_since_epoch().count());
        const TableCell time{Texts::absolute(entry.time), milliseconds, Texts::ago(entry.time, now())};
        // Entries are never rewritten, so that counting from the oldest names each for ever.
        rows << TableRow{QString::number(entries_.size() - i),
                         {time, TableCell{.text = Texts::action(entry.action), .strong = true},
                          entry.user.empty() ? TableCell{.text = tr("The platform"), .dim = true}
                                             : TableCell{.text = QString::fromStdString(entry.user)},
                          TableCell{.text = QString::fromStdString(entry.detail),
                                    .tooltip = QString::fromStdString(entry.detail),
                                    .dim = true}}};
    }
    model_->setRows(rows);
}

}  // namespace slipway
