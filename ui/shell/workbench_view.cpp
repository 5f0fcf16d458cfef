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
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/settings/choices.h"
#include "ui/shell/appearance.h"
#include "ui/shell/palette/go_to_palette.h"
#include "ui/shell/rail.h"
#include "ui/shell/shortcuts.h"
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
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace slipway {

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
      windows_(workspace_, toasts_, appearance.settings()),
      workbench_{appearance.theme(),    workspace_, transfers_, toasts_,
                 appearance.settings(), drafts_,    windows_,   file_transfers_},
      // Built with their parents: Qt styles all that a widget holds anew each time that it gets another one.
      top_bar_(new TopBar(workbench_, appearance, connections, this)),
      rail_(new Rail(workbench_, this)),
      pages_(new QStackedWidget(this))
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
    go(Place::Home);
}

WorkbenchView::~WorkbenchView()
{
    windows_.closeAll();
    // Pages hold references to what the members below them own.
    for (QObject* child : QObjectList(children()))
        if (child->isWidgetType())
            delete child;
}

void WorkbenchView::buildPages()
{
    environments_ = new EnvironmentPage(workbench_, pages_);
    jobs_ = new JobPage(workbench_, pages_);
    datasets_ = new DatasetPage(workbench_, pages_);
    volumes_ = new VolumePage(workbench_, pages_);
    templates_ = new TemplatePage(workbench_, pages_);
    cluster_ = new ClusterPage(workbench_, pages_);
    home_ = new HomePage(workbench_, environments_->actions(), jobs_->actions(), pages_);
    for (QWidget* page :
         {static_cast<QWidget*>(home_), static_cast<QWidget*>(environments_), static_cast<QWidget*>(jobs_),
          static_cast<QWidget*>(datasets_), static_cast<QWidget*>(volumes_), static_cast<QWidget*>(cluster_),
          static_cast<QWidget*>(templates_)})
        pages_->addWidget(page);
    for (ListPage* page : listPages())
        connect(page, &ListPage::connectRequested, this, &WorkbenchView::leaveRequested);
    connectHome();
    connectTemplates();
    connect(cluster_, &ClusterPage::itemRequested, this, &WorkbenchView::goToItem);
    connect(&windows_, &DetailsWindows::itemRequested, this, [this](Kind kind, const std::string& key) {
        goToItem(kind, key);
        window()->activateWindow();
    });
}

void WorkbenchView::connectHome()
{
    connect(home_, &HomePage::connectRequested, this, &WorkbenchView::leaveRequested);
    connect(home_, &HomePage::itemRequested, this, &WorkbenchView::goToItem);
    connect(home_, &HomePage::logRequested, this, &WorkbenchView::showLog);
    connect(home_, &HomePage::environmentRequested, this, [this] {
        go(Place::Environments);
        environments_->begin();
    });
    connect(home_, &HomePage::uploadRequested, this, [this] {
        go(Place::Datasets);
        datasets_->begin();
    });
    connect(home_, &HomePage::launchRequested, this, [this](const ItemPtr& like) {
        if (like)
            workspace_.setProject(like->resource.project);
        go(Place::Jobs);
        jobs_->clone(like);
    });
    connect(&home_->guide(), &Guide::chartsRequested, this, [this](const std::string& key) {
        goToItem(Kind::Job, key);
        jobs_->details()->setCurrentTab(jobs_->details()->metrics());
    });
    connect(&home_->guide(), &Guide::modelRequested, this,
            [this](const std::string& key) { goToItem(Kind::Job, key); });
    for (ListPage* page : {static_cast<ListPage*>(environments_), static_cast<ListPage*>(jobs_),
                           static_cast<ListPage*>(datasets_)})
        offerPin(*page);
}

void WorkbenchView::connectTemplates()
{
    connect(jobs_, &JobPage::templatesRequested, this, [this] { go(Place::Templates); });
    connect(templates_, &TemplatePage::jobsRequested, this, [this] { go(Place::Jobs); });
    connect(templates_, &TemplatePage::launchRequested, this, [this](const ItemPtr& kept) {
        go(Place::Jobs);
        jobs_->clone(kept);
    });
}

void WorkbenchView::showLog(Kind kind, const std::string& key)
{
    goToItem(kind, key);
    if (kind == Kind::Job)
        jobs_->details()->showErrors();
}

void WorkbenchView::offerPin(ListPage& page)
{
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
    rail_->addPlace(IconName::Home, [] { return tr("Home"); });
    rail_->addPlace(IconName::Environments, [] { return tr("Environments"); });
    rail_->addPlace(IconName::Jobs, [] { return tr("Jobs"); });
    rail_->addPlace(IconName::Datasets, [] { return tr("Datasets"); });
    rail_->addPlace(IconName::Folder, [] { return tr("Volumes"); });
    rail_->addPlace(IconName::Cluster, [] { return tr("Cluster"); });
    connect(rail_, &Rail::chosen, this, [this](int place) { go(static_cast<Place>(place)); });
}

void WorkbenchView::addShortcuts()
{
    for (int place = 0; place < pages_->count(); ++place)
        connect(new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + place)), this),
                &QShortcut::activated, this, [this, place] { go(static_cast<Place>(place)); });
    const Preferences& chosen = appearance_.preferences();
    addShortcut(settings::keys_palette, chosen, this, [this] { openPalette(); });
    addShortcut(settings::keys_filter, chosen, this, [this] { focusFilter(); });
    addShortcut(settings::keys_reload, chosen, this, [this] { workspace_.reconnect(); });
    addShortcut(settings::keys_copy_link, chosen, this, [this] { copyLink(); });
    addShortcut(settings::keys_notices, chosen, this, [this] { openNotices(); });
    addShortcut(settings::keys_settings, chosen, this, [this] { Q_EMIT settingsRequested(); });
}

void WorkbenchView::connectNews()
{
    announceFiles();
    connect(top_bar_, &TopBar::goToRequested, this, &WorkbenchView::openPalette);
    connect(top_bar_, &TopBar::leaveRequested, this, &WorkbenchView::leaveRequested);
    connect(&workspace_, &Workspace::reset, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::changed, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::projectChanged, this, &WorkbenchView::refreshCounts);
    connect(&workspace_, &Workspace::accountChanged, this, &WorkbenchView::settleProject);
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
    pages_->setCurrentIndex(static_cast<int>(place));
    rail_->setCurrent(static_cast<int>(place == Place::Templates ? Place::Jobs : place));
    if (auto* page = qobject_cast<ListPage*>(pages_->currentWidget()))
        page->table()->setFocus();
    else
        pages_->currentWidget()->setFocus();
}

void WorkbenchView::goToItem(Kind kind, const std::string& key)
{
    const ItemPtr item = workspace_.find(kind, key);
    if (!item)
        return;
    workspace_.setProject(item->resource.project);
    for (ListPage* page : listPages()) {
        if (page->kind() != kind)
            continue;
        go(static_cast<Place>(pages_->indexOf(page)));
        page->select(key);
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
    rail_->setCount(static_cast<int>(Place::Volumes),
                    static_cast<int>(workspace_.projectItems(Kind::Volume).size()));
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
        message.action = [this, item] { environments_->actions().release(item->resource, window()); };
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

std::vector<ListPage*> WorkbenchView::listPages() const
{
    return {environments_, jobs_, datasets_, volumes_, templates_};
}

ListPage* WorkbenchView::listPage() const
{
    return qobject_cast<ListPage*>(pages_->currentWidget());
}

PlaceMark WorkbenchView::mark() const
{
    PlaceMark mark{pageName(*pages_->currentWidget()), {}, {}};
    const ItemPtr item = listPage() ? listPage()->selected() : nullptr;
    if (item)
        mark.selected = QString::fromStdString(itemKey(item->resource));
    const auto* details = pages_->currentWidget()->findChild<DetailsPane*>();
    const auto* tabs = details ? details->findChild<QTabWidget*>() : nullptr;
    if (tabs && tabs->currentWidget())
        mark.tab = tabName(*tabs->currentWidget());
    return mark;
}

void WorkbenchView::goTo(const PlaceMark& mark)
{
    for (int i = 0; i < pages_->count(); ++i) {
        if (pageName(*pages_->widget(i)) != mark.page)
            continue;
        go(static_cast<Place>(i));
        if (listPage() && !mark.selected.isEmpty()) {
            workspace_.setProject(mark.selected.section(QLatin1Char('/'), 0, 0).toStdString());
            listPage()->select(mark.selected.toStdString());
        }
        const auto* details = pages_->widget(i)->findChild<DetailsPane*>();
        auto* tabs = details ? details->findChild<QTabWidget*>() : nullptr;
        if (QWidget* tab = tabs ? findTab(*tabs, mark.tab) : nullptr)
            tabs->setCurrentWidget(tab);
    }
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

std::vector<PaletteEntry> WorkbenchView::paletteEntries()
{
    std::vector<PaletteEntry> entries{
        {IconName::Home, tr("Home"), {}, [this] { go(Place::Home); }},
        {IconName::Environments, tr("Environments"), {}, [this] { go(Place::Environments); }},
        {IconName::Jobs, tr("Jobs"), {}, [this] { go(Place::Jobs); }},
        {IconName::Datasets, tr("Datasets"), {}, [this] { go(Place::Datasets); }},
        {IconName::Folder, tr("Volumes"), {}, [this] { go(Place::Volumes); }},
        {IconName::File, tr("Templates"), {}, [this] { go(Place::Templates); }},
        {IconName::Cluster, tr("Cluster"), {}, [this] { go(Place::Cluster); }},
    };
    addActionEntries(entries);
    addSelectionEntries(entries);
    addConnectionEntries(entries);
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
    entries.push_back({IconName::Plus, tr("Create volume"), {}, begin(Place::Volumes, volumes_)});
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
    entries.push_back({IconName::Settings, tr("Settings"), {}, [this] { Q_EMIT settingsRequested(); }});
    entries.push_back({IconName::Info, tr("Notifications"), {}, [this] { openNotices(); }});
}

void WorkbenchView::addSelectionEntries(std::vector<PaletteEntry>& entries)
{
    const ItemPtr item = listPage() ? listPage()->selected() : nullptr;
    const auto* details = pages_->currentWidget()->findChild<DetailsPane*>();
    if (!item || !details)
        return;
    // What its buttons do, so that both always offer the same.
    const QString name = QString::fromStdString(item->resource.name);
    const auto* tabs = details->findChild<QTabWidget*>();
    for (QPushButton* button : details->findChildren<QPushButton*>()) {
        const bool acts = button->isVisible() && button->isEnabled() && !button->menu() &&
                          !(tabs && tabs->isAncestorOf(button));
        if (acts)
            entries.push_back({IconName::ChevronRight,
                               tr("%1: %2").arg(button->text(), name),
                               {},
                               [guard = QPointer<QPushButton>(button)] {
                                   if (guard && guard->isEnabled())
                                       guard->click();
                               }});
    }
    entries.push_back({IconName::Copy, tr("Copy link to %1").arg(name), {}, [this] { copyLink(); }});
}

void WorkbenchView::addConnectionEntries(std::vector<PaletteEntry>& entries)
{
    for (const Profile& profile : connections_.known())
        if (profile.name != connections_.inUse())
            entries.push_back({IconName::Globe, tr("Connect to %1").arg(connectionTitle(profile)),
                               connectionPlace(profile),
                               [this, name = profile.name] { connections_.use(name); }});
    entries.push_back({IconName::Plus, tr("Add a connection…"), {}, [this] { connections_.add(); }});
}

}  // namespace slipway
