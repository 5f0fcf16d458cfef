// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "tests/platform/kubernetes/real_cluster.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

constexpr int patience_ms = 60'000;
constexpr const char* busybox = "slipway.test/busybox:1";

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

/// Tasks as pods of a real cluster.
class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void exitsAreTold_data();
    void exitsAreTold();
    void aLogArrivesByteByByte();
    void whatTheTaskFindsAroundIt();
    void gpusAreHeldAndFreed();
    void aDeafTaskIsKilledAfterItsGrace();
    void aTaskThatCannotStartSaysWhyAndCanBeStopped();
    void aNewEngineGoesOn();
    void anEndWhileNobodyLookedIsFound();
    void aPodThatSomebodyDeletesIsTold();
    void aPodThatRunsOutOfMemoryIsTold();
    void strayPodsAreRemoved();
    void whatNeverFitsIsRefused();
    void anEnvironmentKeepsFilesAndPrograms();

private:
    std::unique_ptr<KubernetesEngine> makeEngine();
    TaskStart startOf(const std::string& command) const;
    /// Starts it and waits until it runs.
    bool runs(const TaskStart& start);
    TaskState stateOf(const TaskStart& start);
    bool reaches(const TaskStart& start, TaskState::Stage stage);
    std::string logOf(const TaskStart& start);
    /// Objects of ours of that kind in the namespace.
    std::size_t ours(const std::string& resource);

    std::unique_ptr<RealCluster> cluster_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<KubernetesEngine> engine_;
};

std::unique_ptr<KubernetesEngine> EngineTest::makeEngine()
{
    KubernetesEngineOptions options;
    options.data_directory = directory_->path().toStdString();
    options.access = cluster_->access();
    options.runner_program = SLIPWAY_BINARY_DIR "/bin/slipway-runner";
    options.assembler_program = SLIPWAY_BINARY_DIR "/bin/slipway-assemble";
    options.sdk_directory = SLIPWAY_SOURCE_DIR "/sdk/python";
    // The test's own namespace is the project's.
    options.namespace_prefix = cluster_->name_space().substr(0, cluster_->name_space().size() - 4);
    auto engine = KubernetesEngine::create(options);
    return engine ? std::move(*engine) : nullptr;
}

void EngineTest::init()
{
    cluster_ = std::make_unique<RealCluster>();
    QVERIFY2(cluster_->ready(), cluster_->why().c_str());
    QVERIFY(cluster_->client().mergePatch("/api/v1/namespaces/" + cluster_->name_space(),
                                          {{"metadata", {{"labels", {{managed_by_label, managed_by}}}}}}));
    directory_ = std::make_unique<QTemporaryDir>();
    engine_ = makeEngine();
    QVERIFY(engine_);
}

void EngineTest::cleanup()
{
    engine_.reset();
    cluster_.reset();
}

TaskStart EngineTest::startOf(const std::string& command) const
{
    TaskStart start;
    start.workload = ResourceId(newId("job"));
    start.task = TaskId(start.workload.text() + "-0");
    start.project = cluster_->name_space().substr(cluster_->name_space().size() - 4);
    start.holder = "work/jobs/" + start.workload.text();
    start.image = busybox;
    start.memory = 64_MiB;
    start.cpus = 0;
    start.command = command;
    return start;
}

bool EngineTest::runs(const TaskStart& start)
{
    return engine_->start(start) && reaches(start, TaskState::Stage::Running);
}

TaskState EngineTest::stateOf(const TaskStart& start)
{
    for (const TaskState& state : engine_->list()) {
        if (state.task == start.task)
            return state;
    }
    return {};
}

bool EngineTest::reaches(const TaskStart& start, TaskState::Stage stage)
{
    return QTest::qWaitFor([&] { return stateOf(start).stage >= stage; }, patience_ms);
}

std::string EngineTest::logOf(const TaskStart& start)
{
    const auto directory = engine_->streamsDirectory(start.task, start.attempt);
    return directory ? contentOf(*directory / "log") : std::string();
}

std::size_t EngineTest::ours(const std::string& resource)
{
    const auto found = cluster_->client().get(cluster_->path(resource) + "?labelSelector=slipway.dev%2Ftask");
    return found ? (*found)["items"].size() : 999;
}

void EngineTest::exitsAreTold_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<int>("code");
    QTest::newRow("success") << QByteArray(busybox) << QByteArray("echo hello") << QByteArray("hello\n") << 0;
    QTest::newRow("a code of its own")
        << QByteArray(busybox) << QByteArray("echo no >&2; exit 3") << QByteArray("no\n") << 3;
    QTest::newRow("an image without a shell")
        << QByteArray("slipway.test/scratch:1") << QByteArray("/hello '7'")
        << QByteArray("hello from scratch\n") << 7;
}

void EngineTest::exitsAreTold()
{
    QFETCH(QByteArray, image);
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, log);
    QFETCH(int, code);
    TaskStart start = startOf(command.toStdString());
    start.image = image.toStdString();
    const auto started = engine_->start(start);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    const TaskState state = stateOf(start);
    QCOMPARE(state.exit->cause, TaskExit::Cause::Exited);
    QCOMPARE(state.exit->code.value_or(-1), code);
    QVERIFY(state.started_at);
    QCOMPARE(logOf(start), log.toStdString());
    QTRY_COMPARE_WITH_TIMEOUT(ours("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(ours("secrets"), std::size_t(0), patience_ms);
    QVERIFY(engine_->forget(start.task));
    QVERIFY(!engine_->streamsDirectory(start.task, start.attempt));
}

void EngineTest::aLogArrivesByteByByte()
{
    const TaskStart start = startOf(
        "i=0; while [ $i -lt 30000 ]; do echo \"line $i of many, with some more to fill it\"; i=$((i+1)); "
        "done; printf 'no newline at the end'; md5sum \"$SLIPWAY_EVENTS/../log\" > $SLIPWAY_EVENTS/sum");
    QVERIFY(engine_->start(start));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    std::string expected;
    for (int i = 0; i < 30'000; ++i)
        expected += "line " + std::to_string(i) + " of many, with some more to fill it\n";
    expected += "no newline at the end";
    QVERIFY(logOf(start) == expected);
    const auto streams = engine_->streamsDirectory(start.task, start.attempt);
    QVERIFY(contentOf(*streams / "events/sum").size() > 32);
}

void EngineTest::whatTheTaskFindsAroundIt()
{
    TaskStart start =
        startOf("id -u; pwd; cat $SLIPWAY_PARAMS; echo; echo $GREETING; ls /.slipway/sdk/slipway; "
                "touch $HOME/here $SLIPWAY_OUTPUTS/there && echo written; ls -l /.slipway/key 2>&1; "
                "env | grep -c AWS_SECRET");
    start.params = {{"lr", "0.1"}};
    start.env = {{"GREETING", "good morning"}};
    QVERIFY(engine_->start(start));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    const std::string log = logOf(start);
    for (const char* line : {"1000\n", "/.slipway/run/attempt/work\n", "{\"lr\":\"0.1\"}\n", "good morning\n",
                             "__init__.py\n", "written\n", "/.slipway/key: No such file", "\n0\n"})
        QVERIFY2(log.find(line) != std::string::npos, (line + ("\nis not in:\n" + log)).c_str());
}

void EngineTest::gpusAreHeldAndFreed()
{
    TaskStart start = startOf("echo $$; sleep 600");
    start.gpus = 2;
    start.gpu_model = "NVIDIA-A100-SXM4-80GB";
    QVERIFY(runs(start));
    const auto held = [&] {
        std::size_t count = 0;
        for (const auto& [name, node] : engine_->capacity()) {
            for (const GpuStatus& gpu : node.gpus)
                count += gpu.held_by == start.holder ? 1 : 0;
        }
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(held(), std::size_t(2), patience_ms);
    QCOMPARE(stateOf(start).node, std::string("node-1"));
    QCOMPARE(stateOf(start).gpus.size(), std::size_t(2));
    TaskStart more = startOf("true");
    more.gpus = 3;
    const auto full = engine_->fits(more);
    QVERIFY(!full);
    QCOMPARE(full.error().code, ErrorCode::ResourceExhausted);
    QElapsedTimer watch;
    watch.start();
    QVERIFY(engine_->stop(start.task, start.attempt, 5s));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    const qint64 took = watch.elapsed();
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Stopped);
    QTRY_COMPARE_WITH_TIMEOUT(held(), std::size_t(0), patience_ms);
    qInfo("from the stop to the pod's end: %lld ms", took);
    QVERIFY2(took < 5'000, std::to_string(took).c_str());
}

void EngineTest::aDeafTaskIsKilledAfterItsGrace()
{
    const TaskStart start = startOf("trap '' TERM; echo deaf; while true; do sleep 1; done");
    QVERIFY(runs(start));
    QTRY_COMPARE_WITH_TIMEOUT(logOf(start), std::string("deaf\n"), patience_ms);
    QElapsedTimer watch;
    watch.start();
    QVERIFY(engine_->stop(start.task, start.attempt, 1s));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    QVERIFY(watch.elapsed() >= 1'000);
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Stopped);
    QCOMPARE(logOf(start), std::string("deaf\n"));
}

void EngineTest::aTaskThatCannotStartSaysWhyAndCanBeStopped()
{
    TaskStart start = startOf("true");
    start.image = "slipway.test/absent:1";
    QVERIFY(engine_->start(start));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(start).reason, std::string("image-pull"), patience_ms);
    QVERIFY(!stateOf(start).message.empty());
    QVERIFY(stateOf(start).stage == TaskState::Stage::Starting);
    QVERIFY(engine_->stop(start.task, start.attempt, 1s));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Stopped);
    QTRY_COMPARE_WITH_TIMEOUT(ours("pods"), std::size_t(0), patience_ms);
}

void EngineTest::aNewEngineGoesOn()
{
    const TaskStart start =
        startOf("i=0; while [ $i -lt 60 ]; do echo $i; i=$((i+1)); sleep 0.1; done; exit 4");
    QVERIFY(runs(start));
    engine_ = makeEngine();
    QVERIFY(engine_);
    QVERIFY(stateOf(start).stage < TaskState::Stage::Ended);
    QCOMPARE(engine_->start(start)->task, start.task);  // The same attempt is not started twice.
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    QCOMPARE(stateOf(start).exit->code.value_or(-1), 4);
    std::string expected;
    for (int i = 0; i < 60; ++i)
        expected += std::to_string(i) + "\n";
    QCOMPARE(logOf(start), expected);
}

void EngineTest::anEndWhileNobodyLookedIsFound()
{
    const TaskStart start =
        startOf("i=0; while [ $i -lt 20000 ]; do echo \"line $i of a long log\"; i=$((i+1)); done; "
                "sleep 2; echo late > $SLIPWAY_EVENTS/late; echo last; exit 5");
    QVERIFY(runs(start));
    engine_.reset();
    const auto over = [&] {
        const auto pod = cluster_->client().get(cluster_->path("pods/" + podName(start.task, start.attempt)));
        return pod && (*pod)["status"]["phase"] == "Failed";
    };
    QTRY_VERIFY_WITH_TIMEOUT(over(), patience_ms);
    engine_ = makeEngine();
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Exited);
    QCOMPARE(stateOf(start).exit->code.value_or(-1), 5);
    std::string expected;
    for (int i = 0; i < 20'000; ++i)
        expected += "line " + std::to_string(i) + " of a long log\n";
    QVERIFY(logOf(start) == expected + "last\n");
    QCOMPARE(contentOf(*engine_->streamsDirectory(start.task, start.attempt) / "events/late"),
             std::string("late\n"));
    QTRY_COMPARE_WITH_TIMEOUT(ours("pods"), std::size_t(0), patience_ms);
}

void EngineTest::aPodThatSomebodyDeletesIsTold()
{
    const TaskStart start =
        startOf("trap 'echo asked; exit 0' TERM; echo up; while true; do sleep 0.1; done");
    QVERIFY(runs(start));
    QTRY_COMPARE_WITH_TIMEOUT(logOf(start), std::string("up\n"), patience_ms);
    QVERIFY(cluster_->client().remove(cluster_->path("pods/" + podName(start.task, start.attempt))));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    // Its node asked it to stop, which is not what its owner wanted, and nobody else's failure.
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Lost);
    QVERIFY(!stateOf(start).exit->message.empty());
    QVERIFY2(logOf(start).ends_with("asked\n"), logOf(start).c_str());
    QTRY_COMPARE_WITH_TIMEOUT(ours("pods"), std::size_t(0), patience_ms);
}

void EngineTest::aPodThatRunsOutOfMemoryIsTold()
{
    const TaskStart start = startOf("echo up; x=a; while true; do x=$x$x; done");
    QVERIFY(engine_->start(start));
    QVERIFY(reaches(start, TaskState::Stage::Ended));
    QCOMPARE(stateOf(start).exit->signal.value_or(0), 9);
    QVERIFY2(stateOf(start).exit->message.find("memory") != std::string::npos,
             stateOf(start).exit->message.c_str());
}

void EngineTest::strayPodsAreRemoved()
{
    const TaskStart start = startOf("sleep 600");
    QVERIFY(runs(start));
    engine_.reset();
    std::filesystem::remove_all(std::filesystem::path(directory_->path().toStdString()) / "tasks");
    engine_ = makeEngine();
    QVERIFY(engine_->list().empty());
    QTRY_COMPARE_WITH_TIMEOUT(ours("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(ours("secrets"), std::size_t(0), patience_ms);
}

void EngineTest::whatNeverFitsIsRefused()
{
    TaskStart start = startOf("true");
    start.gpus = 5;
    QCOMPARE(engine_->fits(start).error().type, std::string("never-fits"));
    QCOMPARE(engine_->start(start).error().type, std::string("never-fits"));
    start.gpus = 1;
    start.gpu_model = "NVIDIA-B200";
    QCOMPARE(engine_->start(start).error().type, std::string("never-fits"));
    start = startOf("true");
    start.image.clear();
    QCOMPARE(engine_->start(start).error().type, std::string("no-container-image"));
    QVERIFY(engine_->list().empty());
}

void EngineTest::anEnvironmentKeepsFilesAndPrograms()
{
    TaskStart environment = startOf("");
    environment.image = "slipway.test/python:1";
    environment.as_root = true;
    environment.notebook = true;
    environment.memory = 512_MiB;
    environment.environment = environment.workload;
    const auto started = engine_->start(environment);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(!stateOf(environment).url.empty(), 2 * patience_ms);
    const auto answers = [&] {
        net::FetchRequest request;
        const auto url = engine_->openUrl(environment.task, environment.attempt);
        request.url = url.value_or("");
        const std::size_t query = request.url.find('?');
        request.url.insert(std::min(query, request.url.size()), "api/kernelspecs");
        const auto response = cluster_->fetcher().run(request);
        return response && response->status == 200 && response->body.find("python3") != std::string::npos;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answers(), patience_ms);
    TaskStart writer =
        startOf("echo kept > $HOME/note; printf '#!/bin/sh\necho installed\n' > /usr/bin/tool; "
                "chmod +x /usr/bin/tool; tool; python3 -c 'import sys; print(sys.prefix)'");
    writer.image = environment.image;
    writer.as_root = true;
    writer.environment = environment.environment;
    QVERIFY(engine_->start(writer));
    QVERIFY(reaches(writer, TaskState::Stage::Ended));
    QCOMPARE(logOf(writer), std::string("installed\n/.slipway/volume/python\n"));
    QCOMPARE(engine_->deleteEnvironmentFiles(environment.environment).error().code, ErrorCode::Conflict);
    QVERIFY(engine_->stop(environment.task, environment.attempt, 5s));
    QVERIFY(reaches(environment, TaskState::Stage::Ended));
    QVERIFY(!engine_->openUrl(environment.task, environment.attempt));

    TaskStart again = environment;
    again.attempt = 2;
    QVERIFY(engine_->start(again));
    const auto running = [&] {
        for (const TaskState& state : engine_->list()) {
            if (state.task == again.task && state.attempt == 2)
                return !state.url.empty();
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(running(), patience_ms);
    TaskStart reader = startOf("cat $HOME/note; tool");
    reader.image = environment.image;
    reader.as_root = true;
    reader.environment = environment.environment;
    QVERIFY(engine_->start(reader));
    QVERIFY(reaches(reader, TaskState::Stage::Ended));
    QCOMPARE(logOf(reader), std::string("kept\ninstalled\n"));
    QVERIFY(engine_->stop(again.task, again.attempt, 5s));
    QTRY_VERIFY_WITH_TIMEOUT(!running(), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(ours("pods"), std::size_t(0), patience_ms);
    QVERIFY(engine_->deleteEnvironmentFiles(environment.environment));
    const std::string claim = cluster_->path("persistentvolumeclaims/" + claimName(environment.environment));
    QTRY_VERIFY_WITH_TIMEOUT(!cluster_->client().get(claim), patience_ms);
}

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
