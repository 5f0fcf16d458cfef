// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/workload_outcome.h"

#include <QtTest>

using namespace slipway;
using namespace std::chrono_literals;

class WorkloadOutcomeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void retryWait_data();
    void retryWait();
};

void WorkloadOutcomeTest::retryWait_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<qint64>("attempt");
    QTest::addColumn<qint64>("ended_s");  // after the present
    QTest::addColumn<qint64>("waits_s");  // 0: it may run

    QTest::newRow("an attempt that has just ended is followed after the delay")
        << u"retry-wait"_qs << qint64(1) << qint64(0) << qint64(10);
    QTest::newRow("the delay doubles") << u"retry-wait"_qs << qint64(2) << qint64(-5) << qint64(15);
    QTest::newRow("once the delay is over it may run")
        << u"retry-wait"_qs << qint64(1) << qint64(-10) << qint64(0);
    QTest::newRow("another machine's clock may be a little ahead")
        << u"retry-wait"_qs << qint64(1) << qint64(2) << qint64(12);
    QTest::newRow("a clock that was set back by a day makes nobody wait for a day")
        << u"retry-wait"_qs << qint64(1) << qint64(86'400) << qint64(0);
    QTest::newRow("a clock that was set forth by a day ends the wait")
        << u"retry-wait"_qs << qint64(1) << qint64(-86'400) << qint64(0);
    QTest::newRow("who waits for something else does not wait for this")
        << u"queued"_qs << qint64(1) << qint64(0) << qint64(0);
}

void WorkloadOutcomeTest::retryWait()
{
    QFETCH(QString, reason);
    QFETCH(qint64, attempt);
    QFETCH(qint64, ended_s);
    QFETCH(qint64, waits_s);
    const Timestamp present = now();
    WorkloadStatus status;
    status.phase = Phase::Pending;
    status.reason = reason.toStdString();
    status.attempt = attempt;
    status.ended_at = present + std::chrono::seconds(ended_s);
    ControlOptions options;
    options.first_retry_delay = 10s;
    const auto wait = slipway::retryWait(status, ResourceId("job-1"), present, options);
    QCOMPARE(wait.value_or(0ms), std::chrono::milliseconds(waits_s * 1000));
}

QTEST_GUILESS_MAIN(WorkloadOutcomeTest)
#include "workload_outcome_test.moc"
