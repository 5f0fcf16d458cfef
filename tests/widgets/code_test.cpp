// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_editor.h"
#include "widgets/code/diff_view.h"
#include "widgets/code/yaml_highlighter.h"
#include "widgets/theme/theme.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace slipway;
using namespace Qt::StringLiterals;

class CodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compared_data();
    void compared();
    void randomTextsAreRebuiltFromTheirComparison();
    void farLinesAreLeftOut();
    void hugeChangesEnd();
    void theViewSaysSignsBesideColours();
    void returnKeepsTheIndentation();
    void marksAreVisitedInTurn();
    void keysAndBlocksHaveColours();

private:
    Theme theme_{ColorScheme::Light};
};

namespace {

QString told(const QList<DiffLine>& lines)
{
    QString text;
    for (const DiffLine& line : lines) {
        static const char signs[] = " +-~";
        text += QLatin1Char(signs[static_cast<int>(line.kind)]) + line.text;
    }
    return text;
}

QStringList words(const QString& text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

}  // namespace

void CodeTest::compared_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("told");
    QTest::newRow("nothing and nothing") << u""_s << u""_s << u""_s;
    QTest::newRow("alike") << u"a b"_s << u"a b"_s << u" a b"_s;
    QTest::newRow("everything is new") << u""_s << u"a b"_s << u"+a+b"_s;
    QTest::newRow("everything goes") << u"a b"_s << u""_s << u"-a-b"_s;
    QTest::newRow("a line is changed") << u"a b c"_s << u"a x c"_s << u" a-b+x c"_s;
    QTest::newRow("what goes stands before what comes") << u"a b c d"_s << u"a x y d"_s << u" a-b-c+x+y d"_s;
    QTest::newRow("a line comes between") << u"a c"_s << u"a b c"_s << u" a+b c"_s;
    QTest::newRow("a line is moved") << u"a b c"_s << u"c a b"_s << u"+c a b-c"_s;
    QTest::newRow("repeated lines") << u"a a a"_s << u"a a"_s << u" a a-a"_s;
}

void CodeTest::compared()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QTEST(told(diffLines(words(before), words(after))), "told");
}

void CodeTest::randomTextsAreRebuiltFromTheirComparison()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        QStringList before;
        QStringList after;
        for (int i = random.bounded(20); i > 0; --i)
            before << QString(1, QChar(u'a' + random.bounded(4)));
        for (int i = random.bounded(20); i > 0; --i)
            after << QString(1, QChar(u'a' + random.bounded(4)));
        QStringList was;
        QStringList is;
        for (const DiffLine& line : diffLines(before, after)) {
            if (line.before > 0)
                was << line.text;
            if (line.after > 0)
                is << line.text;
            QVERIFY(line.before == 0 || line.before == was.size());
        }
        QCOMPARE(was, before);
        QCOMPARE(is, after);
    }
}

void CodeTest::farLinesAreLeftOut()
{
    QStringList before;
    for (int i = 0; i < 20; ++i)
        before << QString::number(i);
    QStringList after = before;
    after[10] = u"x"_s;
    const QList<DiffLine> lines = withContext(diffLines(before, after), 2);
    QCOMPARE(told(lines), u"~ 8 9-10+x 11 12~"_s);
    QCOMPARE(lines.last().before, 14);
    QVERIFY(withContext(diffLines(before, before)).isEmpty());
}

void CodeTest::hugeChangesEnd()
{
    QStringList before;
    QStringList after;
    for (int i = 0; i < 10'000; ++i) {
        before << u"a"_s + QString::number(i);
        after << u"b"_s + QString::number(i);
    }
    QCOMPARE(diffLines(before, after).size(), 20'000);
}

void CodeTest::theViewSaysSignsBesideColours()
{
    DiffView view(theme_);
    view.setTexts(u"kind: Job\nflavor: gpu-1\n"_s, u"kind: Job\nflavor: gpu-2\n"_s);
    QCOMPARE(view.toPlainText(), u"  kind: Job\n- flavor: gpu-1\n+ flavor: gpu-2"_s);
    QCOMPARE(view.addedCount(), 1);
    QCOMPARE(view.removedCount(), 1);
    view.setTexts(u"a"_s, u"a"_s);
    QVERIFY(view.toPlainText().isEmpty());
}

void CodeTest::returnKeepsTheIndentation()
{
    CodeEditor editor(theme_);
    QTest::keyClicks(&editor, u"spec:"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"flavor: a"_s);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QTest::keyClicks(&editor, u"x"_s);
    QCOMPARE(editor.toPlainText(), u"spec:\n  flavor: a\n    x"_s);
}

void CodeTest::marksAreVisitedInTurn()
{
    CodeEditor editor(theme_);
    editor.setPlainText(u"a: 1\nb: 2\nc: 3"_s);
    editor.setMarks({{1, 1, u"one"_s}, {3, 2, u"three"_s}});
    QTest::keyClick(&editor, Qt::Key_F8);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
    QCOMPARE(editor.textCursor().positionInBlock(), 1);
    QTest::keyClick(&editor, Qt::Key_F8);
    QCOMPARE(editor.textCursor().blockNumber(), 0);
    editor.goTo(99, 99);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
}

void CodeTest::keysAndBlocksHaveColours()
{
    QTextDocument document;
    YamlHighlighter highlighter(theme_, &document);
    document.setPlainText(u"command: |-\n  a: b\nretries: 3 # often\n- name: \"x # y\""_s);
    highlighter.rehighlight();
    const auto colour = [&](int line, int column) {
        QColor found;
        const QTextBlock block = document.findBlockByNumber(line);
        for (const QTextLayout::FormatRange& range : block.layout()->formats())
            if (column >= range.start && column < range.start + range.length)
                found = range.format.foreground().color();
        return found;
    };
    const Tokens& tokens = theme_.tokens();
    QCOMPARE(colour(0, 0), tokens.accent);
    QCOMPARE(colour(1, 2), tokens.running);
    QCOMPARE(colour(2, 0), tokens.accent);
    QCOMPARE(colour(2, 9), tokens.waiting);
    QCOMPARE(colour(2, 12), tokens.dimText);
    QCOMPARE(colour(3, 2), tokens.accent);
    QCOMPARE(colour(3, 12), tokens.running);
}

QTEST_MAIN(CodeTest)
#include "code_test.moc"
