// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/queue_tab.h"

#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/parts/wait_outlook.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "ui/session/workspace.h"
#include "widgets/form/text_role.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QLabel>
#include <QVBoxLayout>

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
      table_(new TableView(workbench.theme)),
      model_(new KeyedTableModel(this)),
      empty_(makeLabel({}, TextRole::Dim))
{
    table_->setObjectName(QStringLiteral("queue"));
    empty_->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    connect(table_, &TableView::rowActivated, this, [this](const QString& key) {
        const QString kind = key.section(QLatin1Char(' '), 0, 0);
        if (const auto known = kindOfPlural(kind.toStdString()))
            Q_EMIT itemRequested(*known, key.section(QLatin1Char(' '), 1).toStdString());
    });
    retranslated(this, [this] { retranslate(); });
}

void QueueTab::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    table_->setAccessibleName(tr("Queue"));
    empty_->setText(tr("Nothing waits."));
    model_->setColumns({{QStringLiteral("place"), tr("Place"), to_left, 70},
                        {QStringLiteral("name"), tr("Name"), to_left, 160},
                        {QStringLiteral("kind"), tr("Kind"), to_left, 110, true},
                        {QStringLiteral("project"), tr("Project"), to_left, 100},
                        {QStringLiteral("owner"), tr("Owner"), to_left, 90},
                        {QStringLiteral("gpus"), tr("Asks for"), to_left, 80},
                        {QStringLiteral("since"), tr("Waits for"), to_left, 90},
                        {QStringLiteral("why"), tr("Why it waits"), to_left, 200},
                        {QStringLiteral("start"), tr("When it may start"), to_left, 262}});
    if (!table_->model() || table_->model()->columnCount() == 0) {
        table_->setTable(model_);
        rememberColumns(*table_, workbench_.settings, settings::queue_table);
        table_->setPlaceholder(empty_);
    }
    fill();
}

void QueueTab::show(std::vector<QueueEntry> entries)
{
    entries_ = std::move(entries);
    fill();
}

void QueueTab::fill()
{
    QList<TableRow> rows;
    const Timestamp moment = now();
    const WaitOutlook outlook(workbench_.workspace);
    for (const QueueEntry& entry : entries_) {
        const auto waited = std::chrono::duration_cast<std::chrono::seconds>(moment - entry.since);
        const QString why = explainReason(entry.reason, entry.message);
        const QString start = outlook.start(entry.position, entry.gpus, moment);
        const QString unknown = entry.position > 1 ? tr("After those before it.")
                                                   : tr("Not known: what runs has no limit of time.");
        rows << TableRow{
            keyOf(entry),
            {TableCell{.text = QString::number(entry.position),
                       .sort = static_cast<qlonglong>(entry.position)},
             TableCell{.text = text(entry.name), .strong = true},
             TableCell{.text = kindOf(entry) == Kind::Job ? tr("Job") : tr("Environment")},
             TableCell{.text = text(entry.project)}, TableCell{.text = text(entry.owner)},
             TableCell{.text = Texts::gpus(entry.gpus), .sort = static_cast<qlonglong>(entry.gpus)},
             TableCell{.text = Texts::duration(waited),
                       .sort = static_cast<qlonglong>(waited.count()),
                       .tooltip = Texts::absolute(entry.since)},
             TableCell{.text = why, .tooltip = text(entry.message), .dim = true},
             TableCell{.text = start.isEmpty() ? unknown : start,
                       .tooltip = tr("Reckoned from the limits of time of what runs now. It can be sooner, "
                                     "and later when others go first."),
                       .dim = true}}};
    }
    model_->setRows(rows);
}

}  // namespace slipway
