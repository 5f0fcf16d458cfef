// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/filter/row_filter.h"

#include "core/filter/filter_number.h"

#include <QDateTime>

#include <algorithm>

namespace slipway {

namespace {

bool isText(FilterKind kind)
{
    return kind == FilterKind::Text || kind == FilterKind::Word || kind == FilterKind::Person;
}

bool isOrder(FilterOperator comparison)
{
    return comparison != FilterOperator::Has && comparison != FilterOperator::Equal &&
           comparison != FilterOperator::NotEqual;
}

FilterUnit unitOf(FilterKind kind)
{
    switch (kind) {
    case FilterKind::Seconds:
    case FilterKind::Since:
        return FilterUnit::Seconds;
    case FilterKind::Bytes:
        return FilterUnit::Bytes;
    default:
        return FilterUnit::Count;
    }
}

FilterProblem::Kind problemOf(FilterUnit unit)
{
    switch (unit) {
    case FilterUnit::Seconds:
        return FilterProblem::Kind::NoTime;
    case FilterUnit::Bytes:
        return FilterProblem::Kind::NoSize;
    default:
        return FilterProblem::Kind::NoNumber;
    }
}

bool compares(double left, FilterOperator comparison, double right)
{
    switch (comparison) {
    case FilterOperator::Less:
        return left < right;
    case FilterOperator::LessOrEqual:
        return left <= right;
    case FilterOperator::Greater:
        return left > right;
    case FilterOperator::GreaterOrEqual:
        return left >= right;
    default:
        return left == right;
    }
}

bool begins(const QString& text, const QString& with)
{
    return text.startsWith(with, Qt::CaseInsensitive);
}

bool equals(const QString& text, const QString& other)
{
    return text.compare(other, Qt::CaseInsensitive) == 0;
}

/// Whether one value says what the cell is. "me" stands for the user alone, not for names that begin so.
bool textHolds(FilterKind kind, FilterOperator comparison, const QStringMatcher& value, const TableCell& cell)
{
    const QString wanted = value.pattern();
    if (kind == FilterKind::Person && equals(wanted, QStringLiteral("me")))
        return cell.word == QStringLiteral("me");
    const QString raw = cell.sort.typeId() == QMetaType::QString ? cell.sort.toString() : QString();
    if (comparison != FilterOperator::Has)
        return equals(cell.text, wanted) || equals(cell.word, wanted) || equals(raw, wanted);
    if (kind == FilterKind::Text)
        return value.indexIn(cell.text) >= 0 || (!cell.word.isEmpty() && value.indexIn(cell.word) >= 0);
    const bool is_me = kind == FilterKind::Person;
    return begins(cell.text, wanted) || (!is_me && begins(cell.word, wanted)) || begins(raw, wanted);
}

const TableColumn* columnOf(const QString& key, const QList<TableColumn>& columns)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const TableColumn& column) {
        return column.filterKey() == key || column.id == key;
    });
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace

RowFilter::RowFilter(const QString& text, const QList<TableColumn>& columns) : text_(text)
{
    const std::string bytes = withPlainSigns(text).toStdString();
    for (const FilterTerm& term : parseFilter(bytes))
        add(term, QString::fromStdString(bytes.substr(term.begin, term.end - term.begin)), columns);
    setNow();
}

QString RowFilter::withPlainSigns(QString text)
{
    constexpr std::u16string_view wide = u"\u3000\uff1a\uff0c\uff1e\uff1c\uff1d\u201c\u201d";
    constexpr std::u16string_view plain = u" :,><=\"\"";
    for (QChar& c : text)
        if (const auto place = wide.find(c.unicode()); place != wide.npos)
            c = plain[place];
    return text;
}

void RowFilter::add(const FilterTerm& term, const QString& written, const QList<TableColumn>& columns)
{
    if (term.key.empty())
        return addWord(term.sense, QString::fromStdString(term.values.front()));
    const QString key = QString::fromStdString(term.key);
    const TableColumn* column = columnOf(key, columns);
    if (column == nullptr) {
        FilterProblem problem{.kind = FilterProblem::Kind::UnknownKey, .key = key};
        for (const TableColumn& known : columns)
            problem.keys.append(known.filterKey());
        problems_.append(problem);
        return addWord(term.sense, term.sense == FilterTerm::Sense::Drop ? written.mid(1) : written);
    }
    if (term.values.empty())
        return;
    Test test{.sense = term.sense,
              .comparison = term.comparison,
              .kind = column->filter,
              .column = static_cast<int>(column - columns.data())};
    if (isText(test.kind) && isOrder(test.comparison))
        problems_.append({.kind = FilterProblem::Kind::NoOrder, .key = column->filterKey()});
    else if (isText(test.kind))
        addTexts(std::move(test), term);
    else
        addNumbers(std::move(test), term);
}

void RowFilter::addWord(FilterTerm::Sense sense, const QString& word)
{
    Test test{.sense = sense};
    test.texts.emplace_back(word, Qt::CaseInsensitive);
    tests_.push_back(std::move(test));
}

void RowFilter::addTexts(Test test, const FilterTerm& term)
{
    for (const std::string& value : term.values)
        test.texts.emplace_back(QString::fromStdString(value), Qt::CaseInsensitive);
    tests_.push_back(std::move(test));
}

void RowFilter::addNumbers(Test test, const FilterTerm& term)
{
    const FilterUnit unit = unitOf(test.kind);
    const QString key = QString::fromStdString(term.key);
    for (const std::string& value : term.values) {
        if (const auto number = parseFilterNumber(value, unit))
            test.numbers.push_back(*number);
        else
            problems_.append({.kind = problemOf(unit), .key = key, .value = QString::fromStdString(value)});
    }
    if (test.numbers.empty())
        return;
    if (unit != FilterUnit::Count && !isOrder(test.comparison)) {
        problems_.append({.kind = FilterProblem::Kind::NeedsBounds, .key = key});
        return;
    }
    tests_.push_back(std::move(test));
}

void RowFilter::setNow()
{
    now_ = static_cast<double>(QDateTime::currentSecsSinceEpoch());
}

bool RowFilter::ages() const
{
    return std::any_of(tests_.begin(), tests_.end(), [](const Test& test) {
        return test.kind == FilterKind::Since || test.kind == FilterKind::Seconds;
    });
}

bool RowFilter::accepts(const TableRow& row) const
{
    return std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) {
        return holds(test, row) != (test.sense == FilterTerm::Sense::Drop);
    });
}

bool RowFilter::holds(const Test& test, const TableRow& row) const
{
    if (test.column < 0)
        return std::any_of(row.cells.begin(), row.cells.end(),
                           [&](const TableCell& cell) { return test.texts.front().indexIn(cell.text) >= 0; });
    if (test.column >= row.cells.size())
        return false;
    const TableCell& cell = row.cells[test.column];
    const bool any = test.texts.empty()
                         ? numberHolds(test, cell)
                         : std::any_of(test.texts.begin(), test.texts.end(), [&](const auto& value) {
                               return textHolds(test.kind, test.comparison, value, cell);
                           });
    return any != (test.comparison == FilterOperator::NotEqual);
}

bool RowFilter::numberHolds(const Test& test, const TableCell& cell) const
{
    const double raw = cell.sort.toDouble();
    // A dash stands for what never ran or has no size, and is not less than anything.
    if (!cell.sort.isValid() || (test.kind != FilterKind::Number && raw < 0))
        return false;
    const double value = test.kind == FilterKind::Since ? now_ - raw : raw;
    return std::any_of(test.numbers.begin(), test.numbers.end(),
                       [&](double number) { return compares(value, test.comparison, number); });
}

QString RowFilter::hint() const
{
    if (problems_.isEmpty())
        return {};
    const FilterProblem& problem = problems_.first();
    switch (problem.kind) {
    case FilterProblem::Kind::UnknownKey:
        return tr("There is no “%1” to filter by. There are: %2.")
            .arg(problem.key, problem.keys.join(QStringLiteral(", ")));
    case FilterProblem::Kind::NoNumber:
        return tr("“%1” is compared with a number, as in %1>1.").arg(problem.key);
    case FilterProblem::Kind::NoTime:
        return tr("“%1” is compared with a time, as in %1<30m, %1<2h or %1>7d.").arg(problem.key);
    case FilterProblem::Kind::NoSize:
        return tr("“%1” is compared with a size, as in %1>500M or %1<1.5G.").arg(problem.key);
    case FilterProblem::Kind::NoOrder:
        return tr("“%1” is a text, which is not more or less than another. Write %1:value.").arg(problem.key);
    case FilterProblem::Kind::NeedsBounds:
        return tr("Write “%1” with < or > instead.").arg(problem.key);
    }
    return {};
}

}  // namespace slipway
