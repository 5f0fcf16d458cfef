// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/filtered_table.h"

#include "widgets/form/status/state_pane.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr int widest_filter = 420;
}

FilteredTable::FilteredTable(IconName icon, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      tools_(new QHBoxLayout),
      filter_(new FilterField(theme, this)),
      table_(new TableView(theme, this)),
      nothing_(new QStackedWidget(table_->viewport())),
      pane_(new StatePane(icon, theme, nothing_)),
      unmatched_(new StatePane(icon, theme, nothing_))
{
    filter_->setMaximumWidth(widest_filter);
    filter_->hint()->setContentsMargins(16, 0, 16, 8);
    nothing_->addWidget(pane_);
    nothing_->addWidget(unmatched_);
    tools_->setContentsMargins(16, 8, 16, 8);
    tools_->setSpacing(8);
    tools_->addWidget(filter_, 1);
    tools_->addStretch(1);
    auto* line = new QFrame;
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools_);
    layout->addWidget(filter_->hint());
    layout->addWidget(line);
    layout->addWidget(table_, 1);
    setFocusProxy(table_);
    connect(filter_, &FilterField::filtered, this, &FilteredTable::refreshPlaceholder);
    connect(unmatched_, &StatePane::actionTriggered, filter_, &QLineEdit::clear);
}

void FilteredTable::setTable(KeyedTableModel& model)
{
    table_->setTable(&model);
    table_->setPlaceholder(nothing_);
    filter_->setTable(*table_);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &FilteredTable::refreshPlaceholder);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &FilteredTable::refreshPlaceholder);
}

void FilteredTable::addTool(QWidget* control)
{
    tools_->insertWidget(tools_->count() - 1, control);
}

void FilteredTable::retranslate(const Words& words)
{
    table_->setAccessibleName(words.name);
    filter_->setPlaceholderText(words.filter);
    filter_->setAccessibleName(words.filter);
    unmatched_->setUnmatched();
    filter_->retranslate();
    refreshPlaceholder();
}

void FilteredTable::refreshPlaceholder()
{
    const bool none = !table_->table() || table_->table()->rowCount() == 0;
    nothing_->setCurrentWidget(none ? pane_ : unmatched_);
}

}  // namespace slipway
