// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/queue_tab.h"

#include "ui/parts/lists/filtered_table.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/parts/wait_outlook.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "ui/session/workspace.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QVBoxLayout>

#include <limits>

namespace slipway {

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

Kind kindOf(const QueueEntry& entry)
{
    return entry.kind == "Job" || entry.kind == "jobs" ? Kind::Job : Kind::Environment;
}

QString keyOf(const QueueEntry& entry)
{
    return QString::fromUtf8(info(kindOf(entry)).plural.data(),
                             qsizetype(info(kindOf(entry)).plural.size())) +
           QLatin1Char(' ') + text(entry.project + "/" + entry.name);
}

}  // namespace

QueueTab::QueueTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      list_(new FilteredTable(IconName::Clock, workbench.theme, this)),
      model_(new KeyedTableModel(this))
{
    list_->table()->setObjectName(QStringLiteral("queue"));
    list_->filter()->setObjectName(QStringLiteral("queueFilter"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(list_);
    connect(list_->table(), &TableView::rowActivated, this, [this](const QString& key) {
        const QString kind = key.section(QLatin1Char(' '), 0, 0);
        if (const auto known = kindOfPlural(kind.toStdString()))
            Q_EMIT itemRequested(*known, key.section(QLatin1Char(' '), 1).toStdString());
    });
    retranslated(this, [this] { retranslate(); });
}

void QueueTab::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    using enum FilterKind;
    model_->setColumns(
        {{QStringLiteral("place"), tr("Place"), to_left, 70, false, Number},
         {QStringLiteral("name"), tr("Name"), to_left, 150},
         {QStringLiteral("kind"), tr("Kind"), to_left, 110, true, Word},
         {QStringLiteral("project"), tr("Project"), to_left, 90, false, Word},
         {QStringLiteral("owner"), tr("Owner"), to_left, 80, false, Person},
         {QStringLiteral("gpus"), tr("Asks for"), to_left, 80, false, Number, QStringLiteral("gpu")},
         {QStringLiteral("since"), tr("Waits for"), to_left, 96, false, Seconds, QStringLiteral("waits")},
         {QStringLiteral("why"), tr("Why it waits"), to_left, 226},
         {QStringLiteral("start"), tr("When it may start"), to_left, 250}});
    if (!list_->table()->model() || list_->table()->model()->columnCount() == 0) {
        list_->setTable(*model_);
        rememberColumns(*list_->table(), workbench_.settings, settings::queue_table);
    }
    list_->retranslate({tr("Queue"), tr("Filter, such as owner:me gpu>1 waits>2h")});
    fill();
}

void QueueTab::show(std::vector<QueueEntry> entries)
{
    known_ = true;
    entries_ = std::move(entries);
    fill();
}

void QueueTab::fail(const QString& why)
{
    if (!known_)
        list_->pane().setFailed(why);  // It is asked for again by itself.
}

void QueueTab::fill()
{
    if (known_)
        list_->pane().setEmpty(tr("Nothing waits"),
                               tr("What waits for GPUs is listed here in its order, with the reason."));
    QList<TableRow> rows;
    const Timestamp moment = now();
    for (const QueueEntry& entry : entries_) {
        const auto waited = std::chrono::duration_cast<std::chrono::seconds>(moment - entry.since);
        const bool mine = entry.owner == workbench_.workspace.account().user;
        const QString why = explainReason(entry.reason, entry.message);
        const QString start = WaitOutlook::startOrWhyNot(entry, moment);
        rows << TableRow{
            keyOf(entry),
            {TableCell{.text = QString::number(entry.position),
                       .sort = static_cast<qlonglong>(entry.position)},
             TableCell{.text = text(entry.name), .strong = true},
             TableCell{.text = kindOf(entry) == Kind::Job ? tr("Job") : tr("Environment"),
                       .word = kindOf(entry) == Kind::Job ? QStringLiteral("job")
                                                          : QStringLiteral("environment")},
             TableCell{.text = text(entry.project)},
             TableCell{.text = mine ? tr("you") : text(entry.owner),
                       .sort = text(entry.owner),
                       .tooltip = text(entry.owner),
                       .word = mine ? QStringLiteral("me") : QString()},
             TableCell{.text = Texts::gpus(entry.gpus), .sort = static_cast<qlonglong>(entry.gpus)},
             TableCell{.text = Texts::duration(waited),
                       .sort = static_cast<qlonglong>(waited.count()),
                       .tooltip = Texts::absolute(entry.since)},
             TableCell{.text = why, .tooltip = text(entry.message), .dim = true},
             TableCell{.text = start,
                       .sort = entry.start_by ? qint64(entry.start_by->time_since_epoch().count())
                                              : std::numeric_limits<qint64>::max(),
                       .tooltip = start + QLatin1Char('\n') +
                                  tr("Reckoned from the time limits of what runs now. It can be sooner, "
                                     "and later when others go first."),
                       .dim = true}}};
    }
    model_->setRows(rows);
}

}  // namespace slipway
