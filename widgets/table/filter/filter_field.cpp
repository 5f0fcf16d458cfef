// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/filter/filter_field.h"

#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/plain_text.h"
#include "widgets/table/table_view.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QStringListModel>

#include <set>

namespace slipway {

namespace {

/// Rows that are looked at for values, and values that are offered: more would not be read.
constexpr int rows_looked_at = 2000;
constexpr std::size_t values_offered = 40;

}  // namespace

FilterField::FilterField(const Theme& theme, QWidget* parent)
    : SearchField(theme, parent),
      completer_(new QCompleter(this)),
      candidates_(new QStringListModel(this)),
      hint_(makeLabel({}, TextRole::Idle))
{
    completer_->setModel(candidates_);
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    hint_->setObjectName(QStringLiteral("filterHint"));
    hint_->setTextFormat(Qt::PlainText);
    hint_->setWordWrap(true);
    hint_->hide();
    pause_.setSingleShot(true);
    pause_.setInterval(std::chrono::milliseconds(400));
    connect(&pause_, &QTimer::timeout, this, &FilterField::showHint);
    connect(this, &QLineEdit::textChanged, this, &FilterField::filter);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(Asked::ByTyping); });
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterField::complete);
}

void FilterField::setTable(TableView& table)
{
    table_ = &table;
    completer_->popup()->setAccessibleName(tr("Suggestions"));
    filter();
}

void FilterField::retranslate()
{
    if (table_ == nullptr)
        return;
    filter();
    showHint();
}

void FilterField::filter()
{
    if (table_ == nullptr)
        return;
    const bool was_clear = table_->filter()->filter().problems().isEmpty();
    table_->filter()->setFilter(RowFilter(text(), table_->table()->columns()));
    const bool is_clear = table_->filter()->filter().problems().isEmpty();
    if (is_clear)
        showHint();
    if (!is_clear || !was_clear)
        pause_.start();
    Q_EMIT filtered();
}

void FilterField::showHint()
{
    pause_.stop();
    const QString hint = table_->filter()->filter().hint();
    if (hint == hint_->text())
        return;
    hint_->setText(cellText(hint));
    hint_->setVisible(!hint.isEmpty());
    setAccessibleDescription(hint);
    if (!hint.isEmpty())
        announce(*this, hint);
}

QStringList FilterField::valuesIn(int column) const
{
    const KeyedTableModel& table = *table_->table();
    const FilterKind kind = table.columns()[column].filter;
    std::set<QString> values;
    if (kind == FilterKind::Person)
        values.insert(QStringLiteral("me"));
    for (int row = 0; kind != FilterKind::Text && row < std::min(table.rowCount(), rows_looked_at); ++row) {
        if (column >= table.rowAt(row).cells.size() || values.size() == values_offered)
            break;
        const TableCell& cell = table.rowAt(row).cells[column];
        const bool is_name = kind == FilterKind::Person && cell.sort.typeId() == QMetaType::QString;
        const QString value = is_name ? cell.sort.toString() : cell.word.isEmpty() ? cell.text : cell.word;
        if (!value.isEmpty() && value == cellText(value))
            values.insert(value);
    }
    return {values.begin(), values.end()};
}

FilterCompletion FilterField::completion() const
{
    return completeFilter(text(), cursorPosition(), table_->table()->columns(),
                          [this](int column) { return valuesIn(column); });
}

void FilterField::offer(Asked asked)
{
    if (table_ == nullptr)
        return;
    const FilterCompletion found = completion();
    const bool wanted = asked == Asked::Expressly || found.end > found.begin ||
                        (found.begin > 0 && text()[found.begin - 1] != u' ');
    if (!wanted || found.candidates.isEmpty() || !isVisible())
        return completer_->popup()->hide();
    candidates_->setStringList(found.candidates);
    QRect under = rect();
    under.setWidth(std::min(width(), 280));
    completer_->complete(under);
}

void FilterField::complete(const QString& candidate)
{
    const auto [text, cursor] = completion().apply(this->text(), candidate);
    setText(text);
    setCursorPosition(static_cast<int>(cursor));
    if (!candidate.isEmpty() && text.left(cursor).back() != u' ')
        offer(Asked::Expressly);  // A key is in: its values are next.
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && completer_->popup()->isVisible())
        return completer_->popup()->hide();
    const bool by_control = event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier;
    if (by_control || (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier))
        offer(Asked::Expressly);
    else
        SearchField::keyPressEvent(event);
}

}  // namespace slipway
