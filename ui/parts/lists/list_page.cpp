// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/list_page.h"

#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "widgets/form/button.h"
#include "widgets/form/search_field.h"
#include "widgets/form/status/empty_state.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/text_role.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
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
    default:
        return settings::jobs_table;
    }
}

void sortNewestFirst(std::vector<ItemPtr>& items)
{
    std::stable_sort(items.begin(), items.end(), [](const ItemPtr& a, const ItemPtr& b) {
        return a->resource.created > b->resource.created;
    });
}

}  // namespace

ListPage::ListPage(Workbench& workbench, Kind kind, IconName icon, QWidget* parent)
    : QWidget(parent), workbench_(workbench), kind_(kind), icon_(icon)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(10);
    buildHeader(*layout);
    banner_ = new ErrorBanner(workbench.theme);
    layout->addWidget(banner_);
    splitter_ = new QSplitter(Qt::Vertical);
    splitter_->setHandleWidth(16);
    splitter_->setChildrenCollapsible(false);
    layout->addWidget(splitter_, 1);
    buildTable();
}

ListPage::~ListPage() = default;

void ListPage::buildHeader(QVBoxLayout& layout)
{
    auto* header = new QHBoxLayout;
    header->setSpacing(12);
    title_ = makeLabel({}, TextRole::Heading);
    filter_ = new SearchField(workbench_.theme);
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setShortcutHint(QStringLiteral("Ctrl F"));
    begin_ = makeButton({}, ButtonKind::Primary);
    begin_->setObjectName(QStringLiteral("begin"));
    header->addWidget(title_);
    header->addWidget(filter_, 1);
    header->addWidget(begin_);
    layout.addLayout(header);
    connect(begin_, &QPushButton::clicked, this, &ListPage::begin);
}

void ListPage::buildTable()
{
    auto* frame = new QFrame;
    setSurface(*frame, Surface::Card);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    table_ = new TableView(workbench_.theme);
    table_->setObjectName(QStringLiteral("table"));
    layout->addWidget(table_);
    splitter_->addWidget(frame);

    model_ = new KeyedTableModel(this);
    placeholder_ = new QStackedWidget;
    placeholder_->addWidget(new LoadingState(workbench_.theme));
    empty_ = new EmptyState(icon_, workbench_.theme);
    unmatched_ = new EmptyState(IconName::Search, workbench_.theme);
    placeholder_->addWidget(empty_);
    placeholder_->addWidget(unmatched_);
    connect(empty_, &EmptyState::actionTriggered, this, &ListPage::begin);
    connect(unmatched_, &EmptyState::actionTriggered, filter_, &QLineEdit::clear);
}

void ListPage::start(QWidget* details)
{
    details_ = details;
    splitter_->addWidget(details);
    splitter_->setStretchFactor(0, 4);
    splitter_->setStretchFactor(1, 5);
    details_->hide();

    model_->setColumns(columns());
    table_->setTable(model_);
    rememberColumns(*table_, workbench_.settings, columnsSetting(kind_));
    table_->setPlaceholder(placeholder_);
    retranslated(this, [this] { retranslate(); });

    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        table_->filter()->setFilterText(text);
        refreshPlaceholder();
    });
    connect(table_, &TableView::selectionChangedTo, this, &ListPage::changeSelection);
    connect(banner_, &ErrorBanner::retryRequested, this, [this] {
        if (keysAreRefused())
            Q_EMIT connectRequested();
        else
            workbench_.workspace.reconnect();
    });
    Workspace& workspace = workbench_.workspace;
    connect(&workspace, &Workspace::reset, this, &ListPage::reload);
    connect(&workspace, &Workspace::projectChanged, this, &ListPage::reload);
    connect(&workspace, &Workspace::accountChanged, this, &ListPage::tick);
    connect(&workspace, &Workspace::accountChanged, this, &ListPage::refreshLink);
    connect(&workspace, &Workspace::projectChanged, this, &ListPage::refreshLink);
    connect(&workspace, &Workspace::changed, this, &ListPage::apply);
    connect(&workspace, &Workspace::linkChanged, this, &ListPage::refreshLink);
    clock_.setInterval(std::chrono::seconds(1));
    connect(&clock_, &QTimer::timeout, this, &ListPage::tick);
    clock_.start();
    reload();
    refreshLink();
}

void ListPage::retranslate()
{
    const Words text = words();
    title_->setText(text.title);
    begin_->setText(text.begin);
    filter_->setPlaceholderText(text.filter);
    filter_->setAccessibleName(text.filter);
    table_->setAccessibleName(text.title);
    empty_->setTitle(text.empty_title);
    empty_->setText(text.empty_text);
    empty_->setAction(text.begin);
    unmatched_->setTitle(tr("Nothing matches the filter"));
    unmatched_->setText(tr("Every word must occur in the row."));
    unmatched_->setAction(tr("Clear filter"));
    model_->setColumns(columns());
    reload();
    refreshLink();
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
    if (!details_)
        return;
    auto items = workbench_.workspace.projectItems(kind_);
    sortNewestFirst(items);
    QList<TableRow> rows;
    for (const ItemPtr& item : items)
        rows << row(*item);
    model_->setRows(rows);
    refreshPlaceholder();
    selectFirst();
    changeSelection();
}

void ListPage::apply(const std::vector<ItemChange>& changes)
{
    bool selection_changed = false;
    std::map<std::string, ItemPtr> added;  // By key: one batch may change what it brings, or take it back.
    for (const ItemChange& change : changes) {
        if (change.kind != kind_)
            continue;
        const QString key = QString::fromStdString(change.key);
        if (!change.item) {
            added.erase(change.key);
            model_->remove(key);
        } else if (change.item->resource.project != workbench_.workspace.project()) {
            continue;
        } else if (model_->rowOf(key) >= 0) {
            model_->upsert(row(*change.item));
        } else {
            added[change.key] = change.item;
        }
        selection_changed = selection_changed || change.key == shown_;
    }
    prepend(added);
    refreshPlaceholder();
    selectFirst();
    if (selection_changed)
        changeSelection();
}

void ListPage::prepend(const std::map<std::string, ItemPtr>& added)
{
    std::vector<ItemPtr> items;
    for (const auto& [key, item] : added)
        items.push_back(item);
    sortNewestFirst(items);
    QList<TableRow> rows;
    for (const ItemPtr& item : items)
        rows << row(*item);
    model_->prepend(rows);
}

void ListPage::selectFirst()
{
    if (!wanted_.empty())
        select(std::string(wanted_));
    if (table_->selectedKeys().isEmpty() && table_->model() && table_->model()->rowCount() > 0)
        table_->selectRow(0);
}

void ListPage::changeSelection()
{
    const QStringList keys = table_->selectedKeys();
    shown_ = keys.isEmpty() ? std::string() : keys.first().toStdString();
    const ItemPtr item = selected();
    details_->setVisible(item != nullptr);
    showDetails(item);
}

void ListPage::refreshRow(const std::string& key)
{
    if (const ItemPtr item = workbench_.workspace.find(kind_, key))
        if (item->resource.project == workbench_.workspace.project())
            model_->upsert(row(*item));
}

void ListPage::tick()
{
    if (!isVisible())
        return;
    for (const ItemPtr& item : workbench_.workspace.projectItems(kind_))
        if (ages(*item))
            model_->upsert(row(*item));
    if (const ItemPtr item = selected(); item && ages(*item))
        showDetails(item);
}

void ListPage::refreshPlaceholder()
{
    enum { Loading, Empty, Unmatched };
    if (!workbench_.workspace.loaded())
        return placeholder_->setCurrentIndex(Loading);
    placeholder_->setCurrentIndex(model_->rowCount() == 0 ? Empty : Unmatched);
}

void ListPage::refreshLink()
{
    banner_->setActionText(keysAreRefused() ? tr("Connect again…") : QString());
    banner_->setMessage(trouble());
}

QString ListPage::trouble() const
{
    const Workspace& workspace = workbench_.workspace;
    const Link& link = workspace.link();
    if (link.state == Link::State::Lost && link.error) {
        const QString text = explain(*link.error);
        return link.live_until
                   ? tr("%1 Shown is what was so at %2.").arg(text, Texts::absolute(*link.live_until))
                   : text;
    }
    if (!workspace.isMember())
        return tr("You are not a member of the project %1. Choose another one above, or ask its manager to "
                  "add you.")
            .arg(QString::fromStdString(workspace.project()));
    return {};
}

bool ListPage::keysAreRefused() const
{
    const Link& link = workbench_.workspace.link();
    return link.state == Link::State::Lost && link.error && link.error->code == ErrorCode::Unauthenticated;
}

}  // namespace slipway
