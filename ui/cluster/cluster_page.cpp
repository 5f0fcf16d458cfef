// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/cluster_page.h"

#include "ui/cluster/cluster_tab.h"
#include "ui/cluster/gpu_overview.h"
#include "ui/cluster/node_tab.h"
#include "ui/cluster/queue_tab.h"
#include "ui/parts/late_page.h"
#include "ui/parts/link_banner.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/settings.h"
#include "widgets/form/card.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/status/usage_bar.h"
#include "widgets/form/text_role.h"
#include "widgets/heatmap/gpu_map.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::seconds queue_interval{5};
constexpr std::chrono::milliseconds changes_rest{100};
constexpr std::size_t most_bars = 7;
/// As high as where pages have buttons, so that titles stand alike.
constexpr int header_height = 30;
/// Of the map; more is scrolled.
constexpr int most_height = 384;

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
      link_(new LinkBanner(workbench.workspace, workbench.theme)),
      banner_(new ErrorBanner(workbench.theme)),
      pane_(new StatePane(IconName::Cluster, workbench.theme))
{
    setObjectName(QStringLiteral("clusterPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(12);
    auto* header = new QHBoxLayout;
    header->setSpacing(12);
    title_->setMinimumHeight(header_height);
    header->addWidget(title_);
    header->addWidget(note_, 1);
    layout->addLayout(header);
    layout->addWidget(link_);
    layout->addWidget(banner_);
    layout->addWidget(pane_, 1);
    layout->addWidget(buildBody(), 1);
    follow();
    setFocusProxy(map_);
    retranslated(this, [this] { retranslate(); });
}

QWidget* ClusterPage::buildBody()
{
    body_ = new QWidget(this);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);
    cards->addWidget(buildGpus(), 2);
    cards->addWidget(buildTotals(), 1);
    auto* layout = new QVBoxLayout(body_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(cards);
    layout->addWidget(buildTabs(), 1);
    return body_;
}

void ClusterPage::follow()
{
    connect(link_, &LinkBanner::connectRequested, this, &ClusterPage::connectRequested);
    connect(pane_, &StatePane::actionTriggered, link_, &LinkBanner::act);
    connect(banner_, &ErrorBanner::retryRequested, this, &ClusterPage::askQueue);
    const Workspace& workspace = workbench_.workspace;
    connect(&workspace, &Workspace::reset, this, &ClusterPage::refreshSoon);
    connect(&workspace, &Workspace::changed, this, &ClusterPage::refreshSoon);
    connect(&workspace, &Workspace::projectChanged, this, &ClusterPage::refreshSoon);
    connect(&workspace, &Workspace::accountChanged, this, &ClusterPage::refreshSoon);
    connect(&workspace, &Workspace::linkChanged, this, &ClusterPage::refreshSoon);
    soon_.setSingleShot(true);
    soon_.setInterval(changes_rest);
    connect(&soon_, &QTimer::timeout, this, &ClusterPage::refresh);
    poll_.setInterval(queue_interval);
    connect(&poll_, &QTimer::timeout, this, [this] {
        if (isVisible())
            askQueue();
    });
    poll_.start();
}

QWidget* ClusterPage::buildGpus()
{
    gpus_card_ = new Card({}, body_);
    auto* scroll = new QScrollArea(gpus_card_);
    map_ = new GpuMap(workbench_.theme, scroll->viewport());
    map_->setObjectName(QStringLiteral("gpuMap"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(*map_, Surface::Panel);
    scroll->setWidget(map_);
    scroll->setFixedHeight(0);
    message_ = makeLabel({}, TextRole::Dim);
    message_->setWordWrap(true);
    colors_ = new QComboBox;
    colors_->setObjectName(QStringLiteral("gpuColors"));
    colors_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const char* code : {"owner", "project", "work"})
        colors_->addItem(QString(), QLatin1String(code));
    colors_->setCurrentIndex(std::max(0, colors_->findData(workbench_.settings.get(settings::gpu_colors))));
    gpus_card_->addAction(colors_);
    gpus_card_->content()->addWidget(scroll);
    gpus_card_->content()->addWidget(message_);
    gpus_card_->content()->addStretch(1);
    connect(map_, &GpuMap::heightChanged, scroll,
            [this, scroll] { scroll->setFixedHeight(std::min(map_->minimumHeight(), most_height)); });
    connect(map_, &GpuMap::cellActivated, this, &ClusterPage::openCell);
    connect(colors_, &QComboBox::currentIndexChanged, this, [this] {
        workbench_.settings.set(settings::gpu_colors, colors_->currentData().toString());
        refresh();
    });
    return gpus_card_;
}

QWidget* ClusterPage::buildTotals()
{
    totals_card_ = new Card({}, body_);
    bars_ = new QVBoxLayout;
    bars_->setSpacing(12);
    machine_ = makeLabel({}, TextRole::Dim);
    machine_->setWordWrap(true);
    totals_card_->content()->addLayout(bars_);
    totals_card_->content()->addWidget(machine_);
    totals_card_->content()->addStretch(1);
    return totals_card_;
}

QWidget* ClusterPage::buildTabs()
{
    auto* card = new Card({}, body_);
    card->setFlush(true);
    tabs_ = new QTabWidget(card);
    tabs_->setDocumentMode(true);
    tabs_->setProperty("indented", true);
    card->content()->addWidget(tabs_);
    const auto add = [this](LatePage::Make make) {
        auto* place = new LatePage(std::move(make), tabs_);
        tabs_->addTab(place, QString());
        return place;
    };
    LatePage* first = add([this](QWidget* parent) { return queue_ = new QueueTab(workbench_, parent); });
    add([this](QWidget* parent) { return nodes_ = new NodeTab(workbench_, parent); });
    add([this](QWidget* parent) { return new ClusterTab(workbench_, parent); });
    first->page();  // It counts who waits.
    connect(queue_, &QueueTab::itemRequested, this, &ClusterPage::itemRequested);
    return card;
}

void ClusterPage::retranslate()
{
    title_->setText(tr("Cluster"));
    gpus_card_->setTitle(tr("GPUs"));
    gpus_card_->setNote(tr("shade shows use, stripes idle"));
    totals_card_->setTitle(tr("Who uses what"));
    colors_->setAccessibleName(tr("What the colours stand for"));
    colors_->setItemText(static_cast<int>(GpuColors::Owner), tr("By owner"));
    colors_->setItemText(static_cast<int>(GpuColors::Project), tr("By project"));
    colors_->setItemText(static_cast<int>(GpuColors::Work), tr("By job and environment"));
    refresh();
}

void ClusterPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    askQueue();
}

void ClusterPage::refresh()
{
    if (workbench_.workspace.link().state == Link::State::Lost)
        banner_->setMessage({});  // The one above says so.
    if (!isVisible())
        return;  // Done when it is shown.
    const bool unloaded = link_->showUnloaded(*pane_);
    pane_->setVisible(unloaded);
    body_->setVisible(!unloaded);
    note_->clear();
    if (unloaded)
        return;
    const GpuOverview overview(workbench_.workspace, static_cast<GpuColors>(colors_->currentIndex()));
    const auto nodes = workbench_.workspace.items(Kind::Node).size();
    QStringList parts{nodes == 1 ? tr("1 node") : tr("%1 nodes").arg(static_cast<qulonglong>(nodes)),
                      Texts::gpus(overview.total)};
    std::int64_t used = 0;
    for (const auto& [name, count] : overview.held)
        used += count;
    parts << tr("%1 in use").arg(used);
    if (overview.idle > 0)
        parts << tr("%1 idle").arg(overview.idle);
    if (overview.total > 0)
        parts << tr("largest free block %1").arg(overview.largest_free);
    if (nodes > 0)
        note_->setText(parts.join(QStringLiteral(" · ")));
    refreshGpus(overview);
    refreshTotals(overview);
    if (nodes_)
        nodes_->refresh();
    refreshTabs();
}

void ClusterPage::refreshSoon()
{
    if (!soon_.isActive())
        soon_.start();
}

void ClusterPage::refreshGpus(const GpuOverview& overview)
{
    holders_ = overview.holders;
    map_->setVisible(!overview.rows.isEmpty());
    colors_->setVisible(!overview.rows.isEmpty());
    map_->setRows(overview.rows);
    refreshMessage(overview);
}

void ClusterPage::refreshMessage(const GpuOverview& overview)
{
    QStringList messages;
    if (overview.simulated)  // Said here, in the language of the moment.
        messages << tr("These GPUs are simulated: they are counted and assigned, but compute nothing.");
    const bool visible = !workbench_.workspace.items(Kind::Node).empty();
    if (overview.rows.isEmpty() && workbench_.workspace.loaded())
        messages << (visible ? tr("No machine of the platform has a GPU.")
                             : tr("The machines of this cluster are not visible: the platform has rights in "
                                  "one namespace alone. Whether there is room shows when something starts."));
    message_->setText(messages.join(QLatin1Char('\n')));
    message_->setVisible(!messages.isEmpty());
}

void ClusterPage::refreshTotals(const GpuOverview& overview)
{
    std::int64_t cpus = 0, memory = 0;
    for (const ItemPtr& item : workbench_.workspace.items(Kind::Node)) {
        cpus += item->statusAs<NodeStatus>().cpus;
        memory += item->statusAs<NodeStatus>().memory_bytes;
    }
    std::vector<std::pair<QString, std::int64_t>> most(overview.held.begin(), overview.held.end());
    std::stable_sort(most.begin(), most.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    const auto shown = std::min<std::size_t>(most.size(), most_bars);
    while (bars_->count() > static_cast<int>(shown)) {
        QLayoutItem* item = bars_->takeAt(bars_->count() - 1);
        delete item->widget();
        delete item;
    }
    while (bars_->count() < static_cast<int>(shown))
        bars_->addWidget(new UsageBar(workbench_.theme));
    for (std::size_t i = 0; i < shown; ++i) {
        auto* bar = qobject_cast<UsageBar*>(bars_->itemAt(static_cast<int>(i))->widget());
        const auto& [name, used] = most[i];
        bar->setUsage(name, tr("%1 of %2 GPUs").arg(used).arg(overview.total), share(used, overview.total));
        bar->setSwatch(workbench_.theme.tokens().seriesColor(map_->colorOf(name)),
                       GpuOverview::letterOf(name));
    }
    QStringList words;
    if (most.size() > shown)
        words << tr("and %1 more").arg(static_cast<qulonglong>(most.size() - shown));
    if (most.empty() && overview.total > 0)
        words << tr("Every GPU is free.");
    if (cpus > 0)
        words << tr("%1 CPUs, %2 of memory").arg(cpus).arg(Texts::bytes(static_cast<std::uint64_t>(memory)));
    machine_->setText(words.join(QLatin1Char('\n')));
    totals_card_->setVisible(!words.isEmpty() || shown > 0);
}

void ClusterPage::refreshTabs()
{
    const auto counted = [](const QString& word, std::size_t count) {
        return count == 0 ? word : QStringLiteral("%1 %2").arg(word).arg(static_cast<qulonglong>(count));
    };
    tabs_->setTabText(0, counted(tr("Queue"), queue_->count()));
    tabs_->setTabText(1, counted(tr("Nodes"), workbench_.workspace.items(Kind::Node).size()));
    tabs_->setTabText(2, counted(tr("Clusters"), workbench_.workspace.items(Kind::Cluster).size()));
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
            const bool lost = workbench_.workspace.link().state == Link::State::Lost;
            banner_->setMessage(entries || lost ? QString() : explain(entries.error()));
            if (!entries)
                return queue_->fail(explain(entries.error()));
            queue_->show(std::move(*entries));
            refreshTabs();
        });
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
