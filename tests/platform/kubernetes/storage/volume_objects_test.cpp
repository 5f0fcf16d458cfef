// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/pod_objects.h"
#include "platform/engines/kubernetes/pods/service_objects.h"
#include "platform/engines/kubernetes/volumes/cluster_volumes.h"
#include "platform/engines/kubernetes/volumes/kube_claim.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;

namespace {

Json claim(const char* phase, const char* access = "ReadWriteMany", const char* has = "10Gi")
{
    Json object{{"metadata", {{"name", "slipway-vol-a"}, {"uid", "u"}}},
                {"spec", {{"accessModes", {access}}, {"resources", {{"requests", {{"storage", "10Gi"}}}}}}},
                {"status", {{"phase", phase}}}};
    if (std::string(phase) == "Bound")
        object["status"]["capacity"] = {{"storage", has}};
    return object;
}

Json newsOf(const char* reason, const char* message, const char* time = "2026-11-28T09:00:00Z")
{
    return {{"reason", reason}, {"message", message}, {"lastTimestamp", time}};
}

Volume volume(const std::string& id, VolumeKind kind)
{
    Volume made{ResourceId(id), "vision", "data", "alice", {}};
    made.spec.kind = kind;
    made.spec.size = 10_GiB;
    return made;
}

TaskStart task()
{
    TaskStart start;
    start.workload = ResourceId("job-a");
    start.task = TaskId("job-a-0");
    start.project = "vision";
    start.holder = "vision/jobs/train";
    start.image = "busybox";
    return start;
}

Json podOfTask(const TaskStart& start)
{
    PodRecord record;
    record.name_space = "slipway-vision";
    record.pod = "slipway-job-a-0-1";
    const std::vector<Json> delivered;
    return podObject(start, record, {}, {{}, "platform", delivered, {}, 1});
}

const Json& named(const Json& list, const std::string& name)
{
    static const Json none;
    for (const Json& one : list) {
        if (one.value("name", std::string()) == name)
            return one;
    }
    return none;
}

}  // namespace

/// What a cluster says of claims, and the objects that it is sent for volumes and names.
class VolumeObjectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void claimsTellHowTheyStand_data();
    void claimsTellHowTheyStand();
    void theNewestTellingEventCounts();
    void provisionersThatRefuseManyNodesAreUnderstood_data();
    void provisionersThatRefuseManyNodesAreUnderstood();
    void aClaimAsksForWhatTheVolumeSays();
    void aPodMountsItsVolumes();
    void aCsiVolumeIsAskedOfItsDriver();
    void replicasShareTheNodeOfTheirVolume();
    void scratchIsBounded();
    void servicesAreNamedAfterTheirWorkloads_data();
    void servicesAreNamedAfterTheirWorkloads();
    void aReplicaIsFoundByItsName();
};

void VolumeObjectsTest::claimsTellHowTheyStand_data()
{
    QTest::addColumn<QByteArray>("claim");
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<QByteArray>("phase");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const Json& object, const Json& events, const char* phase,
                        const char* reason, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(dumpJson(object))
                            << QByteArray::fromStdString(dumpJson(events)) << QByteArray(phase)
                            << QByteArray(reason) << QByteArray(message);
    };
    const Json none = Json::array();
    row("a bound one is ready", claim("Bound"), none, "Ready", "", "");
    row("one node at a time is said", claim("Bound", "ReadWriteOnce"), none, "Ready", "",
        "One node at a time can have it, so workloads that mount it run on the same node.");
    row("growing is said", claim("Bound", "ReadWriteMany", "8Gi"), none, "Ready", "", "It grows to 10 GiB.");
    row("a lost one has failed", claim("Lost"), none, "Failed", "storage-lost", "gone from the cluster");
    row("one without news is being made", claim("Pending"), none, "Pending", "provisioning",
        "The cluster is making it.");
    row("one that waits for its first pod is ready", claim("Pending"),
        Json::array({newsOf("WaitForFirstConsumer", "waiting for first consumer")}), "Ready", "",
        "where it is first mounted");
    row("a provisioner that fails is quoted", claim("Pending"),
        Json::array({newsOf("ProvisioningFailed", "quota used up")}), "Pending", "provisioning-failed",
        "It said: quota used up.");
    row("no storage class is told", claim("Pending"),
        Json::array({newsOf("FailedBinding", "no storage class is set")}), "Pending", "no-storage",
        "Name a storage_class");
    row("where events are not seen, the first pod shows it", claim("Pending"), Json(), "Ready", "",
        "shows when it is first mounted");
    Json going = claim("Bound");
    going["metadata"]["deletionTimestamp"] = "2026-11-28T09:00:00Z";
    row("one that is deleted takes nobody", going, none, "Pending", "deleting", "being deleted");
    row("what is no claim is being made", {{"spec", 1}, {"status", "x"}}, none, "Pending", "provisioning",
        "");
}

void VolumeObjectsTest::claimsTellHowTheyStand()
{
    QFETCH(QByteArray, claim);
    QFETCH(QByteArray, events);
    QFETCH(QByteArray, message);
    const Json list = *parseJson(events.toStdString());
    std::optional<std::optional<ClaimEvent>> seen;
    if (!list.is_null())
        seen = newestEvent({{"items", list}});
    const VolumeStatus status = statusOf(readClaim(*parseJson(claim.toStdString())), seen);
    QTEST(QByteArray::fromStdString(status.phase), "phase");
    QTEST(QByteArray::fromStdString(status.reason), "reason");
    QVERIFY2(status.message.find(message.toStdString()) != std::string::npos, status.message.c_str());
}

void VolumeObjectsTest::theNewestTellingEventCounts()
{
    const Json list{{"items", Json::array({newsOf("ProvisioningFailed", "later", "2026-11-28T09:00:02Z"),
                                           newsOf("WaitForFirstConsumer", "earlier", "2026-11-28T09:00:01Z"),
                                           newsOf("ExternalProvisioning", "last", "2026-11-28T09:00:03Z")})}};
    QCOMPARE(newestEvent(list)->message, std::string("later"));
    QVERIFY(!newestEvent({{"items", "none"}}));
}

void VolumeObjectsTest::provisionersThatRefuseManyNodesAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("refuses");
    const auto row = [](const char* name, const char* reason, const char* message, bool refuses) {
        QTest::newRow(name) << QByteArray(reason) << QByteArray(message) << refuses;
    };
    row("a provisioner of local paths", "ProvisioningFailed", "Only support ReadWriteOnce access mode", true);
    row("an in-tree plugin", "ProvisioningFailed",
        "invalid AccessModes [ReadWriteMany]: only AccessModes [ReadWriteOnce] are supported", true);
    row("a CSI driver of block storage", "ProvisioningFailed",
        "rpc error: code = InvalidArgument desc = Volume capabilities MULTI_NODE_MULTI_WRITER not supported",
        true);
    row("a disk of GCE", "ProvisioningFailed", "specified multi writer with mount access type", true);
    row("a quota is another reason", "ProvisioningFailed", "quota exceeded", false);
    row("what did not fail refuses nothing", "Provisioning", "access mode ReadWriteMany", false);
}

void VolumeObjectsTest::provisionersThatRefuseManyNodesAreUnderstood()
{
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, message);
    QTEST(refusesManyNodes({reason.toStdString(), message.toStdString()}), "refuses");
}

void VolumeObjectsTest::aClaimAsksForWhatTheVolumeSays()
{
    Volume wanted = volume("vol-a", VolumeKind::Shared);
    Json object = volumeClaimObject(wanted, "slipway-vision", "p", "usual", ClaimAccess::ManyNodes);
    QCOMPARE(object["metadata"]["name"].get<std::string>(), std::string("slipway-vol-a"));
    QCOMPARE(object["metadata"]["labels"][project_label].get<std::string>(), std::string("vision"));
    QCOMPARE(object["spec"]["accessModes"][0].get<std::string>(), std::string("ReadWriteMany"));
    QCOMPARE(object["spec"]["storageClassName"].get<std::string>(), std::string("usual"));
    QCOMPARE(object["spec"]["resources"]["requests"]["storage"].get<std::string>(),
             std::string("10737418240"));
    wanted.spec.storage_class = "fast";
    object = volumeClaimObject(wanted, "slipway-vision", "p", "usual", ClaimAccess::OneNode);
    QCOMPARE(object["spec"]["accessModes"][0].get<std::string>(), std::string("ReadWriteOnce"));
    QCOMPARE(object["spec"]["storageClassName"].get<std::string>(), std::string("fast"));
    QVERIFY(
        !volumeClaimObject(volume("vol-a", VolumeKind::Shared), "n", "p", "", ClaimAccess::OneNode)["spec"]
             .contains("storageClassName"));
}

void VolumeObjectsTest::aPodMountsItsVolumes()
{
    TaskStart start = task();
    start.volumes = {{volume("vol-a", VolumeKind::Shared), "/data", true, "slipway-vol-a", false},
                     {volume("vol-b", VolumeKind::Claim), "/volumes/data", false, "corpus", false}};
    const Json spec = podOfTask(start)["spec"];
    const Json& main = named(spec["containers"], "main");
    QVERIFY(named(spec["volumes"], "vol-a")["persistentVolumeClaim"] ==
            (Json{{"claimName", "slipway-vol-a"}}));
    QVERIFY(named(spec["volumes"], "vol-b")["persistentVolumeClaim"] == (Json{{"claimName", "corpus"}}));
    QVERIFY(named(main["volumeMounts"], "vol-a") ==
            (Json{{"name", "vol-a"}, {"mountPath", "/data"}, {"readOnly", true}}));
    QVERIFY(named(main["volumeMounts"], "vol-b") ==
            (Json{{"name", "vol-b"}, {"mountPath", "/volumes/data"}}));
    QVERIFY(named(named(spec["containers"], "collector")["volumeMounts"], "vol-a").is_null());
    QVERIFY(spec["securityContext"]["fsGroupChangePolicy"] == "OnRootMismatch");
    start.volumes[1].read_only = true;
    QVERIFY(named(podOfTask(start)["spec"]["volumes"], "vol-b")["persistentVolumeClaim"]["readOnly"] == true);
}

void VolumeObjectsTest::aCsiVolumeIsAskedOfItsDriver()
{
    TaskStart start = task();
    Volume hdfs = volume("vol-h", VolumeKind::Csi);
    hdfs.spec.csi = {"hdfs.csi.example.org", {{"path", "/logs"}}, true, "keytab"};
    start.volumes = {{hdfs, "/logs", false, "", false}};
    const Json spec = podOfTask(start)["spec"];
    const Json wanted{{"driver", "hdfs.csi.example.org"},
                      {"readOnly", true},
                      {"volumeAttributes", {{"path", "/logs"}}},
                      {"nodePublishSecretRef", {{"name", "keytab"}}}};
    QVERIFY(named(spec["volumes"], "vol-h")["csi"] == wanted);
    QVERIFY(named(named(spec["containers"], "main")["volumeMounts"], "vol-h")["readOnly"] == true);
}

void VolumeObjectsTest::replicasShareTheNodeOfTheirVolume()
{
    TaskStart start = task();
    start.replica = {"worker", 0, 0, 2};
    start.volumes = {{volume("vol-a", VolumeKind::Shared), "/data", false, "slipway-vol-a", false}};
    QVERIFY(!podOfTask(start)["spec"]["affinity"].contains("podAffinity"));
    start.volumes[0].one_node = true;
    const Json pod = podOfTask(start);
    const Json& rule =
        pod["spec"]["affinity"]["podAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][0];
    QVERIFY(rule["topologyKey"] == "kubernetes.io/hostname");
    QVERIFY(rule["labelSelector"]["matchLabels"][workload_label] == "job-a");
}

void VolumeObjectsTest::scratchIsBounded()
{
    TaskStart start = task();
    start.scratch = 1_GiB;
    Json spec = podOfTask(start)["spec"];
    QVERIFY(named(spec["volumes"], "scratch")["emptyDir"]["sizeLimit"] == "1073741824");
    const Json& main = named(spec["containers"], "main");
    QVERIFY(named(main["volumeMounts"], "scratch")["mountPath"] == "/.slipway/scratch");
    QVERIFY(main["resources"]["requests"]["ephemeral-storage"] == "1073741824");
    QVERIFY(!main["resources"]["limits"].contains("ephemeral-storage"));
    start.disk = 1_GiB;
    spec = podOfTask(start)["spec"];
    QVERIFY(named(spec["containers"], "main")["resources"]["limits"]["ephemeral-storage"] == "2147483648");
}

void VolumeObjectsTest::servicesAreNamedAfterTheirWorkloads_data()
{
    QTest::addColumn<QByteArray>("holder");
    QTest::addColumn<bool>("shared");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("in its project's namespace it has its name")
        << QByteArray("vision/environments/lab") << false << QByteArray("lab slipway-env-a");
    QTest::newRow("where projects share one, the project's name is before it")
        << QByteArray("vision/environments/lab") << true << QByteArray("vision-lab slipway-env-a");
    QTest::newRow("a name that gets too long is left out")
        << QByteArray("vision/environments/") + QByteArray(60, 'a') << true << QByteArray("slipway-env-a");
    QTest::newRow("a name that begins with a digit is left out, as services may not")
        << QByteArray("vision/environments/2nd") << false << QByteArray("slipway-env-a");
}

void VolumeObjectsTest::servicesAreNamedAfterTheirWorkloads()
{
    QFETCH(QByteArray, holder);
    QFETCH(bool, shared);
    PodRecord record;
    record.project = "vision";
    record.holder = holder.toStdString();
    record.workload = ResourceId("env-a");
    record.name_space = "slipway-vision";
    QByteArrayList names;
    for (const std::string& name : serviceNames(record, shared))
        names << QByteArray::fromStdString(name);
    QTEST(names.join(' '), "names");
    const Json object = serviceObject("lab", record, "p");
    QVERIFY(object["spec"]["clusterIP"] == "None");
    QVERIFY(object["spec"]["selector"] == (Json{{platform_label, "p"}, {workload_label, "env-a"}}));
    QCOMPARE(serviceAddress(servicePath(record, "lab")), std::string("lab.slipway-vision.svc"));
    QCOMPARE(serviceAddress(""), std::string());
}

void VolumeObjectsTest::aReplicaIsFoundByItsName()
{
    PodRecord record;
    record.service = "/api/v1/namespaces/slipway-vision/services/train";
    Json pod = Json::object();
    joinService(pod, record);
    QVERIFY(pod.empty());
    record.replica = {"worker", 1, 2, 3};
    joinService(pod, record);
    QVERIFY(pod["spec"] == (Json{{"hostname", "worker-1"}, {"subdomain", "train"}}));
}

QTEST_GUILESS_MAIN(VolumeObjectsTest)
#include "volume_objects_test.moc"
