// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/traffic_limits.h"

#include <QtTest>

#include <vector>

using namespace slipway;
using namespace std::chrono_literals;

class TrafficLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bucketsFillAtTheirRate();
    void aRateOfZeroIsNoLimit();
    void fullBucketsAreForgotten();
    void refusedOriginsHaveToWait();
    void thisMachineIsNotHeldToItsRefusals();
    void keysHaveTheirShare();
    void uploadsEndWithWhoHoldsThem();
};

void TrafficLimitsTest::bucketsFillAtTheirRate()
{
    TokenBuckets buckets(10, 20);
    const auto start = TokenBuckets::Clock::now();
    int taken = 0;
    while (buckets.take("alice", start))
        ++taken;
    QCOMPARE(taken, 20);
    QVERIFY(buckets.take("bob", start));
    QVERIFY(!buckets.take("alice", start + 99ms));
    QVERIFY(buckets.take("alice", start + 201ms));
    QVERIFY(buckets.take("alice", start + 201ms));
    QVERIFY(!buckets.take("alice", start + 201ms));
    taken = 0;
    while (buckets.take("alice", start + 1h))
        ++taken;
    QCOMPARE(taken, 20);
}

void TrafficLimitsTest::aRateOfZeroIsNoLimit()
{
    TokenBuckets buckets(0, 0);
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(buckets.take("alice"));
    QVERIFY(buckets.has("alice"));
    QCOMPARE(buckets.size(), std::size_t(0));
}

void TrafficLimitsTest::fullBucketsAreForgotten()
{
    TokenBuckets buckets(10, 20);
    const auto start = TokenBuckets::Clock::now();
    for (int i = 0; i < 100'000; ++i)
        QVERIFY(buckets.take("address " + std::to_string(i), start + i * 1ms));
    QVERIFY2(buckets.size() < 3'000, std::to_string(buckets.size()).c_str());
}

void TrafficLimitsTest::refusedOriginsHaveToWait()
{
    TrafficLimits limits;
    const std::string stranger = "192.0.2.7";
    int tried = 0;
    for (; limits.checkOrigin(stranger) && tried < 1'000; ++tried)
        limits.refused(stranger);
    QVERIFY2(tried >= 100 && tried <= 110, std::to_string(tried).c_str());
    QCOMPARE(limits.checkOrigin(stranger).error().type, std::string("too-many-refusals"));
    QCOMPARE(limits.checkOrigin(stranger).error().code, ErrorCode::ResourceExhausted);
    QVERIFY(limits.checkOrigin("192.0.2.8"));
    QTRY_VERIFY(limits.checkOrigin(stranger));
}

void TrafficLimitsTest::thisMachineIsNotHeldToItsRefusals()
{
    TrafficLimits limits;
    for (int i = 0; i < 1'000; ++i)
        limits.refused("");
    QVERIFY(limits.checkOrigin(""));
}

void TrafficLimitsTest::keysHaveTheirShare()
{
    TrafficOptions options;
    options.requests_per_key = 2;
    TrafficLimits limits(options);
    int answered = 0;
    while (limits.countRequest("AKALICE"))
        ++answered;
    QVERIFY2(answered >= 4 && answered <= 5, std::to_string(answered).c_str());
    QCOMPARE(limits.countRequest("AKALICE").error().type, std::string("too-many-requests"));
    QVERIFY(limits.countRequest("AKBOB"));
}

void TrafficLimitsTest::uploadsEndWithWhoHoldsThem()
{
    TrafficOptions options;
    options.uploads_per_key = 3;
    std::vector<std::shared_ptr<const void>> held;
    {
        TrafficLimits limits(options);
        for (int i = 0; i < 3; ++i) {
            held.push_back(limits.beginUpload("AKALICE"));
            QVERIFY(held.back());
        }
        QVERIFY(!limits.beginUpload("AKALICE"));
        QVERIFY(limits.beginUpload("AKBOB"));
        held.pop_back();
        held.push_back(limits.beginUpload("AKALICE"));
        QVERIFY(held.back());
        QVERIFY(!limits.beginUpload("AKALICE"));
    }
    held.clear();
}

QTEST_GUILESS_MAIN(TrafficLimitsTest)
#include "traffic_limits_test.moc"
