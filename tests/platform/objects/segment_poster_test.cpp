// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/segments/foreign_segments.h"
#include "runner/pod/feed_frames.h"
#include "runner/pod/segments/segment_poster.h"
#include "tests/platform/objects/foreign_fixture.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

const SegmentPlace place_of_job{ResourceId("job-1"), 1, "attempts/job-1/1/job-1-0/7/"};

void writeStream(const AttemptDirectory& attempt, const std::string& stream, const std::string& content)
{
    const std::filesystem::path file = attempt.streams() / stream;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::app) << content;
}

}  // namespace

/// What a collector leaves in a real store while nobody reads.
class SegmentPosterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anEndIsPostedWhole();
    void whatIsConfirmedIsLeftOut();
    void aReaderIsWaitedForAtTheEnd();
    void aPodThatIsToEndPostsAtOnce();
    void nothingIsPostedWithFormsThatAreOver();
    void newFormsAreTakenUp();
    void aStoreThatIsAwayHoldsNothing();
    void oneWayStandsInForAnother();

private:
    ForeignSegments segments() { return {both_->store, nullptr}; }
    PostWays ways() { return segments().ways(place_of_job); }
    /// What the store has of a stream, its segments one after the other.
    std::string posted(const std::string& stream);
    void waitForEnd(SegmentPoster& poster) { QTRY_VERIFY_WITH_TIMEOUT(poster.finished(), 15'000); }

    std::unique_ptr<ForeignFixture> both_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<AttemptDirectory> attempt_;
};

void SegmentPosterTest::init()
{
    both_ = std::make_unique<ForeignFixture>();
    directory_ = std::make_unique<QTemporaryDir>();
    attempt_ =
        std::make_unique<AttemptDirectory>(std::filesystem::path(directory_->path().toStdString()) / "1");
    writeStream(*attempt_, "log", "");
}

void SegmentPosterTest::cleanup()
{
    both_.reset();
}

std::string SegmentPosterTest::posted(const std::string& stream)
{
    std::string content;
    ForeignSegments store = segments();
    const std::vector<std::string> keys = store.list(place_of_job.prefix).value();
    for (const std::string& key : keys) {
        const auto segment = parseSegmentName(key.substr(place_of_job.prefix.size()));
        if (segment && segment->stream == stream)
            content += store.read(key).value();
    }
    return content;
}

void SegmentPosterTest::anEndIsPostedWhole()
{
    const std::string log = noise((11u << 20) + 5);
    writeStream(*attempt_, "log", log);
    writeStream(*attempt_, "events/run/tf.events 1", "event");
    QVERIFY(attempt_->writeExit({ExitCause::Exited, 3, {}, {}, now()}));
    SegmentPoster poster(*attempt_, ways(), {});
    poster.conclude();
    waitForEnd(poster);
    QVERIFY(posted("log") == log);
    QCOMPARE(posted("events/run/tf.events 1"), std::string("event"));
    FeedParser parser;
    const auto frames = parser.take(segments().read(place_of_job.prefix + "end").value());
    QVERIFY(frames);
    QCOMPARE(frames->size(), std::size_t(4));
    QCOMPARE(frames->at(1).offset_bytes, log.size());
    QVERIFY(frames->at(2).content.find("\"code\":3") != std::string::npos);
}

void SegmentPosterTest::whatIsConfirmedIsLeftOut()
{
    writeStream(*attempt_, "log", "confirmed and not");
    SegmentPoster poster(*attempt_, ways(), {});
    poster.confirm({{"log", 9}});
    poster.conclude();
    waitForEnd(poster);
    QCOMPARE(posted("log"), std::string(" and not"));
}

void SegmentPosterTest::aReaderIsWaitedForAtTheEnd()
{
    writeStream(*attempt_, "log", "line");
    SegmentPoster poster(*attempt_, ways(), {});
    poster.noteReaders(true);
    QElapsedTimer timer;
    timer.start();
    poster.conclude();
    QTRY_COMPARE_WITH_TIMEOUT(posted("log"), std::string("line"), 15'000);
    QVERIFY2(timer.elapsed() >= 1'900, qPrintable(QString::number(timer.elapsed())));
    waitForEnd(poster);
}

void SegmentPosterTest::aPodThatIsToEndPostsAtOnce()
{
    writeStream(*attempt_, "log", "a last line");
    SegmentPoster poster(*attempt_, ways(), {});
    poster.hurry();
    QTRY_COMPARE_WITH_TIMEOUT(posted("log"), std::string("a last line"), 15'000);
    QVERIFY(!poster.finished());
    writeStream(*attempt_, "log", ", and another");
    QTRY_COMPARE_WITH_TIMEOUT(posted("log"), std::string("a last line, and another"), 15'000);
}

void SegmentPosterTest::nothingIsPostedWithFormsThatAreOver()
{
    writeStream(*attempt_, "log", "line");
    PostWays over = ways();
    over.expires = now() - 1s;
    SegmentPoster poster(*attempt_, over, {});
    QElapsedTimer timer;
    timer.start();
    poster.conclude();
    waitForEnd(poster);
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(posted("log"), std::string());
}

void SegmentPosterTest::newFormsAreTakenUp()
{
    writeStream(*attempt_, "log", "line");
    PostWays broken = ways();
    broken.ways.front().fields.back().second = "00";  // The signature.
    SegmentPoster poster(*attempt_, broken, {});
    poster.hurry();
    poster.renew(ways());
    QTRY_COMPARE_WITH_TIMEOUT(posted("log"), std::string("line"), 15'000);
}

void SegmentPosterTest::aStoreThatIsAwayHoldsNothing()
{
    writeStream(*attempt_, "log", "line");
    PostWays away = ways();
    away.ways.front().url = "http://127.0.0.1:9/default";
    SegmentPoster poster(*attempt_, away, {});
    QElapsedTimer timer;
    timer.start();
    poster.conclude();
    waitForEnd(poster);
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed())));
}

void SegmentPosterTest::oneWayStandsInForAnother()
{
    const std::string log = noise(9u << 20);
    writeStream(*attempt_, "log", log);
    PostWays several = ways();
    several.ways.insert(several.ways.begin(), several.ways.front());
    several.ways.front().url = "http://127.0.0.1:9/default";
    SegmentPoster poster(*attempt_, several, {});
    poster.conclude();
    waitForEnd(poster);
    QVERIFY(posted("log") == log);
}

QTEST_GUILESS_MAIN(SegmentPosterTest)
#include "segment_poster_test.moc"
