// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/list_page.h"

#include "ui/parts/details/details_pane.h"
#include "ui/parts/details/details_windows.h"
#include "ui/parts/link_banner.h"
#include "ui/parts/lists/bulk_run.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/lists/row_feed.h"
#include "ui/parts/lists/selection_bar.h"
#include "ui/parts/lists/table_export.h"
#include "ui/parts/texts.h"
#include "ui/session/settings.h"
#include "ui/settings/choices.h"
#include "ui/settings/shortcuts.h"
#include "widgets/form/button.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/text_role.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

const Setting<QByteArray>& columnsSetting(Kind kind)
{
    switch (kind) {
    case Kind::Environment:
        return settings::environments_table;
    case Kind::Dataset:
        return settings::datasets_table;
    case Kind::Volume:
        return settings::volumes_table;
    case Kind::Template:
        return settings::templates_table;
    default:
        return settings::jobs_table;
    }
}

/// How a page is shared until somebody moves the handle.
constexpr int list_share = 4;
constexpr int details_share = 5;
/// Rows out of sight that grow older, each second.
constexpr int aged_at_once = 500;
/// More than any window is high.
constexpr std::ptrdiff_t first_seen = 500;
/// How often conditions such as age<2h are looked at again.
constexpr int seconds_between_filters = 5;

}  // namespace

ListPage::ListPage(Workbench& workbench, Kind kind, IconName icon, QWidget* parent)
    : QWidget(parent), workbench_(workbench), kind_(kind), icon_(icon)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(12);
    buildHeader(*layout);
    banner_ = new LinkBanner(workbench.workspace, workbench.theme);
    layout->addWidget(banner_);
    splitter_ = new QSplitter(Qt::Vertical, this);
    splitter_->setHandleWidth(16);
    splitter_->setChildrenCollapsible(false);
    layout->addWidget(splitter_, 1);
    buildTable();
}

ListPage::~ListPage() = default;

void ListPage::buildHeader(QVBoxLayout& layout)
{
    header_ = new QHBoxLayout;
    header_->setSpacing(12);
    title_ = makeLabel({}, TextRole::Heading);
    filter_ = new FilterField(workbench_.theme, this);
    filter_->setObjectName(QStringLiteral("filter"));
    more_ = makeIconButton(IconName::More, {}, workbench_.theme);
    more_->setObjectName(QStringLiteral("more"));
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(new QMenu(more_));
    begin_ = makeButton({}, ButtonKind::Primary);
    begin_->setObjectName(QStringLiteral("begin"));
    header_->addWidget(title_);
    header_->addWidget(filter_, 1);
    header_->addWidget(more_);
    header_->addWidget(begin_);
    layout.addLayout(header_);
    layout.addWidget(filter_->hint());
    connect(begin_, &QPushButton::clicked, this, &ListPage::begin);
    connect(more_->menu(), &QMenu::aboutToShow, this, [this] {
        more_->menu()->clear();
        fillMenu(*more_->menu());
    });
}

void ListPage::addHeaderAction(QWidget* button)
{
    header_->insertWidget(header_->indexOf(begin_), button);
}

void ListPage::buildTable()
{
    auto* frame = new QFrame(splitter_);
    setSurface(*frame, Surface::Card);
    below_table_ = new QVBoxLayout(frame);
    below_table_->setContentsMargins(1, 1, 1, 1);
    below_table_->setSpacing(0);
    table_ = new TableView(workbench_.theme, frame);
    table_->setObjectName(QStringLiteral("table"));
    below_table_->addWidget(table_);
    splitter_->addWidget(frame);
    model_ = new KeyedTableModel(this);
    feed_ = new RowFeed(
        *model_, [this](const std::string& key) { return rowFor(key); }, this);
    buildPlaceholder();
}

void ListPage::buildPlaceholder()
{
    placeholder_ = new StatePane(icon_, workbench_.theme, table_->viewport());
    connect(placeholder_, &StatePane::actionTriggered, this, &ListPage::actOnPlaceholder);
    connect(banner_, &LinkBanner::connectRequested, this, &ListPage::connectRequested);
}

void ListPage::buildSelection()
{
    selection_ = new SelectionBar(workbench_.theme, bulkActions());
    below_table_->addWidget(selection_);
    connect(selection_, &SelectionBar::triggered, this, [this](const BulkAction& action, const Items& items) {
        BulkRun::ask(workbench_, action, items, window());
    });
    connect(selection_, &SelectionBar::clearRequested, this, [this] {
        table_->selectKey(table_->firstSelectedKey());
        table_->setFocus();
    });
    connect(table_, &TableView::deleteRequested, selection_, &SelectionBar::triggerDelete);
}

void ListPage::start()
{
    started_ = true;
    workbench_.windows.offer(kind_, [this] { return makeDetails(nullptr); });
    model_->setColumns(columns());
    table_->setTable(model_);
    rememberColumns(*table_, workbench_.settings, columnsSetting(kind_));
    table_->setPlaceholder(placeholder_);
    buildSelection();
    filter_->setTable(*table_);
    shownWithKeys(this, workbench_.preferences, [this] { retranslate(); });
    connectTable();
    connectWorkspace();
    clock_.setInterval(std::chrono::seconds(1));
    connect(&clock_, &QTimer::timeout, this, &ListPage::tick);
    clock_.start();
    reload();
}

DetailsPane* ListPage::details()
{
    if (!details_) {
        details_ = makeDetails(splitter_);
        splitter_->addWidget(details_);
        splitter_->setStretchFactor(0, list_share);
        splitter_->setStretchFactor(1, details_share);
        splitter_->setSizes({list_share * 100, details_share * 100});
        details_->hide();
        workbench_.windows.follow(kind_, *details_);
    }
    return details_;
}

void ListPage::connectTable()
{
    connect(filter_, &FilterField::filtered, this, [this] {
        refreshPlaceholder();
        selectFirst();
    });
    connect(feed_, &RowFeed::brought, this, &ListPage::showBrought);
    connect(table_, &TableView::selectedRowsChanged, this, &ListPage::changeSelection);
    connect(table_, &TableView::contextMenuRequested, this, [this](QMenu* menu) {
        menu->addSeparator();
        addExport(*menu, *table_, workbench_, words().title);
        selection_->fill(*menu);
    });
}

void ListPage::connectWorkspace()
{
    Workspace& workspace = workbench_.workspace;
    connect(&workspace, &Workspace::reset, this, &ListPage::reload);
    connect(&workspace, &Workspace::projectChanged, this, &ListPage::reload);
    // The user's own rows are told from others once it is known who the user is.
    connect(&workspace, &Workspace::accountChanged, feed_, &RowFeed::renewAll);
    connect(&workspace, &Workspace::accountChanged, this, &ListPage::refreshPlaceholder);
    connect(&workspace, &Workspace::projectChanged, this, &ListPage::refreshPlaceholder);
    connect(&workspace, &Workspace::changed, this, &ListPage::apply);
    connect(&workspace, &Workspace::linkChanged, this, &ListPage::refreshPlaceholder);
}

void ListPage::fillMenu(QMenu& menu)
{
    menu.addAction(icon(IconName::Copy, workbench_.theme), tr("Copy selected rows"), table_,
                   &TableView::copySelection);
    menu.addAction(tr("Select all"), table_, &TableView::selectAll);
    addExport(menu, *table_, workbench_, words().title);
    menu.addSeparator();
    table_->fillColumnMenu(*menu.addMenu(tr("Columns")));
}

void ListPage::retranslate()
{
    const Words text = words();
    title_->setText(text.title);
    begin_->setText(text.begin);
    filter_->setPlaceholderText(text.filter);
    filter_->setAccessibleName(text.filter);
    filter_->setShortcutHint(keysText(settings::keys_filter, workbench_.preferences));
    table_->setAccessibleName(text.title);
    more_->setToolTip(tr("More"));
    more_->setAccessibleName(tr("More"));
    model_->setColumns(columns());
    filter_->retranslate();
    feed_->renewAll();
    changeSelection();
    refreshPlaceholder();
}

void ListPage::focusFilter()
{
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void ListPage::select(const std::string& key)
{
    wanted_ = key;
    if (model_->rowOf(QString::fromStdString(key)) < 0)
        return;
    filter_->clear();
    table_->selectKey(QString::fromStdString(key));
    wanted_.clear();
}

ItemPtr ListPage::selected() const
{
    return shown_.empty() ? nullptr : workbench_.workspace.find(kind_, shown_);
}

void ListPage::reload()
{
    if (!started_)
        return;
    const Workspace& workspace = workbench_.workspace;
    std::vector<std::pair<Timestamp, const std::string*>> found;
    for (const auto& [key, item] : workspace.all(kind_))
        if (item->resource.project == workspace.project())
            found.emplace_back(item->resource.created, &key);
    // Those that are seen first are to be there first; the table has an order of its own.
    const auto newest = found.begin() + std::min<std::ptrdiff_t>(first_seen, std::ssize(found));
    std::partial_sort(found.begin(), newest, found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : *a.second < *b.second;
    });
    std::vector<std::string> keys;
    keys.reserve(found.size());
    for (const auto& [created, key] : found)
        keys.push_back(*key);
    shown_is_old_ = true;
    feed_->replace(keys);
}

void ListPage::apply(const std::vector<ItemChange>& changes)
{
    for (const ItemChange& change : changes) {
        if (change.kind != kind_)
            continue;
        feed_->change(change.key);
        shown_is_old_ = shown_is_old_ || change.key == shown_;
    }
}

std::optional<TableRow> ListPage::rowFor(const std::string& key) const
{
    const ItemPtr item = workbench_.workspace.find(kind_, key);
    if (!item || item->resource.project != workbench_.workspace.project())
        return std::nullopt;
    TableRow made = row(*item);
    made.rank = item->resource.created.time_since_epoch().count();
    return made;
}

void ListPage::showBrought()
{
    refreshPlaceholder();
    selectFirst();
    if (shown_is_old_)
        changeSelection();
}

void ListPage::selectFirst()
{
    if (!wanted_.empty())
        select(std::string(wanted_));
    if (table_->firstSelectedKey().isEmpty() && table_->filter()->rowCount() > 0)
        table_->selectRow(0);
}

void ListPage::changeSelection()
{
    shown_is_old_ = false;
    shown_ = table_->firstSelectedKey().toStdString();
    const ItemPtr item = selected();
    showSelection();
    if (!item && !details_)
        return;
    details()->setVisible(item != nullptr);
    details()->show(item);
}

void ListPage::showSelection()
{
    const int count = table_->selectedCount();
    if (count > SelectionBar::most)
        return selection_->setTooMany(count);
    Items items;
    for (const QString& key : table_->selectedKeys())
        items.push_back(workbench_.workspace.find(kind_, key.toStdString()));
    std::erase(items, nullptr);
    selection_->setItems(std::move(items));
}

void ListPage::refresh(const std::string& key)
{
    feed_->change(key);
    if (const ItemPtr item = selected(); item && key == shown_ && details_)
        details_->show(item);
}

void ListPage::tick()
{
    if (!isVisible())
        return;
    const auto age = [this](const QString& row_key) {
        const std::string key = row_key.toStdString();
        if (const ItemPtr item = workbench_.workspace.find(kind_, key); item && ages(*item))
            feed_->change(key);
    };
    for (const QString& key : table_->keysOnScreen())
        age(key);
    for (int i = 0; i < std::min(aged_at_once, model_->rowCount()); ++i)
        age(model_->keyAt(next_to_age_++ % model_->rowCount()));
    next_to_age_ = model_->rowCount() == 0 ? 0 : next_to_age_ % model_->rowCount();
    if (++seconds_ % seconds_between_filters == 0 && table_->filter()->filter().ages())
        table_->filter()->filterAgain();
    if (const ItemPtr item = selected(); item && ages(*item))
        details()->show(item);
}

QString ListPage::notice() const
{
    if (model_->rowCount() == 0)
        return {};  // Said in the place of the rows.
    if (const QString left = Texts::notMember(workbench_.workspace); !left.isEmpty())
        return left;
    return workbench_.workspace.isCut(kind_) ? tr("There are more than this window holds, so that the oldest "
                                                  "are left out. slipwayctl lists "
                                                  "them all.")
                                             : QString();
}

void ListPage::refreshPlaceholder()
{
    banner_->setNotice(notice());
    if (banner_->showUnloaded(*placeholder_))
        return;
    const Words text = words();
    if (const QString left = Texts::notMember(workbench_.workspace); !left.isEmpty())
        placeholder_->setRefused(left);
    else if (model_->rowCount() == 0)
        placeholder_->setEmpty(text.empty_title, text.empty_text, text.begin);
    else
        placeholder_->setUnmatched();
}

void ListPage::actOnPlaceholder()
{
    switch (placeholder_->state()) {
    case StatePane::State::Empty:
        return begin();
    case StatePane::State::Unmatched:
        return filter_->clear();
    default:
        return banner_->act();
    }
}

}  // namespace slipway
