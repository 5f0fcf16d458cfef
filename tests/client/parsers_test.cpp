// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/event_stream_parser.h"
#include "client/transfer/ignore_rules.h"
#include "core/s3/s3_xml.h"

#include <QTest>

#include <random>

using namespace slipway;

class ParsersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void events_data();
    void events();
    void eventsSurviveAnyBytes();
    void anEndlessEventIsRefused();
    void objectPages();
    void partsAndUploads();
    void problems_data();
    void problems();
    void ignores_data();
    void ignores();
};

namespace {

std::string shown(const std::vector<ServerEvent>& events)
{
    std::string text;
    for (const auto& event : events)
        text += event.event + "|" + event.id + "|" + event.data + ";";
    return text;
}

}  // namespace

void ParsersTest::events_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("an event has its type, id and data")
        << QByteArray("event: change\nid: 7\ndata: {}\n\n") << QByteArray("change|7|{};");
    QTest::newRow("lines may end in CR LF")
        << QByteArray("data: a\r\ndata: b\r\n\r\n") << QByteArray("message||a\nb;");
    QTest::newRow("lines may end in CR") << QByteArray("data: a\r\r") << QByteArray("message||a;");
    QTest::newRow("comments are skipped") << QByteArray(": hello\ndata: a\n\n") << QByteArray("message||a;");
    QTest::newRow("an event without data is none, but its id stays")
        << QByteArray("id: 3\n\ndata: a\n\n") << QByteArray("message|3|a;");
    QTest::newRow("only one space after the colon is cut")
        << QByteArray("data:  a\n\n") << QByteArray("message|| a;");
    QTest::newRow("a byte order mark is skipped") << QByteArray("\xEF\xBB\xBF"
                                                                "data: a\n\n")
                                                  << QByteArray("message||a;");
    QTest::newRow("an event that has not ended is kept back")
        << QByteArray("data: a\n\ndata: b\n") << QByteArray("message||a;");
    QTest::newRow("a field without colon has an empty value")
        << QByteArray("data\n\n") << QByteArray("message||;");
}

void ParsersTest::events()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    const std::string_view all(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        EventStreamParser parser;
        std::vector<ServerEvent> events;
        QVERIFY(parser.feed(all.substr(0, cut), events));
        QVERIFY(parser.feed(all.substr(cut), events));
        QCOMPARE(QByteArray::fromStdString(shown(events)), expected);
    }
    EventStreamParser parser;
    std::vector<ServerEvent> events;
    for (const char byte : all)
        QVERIFY(parser.feed({&byte, 1}, events));
    QCOMPARE(QByteArray::fromStdString(shown(events)), expected);
}

void ParsersTest::eventsSurviveAnyBytes()
{
    std::mt19937 random(1);
    const std::string_view alphabet = "\r\n: datevnid\0\xEF\xBB\xBF";
    for (int round = 0; round < 2000; ++round) {
        EventStreamParser parser;
        std::vector<ServerEvent> whole, pieces;
        std::string bytes;
        for (int i = 0; i < 60; ++i)
            bytes += alphabet[random() % alphabet.size()];
        QVERIFY(parser.feed(bytes, whole));
        EventStreamParser again;
        for (const char byte : bytes)
            QVERIFY(again.feed({&byte, 1}, pieces));
        QCOMPARE(shown(pieces), shown(whole));
        (void)s3::readObjectPage("<ListBucketResult>" + bytes);
    }
}

void ParsersTest::anEndlessEventIsRefused()
{
    EventStreamParser parser;
    std::vector<ServerEvent> events;
    const std::string piece(1u << 20, 'x');
    bool readable = true;
    for (int i = 0; i < 20 && readable; ++i)
        readable = parser.feed(piece, events);
    QVERIFY(!readable);
}

void ParsersTest::objectPages()
{
    const auto page = s3::readObjectPage(
        "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"x\"><Name>b</Name><NextContinuationToken>t&amp;1"
        "</NextContinuationToken><Contents><Key>a&lt;b&#x4e2d;.txt</Key><Size>12</Size>"
        "<ETag>&quot;abc&quot;</ETag></Contents><Contents><Key>c</Key><ETag>\"d-2\"</ETag><Size>0</Size>"
        "</Contents></ListBucketResult>");
    QVERIFY(page);
    QCOMPARE(page->next_token, std::string("t&1"));
    QCOMPARE(page->objects.size(), std::size_t{2});
    QCOMPARE(page->objects[0].key, std::string("a<b\xE4\xB8\xAD.txt"));
    QCOMPARE(page->objects[0].size_bytes, std::uint64_t{12});
    QCOMPARE(page->objects[0].etag, std::string("abc"));
    QCOMPARE(page->objects[1].etag, std::string("d-2"));
    QVERIFY(s3::readObjectPage("<ListBucketResult/>")->objects.empty());
    QVERIFY(!s3::readObjectPage("<html>hello</html>"));
    QVERIFY(!s3::readObjectPage("<ListBucketResult"));
}

void ParsersTest::partsAndUploads()
{
    const auto parts = s3::readPartPage(
        "<ListPartsResult><PartNumberMarker>0</PartNumberMarker><IsTruncated>true</IsTruncated>"
        "<NextPartNumberMarker>2</NextPartNumberMarker><Part><PartNumber>2</PartNumber><ETag>\"e\"</ETag>"
        "<Size>5</Size></Part></ListPartsResult>");
    QVERIFY(parts);
    QCOMPARE(parts->parts.size(), std::size_t{1});
    QCOMPARE(parts->parts[0].number, 2);
    QCOMPARE(parts->next_marker, std::string("2"));
    const auto uploads = s3::readUploads(
        "<ListMultipartUploadsResult><UploadIdMarker/><Upload><Key>k</Key><UploadId>u</UploadId></Upload>"
        "</ListMultipartUploadsResult>");
    QVERIFY(uploads);
    QCOMPARE(uploads->size(), std::size_t{1});
    QCOMPARE(uploads->front().upload_id, std::string("u"));
    QVERIFY(QByteArray::fromStdString(s3::writeParts({{1, 5, "e"}}))
                .contains("<Part><PartNumber>1</PartNumber><ETag>\"e\"</ETag></Part>"));
}

void ParsersTest::problems_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("an error names its code")
        << QByteArray("<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>")
        << QByteArray("NoSuchKey");
    QTest::newRow("another document is no error") << QByteArray("<ListPartsResult/>") << QByteArray();
    QTest::newRow("nothing is no error") << QByteArray() << QByteArray();
}

void ParsersTest::problems()
{
    QFETCH(QByteArray, xml);
    QFETCH(QByteArray, code);
    QCOMPARE(QByteArray::fromStdString(s3::readProblem(xml.toStdString()).code), code);
}

void ParsersTest::ignores_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("folder");
    QTest::addColumn<bool>("ignored");
    QTest::newRow(".git is always left out") << QByteArray() << QByteArray(".git") << true << true;
    QTest::newRow("__pycache__ is left out anywhere")
        << QByteArray() << QByteArray("a/__pycache__") << true << true;
    QTest::newRow("a name holds in every folder")
        << QByteArray("*.bin\n") << QByteArray("a/b.bin") << false << true;
    QTest::newRow("a path holds from the top alone")
        << QByteArray("/data/x\n") << QByteArray("a/data/x") << false << false;
    QTest::newRow("a trailing slash means folders")
        << QByteArray("data/\n") << QByteArray("data") << false << false;
    QTest::newRow("comments are no rules") << QByteArray("# *.py\n") << QByteArray("a.py") << false << false;
}

void ParsersTest::ignores()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, path);
    QFETCH(bool, folder);
    QFETCH(bool, ignored);
    const auto entry = folder ? IgnoreRules::Entry::Folder : IgnoreRules::Entry::File;
    QCOMPARE(IgnoreRules::parse(rules.toStdString()).ignores(path.toStdString(), entry), ignored);
}

QTEST_GUILESS_MAIN(ParsersTest)
#include "parsers_test.moc"
