// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/events_tab.h"

#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "ui/session/workspace.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace slipway {

EventsTab::EventsTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      filter_(new FilterField(workbench.theme)),
      source_(new QComboBox),
      table_(new TableView(workbench.theme)),
      model_(new KeyedTableModel(this)),
      banner_(new ErrorBanner(workbench.theme)),
      pane_(new StatePane(IconName::Clock, workbench.theme))
{
    table_->setObjectName(QStringLiteral("events"));
    filter_->setObjectName(QStringLiteral("eventFilter"));
    filter_->setMaximumWidth(420);
    filter_->hint()->setContentsMargins(16, 0, 16, 8);
    source_->setObjectName(QStringLiteral("eventSource"));
    source_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(16, 8, 16, 8);
    tools->setSpacing(8);
    tools->addWidget(filter_, 1);
    tools->addWidget(source_);
    tools->addStretch(1);
    auto* line = new QFrame;
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addLayout(tools);
    layout->addWidget(filter_->hint());
    layout->addWidget(line);
    layout->addWidget(table_, 1);
    connect(banner_, &ErrorBanner::retryRequested, this, &EventsTab::askAgain);
    for (int i = 0; i < 3; ++i)
        source_->addItem(QString());
    connect(filter_, &FilterField::filtered, this, &EventsTab::refreshPlaceholder);
    connect(source_, &QComboBox::currentIndexChanged, this, [this] { fill(); });
    connect(pane_, &StatePane::actionTriggered, this, [this] {
        if (pane_->state() == StatePane::State::Failed)
            return askAgain();
        filter_->clear();
        source_->setCurrentIndex(0);
    });
    startClocks();
    retranslate();
    table_->setTable(model_);
    filter_->setTable(*table_);
    table_->setPlaceholder(pane_);
    rememberColumns(*table_, workbench.settings, settings::events_table);
    retranslated(this, [this] { retranslate(); });
}

void EventsTab::startClocks()
{
    clock_.setInterval(std::chrono::seconds(15));
    connect(&clock_, &QTimer::timeout, this, [this] {
        if (isVisible())
            fill();  // Times are told from now, and filters by age hold for others.
    });
    clock_.start();
    again_.setSingleShot(true);
    again_.setInterval(std::chrono::seconds(5));
    connect(&again_, &QTimer::timeout, this, [this] {
        asked_version_ = -1;
        if (isVisible())
            ask();
    });
}

void EventsTab::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    using enum FilterKind;
    model_->setColumns(
        {{QStringLiteral("time"), tr("Time"), to_left, 120, false, Since, QStringLiteral("age")},
         {QStringLiteral("action"), tr("What"), to_left, 150, false, Word, QStringLiteral("what")},
         {QStringLiteral("user"), tr("Who"), to_left, 140, false, Person, QStringLiteral("who")},
         {QStringLiteral("detail"), tr("Detail"), to_left, 460}});
    table_->setAccessibleName(tr("Events"));
    filter_->setPlaceholderText(tr("Filter, such as who:me what:stop age<2d"));
    filter_->setAccessibleName(tr("Filter events…"));
    filter_->retranslate();
    source_->setAccessibleName(tr("Whose events"));
    source_->setItemText(0, tr("Everybody"));
    source_->setItemText(1, tr("People"));
    source_->setItemText(2, tr("The platform"));
    fill();
}

void EventsTab::show(const ItemPtr& item)
{
    if (!item || !item_ || item->resource.id != item_->resource.id) {
        calls_.cancelAll();
        entries_.clear();
        asked_version_ = -1;
        answered_ = false;
        trouble_.reset();
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

void EventsTab::askAgain()
{
    asked_version_ = -1;
    trouble_.reset();
    answered_ = !entries_.empty();
    refreshPlaceholder();
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
            answered_ = true;
            trouble_ = entries ? std::nullopt : std::optional(entries.error());
            if (entries)
                entries_ = std::move(*entries);
            else
                again_.start();
            fill();
        });
}

TableRow EventsTab::row(std::size_t index) const
{
    const HistoryEntry& entry = entries_[index];
    const auto seconds = std::chrono::floor<std::chrono::seconds>(entry.time.time_since_epoch());
    const QString detail = QString::fromStdString(entry.detail);
    const bool mine = !entry.user.empty() && entry.user == workbench_.workspace.account().user;
    const TableCell who = entry.user.empty() ? TableCell{.text = tr("The platform"), .dim = true}
                                             : TableCell{.text = QString::fromStdString(entry.user),
                                                         .word = mine ? QStringLiteral("me") : QString()};
    // Entries are never rewritten, so that counting from the oldest names each for ever.
    return {QString::number(entries_.size() - index),
            {TableCell{Texts::ago(entry.time, now()), static_cast<qlonglong>(seconds.count()),
                       Texts::absolute(entry.time)},
             TableCell{.text = Texts::action(entry.action),
                       .strong = true,
                       .word = QString::fromStdString(entry.action)},
             who, TableCell{.text = detail, .tooltip = detail, .dim = true}}};
}

void EventsTab::fill()
{
    enum { Everybody, People, Platform };
    const int source = source_->currentIndex();
    QList<TableRow> rows;
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (source == Everybody || (source == Platform) == entries_[i].user.empty())
            rows << row(i);
    model_->setRows(rows);
    refreshPlaceholder();
}

void EventsTab::refreshPlaceholder()
{
    banner_->setMessage(trouble_ && !entries_.empty() ? explain(*trouble_) : QString());
    if (!entries_.empty())
        pane_->setUnmatched();
    else if (trouble_)
        pane_->setFailed(explain(*trouble_), tr("Retry"));
    else if (answered_)
        pane_->setEmpty(tr("Nothing has happened yet"));
    else
        pane_->setLoading();
}

}  // namespace slipway
