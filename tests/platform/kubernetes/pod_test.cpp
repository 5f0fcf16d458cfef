// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/kube_node.h"
#include "platform/engines/kubernetes/view/kube_pod.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;

class PodTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reasons_data();
    void reasons();
    void requestsAreTheSchedulers_data();
    void requestsAreTheSchedulers();
    void endsAreRead();
    void aPodWithoutItsCollectorIsMute();
    void nodesAreRead();
    void oddNodesAreRead();
};

void PodTest::reasons_data()
{
    QTest::addColumn<QByteArray>("pod");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("message");
    QFile file(QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/platform/kubernetes/data/pods.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto rows = parseJson(file.readAll().toStdString());
    QVERIFY2(rows, rows ? "" : rows.error().message.c_str());
    for (const Json& row : *rows)
        QTest::newRow(row["name"].get<std::string>().c_str())
            << QByteArray::fromStdString(dumpJson(row["pod"])) << QByteArray::fromStdString(row["reason"])
            << QByteArray::fromStdString(row["message"]);
}

void PodTest::reasons()
{
    QFETCH(QByteArray, pod);
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, message);
    const auto found = readPod(*parseJson(pod.toStdString()), {}).reason;
    QCOMPARE(QByteArray::fromStdString(found ? found->reason : ""), reason);
    if (found)
        QVERIFY2(found->message.find(message.toStdString()) != std::string::npos, found->message.c_str());
}

void PodTest::requestsAreTheSchedulers_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("requests");
    const auto container = [](const char* cpu, const char* memory, const char* gpu, bool beside = false) {
        Json one{{"resources", {{"requests", {{"cpu", cpu}, {"memory", memory}, {"nvidia.com/gpu", gpu}}}}}};
        if (beside)
            one["restartPolicy"] = "Always";
        return one;
    };
    const auto row = [](const char* name, const Json& spec, const char* requests) {
        QTest::newRow(name) << QByteArray::fromStdString(dumpJson(spec)) << QByteArray(requests);
    };
    row("containers add up", {{"containers", {container("1", "1Gi", "2"), container("500m", "1Mi", "1")}}},
        "1500 1074790400 3");
    row("what runs before counts where it is larger",
        {{"initContainers", {container("4", "1Ki", "0"), container("1", "2Ki", "0")}},
         {"containers", {container("1", "1Ki", "1")}}},
        "4000 2048 1");
    row("what runs beside counts throughout",
        {{"initContainers", {container("1", "1Ki", "0", true), container("4", "1Ki", "0")}},
         {"containers", {container("2", "1Ki", "1")}}},
        "5000 2048 1");
    row("overhead comes on top",
        {{"overhead", {{"cpu", "250m"}, {"memory", "1Ki"}}}, {"containers", {container("1", "1Ki", "0")}}},
        "1250 2048 0");
    row("nothing is asked for", {{"containers", {Json::object()}}}, "0 0 0");
    row("what is no quantity counts as nothing", {{"containers", {container("lots", "-1", "x")}}}, "0 0 0");
}

void PodTest::requestsAreTheSchedulers()
{
    QFETCH(QByteArray, spec);
    const KubePod pod = readPod({{"spec", *parseJson(spec.toStdString())}}, {});
    const QByteArray found = QByteArray::number(qint64(pod.cpu_millis)) + ' ' +
                             QByteArray::number(qint64(pod.memory_bytes)) + ' ' +
                             QByteArray::number(qint64(pod.accelerators));
    QTEST(found, "requests");
}

void PodTest::endsAreRead()
{
    const Json ended{
        {"exitCode", 137}, {"signal", 9}, {"message", "why"}, {"finishedAt", "2026-11-27T10:00:00Z"}};
    const Json helper{{"name", "helper"}, {"state", {{"terminated", {{"exitCode", 0}}}}}};
    const Json main{{"name", "main"}, {"state", {{"terminated", ended}}}};
    const KubePod pod = readPod(
        {{"metadata", {{"name", "a"}, {"namespace", "n"}, {"deletionTimestamp", "x"}}},
         {"status", {{"phase", "Failed"}, {"podIP", "10.0.0.9"}, {"containerStatuses", {helper, main}}}}},
        {});
    QVERIFY(pod.over());
    QVERIFY(pod.deleting);
    QCOMPARE(pod.address, std::string("10.0.0.9"));
    QVERIFY(pod.exit);
    QCOMPARE(pod.exit->code, 137);
    QCOMPARE(pod.exit->signal.value_or(0), 9);
    QCOMPARE(pod.exit->message, std::string("why"));
    QVERIFY(pod.exit->ended_at);
    QVERIFY(!readPod({{"status", {{"phase", "Running"}}}}, {}).exit);
}

void PodTest::aPodWithoutItsCollectorIsMute()
{
    const Json ended{{"name", "collector"}, {"state", {{"terminated", {{"exitCode", 0}}}}}};
    const Json collects{{"name", "collector"}, {"state", {{"running", Json::object()}}}};
    const Json runs{{"name", "main"}, {"state", {{"running", Json::object()}}}};
    const Json over{{"name", "main"}, {"state", {{"terminated", {{"exitCode", 0}}}}}};
    const auto isMute = [](const Json& one, const Json& other) {
        return readPod({{"status", {{"containerStatuses", {one, other}}}}}, {}).mute;
    };
    QVERIFY(isMute(ended, runs));
    QVERIFY(!isMute(ended, over));
    QVERIFY(!isMute(collects, runs));
}

void PodTest::nodesAreRead()
{
    const Json object{
        {"metadata",
         {{"name", "n1"},
          {"uid", "u"},
          {"labels", {{"nvidia.com/gpu.product", "NVIDIA-H100"}, {"nvidia.com/gpu.memory", "81559"}}}}},
        {"spec", {{"unschedulable", true}}},
        {"status",
         {{"nodeInfo", {{"bootID", "b"}}},
          {"conditions",
           {{{"type", "MemoryPressure"}, {"status", "False"}},
            {{"type", "Ready"}, {"status", "Unknown"}, {"message", "Kubelet stopped posting node status."}}}},
          {"allocatable",
           {{"cpu", "15800m"}, {"memory", "1Gi"}, {"nvidia.com/gpu", "8"}, {"amd.com/gpu", "2"}}}}}};
    const KubeNode node = readNode(object, {});
    QCOMPARE(node.name, std::string("n1"));
    QCOMPARE(node.boot_id, std::string("b"));
    QVERIFY(!node.ready);
    QVERIFY(node.cordoned);
    QCOMPARE(node.trouble, std::string("Kubelet stopped posting node status."));
    QCOMPARE(node.cpu_millis, 15'800);
    QCOMPARE(node.memory_bytes, 1 << 30);
    QCOMPARE(node.accelerator, std::string("nvidia.com/gpu"));
    QCOMPARE(node.accelerators, 8);
    QCOMPARE(node.model, std::string("NVIDIA-H100"));
    QCOMPARE(node.accelerator_memory_bytes, 81'559ll << 20);
}

void PodTest::oddNodesAreRead()
{
    const KubeNode node = readNode({{"metadata", 1},
                                    {"spec", {{"unschedulable", "yes"}}},
                                    {"status", {{"conditions", "none"}, {"allocatable", {{"cpu", 4}}}}}},
                                   {});
    QCOMPARE(node.name, std::string());
    QVERIFY(!node.ready);
    QVERIFY(!node.cordoned);
    QCOMPARE(node.cpu_millis, 0);
    QCOMPARE(node.accelerators, 0);
}

QTEST_GUILESS_MAIN(PodTest)
#include "pod_test.moc"
