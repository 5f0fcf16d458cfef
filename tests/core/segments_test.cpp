// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segments/post_ways.h"
#include "core/segments/segment_name.h"

#include <QTest>

using namespace slipway;

class SegmentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOfSegments_data();
    void namesOfSegments();
    void otherNamesAreNone_data();
    void otherNamesAreNone();
    void waysComeBack();
    void brokenWaysAreRefused_data();
    void brokenWaysAreRefused();
};

void SegmentsTest::namesOfSegments_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<quint64>("generation");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* what, const char* stream, quint64 generation, quint64 offset,
                        quint64 size, const char* name) {
        QTest::newRow(what) << QByteArray(stream) << generation << offset << size << QByteArray(name);
    };
    row("the beginning of a log", "log", 0, 0, 5, "streams/log/0/00000000000000000000-5");
    row("a later piece of an event file", "events/a/tf.events-1", 0, 4194304, 4194304,
        "streams/events/a/tf.events-1/0/00000000000004194304-4194304");
    row("a stream that was begun anew", "log", 2, 7, 1, "streams/log/2/00000000000000000007-1");
    row("a stream that is called like a segment", "0/00000000000000000000-5", 0, 0, 1,
        "streams/0/00000000000000000000-5/0/00000000000000000000-1");
}

void SegmentsTest::namesOfSegments()
{
    QFETCH(QByteArray, stream);
    QFETCH(quint64, generation);
    QFETCH(quint64, offset);
    QFETCH(quint64, size);
    QFETCH(QByteArray, name);
    const Segment segment{stream.toStdString(), generation, offset, size};
    QCOMPARE(formatSegmentName(segment), name.toStdString());
    const auto parsed = parseSegmentName(name.toStdString());
    QVERIFY(parsed);
    QVERIFY(*parsed == segment);
}

void SegmentsTest::otherNamesAreNone_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("the attempt's end") << QByteArray("end");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no stream") << QByteArray("streams/0/00000000000000000000-5");
    QTest::newRow("no generation") << QByteArray("streams/log/00000000000000000000-5");
    QTest::newRow("a generation with a zero before it")
        << QByteArray("streams/log/00/00000000000000000000-5");
    QTest::newRow("a short offset") << QByteArray("streams/log/0/0-5");
    QTest::newRow("no size") << QByteArray("streams/log/0/00000000000000000000-");
    QTest::newRow("no bytes") << QByteArray("streams/log/0/00000000000000000000-0");
    QTest::newRow("more bytes than a segment has")
        << QByteArray("streams/log/0/00000000000000000000-8388609");
    QTest::newRow("an end beyond all numbers") << QByteArray("streams/log/0/18446744073709551615-1");
    QTest::newRow("another folder") << QByteArray("stream/log/0/00000000000000000000-5");
}

void SegmentsTest::otherNamesAreNone()
{
    QFETCH(QByteArray, name);
    QVERIFY(!parseSegmentName(name.toStdString()));
}

void SegmentsTest::waysComeBack()
{
    const PostWays ways{
        {{"https://s3.example.org/b", "p/.slipway/attempts/", {{"policy", "e30="}, {"a", "b"}}},
         {"http://10.0.0.1:8471/.slipway", "attempts/", {}}},
        *parseTimestamp("2026-11-28T08:00:00.120Z")};
    const auto read = parsePostWays(formatPostWays(ways));
    QVERIFY(read);
    QVERIFY(*read == ways);
}

void SegmentsTest::brokenWaysAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("no time") << QByteArray(R"({"ways":[]})");
    QTest::newRow("a time that is none") << QByteArray(R"({"ways":[],"expires":"soon"})");
    QTest::newRow("a way without an address")
        << QByteArray(R"({"ways":[{"fields":[]}],"expires":"2026-11-28T08:00:00Z"})");
    QTest::newRow("fields that are none") << QByteArray(
        R"({"ways":[{"url":"u","key_prefix":"","fields":[["a"]]}],"expires":"2026-11-28T08:00:00Z"})");
}

void SegmentsTest::brokenWaysAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parsePostWays(text.toStdString()));
}

QTEST_GUILESS_MAIN(SegmentsTest)
#include "segments_test.moc"
