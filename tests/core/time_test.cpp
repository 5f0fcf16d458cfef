// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time.h"

#include <QTest>

using namespace slipway;
using namespace std::chrono;

class TimeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timestamps_data();
    void timestamps();
    void everyMillisecondIsReadBack();
    void durations_data();
    void durations();
};

void TimeTest::timestamps_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");  // empty: refused

    QTest::newRow("milliseconds are kept")
        << QByteArray("2026-11-23T07:11:46.120Z") << QByteArray("2026-11-23T07:11:46.120Z");
    QTest::newRow("a fraction may be absent")
        << QByteArray("2026-11-23T07:11:46Z") << QByteArray("2026-11-23T07:11:46.000Z");
    QTest::newRow("one digit is tenths")
        << QByteArray("2026-11-23T07:11:46.5Z") << QByteArray("2026-11-23T07:11:46.500Z");
    QTest::newRow("nanoseconds are cut to milliseconds")
        << QByteArray("2026-11-23T07:11:46.123999999Z") << QByteArray("2026-11-23T07:11:46.123Z");
    QTest::newRow("an eastern zone is taken away")
        << QByteArray("2026-11-23T07:11:46+05:30") << QByteArray("2026-11-23T01:41:46.000Z");
    QTest::newRow("a western zone is added")
        << QByteArray("2026-12-31T23:00:00-02:00") << QByteArray("2027-01-01T01:00:00.000Z");
    QTest::newRow("times before 1970 have positive fractions")
        << QByteArray("1969-12-31T23:59:59.750Z") << QByteArray("1969-12-31T23:59:59.750Z");
    QTest::newRow("29 February exists in leap years")
        << QByteArray("2028-02-29T00:00:00Z") << QByteArray("2028-02-29T00:00:00.000Z");
    QTest::newRow("29 February is refused in others") << QByteArray("2026-02-29T00:00:00Z") << QByteArray();
    QTest::newRow("a missing zone is refused") << QByteArray("2026-11-23T07:11:46") << QByteArray();
    QTest::newRow("hour 24 is refused") << QByteArray("2026-11-23T24:00:00Z") << QByteArray();
    QTest::newRow("what follows is refused") << QByteArray("2026-11-23T07:11:46Zx") << QByteArray();
    QTest::newRow("an empty fraction is refused") << QByteArray("2026-11-23T07:11:46.Z") << QByteArray();
    QTest::newRow("a zone that leads before year 0 is refused")
        << QByteArray("0000-01-01T00:00:00+00:01") << QByteArray();
    QTest::newRow("a zone that leads behind year 9999 is refused")
        << QByteArray("9999-12-31T23:59:59-00:01") << QByteArray();
    QTest::newRow("an empty text is refused") << QByteArray("") << QByteArray();
}

void TimeTest::timestamps()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto time = parseTimestamp(text.toStdString());
    QCOMPARE(time.has_value(), !written.isEmpty());
    if (time)
        QCOMPARE(QByteArray::fromStdString(formatTimestamp(*time)), written);
}

void TimeTest::everyMillisecondIsReadBack()
{
    for (int i = 0; i < 5000; ++i) {
        const Timestamp time{milliseconds{1'700'000'000'000LL + i * 7'919'777LL}};
        QVERIFY(parseTimestamp(formatTimestamp(time)) == time);
    }
}

void TimeTest::durations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("count");  // -1: refused
    QTest::addColumn<QByteArray>("written");

    QTest::newRow("a bare number is seconds") << QByteArray("90") << qint64{90} << QByteArray("1m30s");
    QTest::newRow("seconds") << QByteArray("90s") << qint64{90} << QByteArray("1m30s");
    QTest::newRow("minutes") << QByteArray("10m") << qint64{600} << QByteArray("10m");
    QTest::newRow("units are added") << QByteArray("1h30m") << qint64{5400} << QByteArray("1h30m");
    QTest::newRow("days") << QByteArray("7d") << qint64{604800} << QByteArray("7d");
    QTest::newRow("nothing") << QByteArray("0") << qint64{0} << QByteArray("0s");
    QTest::newRow("an empty text is refused") << QByteArray("") << qint64{-1} << QByteArray();
    QTest::newRow("a negative one is refused") << QByteArray("-5m") << qint64{-1} << QByteArray();
    QTest::newRow("a unit twice is refused") << QByteArray("1h2h") << qint64{-1} << QByteArray();
    QTest::newRow("a wrong order is refused") << QByteArray("5m1h") << qint64{-1} << QByteArray();
    QTest::newRow("a number without a unit after one is refused")
        << QByteArray("1h30") << qint64{-1} << QByteArray();
    QTest::newRow("an unknown unit is refused") << QByteArray("3w") << qint64{-1} << QByteArray();
    QTest::newRow("what overflows is refused")
        << QByteArray("9223372036854775807d") << qint64{-1} << QByteArray();
}

void TimeTest::durations()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, count);
    QFETCH(QByteArray, written);
    const auto duration = parseDuration(text.toStdString());
    QCOMPARE(duration.has_value(), count >= 0);
    if (!duration)
        return;
    QCOMPARE(qint64{duration->count()}, count);
    QCOMPARE(QByteArray::fromStdString(formatDuration(*duration)), written);
    QVERIFY(parseDuration(formatDuration(*duration)) == *duration);
}

QTEST_GUILESS_MAIN(TimeTest)
#include "time_test.moc"
