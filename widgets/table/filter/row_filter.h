// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter_query.h"
#include "widgets/table/table_row.h"

#include <QCoreApplication>
#include <QStringMatcher>

#include <optional>
#include <vector>

namespace slipway {

/// Why a term of a filter is not obeyed.
struct FilterProblem {
    enum class Kind {
        UnknownKey,
        NoNumber,
        NoTime,
        NoSize,
        NoOrder,      ///< "<" for a text.
        NeedsBounds,  ///< ":" for a time or a size, which is never met.
    } kind = Kind::UnknownKey;
    QString key;
    QString value = {};
    QStringList keys = {};  ///< Those that exist, for an unknown one.

    bool operator==(const FilterProblem&) const = default;
};

/// What somebody typed, held against rows: accepts those for which every term holds. Words occur in any cell;
/// a key names a column. A term that cannot be understood is a problem, and is searched for as it is
/// written, or passed over.
class RowFilter {
    Q_DECLARE_TR_FUNCTIONS(RowFilter)

public:
    /// Accepts everything.
    RowFilter() = default;
    RowFilter(const QString& text, const QList<TableColumn>& columns);

    bool accepts(const TableRow& row) const;
    /// Ages are counted from now on; call before accepts().
    void setNow();
    /// Whether rows may match or no longer match without any change but time's.
    bool ages() const;

    const QString& text() const { return text_; }
    bool isEmpty() const { return tests_.empty(); }
    const QList<FilterProblem>& problems() const { return problems_; }
    /// The first problem in a sentence that says what to write; empty when there is none.
    QString hint() const;

    /// Blanks, colons, commas and signs of comparison as Chinese keyboards type them become those of the
    /// grammar; as long as before.
    static QString withPlainSigns(QString text);

private:
    struct Test {
        FilterTerm::Sense sense = FilterTerm::Sense::Keep;
        FilterOperator comparison = FilterOperator::Has;
        FilterKind kind = FilterKind::Text;
        int column = -1;  ///< -1: any.
        std::vector<QStringMatcher> texts = {};
        std::vector<double> numbers = {};
    };

    void add(const FilterTerm& term, const QString& written, const QList<TableColumn>& columns);
    void addWord(FilterTerm::Sense sense, const QString& word);
    void addTexts(Test test, const FilterTerm& term);
    void addNumbers(Test test, const FilterTerm& term);
    bool holds(const Test& test, const TableRow& row) const;
    bool numberHolds(const Test& test, const TableCell& cell) const;

    QString text_;
    std::vector<Test> tests_;
    QList<FilterProblem> problems_;
    double now_ = 0;  ///< Seconds since 1970.
};

}  // namespace slipway
