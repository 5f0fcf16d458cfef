// SPDX-License-Identifier: GPL-3.0-or-later
// What a table does while its rows change: a thousand random deltas against a model so simple that it is
// right, and very many rows.
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/row_ranges.h"
#include "widgets/table/table_roles.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <map>
#include <random>
#include <set>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

QList<TableColumn> columns()
{
    return {{.id = u"name"_s, .title = u"Name"_s},
            {.id = u"gpu"_s, .title = u"GPUs"_s, .filter = FilterKind::Number}};
}

TableRow made(const QString& key, int gpus, qint64 rank = 0)
{
    return {key, {{.text = key}, {.text = QString::number(gpus), .sort = gpus}}, rank};
}

/// All rows, and what they would be in order.
class Reference {
public:
    enum class Order { ByRank, ByNumberUp, ByNumberDown };

    std::map<QString, TableRow> rows;
    std::map<QString, int> arrival;

    void put(const TableRow& row)
    {
        arrival.try_emplace(row.key, ++arrivals_);
        rows[row.key] = row;
    }
    void take(const QString& key)
    {
        rows.erase(key);
        arrival.erase(key);
    }

    QStringList keys(Order order, int least) const
    {
        QStringList keys;
        for (const auto& [key, row] : rows)
            if (numberOf(row) >= least)
                keys.append(key);
        std::sort(keys.begin(), keys.end(), [&](const QString& left, const QString& right) {
            const TableRow& a = rows.at(left);
            const TableRow& b = rows.at(right);
            if (order == Order::ByNumberUp && numberOf(a) != numberOf(b))
                return numberOf(a) < numberOf(b);
            if (order == Order::ByNumberDown && numberOf(a) != numberOf(b))
                return numberOf(a) > numberOf(b);
            return a.rank != b.rank ? a.rank > b.rank : arrival.at(left) < arrival.at(right);
        });
        return keys;
    }

private:
    static int numberOf(const TableRow& row) { return row.cells[1].sort.toInt(); }

    int arrivals_ = 0;
};

/// Processor time of this thread: what others do on the machine does not count.
double usedMilliseconds()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

QStringList shownIn(const FilterModel& model)
{
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.append(model.index(row, 0).data(KeyRole).toString());
    return keys;
}

}  // namespace

class TableDeltasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme_ = std::make_unique<Theme>(ColorScheme::Light); }
    void cleanupTestCase() { theme_.reset(); }

    void aThousandRandomDeltasAreAsInTheReference_data();
    void aThousandRandomDeltasAreAsInTheReference();
    void whatIsReadStaysWhereItIs();
    void theTopStaysTheTop();
    void aRowThatJumpsTakesNobodyAlong();
    void filteringKeepsWhatIsSelectedAndShown();
    void rangesAreFound_data();
    void rangesAreFound();
    void aFrameOfManyRowsIsQuick();
    void aMillionRowsComeInPieces();

private:
    std::unique_ptr<Theme> theme_;
};

void TableDeltasTest::aThousandRandomDeltasAreAsInTheReference_data()
{
    QTest::addColumn<int>("order");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("least");
    using Order = Reference::Order;
    QTest::newRow("by rank") << static_cast<int>(Order::ByRank) << QString() << 0;
    QTest::newRow("by a number that changes") << static_cast<int>(Order::ByNumberUp) << QString() << 0;
    QTest::newRow("by that number, downwards") << static_cast<int>(Order::ByNumberDown) << QString() << 0;
    QTest::newRow("by rank, with a filter that rows enter and leave")
        << static_cast<int>(Order::ByRank) << u"gpu>=30"_s << 30;
    QTest::newRow("by a number, with such a filter")
        << static_cast<int>(Order::ByNumberDown) << u"gpu>=30"_s << 30;
}

void TableDeltasTest::aThousandRandomDeltasAreAsInTheReference()
{
    QFETCH(const int, order);
    QFETCH(const QString, filter);
    QFETCH(const int, least);
    const auto by = static_cast<Reference::Order>(order);
    std::mt19937 random(7);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    KeyedTableModel model;
    model.setColumns(columns());
    QAbstractItemModelTester source_tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    TableView view(*theme_);
    view.setTable(&model);
    QAbstractItemModelTester tester(view.filter(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    view.resize(400, 300);
    view.show();
    view.filter()->setFilter(RowFilter(filter, model.columns()));
    if (by != Reference::Order::ByRank)
        view.sortByColumn(1, by == Reference::Order::ByNumberUp ? Qt::AscendingOrder : Qt::DescendingOrder);
    const QSignalSpy reset(view.filter(), &QAbstractItemModel::modelReset);
    Reference reference;
    std::set<QString> selected;
    for (int round = 0; round < 1000; ++round) {
        TableDelta delta;
        std::set<QString> touched;
        for (int i = below(round % 50 == 0 ? 60 : 5); i >= 0; --i) {
            const QString key = u"row%1"_s.arg(below(150));
            if (!touched.insert(key).second)
                continue;
            if (below(4) == 0) {
                delta.removed.append(key);
                reference.take(key);
            } else {
                delta.rows.append(made(key, below(60), below(40)));
            }
        }
        for (const TableRow& row : delta.rows)
            reference.put(row);
        model.apply(delta);
        const QStringList expected = reference.keys(by, least);
        QCOMPARE(shownIn(*view.filter()), expected);
        std::erase_if(selected, [&](const QString& key) { return !expected.contains(key); });
        const QStringList still = view.selectedKeys();
        for (const QString& key : selected)
            QVERIFY2(still.contains(key),
                     qPrintable(u"%1 is no longer selected in round %2"_s.arg(key).arg(round)));
        if (round % 20 == 0 && !expected.isEmpty()) {
            view.selectKey(expected[below(static_cast<int>(expected.size()))]);
            view.selectionModel()->select(view.filter()->index(below(static_cast<int>(expected.size())), 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
            const QStringList keys = view.selectedKeys();
            selected = {keys.begin(), keys.end()};
        }
    }
    QCOMPARE(reset.size(), 0);
}

void TableDeltasTest::whatIsReadStaysWhereItIs()
{
    KeyedTableModel model;
    model.setColumns(columns());
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(400, 300);
    view.show();
    TableDelta first;
    for (int i = 0; i < 500; ++i)
        first.rows.append(made(u"row%1"_s.arg(i), i, -i));
    model.apply(first);
    view.selectKey(u"row250"_s);
    view.scrollTo(view.currentIndex(), QAbstractItemView::PositionAtCenter);
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 11);
    const QRect seen = view.visualRect(view.currentIndex());
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        const int number = static_cast<int>(random() % 500);
        const QString key = u"row%1"_s.arg(number);
        TableDelta delta;
        if (round % 3 == 0)
            delta.rows.append(made(u"new%1"_s.arg(round), 1, 1 + round));
        else if (round % 3 == 1 && (number < 200 || number > 300))
            delta.removed.append(key);
        else
            delta.rows.append(made(key, round, -number));
        model.apply(delta);
        QCOMPARE(view.currentKey(), u"row250"_s);
        QCOMPARE(view.visualRect(view.currentIndex()), seen);
        QCOMPARE(view.selectedKeys(), QStringList{u"row250"_s});
    }
}

void TableDeltasTest::theTopStaysTheTop()
{
    KeyedTableModel model;
    model.setColumns(columns());
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(400, 300);
    view.show();
    for (int i = 0; i < 100; ++i)
        model.upsert(made(u"row%1"_s.arg(i), i, i));
    QCOMPARE(view.verticalScrollBar()->value(), 0);
    QCOMPARE(view.keysOnScreen().first(), u"row99"_s);
}

void TableDeltasTest::aRowThatJumpsTakesNobodyAlong()
{
    KeyedTableModel model;
    model.setColumns(columns());
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(400, 300);
    view.show();
    TableDelta all;
    for (int i = 0; i < 300; ++i)
        all.rows.append(made(u"row%1"_s.arg(i), i));
    model.apply(all);
    view.sortByColumn(1, Qt::AscendingOrder);
    view.scrollTo(view.filter()->index(150, 0), QAbstractItemView::PositionAtTop);
    const QStringList before = view.keysOnScreen();
    model.upsert(made(before.first(), 10'000));
    QCOMPARE(view.keysOnScreen()[1], before[1]);
    QCOMPARE(view.filter()->index(299, 0).data().toString(), before.first());
    model.remove(u"row3"_s);
    QCOMPARE(view.keysOnScreen()[1], before[1]);
}

void TableDeltasTest::filteringKeepsWhatIsSelectedAndShown()
{
    KeyedTableModel model;
    model.setColumns(columns());
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(400, 300);
    view.show();
    TableDelta all;
    for (int i = 0; i < 1000; ++i)
        all.rows.append(made(u"row%1"_s.arg(i), i % 7, -i));
    model.apply(all);
    view.selectKey(u"row700"_s);
    view.filter()->setFilter(RowFilter(u"gpu:0"_s, model.columns()));
    QCOMPARE(view.filter()->rowCount(), 143);
    QCOMPARE(view.selectedKeys(), QStringList{u"row700"_s});
    QVERIFY(view.keysOnScreen().contains(u"row700"_s));
    view.filter()->setFilter(RowFilter(u"gpu:1"_s, model.columns()));
    QVERIFY2(view.selectedKeys().isEmpty(), "no neighbour is selected in its place");
    view.filter()->setFilter({});
    QCOMPARE(view.filter()->rowCount(), 1000);
}

void TableDeltasTest::rangesAreFound_data()
{
    QTest::addColumn<QString>("marks");
    QTest::addColumn<QString>("ranges");
    QTest::newRow("none in nothing") << u""_s << u""_s;
    QTest::newRow("none") << u"..."_s << u""_s;
    QTest::newRow("all are one") << u"xxx"_s << u"0-2"_s;
    QTest::newRow("neighbours are one") << u".xx."_s << u"1-2"_s;
    QTest::newRow("those apart are several") << u"x.xx.x"_s << u"0-0 2-3 5-5"_s;
}

void TableDeltasTest::rangesAreFound()
{
    QFETCH(const QString, marks);
    std::vector<int> rows;
    for (const QChar mark : marks)
        rows.push_back(mark == u'x');
    QStringList found;
    for (const RowRange& range : rangesWhere(rows, [](int row) { return row == 1; }))
        found.append(u"%1-%2"_s.arg(range.first).arg(range.last));
    QTEST(found.join(u' '), "ranges");
}

void TableDeltasTest::aFrameOfManyRowsIsQuick()
{
    KeyedTableModel model;
    model.setColumns(columns());
    TableDelta all;
    for (int i = 0; i < 64'000; ++i)
        all.rows.append(made(QString::number(i), i % 1000));
    model.apply(all);
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(1200, 800);
    view.show();
    view.sortByColumn(1, Qt::DescendingOrder);
    const QSignalSpy layouts(view.filter(), &QAbstractItemModel::layoutChanged);
    TableDelta delta;
    for (int i = 0; i < 500; ++i)
        delta.rows.append(made(QString::number(i * 100), 2000 + i));
    QBENCHMARK_ONCE
    {
        model.apply(delta);
        QVERIFY(!view.grab().isNull());
    }
    QCOMPARE(layouts.size(), 1);
    QCOMPARE(view.filter()->index(0, 0).data().toString(), u"49900"_s);
}

void TableDeltasTest::aMillionRowsComeInPieces()
{
    KeyedTableModel model;
    model.setColumns(columns());
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(400, 600);
    view.show();
    constexpr int piece = 20'000;
    double longest = 0;
    for (int first = 0; first < 1'000'000; first += piece) {
        TableDelta delta;
        for (int i = first; i < first + piece; ++i)
            delta.rows.append(made(QString::number(i), i));
        const double begin = usedMilliseconds();
        model.apply(delta);
        longest = std::max(longest, usedMilliseconds() - begin);
        QCoreApplication::processEvents();
    }
    QCOMPARE(view.filter()->rowCount(), 1'000'000);
    view.scrollToBottom();
    QVERIFY(view.keysOnScreen().contains(u"999999"_s));
    // A reset or a sort of all for each piece takes a second.
    qInfo("The longest piece took %.1f ms.", longest);
    QVERIFY2(longest < 200, qPrintable(u"a piece took %1 ms"_s.arg(longest)));
}

QTEST_MAIN(TableDeltasTest)
#include "table_deltas_test.moc"
