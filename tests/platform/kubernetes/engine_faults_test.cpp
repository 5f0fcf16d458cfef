// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "runner/records/durable_file.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"

#include <QProcess>
#include <QScopeGuard>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

/// Prints so many numbers, ten a second.
std::string counting(int numbers)
{
    return "i=0; while [ $i -lt " + std::to_string(numbers) + " ]; do echo $i; i=$((i+1)); sleep 0.1; done";
}

std::string counted(int numbers)
{
    std::string log;
    for (int i = 0; i < numbers; ++i)
        log += std::to_string(i) + "\n";
    return log;
}

/// What an account needs that works in one namespace.
Json rightsOfOneNamespace()
{
    const auto may = [](const char* resource, const Json& verbs) {
        return Json{{"apiGroups", {""}}, {"resources", {resource}}, {"verbs", verbs}};
    };
    return Json::array({may("pods", {"get", "list", "watch", "create", "patch", "delete"}),
                        may("pods/proxy", {"create"}), may("pods/log", {"get"}),
                        may("secrets", {"get", "create", "patch", "delete"}), may("configmaps", {"create"})});
}

/// The same with forwarded ports, beside the proxy or instead of it.
Json rightsWithTunnels(bool proxy_too)
{
    Json rules = rightsOfOneNamespace();
    for (Json& rule : rules) {
        if (rule["resources"][0] != "pods/proxy")
            continue;
        rule["resources"] = {proxy_too ? "pods/proxy" : "pods/portforward", "pods/portforward"};
        rule["verbs"] = {"get", "create"};
    }
    return rules;
}

}  // namespace

/// A cluster's worst days: nothing is lost, run twice or misreported.
class EngineFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anApiServerThatDiesUnderRunningJobs();
    void anEngineThatIsStartedOverAndOver();
    void aNodeThatCannotBeReachedIsWaitedFor();
    void anEvictedPodIsLost();
    void aQuotaOfTheClusterMakesJobsWait();
    void aVolumeThatNobodyMakesIsSaid();
    void twoPlatformsLeaveEachOtherAlone();
    void rightsInOneNamespaceAreEnough();
    void podsThatTheApiServerDoesNotReachAreFollowed_data();
    void podsThatTheApiServerDoesNotReachAreFollowed();
    void aTokenThatIsRenewedIsTakenUp();
    void aStartThatWasCutShortIsForgotten();

private:
    std::unique_ptr<EngineOnCluster> here_;
};

void EngineFaultsTest::init()
{
    here_ = std::make_unique<EngineOnCluster>();
    QVERIFY2(here_->ready(), here_->why().c_str());
}

void EngineFaultsTest::cleanup()
{
    here_->cluster().tell({QStringLiteral("start"), QStringLiteral("kube-apiserver")});
    here_->cluster().tell({QStringLiteral("start"), QStringLiteral("kubelet")});
    here_.reset();
}

void EngineFaultsTest::anApiServerThatDiesUnderRunningJobs()
{
    constexpr int numbers = 250;  // So that the first still runs when the last has started.
    std::vector<TaskStart> jobs;
    for (int i = 0; i < 6; ++i) {
        jobs.push_back(here_->task(counting(numbers) + "; exit " + std::to_string(i)));
        QVERIFY(here_->engine().start(jobs.back()));
    }
    for (const TaskStart& job : jobs)
        QVERIFY(here_->reaches(job, TaskState::Stage::Running));
    QVERIFY(here_->cluster().tell({QStringLiteral("kill"), QStringLiteral("kube-apiserver")}));
    const auto gone = [&] { return !here_->cluster().client().get("/version"); };
    QTRY_VERIFY(gone());
    // What the engine saw last is forgotten meanwhile (410).
    QVERIFY(here_->cluster().compact());
    for (const TaskStart& job : jobs) {
        const auto exit = here_->state(job).exit;
        QVERIFY(!exit || exit->cause == TaskExit::Cause::Exited);
    }
    QVERIFY(here_->cluster().tell({QStringLiteral("start"), QStringLiteral("kube-apiserver")}));
    for (int i = 0; i < 6; ++i) {
        QVERIFY(here_->reaches(jobs[static_cast<std::size_t>(i)], TaskState::Stage::Ended));
        const TaskState state = here_->state(jobs[static_cast<std::size_t>(i)]);
        QCOMPARE(state.exit->cause, TaskExit::Cause::Exited);
        QCOMPARE(state.exit->code.value_or(-1), i);
        QCOMPARE(here_->log(jobs[static_cast<std::size_t>(i)]), counted(numbers));
    }
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
}

void EngineFaultsTest::anEngineThatIsStartedOverAndOver()
{
    constexpr int numbers = 100;
    const TaskStart job = here_->task(counting(numbers) + "; exit 9");
    QVERIFY(here_->engine().start(job));
    bool ran = false;
    for (int i = 0; i < 20; ++i) {
        ran = ran || here_->state(job).stage == TaskState::Stage::Running;
        here_->stop();
        QVERIFY(here_->start());
        QVERIFY(!ran || here_->state(job).stage >= TaskState::Stage::Running);
        QVERIFY(here_->engine().start(job));
        // Each time a little later in the attempt's life.
        const auto later = [&] { return here_->log(job).size() >= counted(i).size(); };
        QTRY_VERIFY_WITH_TIMEOUT(later(), patience_ms);
    }
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QCOMPARE(here_->state(job).exit->code.value_or(-1), 9);
    QCOMPARE(here_->log(job), counted(numbers));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void EngineFaultsTest::aNodeThatCannotBeReachedIsWaitedFor()
{
    constexpr int numbers = 30;
    const TaskStart job = here_->task(counting(numbers) + "; exit 3");
    QVERIFY(here_->runs(job));
    QVERIFY(here_->cluster().tell({QStringLiteral("stop"), QStringLiteral("kubelet")}));
    // The cluster takes the node for lost by and by.
    const auto lost = [&] {
        for (const auto& [name, node] : here_->engine().capacity()) {
            if (name == "node-1")
                return !node.message.empty();
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(lost(), 120'000);
    QVERIFY(here_->state(job).stage < TaskState::Stage::Ended);
    QVERIFY(here_->cluster().tell({QStringLiteral("start"), QStringLiteral("kubelet")}));
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QCOMPARE(here_->state(job).exit->cause, TaskExit::Cause::Exited);
    QCOMPARE(here_->state(job).exit->code.value_or(-1), 3);
    QCOMPARE(here_->log(job), counted(numbers));
    QTRY_VERIFY_WITH_TIMEOUT(!lost(), patience_ms);
}

void EngineFaultsTest::anEvictedPodIsLost()
{
    const TaskStart job = here_->task("sleep 600");
    QVERIFY(here_->runs(job));
    const std::string pod = podName(job.task, job.attempt);
    QVERIFY(here_->cluster().client().create(
        here_->cluster().path("pods/" + pod + "/eviction"),
        {{"apiVersion", "policy/v1beta1"}, {"kind", "Eviction"}, {"metadata", {{"name", pod}}}}));
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QCOMPARE(here_->state(job).exit->cause, TaskExit::Cause::Lost);
    QVERIFY(!here_->state(job).exit->message.empty());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void EngineFaultsTest::aQuotaOfTheClusterMakesJobsWait()
{
    const std::string quotas = here_->cluster().path("resourcequotas");
    QVERIFY(here_->cluster().client().create(
        quotas, {{"metadata", {{"name", "none"}}}, {"spec", {{"hard", {{"pods", "0"}}}}}}));
    const TaskStart job = here_->task("true");
    Result<TaskState> started;
    const auto refused = [&] {
        started = here_->engine().start(job);
        return !started;
    };
    QTRY_VERIFY_WITH_TIMEOUT(refused(), patience_ms);
    QCOMPARE(started.error().code, ErrorCode::ResourceExhausted);
    QCOMPARE(started.error().type, std::string("cluster-quota"));
    QVERIFY(here_->engine().list().empty());
    QVERIFY(here_->cluster().client().remove(quotas + "/none"));
    const auto accepted = [&] { return here_->engine().start(job).has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(accepted(), patience_ms);
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QCOMPARE(here_->state(job).exit->code.value_or(-1), 0);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
}

void EngineFaultsTest::aVolumeThatNobodyMakesIsSaid()
{
    here_->stop();
    KubernetesEngineOptions options = here_->options();
    options.storage_class = "no-such-class";
    const auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    TaskStart environment = here_->task("");
    environment.environment = environment.workload;
    environment.notebook = true;
    QVERIFY((*engine)->start(environment));
    const auto reason = [&] {
        const auto states = (*engine)->list();
        return states.empty() ? std::string() : states.front().reason;
    };
    QTRY_COMPARE_WITH_TIMEOUT(reason(), std::string("volume"), patience_ms);
    QVERIFY((*engine)->stop(environment.task, environment.attempt, 1s));
    const auto ended = [&] { return (*engine)->list().front().exit.has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), patience_ms);
    QVERIFY((*engine)->deleteEnvironmentFiles(environment.environment));
}

void EngineFaultsTest::twoPlatformsLeaveEachOtherAlone()
{
    KubernetesEngineOptions options = here_->options();
    options.data_directory = here_->directory() / "another";
    const auto other = KubernetesEngine::create(options);
    QVERIFY(other);
    const TaskStart ours = here_->task(counting(30));
    const TaskStart theirs = here_->task(counting(40));
    QVERIFY(here_->engine().start(ours));
    QVERIFY((*other)->start(theirs));
    QVERIFY(here_->reaches(ours, TaskState::Stage::Ended));
    QCOMPARE(here_->engine().list().size(), std::size_t(1));
    QCOMPARE((*other)->list().size(), std::size_t(1));
    const auto ended = [&] { return (*other)->list().front().exit.has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), patience_ms);
    QCOMPARE((*other)->list().front().exit->code.value_or(-1), 0);
    QCOMPARE(here_->log(ours), counted(30));
}

void EngineFaultsTest::rightsInOneNamespaceAreEnough()
{
    KubernetesEngineOptions options = here_->options();
    options.data_directory = here_->directory() / "limited";
    options.only_namespace = here_->cluster().name_space();
    options.access = here_->cluster().accountWith("limited", rightsOfOneNamespace());
    const auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    TaskStart job = here_->task(counting(10) + "; exit 2");
    job.gpus = 1;
    QVERIFY((*engine)->capacity().empty());
    const auto started = (*engine)->start(job);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    const auto ended = [&] { return (*engine)->list().front().exit.has_value(); };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), patience_ms);
    QCOMPARE((*engine)->list().front().exit->code.value_or(-1), 2);
    QCOMPARE(contentOf(*(*engine)->streamsDirectory(job.task, 1) / "log"), counted(10));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
}

void EngineFaultsTest::podsThatTheApiServerDoesNotReachAreFollowed_data()
{
    QTest::addColumn<bool>("forbidden");
    QTest::newRow("its proxy is not allowed") << true;
    QTest::newRow("nothing comes through from it") << false;
}

void EngineFaultsTest::podsThatTheApiServerDoesNotReachAreFollowed()
{
    QFETCH(bool, forbidden);
    KubernetesEngineOptions options = here_->options();
    options.data_directory = here_->directory() / "forwarded";
    options.only_namespace = here_->cluster().name_space();
    options.access = here_->cluster().accountWith("forwarded", rightsWithTunnels(!forbidden));
    const auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    // From this host, where the API server is, nothing gets to collectors; port-forwards begin in the pod.
    const QStringList rule{QStringLiteral("OUTPUT"),  QStringLiteral("-p"),   QStringLiteral("tcp"),
                           QStringLiteral("--dport"), QStringLiteral("9473"), QStringLiteral("!"),
                           QStringLiteral("-o"),      QStringLiteral("lo"),   QStringLiteral("-j"),
                           QStringLiteral("REJECT")};
    const auto filter = [&](const char* what) {
        return QProcess::execute(QStringLiteral("iptables"), QStringList{QString::fromLatin1(what)} + rule);
    };
    if (!forbidden)
        QCOMPARE(filter("-I"), 0);
    const auto restored = qScopeGuard([&] {
        if (!forbidden)
            filter("-D");
    });
    const TaskStart job = here_->task(counting(60) + "; exit 6");
    const TaskStart endless = here_->task("sleep 600");
    QVERIFY((*engine)->start(job) && (*engine)->start(endless));
    const auto stateOf = [&](const TaskStart& start) {
        for (const TaskState& state : (*engine)->list()) {
            if (state.task == start.task)
                return state;
        }
        return TaskState();
    };
    const auto exitOf = [&](const TaskStart& start) { return stateOf(start).exit; };
    // It is there while the job writes, not only once it has ended.
    const auto begun = [&] {
        return contentOf(*(*engine)->streamsDirectory(job.task, 1) / "log").size() > 10 && !exitOf(job);
    };
    QTRY_VERIFY_WITH_TIMEOUT(begun(), patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(endless).stage == TaskState::Stage::Running, patience_ms);
    // The collector's own word, from somebody who may use the proxy and has no key.
    const auto answers = [&] {
        const auto proxied = here_->cluster().client().get(
            here_->cluster().path("pods/" + podName(endless.task, 1) + ":9473/proxy/v1/state"));
        return proxied.error().code == ErrorCode::Unauthenticated;
    };
    if (forbidden)
        QTRY_VERIFY_WITH_TIMEOUT(answers(), patience_ms);
    else
        QVERIFY(!answers());
    QTRY_VERIFY_WITH_TIMEOUT(exitOf(job).has_value(), patience_ms);
    QCOMPARE(exitOf(job)->code.value_or(-1), 6);
    QCOMPARE(contentOf(*(*engine)->streamsDirectory(job.task, 1) / "log"), counted(60));
    QVERIFY((*engine)->stop(endless.task, 1, 30s));
    QTRY_VERIFY_WITH_TIMEOUT(exitOf(endless).has_value(), 15'000);  // Long before its grace is over.
    QCOMPARE(exitOf(endless)->cause, TaskExit::Cause::Stopped);
}

void EngineFaultsTest::aTokenThatIsRenewedIsTakenUp()
{
    KubernetesEngineOptions options = here_->options();
    options.data_directory = here_->directory() / "renewed";
    options.only_namespace = here_->cluster().name_space();
    options.access = here_->cluster().accountWith("renewed", rightsOfOneNamespace());
    const std::string first = here_->cluster().tokenWhile("renewed", "first");
    options.access.token.clear();
    options.access.token_file = here_->directory() / "token";
    QVERIFY(replaceFile(options.access.token_file, first, Durability::Crash));
    const auto engine = KubernetesEngine::create(options);
    QVERIFY(engine);
    const auto ended = [&](const TaskStart& job) {
        for (const TaskState& state : (*engine)->list()) {
            if (state.task == job.task)
                return state.exit.has_value();
        }
        return false;
    };
    const TaskStart before = here_->task(counting(180) + "; exit 4");
    QVERIFY((*engine)->start(before));
    // The first does not hold any more, and another is where it was.
    const std::string second = here_->cluster().tokenWhile("renewed", "second");
    QVERIFY(replaceFile(options.access.token_file, second, Durability::Crash));
    QVERIFY(here_->cluster().client().remove(here_->cluster().path("secrets/first")));
    ClusterAccess old = options.access;
    old.token_file.clear();
    old.token = first;
    KubeClient stale(here_->cluster().fetcher(), old);
    const auto refused = [&] {
        const auto pods = stale.get(here_->cluster().path("pods"));
        return !pods && pods.error().code == ErrorCode::Unauthenticated;
    };
    QTRY_VERIFY_WITH_TIMEOUT(refused(), patience_ms);
    const TaskStart after = here_->task(counting(5));
    const auto started = (*engine)->start(after);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(ended(before) && ended(after), patience_ms);
    QCOMPARE(contentOf(*(*engine)->streamsDirectory(before.task, 1) / "log"), counted(180));
    QCOMPARE(contentOf(*(*engine)->streamsDirectory(after.task, 1) / "log"), counted(5));
}

void EngineFaultsTest::aStartThatWasCutShortIsForgotten()
{
    PodRecord record;
    record.task = TaskId("job-abcdefghij-0");
    record.workload = ResourceId("job-abcdefghij");
    record.name_space = here_->cluster().name_space();
    record.pod = podName(record.task, record.attempt);
    here_->stop();
    const auto store = AttemptStore::open(here_->directory());
    QVERIFY(store && store->write(record));
    QVERIFY(here_->start());
    QVERIFY(here_->engine().list().empty());
    // What has ended is kept, even if its start was cut short after its pod was made.
    here_->stop();
    QVERIFY(store->write(record));
    QVERIFY(store->attempt(record.task, 1).writeExit({ExitCause::Exited, 5, {}, {}, now()}));
    QVERIFY(here_->start());
    QCOMPARE(here_->engine().list().size(), std::size_t(1));
    QCOMPARE(here_->engine().list().front().exit->code.value_or(-1), std::int64_t(5));
    QVERIFY(here_->engine().forget(record.task));
}

QTEST_GUILESS_MAIN(EngineFaultsTest)
#include "engine_faults_test.moc"
