// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/replicas.h"
#include "platform/engines/kubernetes/pods/gang.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"
#include "tests/platform/kubernetes/pretended_nodes.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

/// Replicas of `task` in these roles.
TaskGroup groupOf(const TaskStart& task, const std::vector<RoleSpec>& roles)
{
    JobSpec job;
    job.roles = roles;
    TaskGroup group;
    for (const Replica& replica : replicasOf(job)) {
        group.push_back(task);
        group.back().replica = replica;
        group.back().task = TaskId(task.workload.text() + "-" + std::to_string(replica.number));
    }
    return group;
}

Json podGroupDefinition()
{
    const Json anything{{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}};
    return {{"apiVersion", "apiextensions.k8s.io/v1"},
            {"kind", "CustomResourceDefinition"},
            {"metadata", {{"name", "podgroups.scheduling.volcano.sh"}}},
            {"spec",
             {{"group", "scheduling.volcano.sh"},
              {"scope", "Namespaced"},
              {"names", {{"plural", "podgroups"}, {"kind", "PodGroup"}}},
              {"versions", Json::array({{{"name", "v1beta1"},
                                         {"served", true},
                                         {"storage", true},
                                         {"schema", {{"openAPIV3Schema", anything}}}}})}}}};
}

/// The first takes what all others say over the network; each shows where it stands.
constexpr const char* meeting = R"(exec python3 - <<'END'
import json, os, socket, time
config = json.loads(os.environ["TF_CONFIG"])
cluster, task = config["cluster"], config["task"]
rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
print(task["type"], task["index"], rank, size, [len(cluster[role]) for role in sorted(cluster)])
address = os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"])
assert cluster["chief"][0].split(":")[0] == address[0]
if rank == 0:
    with socket.create_server(address) as server:
        said = sorted(server.accept()[0].makefile().readline() for _ in range(size - 1))
    print("".join(said), end="")
else:
    for _ in range(200):
        try:
            socket.create_connection(address, 5).sendall(b"%d from %s\n" % (rank, os.environ["SLIPWAY_REPLICA"].encode()))
            break
        except ConnectionError:
            time.sleep(0.1)
END)";

}  // namespace

/// Distributed jobs as groups of pods of a real cluster.
class ReplicasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void replicasMeetAndTalk();
    void aNewEngineLetsThemMeet();
    void whatDoesNotFitWaitsWhole();
    void scatteredGpusAreKeptTogether();
    void aGroupThatDoesNotComeTogetherIsWithdrawn();
    void aGroupThatAQuotaCutsIsTakenBack();
    void aGangIsAskedForOnlyWhereThereIsOne();
    void twoHundredReplicasArePlaced();

private:
    /// Stops all and waits until nothing of them is left.
    void endAll(const TaskGroup& group);
    bool reach(const TaskGroup& group, TaskState::Stage stage);
    std::vector<TaskExit::Cause> causes(const TaskGroup& group);

    std::unique_ptr<EngineOnCluster> here_;
};

void ReplicasTest::init()
{
    here_ = std::make_unique<EngineOnCluster>();
    QVERIFY2(here_->ready(), here_->why().c_str());
}

void ReplicasTest::cleanup()
{
    here_.reset();
}

bool ReplicasTest::reach(const TaskGroup& group, TaskState::Stage stage)
{
    return std::all_of(group.begin(), group.end(),
                       [&](const TaskStart& start) { return here_->reaches(start, stage); });
}

std::vector<TaskExit::Cause> ReplicasTest::causes(const TaskGroup& group)
{
    std::vector<TaskExit::Cause> all;
    for (const TaskStart& start : group)
        all.push_back(here_->state(start).exit.value_or(TaskExit()).cause);
    return all;
}

void ReplicasTest::endAll(const TaskGroup& group)
{
    for (const TaskStart& start : group)
        QVERIFY(here_->engine().stop(start.task, start.attempt, 0ms));
    QVERIFY(reach(group, TaskState::Stage::Ended));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
}

void ReplicasTest::replicasMeetAndTalk()
{
    TaskStart task = here_->task(meeting);
    task.image = "slipway.test/python:1";
    const TaskGroup group = groupOf(task, {{"worker", 3}, {"chief", 1}});
    const auto started = here_->engine().start(group);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(reach(group, TaskState::Stage::Ended));
    QCOMPARE(here_->log(group[0]),
             std::string("chief 0 0 4 [1, 3]\n1 from worker-0\n2 from worker-1\n3 from worker-2\n"));
    QCOMPARE(here_->log(group[3]), std::string("worker 2 3 4 [1, 3]\n"));
    for (const TaskStart& start : group)
        QCOMPARE(here_->state(start).exit->code.value_or(-1), std::int64_t(0));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void ReplicasTest::aNewEngineLetsThemMeet()
{
    const TaskGroup group = groupOf(here_->task("echo $RANK of $WORLD_SIZE"), {{"worker", 2}});
    QVERIFY(here_->engine().start(group));
    here_->stop();
    const std::string pods = here_->cluster().path("pods");
    const auto running = [&] {
        const auto found = here_->cluster().client().get(pods + "?fieldSelector=status.phase%3DRunning");
        return found ? (*found)["items"].size() : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(running(), std::size_t(2), patience_ms);
    QVERIFY(here_->start());
    QVERIFY(reach(group, TaskState::Stage::Ended));
    QCOMPARE(here_->log(group[1]), std::string("1 of 2\n"));
}

void ReplicasTest::whatDoesNotFitWaitsWhole()
{
    PretendedNodes nodes(here_->cluster(), 2, 2);
    QVERIFY(nodes.made());
    TaskStart task = here_->task("true");
    task.gpus = 1;
    task.gpu_model = nodes.model();
    const TaskGroup first = groupOf(task, {{"worker", 3}});
    task.workload = ResourceId(newId("job"));
    const TaskGroup second = groupOf(task, {{"worker", 3}});
    QTRY_VERIFY_WITH_TIMEOUT(here_->engine().fits(first).has_value(), patience_ms);
    QVERIFY(here_->engine().start(first));
    const auto refused = here_->engine().start(second);
    QVERIFY(!refused);
    QCOMPARE(refused.error().type, std::string("no-capacity"));
    QTRY_COMPARE_WITH_TIMEOUT(nodes.placedPods(), std::size_t(3), patience_ms);
    QVERIFY(nodes.say("Failed"));
    QVERIFY(reach(first, TaskState::Stage::Ended));
    const auto accepted = [&] { return here_->engine().start(second).has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(accepted(), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(nodes.placedPods(), std::size_t(3), patience_ms);
    QVERIFY(nodes.say("Failed"));
    QVERIFY(reach(second, TaskState::Stage::Ended));
    task.workload = ResourceId(newId("job"));
    QCOMPARE(here_->engine().fits(groupOf(task, {{"worker", 5}})).error().type, std::string("never-fits"));
}

/// Three nodes of three GPUs: jobs of one, two, one and then three GPUs all run, as small ones share nodes.
void ReplicasTest::scatteredGpusAreKeptTogether()
{
    PretendedNodes nodes(here_->cluster(), 3, 3);
    QVERIFY(nodes.made());
    TaskGroup jobs;
    for (const std::int64_t gpus : {1, 2, 1, 3}) {
        TaskStart job = here_->task("true");
        job.gpus = gpus;
        job.gpu_model = nodes.model();
        const auto started = [&] { return here_->engine().start(job).has_value(); };
        QTRY_VERIFY_WITH_TIMEOUT(started(), patience_ms);
        jobs.push_back(job);
        QTRY_COMPARE_WITH_TIMEOUT(nodes.placedPods(), jobs.size(), patience_ms);
    }
    QVERIFY(nodes.say("Failed"));
    QVERIFY(reach(jobs, TaskState::Stage::Ended));
}

void ReplicasTest::aGroupThatDoesNotComeTogetherIsWithdrawn()
{
    here_->stop();
    KubernetesEngineOptions options = here_->options();
    // In one namespace nobody knows the nodes: that one replica finds no room is seen by its pod alone.
    options.only_namespace = here_->cluster().name_space();
    options.meeting_patience = 8s;
    auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    TaskGroup group = groupOf(here_->task("echo ran"), {{"worker", 3}});
    group[1].gpus = 99;
    const auto started = (*engine)->start(group);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    const auto withdrawn = [&] {
        const auto states = (*engine)->list();
        return std::all_of(states.begin(), states.end(), [](const TaskState& state) {
            return state.exit && state.exit->cause == TaskExit::Cause::Withdrawn;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(withdrawn(), patience_ms);
    const std::string why = (*engine)->list().front().exit->message;
    QVERIFY2(why.starts_with("Not all of its 3 replicas could start within 8s; worker-1: "), why.c_str());
    const auto log = (*engine)->streamsDirectory(group[0].task, 1);
    QCOMPARE(contentOf(*log / "log"), std::string());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
}

void ReplicasTest::aGroupThatAQuotaCutsIsTakenBack()
{
    const std::string quotas = here_->cluster().path("resourcequotas");
    QVERIFY(here_->cluster().client().create(
        quotas, {{"metadata", {{"name", "two"}}}, {"spec", {{"hard", {{"pods", "2"}}}}}}));
    const TaskGroup group = groupOf(here_->task("echo $RANK"), {{"worker", 3}});
    const auto quota_counts = [&] {
        const auto quota = here_->cluster().client().get(quotas + "/two");
        return quota && quota->contains("status") && (*quota)["status"].contains("used");
    };
    QTRY_VERIFY_WITH_TIMEOUT(quota_counts(), patience_ms);
    const auto started = here_->engine().start(group);
    QVERIFY(!started);
    QCOMPARE(started.error().type, std::string("cluster-quota"));
    QVERIFY(here_->engine().list().empty());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
    QVERIFY(here_->cluster().client().remove(quotas + "/two"));
    const auto accepted = [&] { return here_->engine().start(group).has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(accepted(), patience_ms);
    QVERIFY(reach(group, TaskState::Stage::Ended));
    QCOMPARE(here_->log(group[2]), std::string("2\n"));
}

/// With Volcano's kind of object alone, and nobody who acts on it: what is sent is seen.
void ReplicasTest::aGangIsAskedForOnlyWhereThereIsOne()
{
    here_->stop();
    KubernetesEngineOptions options = here_->options();
    options.gang = *parseGang("kueue:training");
    const auto without = KubernetesEngine::create(options);
    QVERIFY(!without);
    QVERIFY2(without.error().message.starts_with("The cluster has no Kueue."),
             without.error().message.c_str());
    const std::string crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    KubeClient& client = here_->cluster().client();
    (void)client.create(crds, podGroupDefinition());
    const auto offered = [&] { return client.get("/apis/scheduling.volcano.sh/v1beta1").has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(offered(), patience_ms);
    options.gang = *parseGang("volcano:research");
    auto engine = KubernetesEngine::create(options);
    QVERIFY2(engine, engine ? "" : engine.error().message.c_str());
    here_->use(std::move(*engine));
    const TaskGroup group = groupOf(here_->task("true"), {{"worker", 2}});
    const auto started = here_->engine().start(group);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    const std::string groups =
        "/apis/scheduling.volcano.sh/v1beta1/namespaces/" + here_->cluster().name_space() + "/podgroups";
    const auto made = client.get(groups);
    QCOMPARE((*made)["items"].size(), std::size_t(1));
    const Json& spec = (*made)["items"][0]["spec"];
    QVERIFY(spec["minMember"] == 2 && spec["queue"] == "research");
    const auto pods = client.get(here_->cluster().path("pods"));
    for (const Json& pod : (*pods)["items"]) {
        QVERIFY(pod["spec"]["schedulerName"] == "volcano");
        QVERIFY(pod["metadata"]["annotations"]["scheduling.k8s.io/group-name"] ==
                (*made)["items"][0]["metadata"]["name"]);
    }
    endAll(group);
    QVERIFY((*client.get(groups))["items"].empty());
    QVERIFY(client.remove(crds + "/podgroups.scheduling.volcano.sh"));
}

void ReplicasTest::twoHundredReplicasArePlaced()
{
    PretendedNodes nodes(here_->cluster(), 50, 4);
    QVERIFY(nodes.made());
    TaskStart task = here_->task("true");
    task.gpus = 1;
    task.gpu_model = nodes.model();
    const TaskGroup group = groupOf(task, {{"chief", 1}, {"worker", 191}, {"ps", 8}});
    QTRY_VERIFY_WITH_TIMEOUT(here_->engine().fits(group).has_value(), patience_ms);
    const auto started = here_->engine().start(group);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QCOMPARE(started->size(), std::size_t(200));
    QTRY_COMPARE_WITH_TIMEOUT(nodes.placedPods(), std::size_t(200), patience_ms);
    QVERIFY(nodes.say("Running"));
    // Nobody is there to let them go on, so they wait for each other.
    QTRY_COMPARE_WITH_TIMEOUT(here_->state(group[199]).node.empty(), false, patience_ms);
    QCOMPARE(here_->state(group[0]).stage, TaskState::Stage::Starting);
    QVERIFY(nodes.say("Failed"));
    QVERIFY(reach(group, TaskState::Stage::Ended));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

QTEST_GUILESS_MAIN(ReplicasTest)
#include "replicas_test.moc"
