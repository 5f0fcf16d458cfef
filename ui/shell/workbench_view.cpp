// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workbench_view.h"

#include "ui/cluster/cluster_page.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/go_to_palette.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "widgets/form/search_field.h"
#include "widgets/log/log_panel.h"
#include "widgets/table/table_view.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

WorkbenchView::WorkbenchView(Profile profile, Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      appearance_(appearance),
      workspace_(std::move(profile)),
      transfers_(workspace_),
      toasts_(appearance.theme(), this),
      workbench_{appearance.theme(), workspace_, transfers_, toasts_, appearance.settings()},
      top_bar_(new TopBar(workbench_, appearance)),
      rail_(new Rail(workbench_)),
      pages_(new QStackedWidget)
{
    setObjectName(QStringLiteral("workbench"));
    buildPages();
    buildPlaces();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(rail_);
    middle->addWidget(pages_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(top_bar_);
    layout->addLayout(middle, 1);
    layout->addWidget(new StatusLine(workbench_));
    addShortcuts();
    connectNews();
    go(Place::Environments);
}

WorkbenchView::~WorkbenchView()
{
    // Pages hold references to what the members below them own.
    for (QObject* child : QObjectList(children()))
        if (child->isWidgetType())
            delete child;
}

void WorkbenchView::buildPages()
{
    environments_ = new EnvironmentPage(workbench_);
    jobs_ = new JobPage(workbench_);
    datasets_ = new DatasetPage(workbench_);
    cluster_ = new ClusterPage(workbench_);
    for (QWidget* page : {static_cast<QWidget*>(environments_), static_cast<QWidget*>(jobs_),
                          static_cast<QWidget*>(datasets_), static_cast<QWidget*>(cluster_)})
        pages_->addWidget(page);
    for (ListPage* page : {static_cast<ListPage*>(environments_), static_cast<ListPage*>(jobs_),
                           static_cast<ListPage*>(datasets_)})
        connect(page, &ListPage::connectRequested, this, &WorkbenchView::leaveRequested);
    connect(cluster_, &ClusterPage::itemRequested, this, &WorkbenchView::goToItem);
}

void WorkbenchView::buildPlaces()
{
    rail_->addPlace(IconName::Environments, [] { return tr("Environments"); });
    rail_->addPlace(IconName::Jobs, [] { return tr("Jobs"); });
    rail_->addPlace(IconName::Datasets, [] { return tr("Datasets"); });
    rail_->addPlace(IconName::Cluster, [] { return tr("Cluster"); });
    connect(rail_, &Rail::chosen, this, [this](int place) { go(static_cast<Place>(place)); });
}

void WorkbenchView::addShortcuts()
{
    for (int place = 0; place < pages_->count(); ++place)
        connect(new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + place)), this),
                &QShortcut::activated, this, [this, place] { go(static_cast<Place>(place)); });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_K), this), &QShortcut::activated, this,
            [this] { openPalette(); });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), this), &QShortcut::activated, this,
            &WorkbenchView::focusFilter);
    connect(new QShortcut(QKeySequence(Qt::Key_F5), this), &QShortcut::activated, &workspace_,
            &Workspace::reconnect);
}

void WorkbenchView::connectNews()
{
    connect(top_bar_, &TopBar::goToRequested, this, &WorkbenchView::openPalette);
    connect(top_bar_, &TopBar::leaveRequested, this, &WorkbenchView::leaveRequested);
    connect(&workspace_, &Workspace::reset, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::changed, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::projectChanged, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::accountChanged, this, &WorkbenchView::settleProject);
    connect(&workspace_, &Workspace::changed, this, &WorkbenchView::announceEnds);
    connect(&transfers_, &Transfers::finished, this, [this](const Resource& dataset) {
        toasts_.show(tr("Dataset %1 is complete.").arg(QString::fromStdString(dataset.name)),
                     StatusTone::Done);
    });
    connect(&transfers_, &Transfers::failed, this, [this](const std::string& key, const Error& error) {
        ToastMessage message;
        message.text = tr("The upload was interrupted: %1").arg(explain(error));
        message.tone = StatusTone::Failed;
        message.action_text = tr("Continue");
        message.action = [this, key] { transfers_.retry(key); };
        toasts_.show(std::move(message));
    });
}

void WorkbenchView::go(Place place)
{
    pages_->setCurrentIndex(static_cast<int>(place));
    rail_->setCurrent(static_cast<int>(place));
    if (auto* page = qobject_cast<ListPage*>(pages_->currentWidget()))
        page->table()->setFocus();
}

void WorkbenchView::goToItem(Kind kind, const std::string& key)
{
    const ItemPtr item = workspace_.find(kind, key);
    if (!item)
        return;
    workspace_.setProject(item->resource.project);
    if (kind == Kind::Environment) {
        go(Place::Environments);
        environments_->select(key);
    } else if (kind == Kind::Job) {
        go(Place::Jobs);
        jobs_->select(key);
    } else if (kind == Kind::Dataset) {
        go(Place::Datasets);
        datasets_->select(key);
    }
}

void WorkbenchView::focusFilter()
{
    for (QWidget* widget = focusWidget(); widget; widget = widget->parentWidget())
        if (auto* log = qobject_cast<LogPanel*>(widget))
            return log->search()->setFocus(Qt::ShortcutFocusReason);
    if (auto* page = qobject_cast<ListPage*>(pages_->currentWidget()))
        page->focusFilter();
}

void WorkbenchView::refreshCounts()
{
    const auto active = [this](Kind kind) {
        const auto items = workspace_.projectItems(kind);
        return static_cast<int>(std::count_if(items.begin(), items.end(), [](const ItemPtr& item) {
            return !isTerminal(item->workload().phase);
        }));
    };
    rail_->setCount(static_cast<int>(Place::Environments), active(Kind::Environment));
    rail_->setCount(static_cast<int>(Place::Jobs), active(Kind::Job));
    rail_->setCount(static_cast<int>(Place::Datasets),
                    static_cast<int>(workspace_.projectItems(Kind::Dataset).size()));
}

void WorkbenchView::settleProject()
{
    if (project_settled_)
        return;
    project_settled_ = true;
    const auto& roles = workspace_.account().roles;
    if (!workspace_.isMember() && !roles.empty())
        workspace_.setProject(roles.front().first);
}

void WorkbenchView::announceEnds(const std::vector<ItemChange>& changes)
{
    for (const ItemChange& change : changes) {
        if (change.kind != Kind::Job || !change.item || !workspace_.isMine(change.item->resource))
            continue;
        const Phase phase = change.item->workload().phase;
        const auto before = job_phases_.find(change.key);
        const bool ended = before != job_phases_.end() && !isTerminal(before->second) && isTerminal(phase);
        job_phases_[change.key] = phase;
        if (!ended || phase == Phase::Stopped)
            continue;
        const QString name = QString::fromStdString(change.item->resource.name);
        ToastMessage message;
        const bool good = phase == Phase::Succeeded;
        message.text = good ? tr("Job %1 succeeded.").arg(name)
                            : tr("Job %1 failed. %2").arg(name, Texts::reason(change.item->workload()));
        message.tone = good ? StatusTone::Done : StatusTone::Failed;
        message.action_text = tr("Show");
        message.action = [this, key = change.key] { goToItem(Kind::Job, key); };
        toasts_.show(std::move(message));
    }
}

void WorkbenchView::openPalette(const QString& typed)
{
    (new GoToPalette([this] { return paletteEntries(); }, typed, workbench_.theme, window()))->open();
}

std::vector<PaletteEntry> WorkbenchView::paletteEntries()
{
    std::vector<PaletteEntry> entries{
        {IconName::Environments, tr("Environments"), {}, [this] { go(Place::Environments); }},
        {IconName::Jobs, tr("Jobs"), {}, [this] { go(Place::Jobs); }},
        {IconName::Datasets, tr("Datasets"), {}, [this] { go(Place::Datasets); }},
        {IconName::Cluster, tr("Cluster"), {}, [this] { go(Place::Cluster); }},
    };
    addActionEntries(entries);
    addItemEntries(entries);
    return entries;
}

void WorkbenchView::addActionEntries(std::vector<PaletteEntry>& entries)
{
    const auto begin = [this](Place place, ListPage* page) {
        return [this, place, page] {
            go(place);
            page->begin();
        };
    };
    entries.push_back(
        {IconName::Plus, tr("Create environment"), {}, begin(Place::Environments, environments_)});
    entries.push_back({IconName::Play, tr("Launch job"), {}, begin(Place::Jobs, jobs_)});
    entries.push_back({IconName::Upload, tr("Upload dataset"), {}, begin(Place::Datasets, datasets_)});
    const auto scheme = [this](const char* code) {
        return [this, code] { appearance_.setScheme(QLatin1String(code)); };
    };
    entries.push_back({IconName::Sun, tr("Light theme"), {}, scheme("light")});
    entries.push_back({IconName::Moon, tr("Dark theme"), {}, scheme("dark")});
    const auto language = [this](const char* code) {
        return [this, code] { appearance_.setLanguage(QLatin1String(code)); };
    };
    // Named in themselves, so that everybody finds their own.
    entries.push_back({IconName::Globe, QStringLiteral("English"), tr("Language"), language("en")});
    entries.push_back({IconName::Globe, QStringLiteral("中文"), tr("Language"), language("zh_CN")});
    entries.push_back(
        {IconName::Refresh, tr("Load everything again"), {}, [this] { workspace_.reconnect(); }});
    for (const ItemPtr& item : workspace_.projectItems(Kind::Environment))
        if (EnvironmentActions::canRelease(item->workload().phase))
            entries.push_back({IconName::Release,
                               tr("Release GPU of %1").arg(QString::fromStdString(item->resource.name)),
                               {},
                               [this, item] { environments_->actions().release(item->resource, window()); }});
}

void WorkbenchView::addItemEntries(std::vector<PaletteEntry>& entries)
{
    const auto add = [&](Kind kind, IconName icon, const QString& word) {
        for (const ItemPtr& item : workspace_.items(kind)) {
            const std::string key = itemKey(item->resource);
            entries.push_back({icon, QString::fromStdString(item->resource.name),
                               tr("%1 in %2").arg(word, QString::fromStdString(item->resource.project)),
                               [this, kind, key] { goToItem(kind, key); }});
        }
    };
    add(Kind::Environment, IconName::Environments, tr("Environment"));
    add(Kind::Job, IconName::Jobs, tr("Job"));
    add(Kind::Dataset, IconName::Datasets, tr("Dataset"));
}

}  // namespace slipway
