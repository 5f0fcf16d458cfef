// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/segments/segment_ledger.h"

#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

using Haste = SegmentLedger::Haste;
constexpr std::uint64_t mib = 1u << 20;
const SegmentLedger::Time begin = SegmentLedger::Time() + 1h;

std::vector<StreamInfo> logOf(std::uint64_t bytes)
{
    std::vector<StreamInfo> streams(1);
    streams.front().name = "log";
    streams.front().size_bytes = bytes;
    return streams;
}

QByteArray told(const std::optional<Segment>& segment)
{
    return segment ? QByteArray::fromStdString(formatSegmentName(*segment)) : QByteArray("nothing");
}

}  // namespace

/// What is posted of streams, and when.
class SegmentLedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whileNobodyReads_data();
    void whileNobodyReads();
    void whoReadsIsWaitedFor();
    void aReaderThatFallsSilentIsAway();
    void whatIsConfirmedIsNotPosted();
    void streamsComeInPieces();
    void aStreamThatIsBegunAnew();
};

void SegmentLedgerTest::whileNobodyReads_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QByteArray>("due");
    const auto row = [](const char* name, std::uint64_t bytes, int seconds, const char* due) {
        QTest::newRow(name) << quint64(bytes) << seconds << QByteArray(due);
    };
    row("an empty stream is never posted", 0, 600, "nothing");
    row("a few bytes wait for more", 10, 29, "nothing");
    row("for half a minute", 10, 30, "streams/log/0/00000000000000000000-10");
    row("enough bytes do not wait", 4 * mib, 5, "streams/log/0/00000000000000000000-4194304");
    row("but for a reader that may come", 4 * mib, 4, "nothing");
    row("more than enough come in pieces", 9 * mib, 5, "streams/log/0/00000000000000000000-4194304");
}

void SegmentLedgerTest::whileNobodyReads()
{
    QFETCH(quint64, bytes);
    QFETCH(int, seconds);
    SegmentLedger ledger(begin);
    QCOMPARE(told(ledger.next(logOf(bytes), begin, Haste::Gather)), QByteArray("nothing"));
    QTEST(told(ledger.next(logOf(bytes), begin + std::chrono::seconds(seconds), Haste::Gather)), "due");
}

void SegmentLedgerTest::whoReadsIsWaitedFor()
{
    SegmentLedger ledger(begin);
    ledger.noteReaders(true, begin + 1s);
    QVERIFY(ledger.hasReaders());
    QCOMPARE(told(ledger.next(logOf(9 * mib), begin + 20s, Haste::Gather)), QByteArray("nothing"));
    ledger.noteReaders(false, begin + 30s);
    QCOMPARE(told(ledger.next(logOf(9 * mib), begin + 34s, Haste::Gather)), QByteArray("nothing"));
    QVERIFY(ledger.next(logOf(9 * mib), begin + 35s, Haste::Gather));
    // In a hurry nobody is waited for.
    ledger.noteReaders(true, begin + 36s);
    QVERIFY(ledger.next(logOf(9 * mib), begin + 36s, Haste::AtOnce));
}

void SegmentLedgerTest::aReaderThatFallsSilentIsAway()
{
    SegmentLedger ledger(begin);
    ledger.noteReaders(true, begin);
    QVERIFY(!ledger.next(logOf(9 * mib), begin, Haste::Gather));
    QVERIFY(!ledger.next(logOf(9 * mib), begin + 89s, Haste::Gather));
    QVERIFY(ledger.next(logOf(9 * mib), begin + 90s, Haste::Gather));
    // Its word makes it one that is there.
    ledger.confirm({{"log", mib}});
    QVERIFY(!ledger.next(logOf(9 * mib), begin + 91s, Haste::Gather));
    // A stream that does not grow needs no word.
    ledger.confirm({{"log", 9 * mib}});
    QVERIFY(!ledger.next(logOf(9 * mib), begin + 3h, Haste::Gather));
    QVERIFY(!ledger.isAway(begin + 4h));
}

void SegmentLedgerTest::whatIsConfirmedIsNotPosted()
{
    SegmentLedger ledger(begin);
    ledger.confirm({{"log", 100}});
    QCOMPARE(told(ledger.next(logOf(100), begin + 1h, Haste::AtOnce)), QByteArray("nothing"));
    QCOMPARE(told(ledger.next(logOf(103), begin + 1h, Haste::AtOnce)),
             QByteArray("streams/log/0/00000000000000000100-3"));
    // An older word takes nothing back.
    ledger.confirm({{"log", 5}});
    QCOMPARE(told(ledger.next(logOf(103), begin + 1h, Haste::AtOnce)),
             QByteArray("streams/log/0/00000000000000000100-3"));
}

void SegmentLedgerTest::streamsComeInPieces()
{
    SegmentLedger ledger(begin);
    std::uint64_t bytes = 0;
    while (const auto segment = ledger.next(logOf(9 * mib + 1), begin + 1h, Haste::AtOnce)) {
        QCOMPARE(segment->offset_bytes, bytes);
        bytes = segment->end_bytes();
        ledger.posted(*segment);
    }
    QCOMPARE(bytes, 9 * mib + 1);
    const auto small = SegmentLedger(begin).next(logOf(9 * mib), begin + 1h, Haste::AtOnce, mib);
    QCOMPARE(told(small), QByteArray("streams/log/0/00000000000000000000-1048576"));
}

void SegmentLedgerTest::aStreamThatIsBegunAnew()
{
    SegmentLedger ledger(begin);
    ledger.posted(*ledger.next(logOf(50), begin + 1h, Haste::AtOnce));
    QCOMPARE(told(ledger.next(logOf(20), begin + 1h, Haste::AtOnce)),
             QByteArray("streams/log/1/00000000000000000000-20"));
    // What the platform has is of the first.
    ledger.confirm({{"log", 50}});
    QCOMPARE(told(ledger.next(logOf(20), begin + 1h, Haste::AtOnce)),
             QByteArray("streams/log/1/00000000000000000000-20"));
    QCOMPARE(ledger.generation("log"), std::uint64_t(1));
}

QTEST_GUILESS_MAIN(SegmentLedgerTest)
#include "segment_ledger_test.moc"
