// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_task.h"
#include "runner/data/data_plan.h"

#include <QTest>

using namespace slipway;

/// What a pod is handed.
class PodTaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void datasetsLeaveRoomForTheTask_data();
    void datasetsLeaveRoomForTheTask();
};

void PodTaskTest::datasetsLeaveRoomForTheTask_data()
{
    QTest::addColumn<quint64>("disk");
    QTest::addColumn<quint64>("wanted");
    QTest::addColumn<quint64>("cache");
    QTest::newRow("no limit of either is none") << 0ull << 0ull << 0ull;
    QTest::newRow("what is asked for, where there is no limit") << 0ull << 500ull << 500ull;
    QTest::newRow("three quarters of the disk") << 1'000ull << 0ull << 750ull;
    QTest::newRow("less, where that is asked for") << 1'000ull << 500ull << 500ull;
    QTest::newRow("but no more") << 1'000ull << 900ull << 750ull;
}

void PodTaskTest::datasetsLeaveRoomForTheTask()
{
    QFETCH(quint64, disk);
    QFETCH(quint64, wanted);
    QFETCH(quint64, cache);
    TaskStart start;
    start.project = "lab";
    start.holder = "lab/jobs/train";
    start.disk = Bytes(disk);
    start.dataset_cache = Bytes(wanted);
    start.datasets = {{"a", "lab", "datasets/a/1/", true}, {"b", "lab", "datasets/b/1/", false}};
    start.credentials = {"key", "secret", "http://127.0.0.1:9000"};
    const auto files = handedFiles(start, {}, {});
    const auto plan = parseDataPlan(files.at("data.json"));
    QVERIFY(plan);
    QCOMPARE(plan->dataset_cache.count(), std::uint64_t(cache));
    const std::vector<DataPlan::Dataset> expected{{"a", "datasets/a/1/", true},
                                                  {"b", "datasets/b/1/", false}};
    QVERIFY(plan->datasets == expected);
}

QTEST_GUILESS_MAIN(PodTaskTest)
#include "pod_task_test.moc"
