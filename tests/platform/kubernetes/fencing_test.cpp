// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/namespace_objects.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"
#include "tests/platform/kubernetes/pretended_nodes.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

/// What becomes of tasks whose node is off, and what keeps projects apart.
class FencingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anUnreachableNodeIsWaitedForUntilSomebodyKnows();
    void aNodeThatIsGoneIsLeftAfterAWhile();
    void aNodeThatIsMarkedAsOffIsLeft();
    void projectsAreKeptApart();

private:
    /// A task that has a pretended node, and is said to run there.
    bool runsOn(PretendedNodes& nodes, TaskStart& task);

    std::unique_ptr<EngineOnCluster> here_;
};

void FencingTest::init()
{
    here_ = std::make_unique<EngineOnCluster>();
    QVERIFY2(here_->ready(), here_->why().c_str());
}

void FencingTest::cleanup()
{
    here_.reset();
}

bool FencingTest::runsOn(PretendedNodes& nodes, TaskStart& task)
{
    task.gpus = 1;
    task.gpu_model = nodes.model();
    return nodes.made() &&
           QTest::qWaitFor([&] { return here_->engine().start(task).has_value(); }, patience_ms) &&
           QTest::qWaitFor([&] { return nodes.placedPods() == 1; }, patience_ms) && nodes.say("Running") &&
           QTest::qWaitFor([&] { return here_->state(task).node == nodes.name(0); }, patience_ms);
}

void FencingTest::anUnreachableNodeIsWaitedForUntilSomebodyKnows()
{
    PretendedNodes nodes(here_->cluster(), 1, 1);
    TaskStart task = here_->task("true");
    QVERIFY(runsOn(nodes, task));
    QCOMPARE(here_->engine().fence(nodes.name(0)).error().type, std::string("node-is-up"));
    QCOMPARE(here_->engine().fence("no-such-node").error().code, ErrorCode::NotFound);
    QVERIFY(nodes.sayReady(0, false));
    QTRY_COMPARE_WITH_TIMEOUT(here_->state(task).reason, std::string("node-unreachable"), patience_ms);
    QVERIFY(!here_->state(task).exit);
    QVERIFY(here_->engine().fence(nodes.name(0)));
    QVERIFY(here_->reaches(task, TaskState::Stage::Ended));
    QCOMPARE(here_->state(task).exit->cause, TaskExit::Cause::Fenced);
    // Nothing of it is left that its node could go on with.
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
    here_->stop();
    QVERIFY(here_->start());
    QCOMPARE(here_->state(task).exit->cause, TaskExit::Cause::Fenced);
}

void FencingTest::aNodeThatIsGoneIsLeftAfterAWhile()
{
    here_->stop();
    KubernetesEngineOptions options = here_->options();
    options.failover_after = 2s;
    auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    here_->use(std::move(*engine));
    PretendedNodes nodes(here_->cluster(), 1, 1);
    TaskStart task = here_->task("true");
    QVERIFY(runsOn(nodes, task));
    QVERIFY(here_->cluster().client().remove("/api/v1/nodes/" + nodes.name(0)));
    QVERIFY(here_->reaches(task, TaskState::Stage::Ended));
    QCOMPARE(here_->state(task).exit->cause, TaskExit::Cause::Fenced);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void FencingTest::aNodeThatIsMarkedAsOffIsLeft()
{
    here_->stop();
    KubernetesEngineOptions options = here_->options();
    options.failover_after = 1s;
    auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    here_->use(std::move(*engine));
    PretendedNodes nodes(here_->cluster(), 1, 1);
    TaskStart task = here_->task("true");
    QVERIFY(runsOn(nodes, task));
    const Json taint{
        {"key", "node.kubernetes.io/out-of-service"}, {"value", "nodeshutdown"}, {"effect", "NoSchedule"}};
    QVERIFY(here_->cluster().client().mergePatch("/api/v1/nodes/" + nodes.name(0),
                                                 {{"spec", {{"taints", Json::array({taint})}}}}));
    QVERIFY(nodes.sayReady(0, false));
    QVERIFY(here_->reaches(task, TaskState::Stage::Ended));
    QCOMPARE(here_->state(task).exit->cause, TaskExit::Cause::Fenced);
}

void FencingTest::projectsAreKeptApart()
{
    TaskStart task = here_->task("true");
    const auto level = [&] {
        const auto made =
            here_->cluster().client().get("/api/v1/namespaces/" + here_->cluster().name_space());
        return textAt(made.value_or(Json()), {"metadata", "labels", "pod-security.kubernetes.io/enforce"});
    };
    QVERIFY(here_->engine().start(task));
    QCOMPARE(level(), std::string("restricted"));
    QVERIFY(here_->reaches(task, TaskState::Stage::Ended));
    task.attempt = 2;
    task.root_allowed = true;
    QVERIFY(here_->engine().start(task));
    QCOMPARE(level(), std::string("baseline"));
    const auto policy = here_->cluster().client().get("/apis/networking.k8s.io/v1/namespaces/" +
                                                      here_->cluster().name_space() + "/networkpolicies/" +
                                                      isolationName(task.project));
    QVERIFY(policy);
    const Json& spec = (*policy)["spec"];
    QCOMPARE(spec["podSelector"]["matchLabels"].value(project_label, ""), task.project);
    QCOMPARE(spec["ingress"].size(), std::size_t(2));
    QVERIFY(spec["ingress"][0]["from"][0]["podSelector"] == spec["podSelector"]);
    QVERIFY(spec["ingress"][1]["ports"][0]["port"] == 9473);
    QVERIFY(here_->reaches(task, TaskState::Stage::Ended));
}

QTEST_GUILESS_MAIN(FencingTest)
#include "fencing_test.moc"
