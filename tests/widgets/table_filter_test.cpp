// SPDX-License-Identifier: GPL-3.0-or-later
// What people type above a table, what it finds, and what is offered while they type.
#include "widgets/table/filter/filter_completion.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/filter/row_filter.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/plain_text.h"
#include "widgets/table/shown_table.h"
#include "widgets/table/table_roles.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDateTime>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

QList<TableColumn> columns()
{
    return {{.id = u"name"_s, .title = u"Name"_s},
            {.id = u"phase"_s, .title = u"Phase"_s, .filter = FilterKind::Word},
            {.id = u"gpus"_s, .title = u"GPUs"_s, .filter = FilterKind::Number, .filter_key = u"gpu"_s},
            {.id = u"owner"_s, .title = u"Owner"_s, .filter = FilterKind::Person},
            {.id = u"runtime"_s, .title = u"Runtime"_s, .filter = FilterKind::Seconds},
            {.id = u"created"_s, .title = u"Created"_s, .filter = FilterKind::Since, .filter_key = u"age"_s},
            {.id = u"size"_s, .title = u"Size"_s, .filter = FilterKind::Bytes}};
}

TableRow row(const QString& name, const QString& phase, const QString& word, int gpus, const QString& owner,
             qlonglong runtime, qlonglong age, qlonglong bytes)
{
    const bool mine = owner == u"alice"_s;
    return {name,
            {{.text = name},
             {.text = phase, .sort = 1, .word = word},
             {.text = QString::number(gpus), .sort = gpus},
             {.text = mine ? u"you"_s : owner, .sort = owner, .word = mine ? u"me"_s : QString()},
             {.text = u"—"_s, .sort = runtime},
             {.text = u"then"_s, .sort = QDateTime::currentSecsSinceEpoch() - age},
             {.text = u"some"_s, .sort = bytes}}};
}

constexpr qlonglong hour = 3600;

QList<TableRow> rows()
{
    return {row(u"resnet50"_s, u"运行中"_s, u"running"_s, 8, u"alice"_s, 2 * hour, 3 * hour, 1 << 20),
            row(u"bert a, b"_s, u"Waiting"_s, u"queued"_s, 1, u"bob"_s, -1, 60, 1 << 30),
            row(u"vit"_s, u"Failed"_s, u"failed"_s, 0, u"melanie"_s, 30, 80 * hour, 0)};
}

}  // namespace

class TableFilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme_ = std::make_unique<Theme>(ColorScheme::Light); }
    void cleanupTestCase() { theme_.reset(); }

    void finds_data();
    void finds();
    void saysWhatToWrite_data();
    void saysWhatToWrite();
    void offers_data();
    void offers();
    void aCandidateTakesItsPlace_data();
    void aCandidateTakesItsPlace();
    void aHintStandsBelowTheFieldUntilAllIsClear();
    void suggestionsAreReachedByKeys();
    void hostileTextsAreShownPlain_data();
    void hostileTextsAreShownPlain();
    void linesStayWhereTheyMay();
    void aTooltipIsNoMarkup();
    void aLongNameIsQuick();
    void csvIsWhatIsShown();

private:
    std::unique_ptr<Theme> theme_;
};

void TableFilterTest::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    const auto row = [](const char* sentence, const QString& text, const QString& found) {
        QTest::newRow(sentence) << text << found;
    };
    row("nothing typed finds all", u""_s, u"resnet50|bert a, b|vit"_s);
    row("a word is anywhere, in any case", u"RESNET"_s, u"resnet50"_s);
    row("a phrase keeps its blanks", u"\"bert a\""_s, u"bert a, b"_s);
    row("every word must occur", u"vit failed"_s, u"vit"_s);
    row("a hyphen drops", u"-vit"_s, u"resnet50|bert a, b"_s);
    row("a phase is found by its English word in every language", u"phase:running"_s, u"resnet50"_s);
    row("a phase is found as it is shown", u"phase:运行"_s, u"resnet50"_s);
    row("one of several values is enough", u"phase:queued,failed"_s, u"bert a, b|vit"_s);
    row("dropped values", u"-phase:queued,failed"_s, u"resnet50"_s);
    row("a value that is not", u"phase!=queued"_s, u"resnet50|vit"_s);
    row("a value is whole after the equals sign", u"phase=run"_s, u""_s);
    row("me is the user, not who is called so", u"owner:me"_s, u"resnet50"_s);
    row("an owner by the beginning of the name", u"owner:mel"_s, u"vit"_s);
    row("the user's own name finds the same as me", u"owner:alice"_s, u"resnet50"_s);
    row("a number above", u"gpu>1"_s, u"resnet50"_s);
    row("a number at least", u"gpu>=1"_s, u"resnet50|bert a, b"_s);
    row("a number exactly", u"gpu:0"_s, u"vit"_s);
    row("another number", u"gpu!=0"_s, u"resnet50|bert a, b"_s);
    row("a column is found by its own name, too", u"gpus<1"_s, u"vit"_s);
    row("younger than", u"age<2h"_s, u"bert a, b"_s);
    row("older than", u"age>1d"_s, u"vit"_s);
    row("ran for longer", u"runtime>=1h30m"_s, u"resnet50"_s);
    row("what never ran is not shorter than anything", u"runtime<1h"_s, u"vit"_s);
    row("a size", u"size>=1.5M"_s, u"bert a, b"_s);
    row("all must hold", u"owner:me phase:running gpu>1"_s, u"resnet50"_s);
    row("signs of a Chinese keyboard", u"owner：me　gpu＞1"_s, u"resnet50"_s);
    row("a key without value changes nothing", u"owner:"_s, u"resnet50|bert a, b|vit"_s);
    row("an unknown key is searched for as a text", u"http://x"_s, u""_s);
    row("a quoted comma belongs to the value", u"name:\"a, b\""_s, u"bert a, b"_s);
}

void TableFilterTest::finds()
{
    QFETCH(const QString, text);
    KeyedTableModel model;
    model.setColumns(columns());
    model.setRows(rows());
    FilterModel filter;
    filter.setSourceModel(&model);
    filter.setFilter(RowFilter(text, model.columns()));
    QStringList found;
    for (int i = 0; i < filter.rowCount(); ++i)
        found.append(filter.index(i, 0).data().toString());
    QTEST(found.join(u'|'), "found");
}

void TableFilterTest::saysWhatToWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint");
    QTest::newRow("what is understood needs no words") << u"owner:me gpu>1 age<2h word"_s << QString();
    QTest::newRow("an unknown key names those that exist")
        << u"colour:red"_s
        << u"There is no “colour” to filter by. There are: name, phase, gpu, owner, runtime, age, size."_s;
    QTest::newRow("a number is no word")
        << u"gpu>many"_s << u"“gpu” is compared with a number, as in gpu>1."_s;
    QTest::newRow("a time has a unit")
        << u"age<2"_s << u"“age” is compared with a time, as in age<30m, age<2h or age>7d."_s;
    QTest::newRow("a size is no word")
        << u"size>big"_s << u"“size” is compared with a size, as in size>500M or size<1.5G."_s;
    QTest::newRow("a text has no order")
        << u"phase>1"_s << u"“phase” is a text, which is not more or less than another. Write phase:value."_s;
    QTest::newRow("a time is never met exactly") << u"age:2h"_s << u"Write “age” with < or > instead."_s;
}

void TableFilterTest::saysWhatToWrite()
{
    QFETCH(const QString, text);
    QTEST(RowFilter(text, columns()).hint(), "hint");
}

void TableFilterTest::offers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("candidates");
    QTest::newRow("all keys at the beginning") << u""_s << u"name: phase: gpu> owner: runtime> age> size>"_s;
    QTest::newRow("keys that begin so") << u"o"_s << u"owner:"_s;
    QTest::newRow("keys after a hyphen") << u"-ph"_s << u"phase:"_s;
    QTest::newRow("values of a key") << u"phase:"_s << u"failed queued"_s;
    QTest::newRow("values that begin so") << u"x phase:f"_s << u"failed"_s;
    QTest::newRow("another value after a comma") << u"phase:failed,q"_s << u"queued"_s;
    QTest::newRow("a whole value needs nothing more") << u"phase:failed"_s << u""_s;
    QTest::newRow("times for an age") << u"age<"_s << u"10m 2h 1d 7d"_s;
    QTest::newRow("nothing within quotes") << u"\"ow"_s << u""_s;
    QTest::newRow("nothing for an unknown key") << u"colour:"_s << u""_s;
}

void TableFilterTest::offers()
{
    QFETCH(const QString, text);
    const auto completion = completeFilter(text, text.size(), columns(), [](int column) {
        return column == 1 ? QStringList{u"failed"_s, u"queued"_s} : QStringList();
    });
    QTEST(completion.candidates.join(u' '), "candidates");
}

void TableFilterTest::aCandidateTakesItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cursor");
    QTest::addColumn<QString>("after");
    QTest::newRow("a key waits for its value") << u"x ow"_s << 4 << u"x owner:"_s;
    QTest::newRow("a value is followed by a blank") << u"phase:fa"_s << 8 << u"phase:failed "_s;
    QTest::newRow("what stands behind stays") << u"ow rest"_s << 2 << u"owner: rest"_s;
    QTest::newRow("only the last of several values")
        << u"-phase:queued,f"_s << 15 << u"-phase:queued,failed "_s;
}

void TableFilterTest::aCandidateTakesItsPlace()
{
    QFETCH(const QString, text);
    QFETCH(const int, cursor);
    const auto completion =
        completeFilter(text, cursor, columns(), [](int) { return QStringList{u"failed"_s}; });
    QVERIFY(!completion.candidates.isEmpty());
    QTEST(completion.apply(text, completion.candidates.first()).text, "after");
}

void TableFilterTest::aHintStandsBelowTheFieldUntilAllIsClear()
{
    KeyedTableModel model;
    model.setColumns(columns());
    model.setRows(rows());
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    auto* field = new FilterField(*theme_);
    auto* table = new TableView(*theme_);
    layout->addWidget(field);
    layout->addWidget(field->hint());
    layout->addWidget(table);
    table->setTable(&model);
    field->setTable(*table);
    window.show();
    QTest::keyClicks(field, u"colour:red"_s);
    QTRY_VERIFY(field->hint()->isVisible());
    QCOMPARE(field->accessibleDescription(), field->hint()->text());
    field->setText(u"owner:me"_s);
    QVERIFY(!field->hint()->isVisible());
    QCOMPARE(table->model()->rowCount(), 1);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(table->model()->rowCount(), 3);
}

void TableFilterTest::suggestionsAreReachedByKeys()
{
    KeyedTableModel model;
    model.setColumns(columns());
    model.setRows(rows());
    TableView table(*theme_);
    table.setTable(&model);
    FilterField field(*theme_);
    field.setTable(table);
    field.show();
    QVERIFY(QTest::qWaitForWindowExposed(&field));
    QTest::keyClicks(&field, u"ph"_s);
    QAbstractItemView* popup = field.findChild<QCompleter*>()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(field.text(), u"phase:"_s);
    QTRY_VERIFY2(popup->isVisible(), "the values of the key are next");
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Tab);
    QCOMPARE(field.text(), u"phase:failed "_s);
    QCOMPARE(table.model()->rowCount(), 1);
    QTest::keyClick(&field, Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    QCOMPARE(field.text(), u"phase:failed "_s);
    delete field.hint();
}

void TableFilterTest::hostileTextsAreShownPlain_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("markup is text") << u"<b>bold</b>"_s << u"<b>bold</b>"_s;
    QTest::newRow("line ends are blanks") << u"a\nb\tc"_s << u"a b c"_s;
    QTest::newRow("marks that turn the direction are seen") << u"gpj.\u202egpj"_s << u"gpj.\ufffdgpj"_s;
    QTest::newRow("isolates are seen") << u"\u2066x\u2069"_s << u"\ufffdx\ufffd"_s;
    QTest::newRow("Hebrew stays Hebrew") << u"שלום"_s << u"שלום"_s;
    QTest::newRow("long texts are cut") << QString(1'000'000, u'x') << QString(400, u'x') + u'…';
    QTest::newRow("no pair is cut in two") << QString(399, u'x') + u"😀😀"_s << QString(399, u'x') + u'…';
}

void TableFilterTest::hostileTextsAreShownPlain()
{
    QFETCH(const QString, text);
    QTEST(cellText(text), "shown");
}

void TableFilterTest::linesStayWhereTheyMay()
{
    QCOMPARE(blockText(u"a\nb\r\u202ec"_s), u"a\nb \ufffdc"_s);
    QCOMPARE(blockText(QString(50, u'x'), 20), QString(20, u'x') + u'…');
}

void TableFilterTest::aTooltipIsNoMarkup()
{
    KeyedTableModel model;
    model.setColumns(columns());
    model.setRows({{u"a"_s, {{.text = u"a"_s, .tooltip = u"<img src=\"file:///etc/passwd\">"_s}}}});
    const QString tooltip = model.index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY(tooltip.contains(u"&lt;img"_s));
    QVERIFY(!tooltip.contains(u"<img"_s));
}

void TableFilterTest::aLongNameIsQuick()
{
    KeyedTableModel model;
    model.setColumns(columns());
    QList<TableRow> many;
    for (int i = 0; i < 30; ++i)
        many.append(
            {QString::number(i), {{.text = QString(1'000'000, QChar(u'a' + i % 3)), .tooltip = u"x"_s}}});
    model.setRows(many);
    TableView view(*theme_);
    view.setTable(&model);
    view.resize(800, 600);
    view.show();
    QElapsedTimer clock;
    clock.start();
    view.sortByColumn(0, Qt::AscendingOrder);
    QVERIFY(!view.grab().isNull());
    // Shaping a single such name takes longer than that.
    QVERIFY2(clock.elapsed() < 1500, qPrintable(u"it took %1 ms"_s.arg(clock.elapsed())));
}

void TableFilterTest::csvIsWhatIsShown()
{
    ShownTable shown{.headings = {u"Name"_s, u"Note, with comma"_s}, .columns = {1, 0}};
    shown.rows = {{u"a"_s, {{.text = u"say \"hi\""_s}, {.text = u"=1+1"_s}}},
                  {u"b"_s, {{.text = u"two\nlines"_s}, {.text = u"-5"_s}}},
                  {u"c"_s, {{.text = u"名"_s}}}};
    QCOMPARE(QString::fromUtf8(shown.asCsv()),
             u"Name,\"Note, with comma\"\r\n'=1+1,\"say \"\"hi\"\"\"\r\n-5,\"two\nlines\"\r\n,名\r\n"_s);
    QCOMPARE(shown.asTabbedText(), u"Name\tNote, with comma\n=1+1\tsay \"hi\"\n-5\ttwo lines\n\t名"_s);
}

QTEST_MAIN(TableFilterTest)
#include "table_filter_test.moc"
