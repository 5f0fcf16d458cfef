// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/table_view.h"

#include "widgets/table/badge_delegate.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_roles.h"
#include "widgets/theme/icon.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QCryptographicHash>
#include <QDataStream>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <cstdlib>

namespace slipway {

namespace {

constexpr qsizetype digest_bytes = 32;

QByteArray digestOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

constexpr int kRowHeight = 31;
constexpr int kSmallestColumn = 48;

}  // namespace

TableView::TableView(const Theme& theme, QWidget* parent)
    : QTableView(parent), theme_(theme), filter_(new FilterModel(this))
{
    setModel(filter_);
    setItemDelegate(new BadgeDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSortingEnabled(true);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    arrangeHeader();
    watchHeader();
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(index.data(KeyRole).toString()); });
    connect(filter_, &FilterModel::orderAboutToChange, this, &TableView::rememberPlace);
    connect(filter_, &FilterModel::orderChanged, this, &TableView::restorePlace);
    connect(filter_, &QAbstractItemModel::modelReset, this, &TableView::showPlaceholder);
}

void TableView::arrangeHeader()
{
    QHeaderView* header = horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(kSmallestColumn);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TableView::showHeaderMenu);
}

void TableView::watchHeader()
{
    QHeaderView* header = horizontalHeader();
    const auto tell = [this] {
        if (!arranging_)
            Q_EMIT stateChanged();
    };
    connect(header, &QHeaderView::sectionMoved, this, tell);
    connect(header, &QHeaderView::sortIndicatorChanged, this, tell);
    connect(header, &QHeaderView::sectionResized, this, [header, tell](int column) {
        // The last one follows the width of the window.
        if (header->visualIndex(column) + 1 < header->count() - header->hiddenSectionCount())
            tell();
    });
}

void TableView::setTable(KeyedTableModel* model)
{
    table_ = model;
    const QScopedValueRollback arranging(arranging_, true);
    filter_->setSourceModel(model);
    arrangeColumns();
    showPlaceholder();
}

void TableView::arrangeColumns()
{
    const QScopedValueRollback arranging(arranging_, true);
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        header->setSectionHidden(column, table_->columns()[column].hidden);
        header->resizeSection(column, table_->columns()[column].width);
    }
}

std::vector<int> TableView::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QStringList TableView::selectedKeys() const
{
    QStringList keys;
    for (const int row : selectedRows())
        keys.append(table_->inSlot(filter_->slotAt(row)).key);
    return keys;
}

QString TableView::firstSelectedKey() const
{
    int first = -1;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        first = first < 0 ? range.top() : std::min(first, range.top());
    return first < 0 ? QString() : table_->inSlot(filter_->slotAt(first)).key;
}

int TableView::selectedCount() const
{
    return static_cast<int>(selectedRows().size());
}

QString TableView::currentKey() const
{
    return currentIndex().data(KeyRole).toString();
}

void TableView::selectKey(const QString& key)
{
    const int row = table_ != nullptr ? table_->rowOf(key) : -1;
    const QModelIndex index = row < 0 ? QModelIndex() : filter_->mapFromSource(table_->index(row, 0));
    if (!index.isValid())
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

QStringList TableView::keysOnScreen() const
{
    QStringList keys;
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    for (int row = std::max(first, 0); first >= 0 && row < filter_->rowCount(); ++row) {
        keys.append(table_->inSlot(filter_->slotAt(row)).key);
        if (row == last)
            break;
    }
    return keys;
}

void TableView::setPlaceholder(QWidget* widget)
{
    delete placeholder_;
    placeholder_ = widget;
    placeholder_->setParent(viewport());
    showPlaceholder();
}

void TableView::showPlaceholder()
{
    if (placeholder_ == nullptr)
        return;
    placeholder_->setGeometry(viewport()->rect());
    placeholder_->setVisible(filter_->rowCount() == 0);
}

void TableView::rememberPlace()
{
    seen_.clear();
    seen_at_ = verticalScrollBar()->value();
    const int first = seen_at_ == 0 ? -1 : rowAt(0);
    const int below = rowAt(viewport()->height() - 1);
    const int last = below < 0 ? filter_->rowCount() - 1 : below;
    for (int row = first; row >= 0 && row <= last; ++row)
        seen_.push_back({filter_->slotAt(row), row});
}

void TableView::restorePlace()
{
    showPlaceholder();
    if (hovered_row_ >= 0)
        hover(indexAt(viewport()->mapFromGlobal(QCursor::pos())).row());
    if (filter_->isRearranging()) {
        executeDelayedItemsLayout();
        return currentIndex().isValid() ? scrollTo(currentIndex()) : scrollToTop();
    }
    // What most of the rows on screen did, the view does too: one that jumped elsewhere takes nobody along.
    std::vector<int> moved;
    for (const Seen& seen : seen_)
        if (const int row = filter_->rowOfSlot(seen.slot); row >= 0)
            moved.push_back(row - seen.row);
    int rows = 0;
    if (!moved.empty()) {
        const auto middle = moved.begin() + static_cast<std::ptrdiff_t>(moved.size() / 2);
        std::nth_element(moved.begin(), middle, moved.end());
        rows = *middle;
    }
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(seen_at_ + rows * verticalHeader()->defaultSectionSize());
}

void TableView::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    // Else Qt would select some neighbour of what the user filters out.
    if (filter_->isRearranging() && currentIndex().row() >= start && currentIndex().row() <= end)
        selectionModel()->clearCurrentIndex();
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void TableView::dataChanged(const QModelIndex& from, const QModelIndex& to, const QList<int>& roles)
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    if (first >= 0 && to.row() >= first && (last < 0 || from.row() <= last))
        QTableView::dataChanged(from, to, roles);
}

QByteArray TableView::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << columnIds() << horizontalHeader()->saveState();
    return digestOf(state) + state;
}

QStringList TableView::columnIds() const
{
    QStringList ids;
    if (table_ != nullptr)
        for (const TableColumn& column : table_->columns())
            ids.append(column.id);
    return ids;
}

bool TableView::restoreState(const QByteArray& state)
{
    const QScopedValueRollback arranging(arranging_, true);
    // Qt believes every length that it reads, so nothing but what was saved here is given to it.
    const QByteArray body = state.mid(digest_bytes);
    if (state.left(digest_bytes) != digestOf(body))
        return false;
    QStringList ids;
    QByteArray header;
    QDataStream stream(body);
    stream >> ids >> header;
    if (header.isEmpty() || ids != columnIds() || !horizontalHeader()->restoreState(header))
        return false;
    filter_->sort(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
    return true;
}

ShownTable TableView::shown(Rows rows) const
{
    ShownTable shown;
    const QHeaderView& header = *horizontalHeader();
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (header.isSectionHidden(column))
            continue;
        shown.columns.append(column);
        shown.headings.append(table_->columns()[column].title);
    }
    const auto take = [&](int row) { shown.rows.append(table_->inSlot(filter_->slotAt(row))); };
    if (rows == Rows::Selected)
        for (const int row : selectedRows())
            take(row);
    else
        for (int row = 0; row < filter_->rowCount(); ++row)
            take(row);
    return shown;
}

void TableView::copySelection()
{
    if (selectionModel()->hasSelection())
        QGuiApplication::clipboard()->setText(shown(Rows::Selected).asTabbedText());
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
    } else if (event->matches(QKeySequence::Delete) && selectionModel()->hasSelection()) {
        Q_EMIT deleteRequested();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               currentIndex().isValid()) {
        Q_EMIT rowActivated(currentKey());
    } else {
        QTableView::keyPressEvent(event);
    }
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    showPlaceholder();
}

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    hover(indexAt(event->position().toPoint()).row());
    QTableView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent* event)
{
    hover(-1);
    QTableView::leaveEvent(event);
}

void TableView::hover(int row)
{
    if (row == hovered_row_)
        return;
    hovered_row_ = row;
    viewport()->update();
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copy = menu->addAction(icon(IconName::Copy, theme_), tr("Copy"), QKeySequence::Copy, this,
                                    &TableView::copySelection);
    copy->setEnabled(selectionModel()->hasSelection());
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &TableView::selectAll);
    fillColumnMenu(*menu->addMenu(tr("Columns")));
    Q_EMIT contextMenuRequested(menu, selectedKeys());
    const bool by_key = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(by_key ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                       : event->globalPos());
}

void TableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedRowsChanged();
}

void TableView::showHeaderMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void TableView::fillColumnMenu(QMenu& menu)
{
    QHeaderView* header = horizontalHeader();
    const int visible = header->count() - header->hiddenSectionCount();
    for (int column = 0; column < header->count(); ++column) {
        QAction* action = menu.addAction(table_->columns()[column].title);
        const bool shown = !header->isSectionHidden(column);
        action->setCheckable(true);
        action->setChecked(shown);
        action->setEnabled(!shown || visible > 1);
        connect(action, &QAction::toggled, this, [this, header, column](bool show) {
            header->setSectionHidden(column, !show);
            Q_EMIT stateChanged();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Columns as at first")), &QAction::triggered, this, [this] {
        arrangeColumns();
        Q_EMIT stateChanged();
    });
}

}  // namespace slipway
