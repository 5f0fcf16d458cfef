// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/streams/segment_fill.h"
#include "platform/engines/kubernetes/streams/stream_copies.h"
#include "platform/objects/segments/plain_segments.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"

#include <QTest>

#include <fstream>

using namespace slipway;
using namespace slipway::test;

namespace {

const std::string prefix = "attempts/job-1/1/job-1-0/7/";

}  // namespace

/// Copies of streams, filled from what the store has.
class SegmentFillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesAreFilled_data();
    void copiesAreFilled();
    void namesThatLeadElsewhereCostTheirStream();

private:
    void keep(const std::filesystem::path& objects, const std::string& name, const std::string& content);
    std::string told(const std::vector<StreamGap>& gaps);
};

void SegmentFillTest::keep(const std::filesystem::path& objects, const std::string& name,
                           const std::string& content)
{
    const std::filesystem::path file = objects / ".slipway/segments" / prefix / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

std::string SegmentFillTest::told(const std::vector<StreamGap>& gaps)
{
    std::string text;
    for (const StreamGap& gap : gaps)
        text += gap.stream + ":" + std::to_string(gap.from_bytes) + "-" + std::to_string(gap.to_bytes) + ";";
    return text;
}

void SegmentFillTest::copiesAreFilled_data()
{
    using Files = QList<QPair<QByteArray, QByteArray>>;
    QTest::addColumn<QByteArray>("here");
    QTest::addColumn<Files>("segments");
    QTest::addColumn<Files>("streams");
    QTest::addColumn<QByteArray>("gaps");
    const auto row = [](const char* name, const char* here, const Files& segments, const Files& streams,
                        const char* gaps) {
        QTest::newRow(name) << QByteArray(here) << segments << streams << QByteArray(gaps);
    };
    const QByteArray at0 = "streams/log/0/00000000000000000000-";
    const QByteArray at3 = "streams/log/0/00000000000000000003-";
    const QByteArray at6 = "streams/log/0/00000000000000000006-";
    row("nothing is there", "abc", {}, {{"log", "abc"}}, "");
    row("segments go on where the copy ends", "abc", {{at3 + "3", "def"}, {at6 + "2", "gh"}},
        {{"log", "abcdefgh"}}, "");
    row("what is there already is left out", "abcd", {{at0 + "3", "abc"}, {at3 + "3", "def"}},
        {{"log", "abcdef"}}, "");
    row("segments may reach over each other", "",
        {{at0 + "5", "abcde"}, {at0 + "3", "abc"}, {at3 + "4", "defg"}}, {{"log", "abcdefg"}}, "");
    row("what is behind a gap is kept apart", "abc", {{at6 + "2", "gh"}},
        {{"log", "abc"}, {"log.from-6", "gh"}}, "log:3-6;");
    row("a segment that is cut short is missing", "abc", {{at3 + "3", "de"}, {at6 + "2", "gh"}},
        {{"log", "abc"}, {"log.from-6", "gh"}}, "log:3-6;");
    row("every stream is filled", "a", {{"streams/events/x/0/00000000000000000000-2", "xy"}},
        {{"log", "a"}, {"events/x", "xy"}}, "");
    row("a stream that was begun anew is another", "abc", {{"streams/log/1/00000000000000000000-2", "xy"}},
        {{"log", "abc"}, {"log.anew-1", "xy"}}, "");
    row("what is no segment is left alone", "abc", {{"end", "x"}, {"streams/log/0/3-3", "def"}},
        {{"log", "abc"}}, "");
}

void SegmentFillTest::copiesAreFilled()
{
    using Files = QList<QPair<QByteArray, QByteArray>>;
    QFETCH(QByteArray, here);
    QFETCH(Files, segments);
    QFETCH(Files, streams);
    QFETCH(QByteArray, gaps);
    QTemporaryDir directory;
    const std::filesystem::path root = directory.path().toStdString();
    for (const auto& [name, content] : segments)
        keep(root / "objects", name.toStdString(), content.toStdString());
    PlainSegments store(root / "objects", std::make_shared<SegmentDoor>("secret"));
    StreamCopies copies(root / "streams");
    QVERIFY(copies.append("log", 0, here.toStdString()));
    const auto fill = [&] {
        return fillFromSegments(store, prefix, copies.have(),
                                [&](const std::string& stream, std::uint64_t offset, std::string_view bytes) {
                                    return copies.append(stream, offset, bytes);
                                });
    };
    const auto filled = fill();
    QVERIFY2(filled, filled ? "" : filled.error().message.c_str());
    QCOMPARE(told(*filled), gaps.toStdString());
    QCOMPARE(copies.have().size(), static_cast<std::size_t>(streams.size()));
    for (const auto& [name, content] : streams)
        QCOMPARE(contentOf(root / "streams" / name.toStdString()), content.toStdString());
    // Whoever is interrupted begins again.
    QVERIFY(fill());
    for (const auto& [name, content] : streams)
        QCOMPARE(contentOf(root / "streams" / name.toStdString()), content.toStdString());
}

void SegmentFillTest::namesThatLeadElsewhereCostTheirStream()
{
    QTemporaryDir directory;
    const std::filesystem::path root = directory.path().toStdString();
    const std::string elsewhere = "streams/" + std::string("a/b/c/d/e/f/g/h/i") + "/0/00000000000000000000-1";
    keep(root / "objects", elsewhere, "x");
    keep(root / "objects", "streams/log/0/00000000000000000000-1", "y");
    PlainSegments store(root / "objects", std::make_shared<SegmentDoor>("secret"));
    StreamCopies copies(root / "streams");
    QVERIFY(fillFromSegments(store, prefix, {},
                             [&](const std::string& stream, std::uint64_t offset, std::string_view bytes) {
                                 return copies.append(stream, offset, bytes);
                             }));
    QVERIFY(copies.have() == (StreamOffsets{{"log", 1}}));
}

QTEST_GUILESS_MAIN(SegmentFillTest)
#include "segment_fill_test.moc"
