// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/replicas.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"
#include "tests/platform/kubernetes/pretended_nodes.h"

#include <QScopeGuard>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* classes = "/apis/storage.k8s.io/v1/storageclasses";
constexpr const char* persistent_volumes = "/api/v1/persistentvolumes";

}  // namespace

/// Volumes, scratch, parts of GPUs and names that stay, on a real cluster.
class VolumesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void twoJobsShareAVolume();
    void aClaimOfSomebodyElseSurvives();
    void aClassWithoutManyNodesIsTakenAsItIs();
    void whatIsMadeOnFirstUseIsReady();
    void aVolumeGrowsWhereItsClassLetsIt();
    void whatHasNoStorageSaysWhy();
    void scratchIsEmptyAndBounded();
    void partsOfAGpuFindTheirNode();
    void anEnvironmentKeepsItsName();
    void replicasHaveNames();
    void aNameOfSomebodyElseIsLeftAlone();

private:
    Volume volume(const std::string& name);
    bool isReady(const Volume& wanted);
    TaskStart taskWith(const Volume& wanted, const std::string& command);
    std::string outputOf(const TaskStart& start);
    /// A storage class of this test alone, deleted at its end.
    std::string makeClass(const Json& more);
    Json object(const std::string& resource);
    /// The addresses behind a service of the namespace, with their host names.
    std::vector<std::string> addressesOf(const std::string& service, const char* member = "ip");

    std::unique_ptr<EngineOnCluster> here_;
    std::vector<std::string> to_delete_;
};

void VolumesTest::init()
{
    here_ = std::make_unique<EngineOnCluster>();
    QVERIFY2(here_->ready(), here_->why().c_str());
}

void VolumesTest::cleanup()
{
    for (const std::string& path : to_delete_)
        QVERIFY(here_->cluster().client().remove(path));
    to_delete_.clear();
    here_.reset();
}

Volume VolumesTest::volume(const std::string& name)
{
    Volume made{ResourceId(newId("vol")), here_->task("").project, name, "alice", {}};
    made.spec.size = 64_MiB;
    return made;
}

bool VolumesTest::isReady(const Volume& wanted)
{
    return QTest::qWaitFor(
        [&] {
            const auto status = here_->engine().tendVolume(wanted);
            return status && status->phase == "Ready";
        },
        patience_ms);
}

TaskStart VolumesTest::taskWith(const Volume& wanted, const std::string& command)
{
    TaskStart start = here_->task(command);
    const auto status = here_->engine().tendVolume(wanted).value_or(VolumeStatus());
    start.volumes = {{wanted, defaultVolumePath(wanted.name), false, status.claim, status.one_node}};
    return start;
}

std::string VolumesTest::outputOf(const TaskStart& start)
{
    const auto started = here_->engine().start(start);
    if (!started)
        return started.error().message;
    if (!here_->reaches(start, TaskState::Stage::Ended))
        return "It does not end: " + here_->state(start).message;
    return here_->log(start);
}

std::string VolumesTest::makeClass(const Json& more)
{
    const std::string name = newId("test");
    Json made{{"apiVersion", "storage.k8s.io/v1"},
              {"kind", "StorageClass"},
              {"metadata", {{"name", name}}},
              {"provisioner", "slipway.test/none"}};
    made.update(more);
    if (const auto created = here_->cluster().client().create(classes, made); !created)
        qFatal("%s", created.error().message.c_str());
    to_delete_.push_back(std::string(classes) + "/" + name);
    return name;
}

Json VolumesTest::object(const std::string& resource)
{
    return here_->cluster().client().get(here_->cluster().path(resource)).value_or(Json());
}

std::vector<std::string> VolumesTest::addressesOf(const std::string& service, const char* member)
{
    std::vector<std::string> found;
    const Json endpoints = object("endpoints/" + service);
    for (const Json& subset : endpoints.value("subsets", Json::array())) {
        for (const Json& address : subset.value("addresses", Json::array()))
            found.push_back(address.value(member, std::string()));
    }
    std::sort(found.begin(), found.end());
    return found;
}

void VolumesTest::twoJobsShareAVolume()
{
    const Volume data = volume("data");
    QVERIFY(isReady(data));
    const VolumeStatus status = *here_->engine().tendVolume(data);
    QVERIFY(!status.one_node);
    QCOMPARE(status.size_bytes, std::int64_t(64) << 20);
    QCOMPARE(outputOf(taskWith(data, "id -u; echo shared > /volumes/data/file; echo $SLIPWAY_VOLUMES")),
             std::string("1000\n/volumes\n"));
    TaskStart reader = taskWith(data, "cat /mine/file; touch /mine/other 2>&1");
    reader.volumes[0].path = "/mine";
    reader.volumes[0].read_only = true;
    QCOMPARE(outputOf(reader), std::string("shared\ntouch: /mine/other: Read-only file system\n"));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(here_->engine().deleteVolume(data).value_or(false), patience_ms);
    QVERIFY(object("persistentvolumeclaims/" + claimName(data.id)).is_null());
}

void VolumesTest::aClaimOfSomebodyElseSurvives()
{
    const Json claim{
        {"apiVersion", "v1"},
        {"kind", "PersistentVolumeClaim"},
        {"metadata", {{"name", "corpus"}}},
        {"spec", {{"accessModes", {"ReadWriteOnce"}}, {"resources", {{"requests", {{"storage", "1Mi"}}}}}}}};
    Volume corpus = volume("corpus");
    corpus.spec.kind = VolumeKind::Claim;
    corpus.spec.size = {};
    corpus.spec.claim = "corpus";
    QCOMPARE(here_->engine().tendVolume(corpus)->reason, std::string("claim-missing"));
    QVERIFY(here_->cluster().client().create(here_->cluster().path("persistentvolumeclaims"), claim));
    QVERIFY(isReady(corpus));
    QVERIFY(here_->engine().tendVolume(corpus)->one_node);
    QCOMPARE(outputOf(taskWith(corpus, "echo kept > $SLIPWAY_VOLUMES/corpus/file && echo written")),
             std::string("written\n"));
    const Json before = object("persistentvolumeclaims/corpus");
    QVERIFY(here_->engine().deleteVolume(corpus).value_or(false));
    const Json after = object("persistentvolumeclaims/corpus");
    QVERIFY(after["metadata"]["uid"] == before["metadata"]["uid"]);
    QVERIFY(!after["metadata"].contains("deletionTimestamp") && !after["metadata"].contains("labels"));
    QVERIFY(after["spec"] == before["spec"]);

    const Volume ours = volume("ours");
    QVERIFY(isReady(ours));
    corpus.spec.claim = claimName(ours.id);
    QCOMPARE(here_->engine().tendVolume(corpus).error().type, std::string("claim-is-ours"));
}

void VolumesTest::aClassWithoutManyNodesIsTakenAsItIs()
{
    Volume data = volume("data");
    data.spec.storage_class = makeClass(Json::object());
    QVERIFY(here_->engine().tendVolume(data));
    const std::string name = "persistentvolumeclaims/" + claimName(data.id);
    // Empty while there is none, as between the claim that was refused and the next.
    const auto mode = [&] {
        const Json claim = object(name);
        return claim.is_null() ? std::string() : claim["spec"]["accessModes"][0].get<std::string>();
    };
    QCOMPARE(mode(), std::string("ReadWriteMany"));
    // What a provisioner of disks says; the class of this test has none.
    const std::string time = formatTimestamp(now()).substr(0, 19) + "Z";
    const Json refusal{{"apiVersion", "v1"},
                       {"kind", "Event"},
                       {"metadata", {{"name", "refusal"}, {"namespace", here_->cluster().name_space()}}},
                       {"involvedObject",
                        {{"kind", "PersistentVolumeClaim"},
                         {"name", claimName(data.id)},
                         {"namespace", here_->cluster().name_space()},
                         {"uid", object(name)["metadata"]["uid"]}}},
                       {"reason", "ProvisioningFailed"},
                       {"message", "Only support ReadWriteOnce access mode"},
                       {"lastTimestamp", time}};
    QVERIFY(here_->cluster().client().create(here_->cluster().path("events"), refusal));
    const auto settles = [&] {
        const auto status = here_->engine().tendVolume(data);
        return status && mode() == "ReadWriteOnce";
    };
    QTRY_VERIFY_WITH_TIMEOUT(settles(), patience_ms);
}

void VolumesTest::whatIsMadeOnFirstUseIsReady()
{
    Volume data = volume("data");
    data.spec.storage_class = makeClass({{"volumeBindingMode", "WaitForFirstConsumer"}});
    QVERIFY(isReady(data));
    const VolumeStatus status = *here_->engine().tendVolume(data);
    QVERIFY2(status.message.starts_with("It is made where it is first mounted."), status.message.c_str());
}

void VolumesTest::aVolumeGrowsWhereItsClassLetsIt()
{
    Volume fixed = volume("fixed");
    QVERIFY(isReady(fixed));
    fixed.spec.size = 128_MiB;
    const auto refused = here_->engine().checkGrowth(fixed);
    QVERIFY(!refused);
    QCOMPARE(refused.error().type, std::string("cannot-grow"));
    QVERIFY2(refused.error().message.find("must support resize") != std::string::npos,
             refused.error().message.c_str());

    Volume data = volume("data");
    data.spec.storage_class = makeClass({{"allowVolumeExpansion", true}});
    QVERIFY(here_->engine().tendVolume(data));
    const std::string disk = newId("test");
    const Json made{
        {"apiVersion", "v1"},
        {"kind", "PersistentVolume"},
        {"metadata", {{"name", disk}}},
        {"spec",
         {{"storageClassName", data.spec.storage_class},
          {"accessModes", {"ReadWriteMany"}},
          {"capacity", {{"storage", "64Mi"}}},
          {"persistentVolumeReclaimPolicy", "Retain"},
          {"hostPath", {{"path", "/nowhere"}}},
          {"claimRef", {{"namespace", here_->cluster().name_space()}, {"name", claimName(data.id)}}}}}};
    QVERIFY(here_->cluster().client().create(persistent_volumes, made));
    to_delete_.push_back(std::string(persistent_volumes) + "/" + disk);
    QVERIFY(isReady(data));
    data.spec.size = 128_MiB;
    const auto allowed = here_->engine().checkGrowth(data);
    QVERIFY2(allowed, allowed ? "" : allowed.error().message.c_str());
    QVERIFY(here_->engine().tendVolume(data));
    const Json claim = object("persistentvolumeclaims/" + claimName(data.id));
    QVERIFY(claim["spec"]["resources"]["requests"]["storage"] == "134217728");
    QVERIFY(here_->engine().tendVolume(data)->message.find("It grows to 128 MiB") != std::string::npos);
}

void VolumesTest::whatHasNoStorageSaysWhy()
{
    Volume data = volume("data");
    data.spec.storage_class = "no-such-class";
    const auto reason = [&] { return here_->engine().tendVolume(data).value_or(VolumeStatus()).reason; };
    QTRY_COMPARE_WITH_TIMEOUT(reason(), std::string("provisioning-failed"), patience_ms);
    const VolumeStatus status = *here_->engine().tendVolume(data);
    QVERIFY2(status.message.find("no-such-class") != std::string::npos, status.message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(here_->engine().deleteVolume(data).value_or(false), patience_ms);
}

void VolumesTest::scratchIsEmptyAndBounded()
{
    // The kubelet of the test cluster does not offer its disk; others do.
    const auto offer = [&](const Json& amount) {
        const Json disk{{"ephemeral-storage", amount}};
        return here_->cluster().client().mergePatch(
            "/api/v1/nodes/node-1/status", {{"status", {{"capacity", disk}, {"allocatable", disk}}}});
    };
    QVERIFY(offer("64Gi"));
    const auto taken_back = qScopeGuard([&] { (void)offer(nullptr); });
    TaskStart start =
        here_->task("ls -A $SLIPWAY_SCRATCH | wc -l; echo x > $SLIPWAY_SCRATCH/file; "
                    "dd if=/dev/zero of=$SLIPWAY_SCRATCH/big bs=1M count=48 2>/dev/null; sleep 600");
    start.scratch = 16_MiB;
    QVERIFY(here_->engine().start(start));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    const TaskState state = here_->state(start);
    QVERIFY2(state.exit->cause == TaskExit::Cause::Disk, state.exit->message.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    TaskStart again =
        here_->task("ls -A $SLIPWAY_SCRATCH | wc -l; df -P $SLIPWAY_SCRATCH > /dev/null && echo there");
    again.scratch = 16_MiB;
    QCOMPARE(outputOf(again), std::string("0\nthere\n"));
}

void VolumesTest::partsOfAGpuFindTheirNode()
{
    PretendedNodes nodes(here_->cluster(), 1, 0);
    QVERIFY(nodes.made());
    const Json parts{{"tencent.com/vcuda-core", "100"}, {"tencent.com/vcuda-memory", "64"}};
    QVERIFY(
        here_->cluster().client().mergePatch("/api/v1/nodes/" + nodes.name(0) + "/status",
                                             {{"status", {{"capacity", parts}, {"allocatable", parts}}}}));
    KubernetesEngineOptions options = here_->options();
    options.accelerators.sharing = GpuSharing::GpuManager;
    auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    here_->use(std::move(*engine));
    const auto half = [&] {
        TaskStart start = here_->task("true");
        start.gpus = 1;
        start.gpu_model = nodes.model();
        start.gpu_share = {50, 8_GiB};
        return start;
    };
    const TaskStart first = half();
    const TaskStart second = half();
    const auto why = [&](const TaskStart& start) {
        const auto fits = here_->engine().fits(start);
        return fits ? std::string() : fits.error().message;
    };
    for (const TaskStart& start : {first, second}) {
        // The node, and which pod a promise became, are told by watches.
        QTRY_COMPARE_WITH_TIMEOUT(why(start), std::string(), patience_ms);
        const auto started = here_->engine().start(start);
        QVERIFY2(started, started ? "" : started.error().message.c_str());
    }
    QCOMPARE(here_->engine().fits(half()).error().type, std::string("no-capacity"));
    QTRY_COMPARE_WITH_TIMEOUT(nodes.placedPods(), std::size_t(2), patience_ms);
    const Json pod = object("pods/" + podName(first.task, 1));
    const Json& limits = pod["spec"]["containers"][0]["resources"]["limits"];
    QVERIFY(limits["tencent.com/vcuda-core"] == "50" && limits["tencent.com/vcuda-memory"] == "32");
    for (const TaskStart& start : {first, second})
        QVERIFY(here_->engine().stop(start.task, 1, 0ms));
    QVERIFY(nodes.say("Failed"));
    for (const TaskStart& start : {first, second})
        QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void VolumesTest::anEnvironmentKeepsItsName()
{
    TaskStart environment = here_->task("");
    environment.workload = ResourceId(newId("env"));
    environment.task = TaskId(environment.workload.text() + "-0");
    environment.holder = environment.project + "/environments/lab";
    environment.image = "slipway.test/python:1";
    environment.notebook = true;
    environment.memory = 512_MiB;
    environment.environment = environment.workload;
    const std::string address = "lab." + here_->cluster().name_space() + ".svc";
    std::vector<std::string> before;
    for (const std::int64_t attempt : {1, 2}) {
        environment.attempt = attempt;
        QVERIFY(here_->engine().start(environment));
        QVERIFY2(here_->reaches(environment, TaskState::Stage::Running, 3 * patience_ms),
                 here_->log(environment).c_str());
        QCOMPARE(here_->state(environment).address, address);
        const auto address_of_pod = [&] {
            const Json pod = object("pods/" + podName(environment.task, attempt));
            return std::vector<std::string>{pod["status"].value("podIP", std::string())};
        };
        QTRY_COMPARE_WITH_TIMEOUT(addressesOf("lab"), address_of_pod(), patience_ms);
        QVERIFY(addressesOf("lab") != before);
        before = addressesOf("lab");
        QVERIFY(here_->engine().stop(environment.task, attempt, 1s));
        QVERIFY(here_->reaches(environment, TaskState::Stage::Ended));
        QCOMPARE(here_->state(environment).address, address);
        QVERIFY(here_->start());  // The next slipwayd knows the name, too.
        QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
        QTRY_VERIFY_WITH_TIMEOUT(addressesOf("lab").empty(), patience_ms);
    }
    QVERIFY(here_->engine().deleteEnvironmentFiles(environment.environment));
    QVERIFY(object("services/lab").is_null());
}

void VolumesTest::replicasHaveNames()
{
    JobSpec job;
    job.roles = {{"worker", 2}};
    const TaskStart task = here_->task("hostname; sleep 600");
    TaskGroup group;
    for (const Replica& replica : replicasOf(job)) {
        group.push_back(task);
        group.back().replica = replica;
        group.back().task = TaskId(task.workload.text() + "-" + std::to_string(replica.number));
        group.back().holder = task.project + "/jobs/train";
    }
    QVERIFY(here_->engine().start(group));
    for (const TaskStart& start : group)
        QVERIFY(here_->reaches(start, TaskState::Stage::Running));
    QCOMPARE(here_->state(group[0]).address, "train." + here_->cluster().name_space() + ".svc");
    QTRY_COMPARE_WITH_TIMEOUT(addressesOf("train", "hostname"),
                              (std::vector<std::string>{"worker-0", "worker-1"}), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->log(group[1]), std::string("worker-1\n"), patience_ms);
    for (const TaskStart& start : group)
        QVERIFY(here_->engine().stop(start.task, start.attempt, 0ms));
    for (const TaskStart& start : group)
        QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    for (const TaskStart& start : group)
        QVERIFY(here_->engine().forget(start.task));
    QVERIFY(object("services/train").is_null());
}

void VolumesTest::aNameOfSomebodyElseIsLeftAlone()
{
    const Json taken{{"apiVersion", "v1"},
                     {"kind", "Service"},
                     {"metadata", {{"name", "train"}}},
                     {"spec", {{"clusterIP", "None"}, {"selector", {{"app", "theirs"}}}}}};
    QVERIFY(here_->cluster().client().create(here_->cluster().path("services"), taken));
    TaskStart start = here_->task("sleep 600");
    start.holder = start.project + "/jobs/train";
    start.replica = {"worker", 0, 0, 1};
    QVERIFY(here_->engine().start(TaskGroup{start}));
    QCOMPARE(here_->state(start).address,
             claimName(start.workload) + "." + here_->cluster().name_space() + ".svc");
    QVERIFY(here_->engine().stop(start.task, start.attempt, 0ms));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QVERIFY(here_->engine().forget(start.task));
    QVERIFY(object("services/" + claimName(start.workload)).is_null());
    QVERIFY(object("services/train")["spec"]["selector"] == (Json{{"app", "theirs"}}));
}

QTEST_GUILESS_MAIN(VolumesTest)
#include "volumes_test.moc"
