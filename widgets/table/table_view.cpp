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
    watchHeader();
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(index.data(KeyRole).toString()); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(filter_, signal, this, &TableView::showPlaceholder);
    connect(filter_, &QAbstractItemModel::modelReset, this, &TableView::showPlaceholder);
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
    const QScopedValueRollback arranging(arranging_, true);
    table_ = model;
    filter_->setSourceModel(model);
    QHeaderView* header = horizontalHeader();
    for (int i = 0; i < model->columns().size(); ++i) {
        header->resizeSection(i, model->columns()[i].width);
        header->setSectionHidden(i, model->columns()[i].hidden);
    }
    showPlaceholder();
}

QStringList TableView::selectedKeys() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row() < b.row(); });
    QStringList keys;
    for (const QModelIndex& row : rows)
        keys.append(row.data(KeyRole).toString());
    return keys;
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

void TableView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QTableView::rowsInserted(parent, start, end);
    // What somebody reads stays where it is when rows come above it.
    const int height = verticalHeader()->defaultSectionSize();
    QScrollBar& bar = *verticalScrollBar();
    if (bar.value() == 0 || start * height > bar.value())
        return;
    const int kept = bar.value() + (end - start + 1) * height;
    executeDelayedItemsLayout();
    bar.setValue(kept);
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

QString TableView::selectionAsText() const
{
    const QHeaderView& header = *horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header.count(); ++visual) {
        if (const int column = header.logicalIndex(visual); !header.isSectionHidden(column))
            columns.append(column);
    }
    const auto line = [&](auto&& text_of) {
        QStringList cells;
        for (const int column : columns)
            cells.append(text_of(column).simplified());
        return cells.join(QLatin1Char('\t'));
    };
    QStringList lines{
        line([&](int column) { return filter_->headerData(column, Qt::Horizontal).toString(); })};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row() < b.row(); });
    for (const QModelIndex& row : rows)
        lines.append(line([&](int column) { return row.siblingAtColumn(column).data().toString(); }));
    return lines.join(QLatin1Char('\n'));
}

void TableView::copySelection()
{
    if (selectionModel()->hasSelection())
        QGuiApplication::clipboard()->setText(selectionAsText());
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
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
    if (!selectionModel()->hasSelection())
        return;
    QMenu menu(this);
    menu.addAction(icon(IconName::Copy, theme_), tr("Copy"), QKeySequence::Copy, this,
                   &TableView::copySelection);
    Q_EMIT contextMenuRequested(&menu, selectedKeys());
    menu.exec(event->globalPos());
}

void TableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionChangedTo(selectedKeys());
}

void TableView::showHeaderMenu(const QPoint& position)
{
    QHeaderView* header = horizontalHeader();
    QMenu menu(this);
    const int visible = header->count() - header->hiddenSectionCount();
    for (int column = 0; column < header->count(); ++column) {
        QAction* action = menu.addAction(filter_->headerData(column, Qt::Horizontal).toString());
        const bool shown = !header->isSectionHidden(column);
        action->setCheckable(true);
        action->setChecked(shown);
        action->setEnabled(!shown || visible > 1);
        connect(action, &QAction::toggled, header, [this, header, column](bool show) {
            header->setSectionHidden(column, !show);
            Q_EMIT stateChanged();
        });
    }
    menu.exec(header->mapToGlobal(position));
}

}  // namespace slipway
