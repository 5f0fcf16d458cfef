// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workbench_view.h"

#include "ui/cluster/cluster_page.h"
#include "ui/connections/connection_text.h"
#include "ui/connections/connections.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/home/guide/guide.h"
#include "ui/home/home_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/metrics_tab.h"
#include "ui/news/bell_button.h"
#include "ui/news/herald.h"
#include "ui/news/notice_pane.h"
#include "ui/parts/details/details_pane.h"
#include "ui/parts/page_stack.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/settings/choices.h"
#include "ui/settings/shortcuts.h"
#include "ui/shell/appearance.h"
#include "ui/shell/palette/go_to_palette.h"
#include "ui/shell/place_keys.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/templates/template_page.h"
#include "ui/volumes/volume_page.h"
#include "widgets/form/search_field.h"
#include "widgets/log/log_panel.h"
#include "widgets/table/table_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace slipway {

namespace {

using Place = WorkbenchView::Place;

/// The places that are lists, and of what.
constexpr std::array list_places{std::pair{Place::Environments, Kind::Environment},
                                 std::pair{Place::Jobs, Kind::Job}, std::pair{Place::Datasets, Kind::Dataset},
                                 std::pair{Place::Volumes, Kind::Volume},
                                 std::pair{Place::Templates, Kind::Template}};

}  // namespace

WorkbenchView::WorkbenchView(Profile profile, Appearance& appearance, Connections& connections,
                             QWidget* parent)
    : QWidget(parent),
      appearance_(appearance),
      connections_(connections),
      workspace_(std::move(profile)),
      transfers_(workspace_),
      file_transfers_(workspace_),
      toasts_(appearance.theme(), this),
      news_(workspace_),
      windows_(workspace_, toasts_, appearance.settings(), appearance.preferences()),
      workbench_{appearance.theme(),      workspace_, transfers_, toasts_,
                 appearance.settings(),   drafts_,    windows_,   file_transfers_,
                 appearance.preferences()},
      environment_actions_(workbench_),
      job_actions_(workbench_),
      // Built with their parents: Qt styles all that a widget holds anew each time that it gets another one.
      top_bar_(new TopBar(workbench_, appearance, connections, this)),
      rail_(new Rail(workbench_, this)),
      pages_(new PageStack(this))
{
    setObjectName(QStringLiteral("workbench"));
    addPages();
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
    layout->addWidget(new StatusLine(workbench_, this));
    addShortcuts();
    connectNews();
}

WorkbenchView::~WorkbenchView()
{
    windows_.closeAll();
    // Pages hold references to what the members below them own.
    for (QObject* child : QObjectList(children()))
        if (child->isWidgetType())
            delete child;
}

void WorkbenchView::addPages()
{
    // In the order of their places.
    pages_->add(QStringLiteral("home"), [this](QWidget* parent) {
        home_ = new HomePage(workbench_, environment_actions_, job_actions_, parent);
        connectHome();
        return home_;
    });
    pages_->add(QStringLiteral("environments"), [this](QWidget* parent) {
        auto* environments = new EnvironmentPage(workbench_, environment_actions_, parent);
        follow(*environments);
        return environments;
    });
    pages_->add(QStringLiteral("jobs"), [this](QWidget* parent) {
        auto* jobs = new JobPage(workbench_, job_actions_, parent);
        follow(*jobs);
        connect(jobs, &JobPage::templatesRequested, this, [this] { go(Place::Templates); });
        return jobs;
    });
    pages_->add(QStringLiteral("datasets"), [this](QWidget* parent) {
        auto* datasets = new DatasetPage(workbench_, parent);
        follow(*datasets);
        return datasets;
    });
    pages_->add(QStringLiteral("volumes"), [this](QWidget* parent) {
        auto* volumes = new VolumePage(workbench_, parent);
        follow(*volumes);
        return volumes;
    });
    pages_->add(QStringLiteral("cluster"), [this](QWidget* parent) {
        auto* cluster = new ClusterPage(workbench_, parent);
        connect(cluster, &ClusterPage::itemRequested, this, &WorkbenchView::goToItem);
        connect(cluster, &ClusterPage::connectRequested, this, &WorkbenchView::leaveRequested);
        return cluster;
    });
    pages_->add(QStringLiteral("templates"), [this](QWidget* parent) {
        auto* templates = new TemplatePage(workbench_, parent);
        follow(*templates);
        connect(templates, &TemplatePage::jobsRequested, this, [this] { go(Place::Jobs); });
        connect(templates, &TemplatePage::launchRequested, this, [this](const ItemPtr& kept) {
            go(Place::Jobs);
            jobs()->clone(kept);
        });
        return templates;
    });
    // What is pinned is asked of it by the others.
    page(Place::Home);
}

QWidget* WorkbenchView::page(Place place) const
{
    return pages_->page(static_cast<int>(place));
}

EnvironmentPage* WorkbenchView::environments() const
{
    return qobject_cast<EnvironmentPage*>(page(Place::Environments));
}

JobPage* WorkbenchView::jobs() const
{
    return qobject_cast<JobPage*>(page(Place::Jobs));
}

DatasetPage* WorkbenchView::datasets() const
{
    return qobject_cast<DatasetPage*>(page(Place::Datasets));
}

VolumePage* WorkbenchView::volumes() const
{
    return qobject_cast<VolumePage*>(page(Place::Volumes));
}

TemplatePage* WorkbenchView::templates() const
{
    return qobject_cast<TemplatePage*>(page(Place::Templates));
}

ClusterPage* WorkbenchView::cluster() const
{
    return qobject_cast<ClusterPage*>(page(Place::Cluster));
}

void WorkbenchView::connectHome()
{
    connect(home_, &HomePage::connectRequested, this, &WorkbenchView::leaveRequested);
    connect(home_, &HomePage::itemRequested, this, &WorkbenchView::goToItem);
    connect(home_, &HomePage::logRequested, this, &WorkbenchView::showLog);
    connect(home_, &HomePage::environmentRequested, this, [this] {
        go(Place::Environments);
        environments()->begin();
    });
    connect(home_, &HomePage::uploadRequested, this, [this] {
        go(Place::Datasets);
        datasets()->begin();
    });
    connect(home_, &HomePage::launchRequested, this, [this](const ItemPtr& like) {
        if (like)
            workspace_.setProject(like->resource.project);
        go(Place::Jobs);
        jobs()->clone(like);
    });
    connect(&home_->guide(), &Guide::chartsRequested, this, [this](const std::string& key) {
        goToItem(Kind::Job, key);
        jobs()->details()->setCurrentTabName(QStringLiteral("metrics"));
    });
    connect(&home_->guide(), &Guide::modelRequested, this,
            [this](const std::string& key) { goToItem(Kind::Job, key); });
}

void WorkbenchView::showLog(Kind kind, const std::string& key)
{
    goToItem(kind, key);
    if (kind == Kind::Job)
        jobs()->details()->showErrors();
}

void WorkbenchView::follow(ListPage& page)
{
    connect(&page, &ListPage::connectRequested, this, &WorkbenchView::leaveRequested);
    if (page.kind() == Kind::Volume || page.kind() == Kind::Template)
        return;  // These have no place at Home.
    connect(page.table(), &TableView::contextMenuRequested, this,
            [this, kind = page.kind()](QMenu* menu, const QStringList& keys) {
                if (keys.size() != 1)
                    return;
                const Pins::Pin pin{kind, keys.front().toStdString()};
                const bool pinned = home_->pins().contains(pin);
                menu->addAction(pinned ? tr("Unpin from Home") : tr("Pin to Home"), home_,
                                [this, pin] { home_->pins().toggle(pin); });
            });
}

void WorkbenchView::buildPlaces()
{
    rail_->addPlace(IconName::Home, keysOf(Place::Home), [] { return tr("Home"); });
    rail_->addPlace(IconName::Environments, keysOf(Place::Environments), [] { return tr("Environments"); });
    rail_->addPlace(IconName::Jobs, keysOf(Place::Jobs), [] { return tr("Jobs"); });
    rail_->addPlace(IconName::Datasets, keysOf(Place::Datasets), [] { return tr("Datasets"); });
    rail_->addPlace(IconName::Volumes, keysOf(Place::Volumes), [] { return tr("Volumes"); });
    rail_->addPlace(IconName::Cluster, keysOf(Place::Cluster), [] { return tr("Cluster"); });
    connect(rail_, &Rail::chosen, this, [this](int place) { go(static_cast<Place>(place)); });
}

void WorkbenchView::addShortcuts()
{
    const Preferences& chosen = appearance_.preferences();
    for (int i = 0; i < pages_->count(); ++i) {
        const auto place = static_cast<Place>(i);
        addShortcut(keysOf(place), chosen, this, [this, place] { go(place); });
    }
    addShortcut(settings::keys_palette, chosen, this, [this] { openPalette(); });
    addShortcut(settings::keys_filter, chosen, this, [this] { focusFilter(); });
    addShortcut(settings::keys_reload, chosen, this, [this] { workspace_.reconnect(); });
    addShortcut(settings::keys_copy_link, chosen, this, [this] { copyLink(); });
    addShortcut(settings::keys_notices, chosen, this, [this] { openNotices(); });
    addShortcut(settings::keys_settings, chosen, this, [this] { Q_EMIT settingsRequested(); });
}

void WorkbenchView::connectNews()
{
    connect(&windows_, &DetailsWindows::itemRequested, this, [this](Kind kind, const std::string& key) {
        goToItem(kind, key);
        window()->activateWindow();
    });
    connect(&windows_, &DetailsWindows::offerWanted, this, [this](Kind kind) {
        for (const auto& [place, listed] : list_places)
            if (listed == kind)
                page(place);
    });
    announceFiles();
    connect(top_bar_, &TopBar::goToRequested, this, &WorkbenchView::openPalette);
    connect(top_bar_, &TopBar::leaveRequested, this, &WorkbenchView::leaveRequested);
    connect(&workspace_, &Workspace::reset, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::changed, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::projectChanged, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::accountChanged, this, &WorkbenchView::settleProject);
    connect(&workspace_, &Workspace::accountChanged, this, &WorkbenchView::noticeUpdate);
    connect(top_bar_, &TopBar::settingsRequested, this, &WorkbenchView::settingsRequested);
    connect(&workspace_, &Workspace::reset, this, &WorkbenchView::settle);
    connect(&toasts_, &ToastStack::shown, &notices_, &NoticeLog::add);
    connect(&news_, &NewsWatch::happened, this, &WorkbenchView::tell);
    bell_ = new BellButton(notices_, workbench_.theme);
    top_bar_->addTool(bell_);
    connect(bell_, &QToolButton::clicked, this, &WorkbenchView::openNotices);
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

void WorkbenchView::announceFiles()
{
    connect(&file_transfers_, &FileTransfers::finished, this, [this](const FileTransfer& transfer) {
        const bool up = transfer.direction == FileTransfer::Direction::Upload;
        toasts_.show(up ? tr("%1 is uploaded.").arg(transfer.name)
                        : tr("%1 is saved as %2.").arg(transfer.name, transfer.local_file),
                     StatusTone::Done);
    });
    connect(&file_transfers_, &FileTransfers::failed, this, [this](int id, const FileTransfer& transfer) {
        ToastMessage message;
        message.text = tr("%1 did not get there: %2").arg(transfer.name, explain(*transfer.error));
        message.tone = StatusTone::Failed;
        message.action_text = tr("Try again");
        message.action = [this, id] { file_transfers_.retry(id); };
        toasts_.show(std::move(message));
    });
}

void WorkbenchView::go(Place place)
{
    QWidget* chosen = page(place);
    pages_->setCurrentIndex(static_cast<int>(place));
    rail_->setCurrent(static_cast<int>(place == Place::Templates ? Place::Jobs : place));
    if (auto* list = qobject_cast<ListPage*>(chosen))
        list->table()->setFocus();
    else
        chosen->setFocus();
}

void WorkbenchView::goToItem(Kind kind, const std::string& key)
{
    const ItemPtr item = workspace_.find(kind, key);
    if (!item)
        return;
    workspace_.setProject(item->resource.project);
    for (const auto& [place, listed] : list_places) {
        if (listed != kind)
            continue;
        go(place);
        listPage()->select(key);
    }
}

void WorkbenchView::focusFilter()
{
    for (QWidget* widget = focusWidget(); widget; widget = widget->parentWidget())
        if (auto* log = qobject_cast<LogPanel*>(widget))
            return log->search()->setFocus(Qt::ShortcutFocusReason);
    if (ListPage* page = listPage())
        page->focusFilter();
}

void WorkbenchView::refreshCounts()
{
    const auto counts = [this](Kind kind) { return workspace_.counts(kind); };
    rail_->setCount(static_cast<int>(Place::Environments), counts(Kind::Environment).active);
    rail_->setCount(static_cast<int>(Place::Jobs), counts(Kind::Job).active);
    rail_->setCount(static_cast<int>(Place::Datasets), counts(Kind::Dataset).all);
    rail_->setCount(static_cast<int>(Place::Volumes), counts(Kind::Volume).all);
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

void WorkbenchView::noticeUpdate()
{
    const std::string& version = workspace_.account().server_version;
    const std::string before = std::exchange(server_version_, version);
    if (!before.empty() && before != version)
        toasts_.show(tr("The server was updated from version %1 to %2. What you see goes on.")
                         .arg(QString::fromStdString(before), QString::fromStdString(version)));
}

void WorkbenchView::tell(const News& news)
{
    if (!Herald::wants(news.what, appearance_.preferences()))
        return;
    ToastMessage message;
    message.text = news.text;
    message.tone = news.tone;
    const ItemPtr item = workspace_.find(news.kind, news.key);
    if (news.what == News::What::GpuIdle && item) {
        message.action_text = tr("Release GPU");
        message.action = [this, item] { environment_actions_.release(item->resource, window()); };
    } else {
        message.action_text = tr("Show");
        message.action = [this, kind = news.kind, key = news.key] { goToItem(kind, key); };
    }
    toasts_.show(std::move(message));
    Q_EMIT happened(news);
}

void WorkbenchView::openNotices()
{
    auto* pane = new NoticePane(notices_, workbench_.theme, this);
    pane->popUp(bell_->mapToGlobal(QPoint(bell_->width(), bell_->height() + 4)));
}

ListPage* WorkbenchView::listPage() const
{
    return qobject_cast<ListPage*>(pages_->currentPage());
}

PlaceMark WorkbenchView::mark() const
{
    PlaceMark mark{pages_->currentName(), {}, {}};
    const ItemPtr item = listPage() ? listPage()->selected() : nullptr;
    if (item) {
        mark.selected = QString::fromStdString(itemKey(item->resource));
        mark.tab = listPage()->details()->currentTabName();
    }
    return mark;
}

void WorkbenchView::goTo(const PlaceMark& mark)
{
    const int place = pages_->find(mark.page);
    go(place < 0 ? Place::Home : static_cast<Place>(place));
    ListPage* list = listPage();
    if (list && !mark.selected.isEmpty()) {
        workspace_.setProject(mark.selected.section(QLatin1Char('/'), 0, 0).toStdString());
        list->select(mark.selected.toStdString());
    }
    if (list && !mark.tab.isEmpty())
        list->details()->setCurrentTabName(mark.tab);
}

void WorkbenchView::copyLink()
{
    const ItemPtr item = listPage() ? listPage()->selected() : nullptr;
    if (!item)
        return (void)toasts_.show(tr("Select something first; the link leads to it."));
    const DeepLink link{linkAuthority(workspace_.session().profile().server), item->resource.kind,
                        item->resource.project, item->resource.name, mark().tab.toStdString()};
    QGuiApplication::clipboard()->setText(QString::fromStdString(link.text()));
    toasts_.show(tr("The link to %1 is copied.").arg(QString::fromStdString(item->resource.name)));
}

void WorkbenchView::open(const DeepLink& link)
{
    wanted_ = link;
    if (workspace_.loaded())
        settle();
}

void WorkbenchView::settle()
{
    const auto link = std::exchange(wanted_, std::nullopt);
    if (!link)
        return;
    const std::string key = link->project + "/" + link->name;
    if (!workspace_.find(link->kind, key)) {
        toasts_.show(tr("The link leads to %1, which is not there or which you may not see.")
                         .arg(QString::fromStdString(key)),
                     StatusTone::Failed);
        return;
    }
    workspace_.setProject(link->project);
    const std::string_view plural = info(link->kind).plural;
    goTo({QString::fromUtf8(plural.data(), static_cast<qsizetype>(plural.size())),
          QString::fromStdString(key), QString::fromStdString(link->tab)});
}

void WorkbenchView::openPalette(const QString& typed)
{
    const auto go = [this](Kind kind, const std::string& key) { goToItem(kind, key); };
    (new GoToPalette([this] { return paletteEntries(); }, workspace_, go, typed, workbench_.theme, window()))
        ->open();
}

}  // namespace slipway
