// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/cluster_page.h"

#include "ui/cluster/cluster_card.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/settings.h"
#include "widgets/form/card.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/usage_bar.h"
#include "widgets/form/text_role.h"
#include "widgets/heatmap/gpu_map.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::seconds queue_interval{5};

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

}  // namespace

ClusterPage::ClusterPage(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      title_(makeLabel({}, TextRole::Heading)),
      note_(makeLabel({}, TextRole::Dim)),
      banner_(new ErrorBanner(workbench.theme))
{
    setObjectName(QStringLiteral("clusterPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(12);
    auto* header = new QHBoxLayout;
    header->setSpacing(12);
    header->addWidget(title_);
    header->addWidget(note_, 1);
    layout->addLayout(header);
    layout->addWidget(banner_);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);
    cards->addWidget(buildGpus(), 2);
    cards->addWidget(buildTotals(), 1);
    layout->addLayout(cards);
    clusters_ = new ClusterCard(workbench);
    layout->addWidget(clusters_);
    layout->addWidget(buildQueue(), 1);
    banner_->setRetryVisible(true);
    connect(banner_, &ErrorBanner::retryRequested, this, &ClusterPage::askQueue);

    connect(&workbench.workspace, &Workspace::reset, this, &ClusterPage::refresh);
    connect(&workbench.workspace, &Workspace::changed, this, &ClusterPage::refresh);
    connect(&workbench.workspace, &Workspace::projectChanged, this, &ClusterPage::refresh);
    connect(&workbench.workspace, &Workspace::accountChanged, this, &ClusterPage::refresh);
    poll_.setInterval(queue_interval);
    connect(&poll_, &QTimer::timeout, this, [this] {
        if (isVisible())
            askQueue();
    });
    poll_.start();
    retranslated(this, [this] { retranslate(); });
}

QWidget* ClusterPage::buildGpus()
{
    gpus_card_ = new Card;
    map_ = new GpuMap(workbench_.theme);
    map_->setObjectName(QStringLiteral("gpuMap"));
    message_ = makeLabel({}, TextRole::Dim);
    message_->setWordWrap(true);
    gpus_card_->content()->addWidget(map_);
    gpus_card_->content()->addWidget(message_);
    gpus_card_->content()->addStretch(1);
    connect(map_, &GpuMap::cellActivated, this, &ClusterPage::openCell);
    return gpus_card_;
}

QWidget* ClusterPage::buildTotals()
{
    totals_card_ = new Card;
    bars_ = new QVBoxLayout;
    bars_->setSpacing(12);
    machine_ = makeLabel({}, TextRole::Dim);
    machine_->setWordWrap(true);
    totals_card_->content()->addLayout(bars_);
    totals_card_->content()->addWidget(machine_);
    totals_card_->content()->addStretch(1);
    return totals_card_;
}

QWidget* ClusterPage::buildQueue()
{
    queue_card_ = new Card;
    queue_card_->setFlush(true);
    queue_table_ = new TableView(workbench_.theme);
    queue_table_->setObjectName(QStringLiteral("queue"));
    queue_model_ = new KeyedTableModel(this);
    queue_empty_ = makeLabel({}, TextRole::Dim);
    queue_empty_->setAlignment(Qt::AlignCenter);
    queue_card_->content()->addWidget(queue_table_);
    return queue_card_;
}

void ClusterPage::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    title_->setText(tr("Cluster"));
    gpus_card_->setTitle(tr("GPUs by who uses them"));
    totals_card_->setTitle(tr("In use"));
    queue_card_->setTitle(tr("Queue"));
    queue_table_->setAccessibleName(tr("Queue"));
    queue_empty_->setText(tr("Nothing waits."));
    queue_model_->setColumns({{QStringLiteral("name"), tr("Name"), to_left, 220},
                              {QStringLiteral("kind"), tr("Kind"), to_left, 120},
                              {QStringLiteral("project"), tr("Project"), to_left, 120},
                              {QStringLiteral("owner"), tr("Owner"), to_left, 110},
                              {QStringLiteral("gpus"), tr("Asks for"), to_left, 100},
                              {QStringLiteral("since"), tr("Waits for"), to_left, 100},
                              {QStringLiteral("why"), tr("Why it waits"), to_left, 240}});
    if (!queue_table_->model() || queue_table_->model()->columnCount() == 0) {
        queue_table_->setTable(queue_model_);
        rememberColumns(*queue_table_, workbench_.settings, settings::queue_table);
        queue_table_->setPlaceholder(queue_empty_);
    }
    refresh();
    fillQueue();
}

void ClusterPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    askQueue();
}

void ClusterPage::refresh()
{
    const Link& link = workbench_.workspace.link();
    if (link.state == Link::State::Live)
        banner_->setMessage({});
    const GpuUsage usage = countGpus(workbench_.workspace);
    const auto nodes = workbench_.workspace.items(Kind::Node).size();
    note_->setVisible(usage.visible);
    note_->setText(
        tr("%1 · %2 · %3 in use")
            .arg(nodes == 1 ? tr("1 machine") : tr("%1 machines").arg(static_cast<qulonglong>(nodes)),
                 Texts::gpus(usage.total))
            .arg(usage.total - usage.free));
    refreshGpus();
    refreshTotals();
}

void ClusterPage::refreshGpus()
{
    QList<GpuRow> rows;
    QStringList messages;
    bool simulated = false;
    holders_.clear();
    for (const ItemPtr& item : workbench_.workspace.items(Kind::Node)) {
        const auto& node = item->statusAs<NodeStatus>();
        GpuRow row;
        row.node = QString::fromStdString(item->resource.name);
        std::int64_t used = 0;
        std::vector<std::string> holders;
        for (const GpuStatus& gpu : node.gpus) {
            GpuCell cell;
            const QString held_by = QString::fromStdString(gpu.held_by);
            cell.owner = held_by;
            cell.use = gpu.utilization.value_or(1.0);
            cell.tooltip = QString::fromStdString(gpu.id + ", " + gpu.model) + QLatin1Char('\n') +
                           (held_by.isEmpty() ? tr("Free.") : tr("Held by %1.").arg(held_by));
            if (gpu.utilization)
                cell.tooltip += QLatin1Char('\n') + tr("%1 % busy.").arg(*gpu.utilization * 100, 0, 'f', 0);
            simulated = simulated || gpu.simulated;
            used += held_by.isEmpty() ? 0 : 1;
            row.cells << cell;
            holders.push_back(gpu.held_by);
        }
        row.note = tr("%1 of %2").arg(used).arg(node.gpus.size());
        const bool pretends = std::any_of(node.gpus.begin(), node.gpus.end(),
                                          [](const GpuStatus& gpu) { return gpu.simulated; });
        if (!node.message.empty() &&
            !pretends)  // Of those we say it ourselves, in the language of the moment.
            messages << QString::fromStdString(node.message);
        if (!row.cells.isEmpty()) {
            rows << row;
            holders_.push_back(std::move(holders));
        }
    }
    const bool visible = !workbench_.workspace.items(Kind::Node).empty();
    if (rows.isEmpty() && workbench_.workspace.loaded())
        messages.prepend(
            visible ? tr("No machine of the platform has a GPU.")
                    : tr("The machines of this cluster are not visible: the platform has rights in one "
                         "namespace alone. Whether there is room shows when something starts."));
    if (simulated)
        messages.prepend(tr("These GPUs are simulated: they are counted and assigned, but compute nothing."));
    map_->setVisible(!rows.isEmpty());
    map_->setRows(rows);
    message_->setText(messages.join(QLatin1Char('\n')));
    message_->setVisible(!messages.isEmpty());
}

void ClusterPage::refreshTotals()
{
    std::map<std::string, std::int64_t> by_project;
    std::int64_t total = 0, cpus = 0, memory = 0;
    for (const ItemPtr& item : workbench_.workspace.items(Kind::Node)) {
        const auto& node = item->statusAs<NodeStatus>();
        cpus += node.cpus;
        memory += node.memory_bytes;
        for (const GpuStatus& gpu : node.gpus) {
            ++total;
            if (const auto holder = parseHolder(gpu.held_by))
                ++by_project[holder->project];
        }
    }
    if (!workbench_.workspace.items(Kind::Node).empty())
        by_project.try_emplace(workbench_.workspace.project(), 0);
    while (bars_->count() > static_cast<int>(by_project.size())) {
        QLayoutItem* item = bars_->takeAt(bars_->count() - 1);
        delete item->widget();
        delete item;
    }
    while (bars_->count() < static_cast<int>(by_project.size()))
        bars_->addWidget(new UsageBar(workbench_.theme));
    int index = 0;
    for (const auto& [project, used] : by_project)
        qobject_cast<UsageBar*>(bars_->itemAt(index++)->widget())
            ->setUsage(QString::fromStdString(project), tr("%1 of %2 GPUs").arg(used).arg(total),
                       share(used, total));
    machine_->setText(
        tr("%1 CPUs, %2 of memory").arg(cpus).arg(Texts::bytes(static_cast<std::uint64_t>(memory))));
    machine_->setVisible(cpus > 0);
    totals_card_->setVisible(bars_->count() > 0);
}

void ClusterPage::askQueue()
{
    if (!calls_.empty())
        return;
    calls_.start<std::vector<QueueEntry>>(
        [this](Answer<std::vector<QueueEntry>> done) {
            return workbench_.workspace.session().queue(std::move(done));
        },
        [this](Result<std::vector<QueueEntry>> entries) {
            banner_->setMessage(entries ? QString() : explain(entries.error()));
            if (!entries)
                return;
            queue_ = std::move(*entries);
            fillQueue();
        });
}

void ClusterPage::fillQueue()
{
    QList<TableRow> rows;
    const Timestamp moment = now();
    for (const QueueEntry& entry : queue_) {
        const auto text = [](const std::string& value) { return QString::fromStdString(value); };
        const auto waited = std::chrono::duration_cast<std::chrono::seconds>(moment - entry.since);
        const QString why = explainReason(entry.reason, entry.message);
        const bool is_job = entry.kind == "Job" || entry.kind == "jobs";
        rows << TableRow{
            text(entry.project + "/" + entry.kind + "/" + entry.name),
            {TableCell{.text = text(entry.name), .strong = true},
             TableCell{.text = is_job ? tr("Job") : tr("Environment")},
             TableCell{.text = text(entry.project)}, TableCell{.text = text(entry.owner)},
             TableCell{.text = Texts::gpus(entry.gpus), .sort = static_cast<qlonglong>(entry.gpus)},
             TableCell{.text = Texts::duration(waited),
                       .sort = static_cast<qlonglong>(waited.count()),
                       .tooltip = Texts::absolute(entry.since)},
             TableCell{.text = why, .tooltip = text(entry.message), .dim = true}}};
    }
    queue_model_->setRows(rows);
    queue_card_->setNote(queue_.empty() ? QString()
                                        : tr("%1 waiting").arg(static_cast<qulonglong>(queue_.size())));
}

void ClusterPage::openCell(int row, int column)
{
    const auto r = static_cast<std::size_t>(row);
    const auto c = static_cast<std::size_t>(column);
    if (r >= holders_.size() || c >= holders_[r].size())
        return;
    if (const auto holder = parseHolder(holders_[r][c]))
        Q_EMIT itemRequested(holder->kind, holder->project + "/" + holder->name);
}

}  // namespace slipway
