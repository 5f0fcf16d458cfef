// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"

#include <QElapsedTimer>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

/// Whether the environment's Jupyter tells its kernels at the address that people are given.
bool jupyterAnswers(EngineOnCluster& here, const TaskStart& environment)
{
    net::FetchRequest request;
    const auto url = here.engine().openUrl(environment.task, environment.attempt);
    request.url = url.value_or("");
    const std::size_t query = request.url.find('?');
    request.url.insert(std::min(query, request.url.size()), "api/kernelspecs");
    const auto response = here.cluster().fetcher().run(request);
    return response && response->status == 200 && response->body.find("python3") != std::string::npos;
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
    std::unique_ptr<EngineOnCluster> here_;
};

void EngineTest::init()
{
    here_ = std::make_unique<EngineOnCluster>();
    QVERIFY2(here_->ready(), here_->why().c_str());
}

void EngineTest::cleanup()
{
    here_.reset();
}

void EngineTest::exitsAreTold_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<int>("code");
    QTest::newRow("success") << QByteArray("slipway.test/busybox:1") << QByteArray("echo hello")
                             << QByteArray("hello\n") << 0;
    QTest::newRow("a code of its own") << QByteArray("slipway.test/busybox:1")
                                       << QByteArray("echo no >&2; exit 3") << QByteArray("no\n") << 3;
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
    TaskStart start = here_->task(command.toStdString());
    start.image = image.toStdString();
    const auto started = here_->engine().start(start);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    const TaskState state = here_->state(start);
    QVERIFY2(state.exit->cause == TaskExit::Cause::Exited, state.exit->message.c_str());
    QCOMPARE(state.exit->code.value_or(-1), code);
    QVERIFY(state.started_at);
    QCOMPARE(here_->log(start), log.toStdString());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
    QVERIFY(here_->engine().forget(start.task));
    QVERIFY(!here_->engine().streamsDirectory(start.task, start.attempt));
}

void EngineTest::aLogArrivesByteByByte()
{
    const TaskStart start = here_->task(
        "i=0; while [ $i -lt 30000 ]; do echo \"line $i of many, with some more to fill it\"; i=$((i+1)); "
        "done; printf 'no newline at the end'; md5sum \"$SLIPWAY_EVENTS/../log\" > $SLIPWAY_EVENTS/sum");
    QVERIFY(here_->engine().start(start));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    std::string expected;
    for (int i = 0; i < 30'000; ++i)
        expected += "line " + std::to_string(i) + " of many, with some more to fill it\n";
    expected += "no newline at the end";
    QVERIFY(here_->log(start) == expected);
    const auto streams = here_->engine().streamsDirectory(start.task, start.attempt);
    QVERIFY(contentOf(*streams / "events/sum").size() > 32);
}

void EngineTest::whatTheTaskFindsAroundIt()
{
    TaskStart start =
        here_->task("id -u; pwd; cat $SLIPWAY_PARAMS; echo; echo $GREETING; ls /.slipway/sdk/slipway; "
                    "touch $HOME/here $SLIPWAY_OUTPUTS/there && echo written; ls -l /.slipway/key 2>&1; "
                    "env | grep -c AWS_SECRET");
    start.params = {{"lr", "0.1"}};
    start.env = {{"GREETING", "good morning"}};
    QVERIFY(here_->engine().start(start));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    const std::string log = here_->log(start);
    for (const char* line : {"1000\n", "/.slipway/run/attempt/work\n", "{\"lr\":\"0.1\"}\n", "good morning\n",
                             "__init__.py\n", "written\n", "/.slipway/key: No such file", "\n0\n"})
        QVERIFY2(log.find(line) != std::string::npos, (line + ("\nis not in:\n" + log)).c_str());
}

void EngineTest::gpusAreHeldAndFreed()
{
    TaskStart start = here_->task("echo $$; sleep 600");
    start.gpus = 2;
    start.gpu_model = "NVIDIA-A100-SXM4-80GB";
    QVERIFY(here_->runs(start));
    const auto held = [&] {
        std::size_t count = 0;
        for (const auto& [name, node] : here_->engine().capacity()) {
            for (const GpuStatus& gpu : node.gpus)
                count += gpu.held_by == start.holder ? 1 : 0;
        }
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(held(), std::size_t(2), patience_ms);
    QCOMPARE(here_->state(start).node, std::string("node-1"));
    QCOMPARE(here_->state(start).gpus.size(), std::size_t(2));
    TaskStart more = here_->task("true");
    more.gpus = 3;
    const auto full = here_->engine().fits(more);
    QVERIFY(!full);
    QCOMPARE(full.error().code, ErrorCode::ResourceExhausted);
    QElapsedTimer watch;
    watch.start();
    QVERIFY(here_->engine().stop(start.task, start.attempt, 5s));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    const qint64 took = watch.elapsed();
    QCOMPARE(here_->state(start).exit->cause, TaskExit::Cause::Stopped);
    QTRY_COMPARE_WITH_TIMEOUT(held(), std::size_t(0), patience_ms);
    qInfo("from the stop to the pod's end: %lld ms", took);
    QVERIFY2(took < 5'000, std::to_string(took).c_str());
}

void EngineTest::aDeafTaskIsKilledAfterItsGrace()
{
    const TaskStart start = here_->task("trap '' TERM; echo deaf; while true; do sleep 1; done");
    QVERIFY(here_->runs(start));
    QTRY_COMPARE_WITH_TIMEOUT(here_->log(start), std::string("deaf\n"), patience_ms);
    QElapsedTimer watch;
    watch.start();
    QVERIFY(here_->engine().stop(start.task, start.attempt, 1s));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QVERIFY(watch.elapsed() >= 1'000);
    QCOMPARE(here_->state(start).exit->cause, TaskExit::Cause::Stopped);
    QCOMPARE(here_->log(start), std::string("deaf\n"));
}

void EngineTest::aTaskThatCannotStartSaysWhyAndCanBeStopped()
{
    TaskStart start = here_->task("true");
    start.image = "slipway.test/absent:1";
    QVERIFY(here_->engine().start(start));
    QTRY_COMPARE_WITH_TIMEOUT(here_->state(start).reason, std::string("image-pull"), patience_ms);
    QVERIFY(!here_->state(start).message.empty());
    QVERIFY(here_->state(start).stage == TaskState::Stage::Starting);
    QVERIFY(here_->engine().stop(start.task, start.attempt, 1s));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QCOMPARE(here_->state(start).exit->cause, TaskExit::Cause::Stopped);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void EngineTest::aNewEngineGoesOn()
{
    const TaskStart start =
        here_->task("i=0; while [ $i -lt 60 ]; do echo $i; i=$((i+1)); sleep 0.1; done; exit 4");
    QVERIFY(here_->runs(start));
    QVERIFY(here_->start());
    QVERIFY(here_->state(start).stage < TaskState::Stage::Ended);
    QCOMPARE(here_->engine().start(start)->task, start.task);  // The same attempt is not started twice.
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QCOMPARE(here_->state(start).exit->code.value_or(-1), 4);
    std::string expected;
    for (int i = 0; i < 60; ++i)
        expected += std::to_string(i) + "\n";
    QCOMPARE(here_->log(start), expected);
}

void EngineTest::anEndWhileNobodyLookedIsFound()
{
    const TaskStart start =
        here_->task("i=0; while [ $i -lt 20000 ]; do echo \"line $i of a long log\"; i=$((i+1)); done; "
                    "sleep 2; echo late > $SLIPWAY_EVENTS/late; echo last; exit 5");
    QVERIFY(here_->runs(start));
    here_->stop();
    const auto over = [&] {
        const auto pod = here_->cluster().client().get(
            here_->cluster().path("pods/" + podName(start.task, start.attempt)));
        return pod && (*pod)["status"]["phase"] == "Failed";
    };
    QTRY_VERIFY_WITH_TIMEOUT(over(), patience_ms);
    QVERIFY(here_->start());
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QCOMPARE(here_->state(start).exit->cause, TaskExit::Cause::Exited);
    QCOMPARE(here_->state(start).exit->code.value_or(-1), 5);
    std::string expected;
    for (int i = 0; i < 20'000; ++i)
        expected += "line " + std::to_string(i) + " of a long log\n";
    QVERIFY(here_->log(start) == expected + "last\n");
    QCOMPARE(contentOf(*here_->engine().streamsDirectory(start.task, start.attempt) / "events/late"),
             std::string("late\n"));
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void EngineTest::aPodThatSomebodyDeletesIsTold()
{
    const TaskStart start =
        here_->task("trap 'echo asked; exit 0' TERM; echo up; while true; do sleep 0.1; done");
    QVERIFY(here_->runs(start));
    QTRY_COMPARE_WITH_TIMEOUT(here_->log(start), std::string("up\n"), patience_ms);
    QVERIFY(here_->cluster().client().remove(
        here_->cluster().path("pods/" + podName(start.task, start.attempt))));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    // Its node asked it to stop, which is not what its owner wanted, and nobody else's failure.
    QCOMPARE(here_->state(start).exit->cause, TaskExit::Cause::Lost);
    QVERIFY(!here_->state(start).exit->message.empty());
    QVERIFY2(here_->log(start).ends_with("asked\n"), here_->log(start).c_str());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
}

void EngineTest::aPodThatRunsOutOfMemoryIsTold()
{
    const TaskStart start = here_->task("echo up; x=a; while true; do x=$x$x; done");
    QVERIFY(here_->engine().start(start));
    QVERIFY(here_->reaches(start, TaskState::Stage::Ended));
    QCOMPARE(here_->state(start).exit->signal.value_or(0), 9);
    QVERIFY2(here_->state(start).exit->message.find("memory") != std::string::npos,
             here_->state(start).exit->message.c_str());
}

void EngineTest::strayPodsAreRemoved()
{
    const TaskStart start = here_->task("sleep 600");
    QVERIFY(here_->runs(start));
    here_->stop();
    std::filesystem::remove_all(here_->directory() / "tasks");
    QVERIFY(here_->start());
    QVERIFY(here_->engine().list().empty());
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("secrets"), std::size_t(0), patience_ms);
}

void EngineTest::whatNeverFitsIsRefused()
{
    TaskStart start = here_->task("true");
    start.gpus = 5;
    QCOMPARE(here_->engine().fits(start).error().type, std::string("never-fits"));
    QCOMPARE(here_->engine().start(start).error().type, std::string("never-fits"));
    start.gpus = 1;
    start.gpu_model = "NVIDIA-B200";
    QCOMPARE(here_->engine().start(start).error().type, std::string("never-fits"));
    start = here_->task("true");
    start.image.clear();
    QCOMPARE(here_->engine().start(start).error().type, std::string("no-container-image"));
    QVERIFY(here_->engine().list().empty());
}

void EngineTest::anEnvironmentKeepsFilesAndPrograms()
{
    TaskStart environment = here_->task("");
    environment.image = "slipway.test/python:1";
    environment.as_root = environment.root_allowed = true;
    environment.notebook = true;
    environment.memory = 512_MiB;
    environment.environment = environment.workload;
    const auto started = here_->engine().start(environment);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(!here_->state(environment).url.empty(), 2 * patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(jupyterAnswers(*here_, environment), patience_ms);
    TaskStart writer =
        here_->task("echo kept > $HOME/note; printf '#!/bin/sh\necho installed\n' > /usr/bin/tool; "
                    "chmod +x /usr/bin/tool; tool; python3 -c 'import sys; print(sys.prefix)'");
    writer.image = environment.image;
    writer.as_root = writer.root_allowed = true;
    writer.environment = environment.environment;
    QVERIFY(here_->engine().start(writer));
    QVERIFY(here_->reaches(writer, TaskState::Stage::Ended));
    QCOMPARE(here_->log(writer), std::string("installed\n/.slipway/volume/python\n"));
    QCOMPARE(here_->engine().deleteEnvironmentFiles(environment.environment).error().code,
             ErrorCode::Conflict);
    QVERIFY(here_->engine().stop(environment.task, environment.attempt, 5s));
    QVERIFY(here_->reaches(environment, TaskState::Stage::Ended));
    QVERIFY(!here_->engine().openUrl(environment.task, environment.attempt));

    TaskStart again = environment;
    again.attempt = 2;
    QVERIFY(here_->engine().start(again));
    const auto running = [&] {
        for (const TaskState& state : here_->engine().list()) {
            if (state.task == again.task && state.attempt == 2)
                return !state.url.empty();
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(running(), patience_ms);
    TaskStart reader = here_->task("cat $HOME/note; tool");
    reader.image = environment.image;
    reader.as_root = reader.root_allowed = true;
    reader.environment = environment.environment;
    QVERIFY(here_->engine().start(reader));
    QVERIFY(here_->reaches(reader, TaskState::Stage::Ended));
    QCOMPARE(here_->log(reader), std::string("kept\ninstalled\n"));
    QVERIFY(here_->engine().stop(again.task, again.attempt, 5s));
    QTRY_VERIFY_WITH_TIMEOUT(!running(), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(here_->objects("pods"), std::size_t(0), patience_ms);
    QVERIFY(here_->engine().deleteEnvironmentFiles(environment.environment));
    const std::string claim =
        here_->cluster().path("persistentvolumeclaims/" + claimName(environment.environment));
    QTRY_VERIFY_WITH_TIMEOUT(!here_->cluster().client().get(claim), patience_ms);
}

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
