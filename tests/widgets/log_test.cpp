// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_buffer.h"
#include "widgets/log/log_page.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_search.h"
#include "widgets/log/log_text.h"
#include "widgets/log/log_view.h"
#include "widgets/theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList rowsOf(const LogBuffer& buffer)
{
    QStringList rows;
    for (std::size_t row = 0; row < buffer.rowCount(); ++row)
        rows.append(buffer.rowText(row));
    return rows;
}

std::string numbered(int lines)
{
    std::string text;
    for (int i = 1; i <= lines; ++i)
        text += "line " + std::to_string(i) + (i % 10 == 0 ? " ten\n" : "\n");
    return text;
}

}  // namespace

class LogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme_ = std::make_unique<Theme>(ColorScheme::Light); }
    void cleanupTestCase() { theme_.reset(); }

    void rows_data();
    void rows();
    void longLinesGoOnInFurtherRows();
    void bytesAreKept();
    void text_data();
    void text();
    void marks_data();
    void marks();
    void wraps();
    void searchFindsAll_data();
    void searchFindsAll();
    void searchFollowsGrowth();
    void followsUntilScrolledAway();
    void newRowsAreNeverPaintedFromTheFirst();
    void showsOnlyMatches();
    void walksThroughMatches();
    void selectsAndCopies();
    void placesOnAPage_data();
    void placesOnAPage();
    void whatIsOnScreenIsReadAsText();
    void wrapShowsTheEnd();
    void millionsOfLines();

private:
    std::unique_ptr<Theme> theme_;
};

void LogTest::rows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("rows");

    QTest::newRow("nothing has no row") << ""_ba << QStringList{};
    QTest::newRow("a line ends at its feed") << "one\n"_ba << QStringList{u"one"_s};
    QTest::newRow("an open line is a row") << "one\ntwo"_ba << QStringList{u"one"_s, u"two"_s};
    QTest::newRow("empty lines are rows") << "\n\na"_ba << QStringList{u""_s, u""_s, u"a"_s};
    QTest::newRow("a return before the feed is dropped") << "a\r\nb\r\n"_ba << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("a progress bar shows its last state")
        << " 1%|#\r 2%|##\r100%|###\ndone\n"_ba << QStringList{u"100%|###"_s, u"done"_s};
    QTest::newRow("Chinese is kept") << "\xe6\x98\xbe\xe5\xad\x98\n"_ba << QStringList{u"显存"_s};
    QTest::newRow("bytes that are not UTF-8 are replaced") << "a\xff"
                                                              "b\n"_ba
                                                           << QStringList{u"a\uFFFDb"_s};
    QTest::newRow("colours are stripped") << "\x1b[1;31mred\x1b[0m\n"_ba << QStringList{u"red"_s};
}

void LogTest::rows()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, rows);
    const std::string_view all(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        LogBuffer buffer;
        buffer.append(all.substr(0, cut));
        buffer.append(all.substr(cut));
        QCOMPARE(rowsOf(buffer), rows);
        QCOMPARE(buffer.lineCount(), buffer.rowCount());
    }
    LogBuffer single;
    for (const char byte : all)
        single.append({&byte, 1});
    QCOMPARE(rowsOf(single), rows);
}

void LogTest::longLinesGoOnInFurtherRows()
{
    std::string line;
    while (line.size() < LogBuffer::kMaxRowBytes * 2 + 100)
        line += "a\xe6\x98\xbe";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, line.size()}) {
        LogBuffer buffer;
        for (std::size_t at = 0; at < line.size(); at += piece)
            buffer.append(std::string_view(line).substr(at, piece));
        buffer.append("\nnext\n");
        QCOMPARE(buffer.rowCount(), std::size_t{4});
        QCOMPARE(buffer.lineCount(), std::size_t{2});
        QVERIFY(!buffer.continuesLine(0) && buffer.continuesLine(1) && buffer.continuesLine(2));
        QCOMPARE(buffer.lineNumber(2), std::size_t{1});
        QCOMPARE(buffer.lineNumber(3), std::size_t{2});
        QCOMPARE(buffer.rowText(0) + buffer.rowText(1) + buffer.rowText(2), QString::fromStdString(line));
    }
    LogBuffer exact;
    exact.append(std::string(LogBuffer::kMaxRowBytes, 'x'));
    exact.append("\n");
    QCOMPARE(exact.rowCount(), std::size_t{1});
}

void LogTest::bytesAreKept()
{
    std::string all;
    LogBuffer buffer;
    for (int i = 0; i < 3000; ++i) {
        const std::string piece = "\x1b[3" + std::to_string(i % 8) + "m" + std::string(1000, 'a') + "\r\n";
        buffer.append(piece);
        all += piece;
    }
    QCOMPARE(buffer.sizeBytes(), all.size());
    QVERIFY(buffer.bytes(0, all.size()) == all);
    QVERIFY(buffer.bytes((1 << 20) - 5, 10) == all.substr((1 << 20) - 5, 10));
    QVERIFY(buffer.bytes(all.size(), 10).empty());
    buffer.clear();
    QCOMPARE(buffer.rowCount(), std::size_t{0});
}

void LogTest::text_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");

    QTest::newRow("tabs go to every eighth column") << "a\tb\t\tc"_ba << u"a       b               c"_s;
    QTest::newRow("a title sequence is dropped") << "\x1b]0;title\x07text"_ba << u"text"_s;
    QTest::newRow("a title sequence may end with ST") << "\x1b]0;title\x1b\\text"_ba << u"text"_s;
    QTest::newRow("a character set sequence is dropped") << "\x1b(Btext"_ba << u"text"_s;
    QTest::newRow("a cut sequence shows nothing") << "text\x1b[3"_ba << u"text"_s;
    QTest::newRow("bells and nulls are dropped") << QByteArray("a\x07\0b", 4) << u"ab"_s;
    QTest::newRow("a return at the end keeps the text") << "12%\r"_ba << u"12%"_s;
    QTest::newRow("the bytes of a cut character are replaced") << "\xe6\x98"_ba << u"\uFFFD\uFFFD"_s;
}

void LogTest::text()
{
    QFETCH(const QByteArray, bytes);
    QTEST(displayText({bytes.constData(), static_cast<std::size_t>(bytes.size())}), "shown");
}

void LogTest::marks_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<LogLevel>("level");

    QTest::newRow("a plain line") << u"step 3 loss 0.4"_s << LogLevel::Plain;
    QTest::newRow("a warning") << u"2024-01-01 WARNING slow"_s << LogLevel::Warning;
    QTest::newRow("an error") << u"[ERROR] disk full"_s << LogLevel::Error;
    QTest::newRow("an exception's name before a colon") << u"RuntimeError: CUDA"_s << LogLevel::Error;
    QTest::newRow("a part of a word is none") << u"MIRRORS warn errors"_s << LogLevel::Plain;
}

void LogTest::marks()
{
    QFETCH(const QString, line);
    QTEST(markOf(line).level, "level");
}

void LogTest::wraps()
{
    QCOMPARE(wrapStarts(u""_s, 10), QList<qsizetype>{0});
    QCOMPARE(wrapStarts(u"abcdefghij"_s, 10), QList<qsizetype>{0});
    QCOMPARE(wrapStarts(u"abcdefghijk"_s, 5), (QList<qsizetype>{0, 5, 10}));
    QCOMPARE(wrapStarts(u"显存不足"_s, 4), (QList<qsizetype>{0, 2}));
}

void LogTest::searchFindsAll_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("matches");

    QTest::newRow("nothing matches nothing") << u""_s << 0;
    QTest::newRow("text in any case") << u"TEN"_s << 10;
    QTest::newRow("a regular expression") << u"line [12]$"_s << 2;
    QTest::newRow("alternatives") << u"line 3$|ten"_s << 11;
    QTest::newRow("what is no expression is text") << u"line ("_s << 0;
}

void LogTest::searchFindsAll()
{
    QFETCH(const QString, pattern);
    LogBuffer buffer;
    buffer.append(numbered(100));
    LogSearch search(buffer);
    search.setPattern(pattern);
    while (!search.atEnd())
        search.advance(0ms);
    QTEST(static_cast<int>(search.matches().size()), "matches");
}

void LogTest::searchFollowsGrowth()
{
    LogBuffer buffer;
    LogSearch search(buffer);
    search.setPattern(u"ready"_s);
    buffer.append("not rea");
    search.advance(5ms);
    QVERIFY(search.atEnd() && search.matches().empty());
    buffer.append("dy");
    QVERIFY(!search.atEnd());
    search.advance(5ms);
    QCOMPARE(search.matches().size(), std::size_t{1});
    buffer.append(" yet\nready\n");
    search.advance(5ms);
    QVERIFY((search.matches() == std::vector<std::size_t>{0, 1}));
    QCOMPARE(search.firstFrom(1), std::size_t{1});
}

void LogTest::followsUntilScrolledAway()
{
    LogView view(*theme_);
    view.resize(500, 200);
    view.show();
    QVERIFY(view.isFollowing());
    view.append(numbered(500));
    QScrollBar& bar = *view.verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 400);
    QCOMPARE(bar.value(), bar.maximum());

    bar.setValue(10);
    QVERIFY(!view.isFollowing());
    view.append(numbered(500));
    QTRY_VERIFY(bar.maximum() > 900);
    QCOMPARE(bar.value(), 10);

    bar.setValue(bar.maximum());
    QVERIFY(view.isFollowing());
    view.append(numbered(100));
    QTRY_VERIFY(bar.maximum() > 1000);
    QCOMPARE(bar.value(), bar.maximum());
}

/// A log that has ended comes at once, and is painted before the scroll bars have heard of it.
void LogTest::newRowsAreNeverPaintedFromTheFirst()
{
    LogView view(*theme_);
    view.resize(500, 200);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QRect rows(0, 0, 200, 180);
    view.viewport()->grab(rows);
    view.append(numbered(500));
    QCOMPARE(view.verticalScrollBar()->maximum(), 0);
    const QImage at_once = view.viewport()->grab(rows).toImage();
    QTRY_VERIFY(view.verticalScrollBar()->maximum() > 400);
    QCOMPARE(view.viewport()->grab(rows).toImage(), at_once);
    view.verticalScrollBar()->setValue(0);
    QVERIFY2(view.viewport()->grab(rows).toImage() != at_once, "the first rows look different");
}

void LogTest::showsOnlyMatches()
{
    LogPanel panel(*theme_);
    panel.resize(900, 300);
    panel.show();
    panel.append(QByteArray::fromStdString(numbered(1000)));
    panel.view()->setSearch(u"ten"_s);
    QTRY_COMPARE(panel.view()->matchCount(), std::size_t{100});
    panel.view()->setOnlyMatches(true);
    QTRY_VERIFY(panel.view()->verticalScrollBar()->maximum() < 100);
    QCOMPARE(panel.offset(), numbered(1000).size());
}

void LogTest::walksThroughMatches()
{
    LogView view(*theme_);
    view.resize(500, 200);
    view.show();
    view.append(numbered(300));
    view.setSearch(u"ten"_s);
    QTRY_COMPARE(view.matchCount(), std::size_t{30});
    view.setFollowing(false);
    view.findNext();
    QCOMPARE(view.selectedText(), u"ten"_s);
    QCOMPARE(view.currentRowText(), u"line 10 ten"_s);
    view.findNext();
    QCOMPARE(view.currentRowText(), u"line 20 ten"_s);
    view.findPrevious();
    view.findPrevious();
    QCOMPARE(view.currentRowText(), u"line 300 ten"_s);
    view.findNext();
    QCOMPARE(view.currentRowText(), u"line 10 ten"_s);
}

void LogTest::selectsAndCopies()
{
    LogView view(*theme_);
    view.resize(500, 200);
    view.show();
    view.append("first line\nsecond line\nthird\n");
    QTRY_VERIFY(view.buffer().rowCount() == 3);
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(80, 9));
    QCOMPARE(view.selectedText(), u"first"_s);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"first line\nsecond line\nthird"_s);
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(spoken != nullptr);
    QCOMPARE(spoken->text(QAccessible::Value), view.selectedText());
    QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
}

void LogTest::placesOnAPage_data()
{
    QTest::addColumn<std::size_t>("row");
    QTest::addColumn<qsizetype>("character");
    QTest::addColumn<int>("offset");
    QTest::newRow("the start") << std::size_t(7) << qsizetype(0) << 0;
    QTest::newRow("inside a row") << std::size_t(7) << qsizetype(2) << 2;
    QTest::newRow("the end of a row") << std::size_t(7) << qsizetype(3) << 3;
    QTest::newRow("the row below it") << std::size_t(9) << qsizetype(0) << 4;
    QTest::newRow("the last character") << std::size_t(9) << qsizetype(2) << 6;
}

void LogTest::placesOnAPage()
{
    QFETCH(const std::size_t, row);
    QFETCH(const qsizetype, character);
    QFETCH(const int, offset);
    const LogPage page({{7, u"abc"_s}, {9, u"de"_s}});
    QCOMPARE(page.text(), u"abc\nde\n"_s);
    QCOMPARE(page.offsetOf({row, character}), offset);
    QVERIFY((page.positionAt(offset) == LogPosition{row, character}));
    QCOMPARE(page.offsetOf({3, 1}), 0);
    QCOMPARE(page.offsetOf({20, 0}), 7);
    QVERIFY((page.positionAt(100) == LogPosition{9, 2}));
}

void LogTest::whatIsOnScreenIsReadAsText()
{
    LogView view(*theme_);
    view.resize(500, 18 * 10);
    view.show();
    view.append(numbered(100));
    QTRY_COMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    QAccessibleTextInterface* text = QAccessible::queryAccessibleInterface(&view)->textInterface();
    QVERIFY(text != nullptr);
    QTRY_VERIFY(text->text(0, text->characterCount()).endsWith(u"line 99\nline 100 ten\n"_s));
    QTest::keyClick(&view, Qt::Key_Home);
    QVERIFY(text->text(0, text->characterCount()).startsWith(u"line 1\nline 2\n"_s));
    int from = 0;
    int to = 0;
    QCOMPARE(text->textAtOffset(8, QAccessible::LineBoundary, &from, &to).trimmed(), u"line 2"_s);
    text->addSelection(7, 13);
    QCOMPARE(view.selectedText(), u"line 2"_s);
    QCOMPARE(text->selectionCount(), 1);
    text->selection(0, &from, &to);
    QCOMPARE(from, 7);
    QCOMPARE(to, 13);
    QCOMPARE(text->cursorPosition(), 13);
    const QRect place = text->characterRect(8);
    QCOMPARE(text->offsetAtPoint(place.center()), 8);
    text->removeSelection(0);
    QVERIFY(!view.hasSelection());
}

void LogTest::wrapShowsTheEnd()
{
    LogView view(*theme_);
    view.resize(400, 200);
    view.show();
    view.setWrap(true);
    view.append(std::string(5000, 'x') + "\n" + numbered(3));
    QTRY_VERIFY(view.verticalScrollBar()->maximum() > 0);
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    QVERIFY(!view.grab().isNull());
}

void LogTest::millionsOfLines()
{
    LogView view(*theme_);
    view.resize(800, 400);
    view.show();
    const std::string block = numbered(100000);
    for (int i = 0; i < 20; ++i)
        view.append(block);
    QCOMPARE(view.buffer().lineCount(), std::size_t{2000000});
    QTRY_VERIFY(view.verticalScrollBar()->maximum() > 1999000);
    QBENCHMARK
    {
        view.grab();
    }
}

QTEST_MAIN(LogTest)
#include "log_test.moc"
