// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_roles.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

QList<TableRow> rowsOf(const QString& keys)
{
    QList<TableRow> rows;
    for (const QString& key : keys.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList parts = key.split(u'=');
        rows.append(
            {parts[0], {{.text = parts[0]}, {.text = parts.value(1), .sort = parts.value(1).toInt()}}});
    }
    return rows;
}

QString textOf(const KeyedTableModel& model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString value = model.index(row, 1).data().toString();
        rows.append(value.isEmpty() ? model.keyAt(row) : u"%1=%2"_s.arg(model.keyAt(row), value));
    }
    return rows.join(u' ');
}

QList<TableColumn> twoColumns()
{
    return {{u"name"_s, u"Name"_s}, {u"gpus"_s, u"GPUs"_s}};
}

}  // namespace

class TableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme_ = std::make_unique<Theme>(ColorScheme::Light); }
    void cleanupTestCase() { theme_.reset(); }

    void rowsBecome_data();
    void rowsBecome();
    void liveChangesKeepSelectionAndScroll();
    void sortsByRawValue();
    void filters_data();
    void filters();
    void copiesWhatIsShown();
    void stateIsRemembered();
    void onlyTheUserChangesTheState();
    void placeholderStandsInForRows();

private:
    std::unique_ptr<Theme> theme_;
};

void TableTest::rowsBecome_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("removals");
    QTest::addColumn<int>("insertions");
    QTest::addColumn<int>("changes");

    QTest::newRow("new rows are inserted at once") << u""_s << u"a b c"_s << u"a b c"_s << 0 << 1 << 0;
    QTest::newRow("equal rows change nothing") << u"a=1 b=2"_s << u"a=1 b=2"_s << u"a=1 b=2"_s << 0 << 0 << 0;
    QTest::newRow("a changed cell changes its row alone")
        << u"a=1 b=2 c=3"_s << u"a=1 b=9 c=3"_s << u"a=1 b=9 c=3"_s << 0 << 0 << 1;
    QTest::newRow("neighbours leave together") << u"a b c d"_s << u"a d"_s << u"a d"_s << 1 << 0 << 0;
    QTest::newRow("rows apart leave one by one") << u"a b c d e"_s << u"b d"_s << u"b d"_s << 3 << 0 << 0;
    QTest::newRow("rows that stay keep their place") << u"a b c"_s << u"c d a"_s << u"a c d"_s << 1 << 1 << 0;
    QTest::newRow("nothing given empties it") << u"a b"_s << u""_s << u""_s << 1 << 0 << 0;
}

void TableTest::rowsBecome()
{
    QFETCH(const QString, before);
    QFETCH(const QString, given);
    QFETCH(const QString, after);
    KeyedTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setColumns(twoColumns());
    model.setRows(rowsOf(before));
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setRows(rowsOf(given));
    QCOMPARE(textOf(model), after);
    QTEST(static_cast<int>(removed.size()), "removals");
    QTEST(static_cast<int>(inserted.size()), "insertions");
    QTEST(static_cast<int>(changed.size()), "changes");
    QCOMPARE(reset.size(), 0);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.rowOf(model.keyAt(row)), row);
}

void TableTest::liveChangesKeepSelectionAndScroll()
{
    KeyedTableModel model;
    model.setColumns(twoColumns());
    QString many;
    for (int i = 0; i < 200; ++i)
        many += u" row%1=%2"_s.arg(i).arg(i);
    model.setRows(rowsOf(many));
    TableView view(*theme_);
    view.setTable(&model);
    QAbstractItemModelTester tester(view.filter(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    view.resize(400, 300);
    view.show();
    view.selectKey(u"row100"_s);
    const int scrolled = view.verticalScrollBar()->value();
    QVERIFY(scrolled > 0);

    model.upsert({u"row100"_s, {{.text = u"row100"_s}, {.text = u"77"_s}}});
    model.upsert(rowsOf(u"later=1"_s).first());
    model.remove(u"row150"_s);
    QCOMPARE(view.selectedKeys(), QStringList{u"row100"_s});
    QCOMPARE(view.verticalScrollBar()->value(), scrolled);
    const QRect seen = view.visualRect(view.currentIndex());
    auto newer = rowsOf(u"newer=1 newest=2"_s);
    newer[0].rank = 1;
    newer[1].rank = 2;
    model.apply({.rows = newer});
    QCOMPARE(view.visualRect(view.currentIndex()), seen);
    QCOMPARE(view.filter()->index(0, 0).data().toString(), u"newest"_s);
    QCOMPARE(view.filter()->index(2, 0).data().toString(), u"row0"_s);
    model.remove(u"row100"_s);
    QVERIFY(!view.selectedKeys().contains(u"row100"_s));
}

void TableTest::sortsByRawValue()
{
    KeyedTableModel model;
    model.setColumns(twoColumns());
    model.setRows(rowsOf(u"a=9 b=10 c=2"_s));
    FilterModel filter;
    filter.setSourceModel(&model);
    filter.sort(1, Qt::DescendingOrder);
    QCOMPARE(filter.index(0, 0).data().toString(), u"b"_s);
    QCOMPARE(filter.index(2, 0).data().toString(), u"c"_s);
    model.upsert(rowsOf(u"c=50"_s).first());
    QCOMPARE(filter.index(0, 0).data().toString(), u"c"_s);
}

void TableTest::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("rows");

    QTest::newRow("an empty filter keeps all") << u""_s << 3;
    QTest::newRow("a word may be in any column") << u"17"_s << 1;
    QTest::newRow("case does not matter") << u"RESNET"_s << 2;
    QTest::newRow("every word must occur") << u"resnet 3"_s << 1;
    QTest::newRow("a word that occurs nowhere hides all") << u"absent"_s << 0;
}

void TableTest::filters()
{
    QFETCH(const QString, text);
    QFETCH(const int, rows);
    KeyedTableModel model;
    model.setColumns(twoColumns());
    model.setRows(rowsOf(u"resnet50=3 resnet101=8 bert=17"_s));
    FilterModel filter;
    filter.setSourceModel(&model);
    filter.setFilter(RowFilter(text, model.columns()));
    QCOMPARE(filter.rowCount(), rows);
    filter.setFilter({});
    QCOMPARE(filter.rowCount(), 3);
}

void TableTest::copiesWhatIsShown()
{
    KeyedTableModel model;
    model.setColumns(twoColumns());
    model.setRows(rowsOf(u"a=1 b=2 c=3"_s));
    TableView view(*theme_);
    view.setTable(&model);
    view.selectAll();
    view.copySelection();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Name\tGPUs\na\t1\nb\t2\nc\t3"_s);
    view.horizontalHeader()->setSectionHidden(1, true);
    view.selectKey(u"b"_s);
    QCOMPARE(view.shown(TableView::Rows::Selected).asTabbedText(), u"Name\nb"_s);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Name\nb"_s);
    const QSignalSpy activated(&view, &TableView::rowActivated);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(activated.value(0).value(0).toString(), u"b"_s);
}

void TableTest::stateIsRemembered()
{
    KeyedTableModel model;
    model.setColumns(twoColumns());
    model.setRows(rowsOf(u"a=1 b=2"_s));
    TableView first(*theme_);
    first.setTable(&model);
    first.horizontalHeader()->resizeSection(0, 333);
    first.sortByColumn(1, Qt::DescendingOrder);
    TableView second(*theme_);
    second.setTable(&model);
    QVERIFY(second.restoreState(first.saveState()));
    QCOMPARE(second.horizontalHeader()->sectionSize(0), 333);
    QCOMPARE(second.filter()->index(0, 0).data().toString(), u"b"_s);
    QVERIFY(!second.restoreState("not a state"));
    KeyedTableModel other;
    other.setColumns({{u"name"_s, u"Name"_s}, {u"size"_s, u"Size"_s}});
    TableView third(*theme_);
    third.setTable(&other);
    QVERIFY2(!third.restoreState(first.saveState()), "other columns have another state");
}

void TableTest::onlyTheUserChangesTheState()
{
    KeyedTableModel model;
    model.setColumns(twoColumns());
    TableView view(*theme_);
    const QSignalSpy changes(&view, &TableView::stateChanged);
    view.resize(300, 200);
    view.show();
    view.setTable(&model);
    view.restoreState(view.saveState());
    view.resize(500, 200);
    QCOMPARE(changes.size(), 0);
    view.horizontalHeader()->resizeSection(0, 200);
    QCOMPARE(changes.size(), 1);
    view.sortByColumn(1, Qt::DescendingOrder);
    QVERIFY(changes.size() > 1);
}

void TableTest::placeholderStandsInForRows()
{
    KeyedTableModel model;
    model.setColumns(twoColumns());
    TableView view(*theme_);
    view.setTable(&model);
    auto* empty = new QLabel(u"nothing"_s);
    view.setPlaceholder(empty);
    view.resize(300, 200);
    view.show();
    QVERIFY(empty->isVisible());
    model.setRows(rowsOf(u"a"_s));
    QVERIFY(!empty->isVisible());
    view.filter()->setFilter(RowFilter(u"absent"_s, model.columns()));
    QVERIFY(empty->isVisible());
}

QTEST_MAIN(TableTest)
#include "table_test.moc"
