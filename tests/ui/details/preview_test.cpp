// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/files/preview_content.h"

#include <QBuffer>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

class PreviewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void tables_data();
    void tables();
    void bytesAreShownInLines();
    void largePicturesAreMadeSmall();
    void onlyTheBeginningIsAskedFor();
};

void PreviewTest::kinds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("kind");
    using Kind = PreviewContent::Kind;
    const auto row = [](const char* says, const QString& name, const QByteArray& bytes, int size, Kind kind) {
        QTest::newRow(says) << name << bytes << size << static_cast<int>(kind);
    };
    row("nothing is empty", u"a"_s, {}, 0, Kind::Empty);
    row("text is text", u"train.py"_s, "print('数据')\n", 15, Kind::Text);
    row("a zero byte makes bytes of it", u"a.txt"_s, QByteArray("a\0b", 3), 3, Kind::Hex);
    row("bytes that are no UTF-8 are bytes", u"a"_s, "caf\xe9 au lait", 12, Kind::Hex);
    row("a character that is cut at the end does not make bytes of a text", u"a"_s, "abc\xe6\x95", 100,
        Kind::Text);
    row("the same at the end of a whole file does", u"a"_s, "abc\xe6\x95", 5, Kind::Hex);
    row("comma-separated values are a table", u"a.csv"_s, "a,b\n1,2\n", 8, Kind::Table);
    row("tab-separated values too", u"a.tsv"_s, "a\tb\n1\t2\n", 8, Kind::Table);
    row("what only calls itself a picture is not one", u"a.png"_s, "hello", 5, Kind::Text);
    row("colours of a terminal are text", u"log"_s, "\x1b[31mred\x1b[0m", 12, Kind::Text);
}

void PreviewTest::kinds()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, size);
    const auto content = previewOf(name, bytes.toStdString(), static_cast<std::uint64_t>(size));
    QTEST(static_cast<int>(content.kind), "kind");
}

void PreviewTest::tables_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rows");
    QTest::newRow("plain") << u"a,b\n1,2\n"_s << u"a|b/1|2"_s;
    QTest::newRow("no end of line at the end") << u"a,b\n1,2"_s << u"a|b/1|2"_s;
    QTest::newRow("ends of lines as Windows writes them") << u"a,b\r\n1,2\r\n"_s << u"a|b/1|2"_s;
    QTest::newRow("quotes hold separators") << u"\"a,b\",c\n"_s << u"a,b|c"_s;
    QTest::newRow("quotes hold ends of lines") << u"\"a\nb\",c\n"_s << u"a\nb|c"_s;
    QTest::newRow("quotes twice are one") << u"\"say \"\"hi\"\"\"\n"_s << u"say \"hi\""_s;
    QTest::newRow("empty cells stay") << u",,\n"_s << u"||"_s;
    QTest::newRow("no more rows than asked for") << u"1\n2\n3\n4\n5\n"_s << u"1/2/3/4"_s;
}

void PreviewTest::tables()
{
    QFETCH(const QString, text);
    QStringList rows;
    for (const QStringList& row : readTable(text, u',', 4, End::Whole))
        rows << row.join(u'|');
    QTEST(rows.join(u'/'), "rows");
    QVERIFY2(readTable(u"a,b\n1,"_s, u',', 9, End::Cut).size() == 1, "a row that was cut is left out");
}

void PreviewTest::bytesAreShownInLines()
{
    QCOMPARE(hexLines(std::string_view("Hello\n\0world, bytes", 19)),
             u"00000000  48 65 6c 6c 6f 0a 00 77 6f 72 6c 64 2c 20 62 79  Hello..world, by\n"
             "00000010  74 65 73                                         tes\n"_s);
}

void PreviewTest::largePicturesAreMadeSmall()
{
    QImage large(4000, 1000, QImage::Format_RGB32);
    large.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && large.save(&buffer, "PNG"));
    const auto content = previewOf(u"a.png"_s, bytes.toStdString(), static_cast<std::uint64_t>(bytes.size()));
    QCOMPARE(content.kind, PreviewContent::Kind::Image);
    QCOMPARE(content.image_size, QSize(4000, 1000));
    QVERIFY(content.image.width() <= 1600);
}

void PreviewTest::onlyTheBeginningIsAskedFor()
{
    QCOMPARE(previewBytes(u"a.log"_s, 1ull << 40), std::uint64_t(256u << 10));
    QCOMPARE(previewBytes(u"a.png"_s, 1u << 20), std::uint64_t(1u << 20));
    QCOMPARE(previewBytes(u"a.png"_s, 1ull << 30), std::uint64_t(256u << 10));
}

QTEST_GUILESS_MAIN(PreviewTest)
#include "preview_test.moc"
