// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/filtered_table.h"

#include "widgets/form/text_role.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr int widest_filter = 420;
}

FilteredTable::FilteredTable(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      tools_(new QHBoxLayout),
      filter_(new FilterField(theme)),
      table_(new TableView(theme)),
      nothing_(makeLabel({}, TextRole::Dim))
{
    filter_->setMaximumWidth(widest_filter);
    filter_->hint()->setContentsMargins(16, 0, 16, 8);
    nothing_->setAlignment(Qt::AlignCenter);
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
    empty_ = words.empty;
    filter_->retranslate();
    refreshPlaceholder();
}

void FilteredTable::refreshPlaceholder()
{
    const bool none = !table_->table() || table_->table()->rowCount() == 0;
    nothing_->setText(none ? empty_ : tr("Nothing matches the filter."));
}

}  // namespace slipway
