// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/engines/engine_fixture.h"

#include "runner/processes/process_signal.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

using namespace slipway;
using std::chrono::milliseconds;
using Stage = TaskState::Stage;

class LocalEngineTest : public QObject, private EngineFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void jobFindsItsWorld();
    void startIsIdempotent();
    void stagesOfLifeAreAnnouncedInOrder();
    void stopFreesTheGpuLongBeforeTheGrace();
    void stopRightAfterTheStartIsHeard();
    void stopOfWhatEndedIsASuccess();
    void allocationIsExactUnderConcurrency();
    void killedWaiterMeansLost();
    void restartedMachineMeansLost();
    void runningTasksSurviveTheEngine();
    void stopWrittenBeforeACrashIsCarriedOut();
    void preparedButNeverStartedMayStartAgain();
    void codeIsUnpackedAsItWasUploaded();
    void damagedCodeFailsBeforeTheCommand();
    void missingCodeStartsNothing();
    void waiterThatStartedBadlyIsKept();
    void directoryDeletedByItsOwnJobHoldsNothing();
    void gitCodeIsFetchedAtItsRevision();
    void replicasStartTogether();
    void replicasThatDidNotMeetDoAfterARestart();
    void replicasThatCannotAllStartAreTakenBack();
    void forgetDeletesEndedTasksAlone();
    void namesLeadNowhere();
};

void LocalEngineTest::jobFindsItsWorld()
{
    qputenv("SECRET_OF_THE_SERVER", "hunter2");
    std::filesystem::create_directories(data_ / "objects/default/datasets/digits/ds-1");
    std::ofstream(data_ / "objects/default/datasets/digits/ds-1/train.csv") << "1,2\n";
    TaskStart start = job("world",
                          "env | sort; cat $SLIPWAY_DATASETS/digits/train.csv; cat $SLIPWAY_PARAMS; echo; "
                          "echo kept > outputs/result; pwd",
                          2);
    start.datasets = {{"digits", "default", "datasets/digits/ds-1/"}};
    start.params = {{"rate", "0.1"}};
    start.env = {{"MINE", "yes"}, {"PYTHONPATH", "/mine"}, {"SLIPWAY_TASK", "forged"}};
    start.pre_command = "echo before";
    start.post_command = "echo after";
    const TaskExit exit = runToEnd(start);
    QCOMPARE(exit.code.value_or(-1), std::int64_t{0});
    const std::string text = log(start);
    const std::string attempt = attemptOf(start).string();
    for (const std::string& line :
         {std::string("before\n"), std::string("after\n"), std::string("CUDA_VISIBLE_DEVICES=0,1\n"),
          std::string("MINE=yes\n"), std::string("PYTHONPATH=/opt/sdk:/mine\n"),
          std::string("PYTHONUNBUFFERED=1\n"), std::string("SLIPWAY_TASK=job-world-0\n"),
          std::string("SLIPWAY_ATTEMPT=1\n"), std::string("SLIPWAY_PROJECT=default\n"),
          "SLIPWAY_EVENTS=" + attempt + "/streams/events\n", "HOME=" + attempt + "/home\n",
          std::string("1,2\n"), std::string("{\"rate\":\"0.1\"}\n"), attempt + "/work\n"})
        QVERIFY2(text.find(line) != std::string::npos, (line + "missing in\n" + text).c_str());
    QVERIFY(text.find("hunter2") == std::string::npos);
    QCOMPARE(QString::fromStdString(content(data_ / "objects/default/jobs/world/job-world/outputs/result")),
             QStringLiteral("kept\n"));
}

void LocalEngineTest::startIsIdempotent()
{
    const TaskStart start = job("twice", "echo run; sleep 600", 1);
    QVERIFY(engine_->start(start));
    QTRY_COMPARE(stateOf(start).stage, Stage::Running);
    const auto again = engine_->start(start);
    QVERIFY(again);
    QCOMPARE(again->stage, Stage::Running);
    QCOMPARE(freeGpus(), std::int64_t{1});
}

void LocalEngineTest::stagesOfLifeAreAnnouncedInOrder()
{
    const TaskStart start = job("life", "sleep 600", 1);
    const auto started = engine_->start(start);
    QVERIFY(started);
    QCOMPARE(started->stage, Stage::Starting);
    QVERIFY(started->started_at);
    QTRY_COMPARE(stateOf(start).stage, Stage::Running);
    QCOMPARE(stateOf(start).gpus.size(), std::size_t{1});
    QVERIFY(engine_->stop(start.task, 1, milliseconds(5000)));
    QTRY_VERIFY(ended(start));
    const TaskExit exit = *stateOf(start).exit;
    QCOMPARE(exit.cause, TaskExit::Cause::Stopped);
    QCOMPARE(exit.signal.value_or(0), std::int64_t{SIGTERM});
    QVERIFY(stateOf(start).gpus.empty());
    const std::lock_guard lock(mutex_);
    QVERIFY(news_.size() >= 2);
    QCOMPARE(news_.back().stage, Stage::Ended);
    QVERIFY(std::is_sorted(news_.begin(), news_.end(),
                           [](const auto& a, const auto& b) { return a.stage < b.stage; }));
}

void LocalEngineTest::stopFreesTheGpuLongBeforeTheGrace()
{
    const TaskStart start = job("quick", "echo ready; exec sleep 600", 2);
    QVERIFY(engine_->start(start));
    QTRY_VERIFY(log(start) == "ready\n");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(engine_->stop(start.task, 1, milliseconds(10'000)));
    {
        std::unique_lock lock(mutex_);
        QVERIFY(news_came_.wait_for(lock, std::chrono::seconds(5),
                                    [this] { return !news_.empty() && news_.back().stage == Stage::Ended; }));
    }
    qInfo("stop to free: %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(timer.elapsed() < 5'000);
    QCOMPARE(freeGpus(), std::int64_t{2});
}

void LocalEngineTest::stopRightAfterTheStartIsHeard()
{
    for (int i = 0; i < 20; ++i) {
        const TaskStart start = job("now" + std::to_string(i), "exec sleep 600", 1);
        QVERIFY(engine_->start(start));
        QVERIFY(engine_->stop(start.task, 1, milliseconds(10'000)));
        QTRY_VERIFY(ended(start));
        QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Stopped);
    }
}

void LocalEngineTest::stopOfWhatEndedIsASuccess()
{
    const TaskStart start = job("over", "true");
    runToEnd(start);
    QVERIFY(engine_->stop(start.task, 1, milliseconds(0)));
    QCOMPARE(engine_->stop(TaskId("job-none-0"), 1, milliseconds(0)).error().code, ErrorCode::NotFound);
}

void LocalEngineTest::allocationIsExactUnderConcurrency()
{
    std::atomic<int> granted{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            const auto started = engine_->start(job("c" + std::to_string(i), "sleep 600", 1));
            ++(started ? granted : refused);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(granted.load(), 2);
    QCOMPARE(refused.load(), 6);
    QCOMPARE(freeGpus(), std::int64_t{0});
    const auto next = engine_->fits(job("next", "true", 1));
    QCOMPARE(QString::fromStdString(next.error().type), QStringLiteral("no-capacity"));
    QVERIFY(engine_->fits(job("next", "true")));
}

void LocalEngineTest::killedWaiterMeansLost()
{
    const TaskStart start = job("orphan", "setsid sleep 602 & echo ready; exec sleep 602", 1);
    QVERIFY(engine_->start(start));
    QTRY_VERIFY(log(start) == "ready\n" && AttemptDirectory(attemptOf(start)).readChild());
    const auto waiter = AttemptDirectory(attemptOf(start)).readWaiter();
    const auto child = AttemptDirectory(attemptOf(start)).readChild();
    QVERIFY(waiter && child);
    QVERIFY(sendSignal(waiter->process, SIGKILL));
    QTRY_VERIFY(ended(start));
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Lost);
    QVERIFY(!stateOf(start).exit->message.empty());
    QVERIFY(!isAlive({child->pid, child->start_ticks, currentBootId()}));
    QCOMPARE(freeGpus(), std::int64_t{2});
}

void LocalEngineTest::restartedMachineMeansLost()
{
    const TaskStart start = job("boot", "sleep 600", 1);
    QVERIFY(engine_->start(start));
    engine_.reset();
    const std::filesystem::path record = attemptOf(start) / "waiter.json";
    const auto waiter = AttemptDirectory(attemptOf(start)).readWaiter();
    QVERIFY(waiter);
    WaiterRecord earlier = *waiter;
    earlier.process.boot_id = "another-boot";
    std::ofstream(record) << formatRecord(earlier);
    restartEngine();
    QTRY_VERIFY(ended(start));
    QCOMPARE(QString::fromStdString(stateOf(start).exit->message),
             QStringLiteral("The machine was restarted while it ran."));
    QCOMPARE(freeGpus(), std::int64_t{2});
    sendSignal(waiter->process, SIGTERM);  // It has not really been restarted.
    QTRY_VERIFY(!isAlive(waiter->process));
}

void LocalEngineTest::runningTasksSurviveTheEngine()
{
    const TaskStart running = job("runs", "echo ready; exec sleep 600", 1);
    const TaskStart ending = job("ends", "echo ready; while [ ! -e go ]; do sleep 0.02; done; exit 5", 1);
    QVERIFY(engine_->start(running));
    QVERIFY(engine_->start(ending));
    QTRY_VERIFY(log(running) == "ready\n" && log(ending) == "ready\n");
    engine_.reset();
    std::ofstream(attemptOf(ending) / "work/go") << "";
    QTRY_VERIFY(std::filesystem::exists(attemptOf(ending) / "exit.json"));
    restartEngine();
    QCOMPARE(stateOf(running).stage, Stage::Running);
    QCOMPARE(stateOf(running).gpus.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(stateOf(running).holder), QStringLiteral("default/jobs/runs"));
    QCOMPARE(stateOf(ending).exit->code.value_or(0), std::int64_t{5});
    QCOMPARE(freeGpus(), std::int64_t{1});
    QVERIFY(engine_->stop(running.task, 1, milliseconds(5000)));
    QTRY_COMPARE(freeGpus(), std::int64_t{2});
}

void LocalEngineTest::stopWrittenBeforeACrashIsCarriedOut()
{
    const TaskStart start = job("unheard", "echo ready; exec sleep 600", 1);
    QVERIFY(engine_->start(start));
    QTRY_VERIFY(log(start) == "ready\n");
    engine_.reset();
    std::ofstream(attemptOf(start) / "stop.json")
        << formatRecord(StopRequest{ExitCause::Stopped, milliseconds(1000)});
    restartEngine();
    QTRY_VERIFY(ended(start));
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Stopped);
    QCOMPARE(freeGpus(), std::int64_t{2});
}

void LocalEngineTest::preparedButNeverStartedMayStartAgain()
{
    const TaskStart start = job("half", "echo run");
    engine_.reset();
    std::filesystem::create_directories(attemptOf(start) / "streams");
    std::ofstream(attemptOf(start) / "task.json") << "{";
    restartEngine();
    QVERIFY(engine_->list().empty());
    QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{0});
    QCOMPARE(QString::fromStdString(log(start)), QStringLiteral("run\n"));
}

void LocalEngineTest::codeIsUnpackedAsItWasUploaded()
{
    const std::string digest =
        uploadCode("mkdir sub && echo 'echo run by itself' > sub/run && chmod 755 sub/run && "
                   "ln -s sub/run link");
    TaskStart start = job("code", "./link; test -d outputs && echo kept > outputs/file");
    start.code.folder_sha256 = digest;
    QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{0});
    QCOMPARE(QString::fromStdString(log(start)), QStringLiteral("run by itself\n"));
    QCOMPARE(content(data_ / "objects/default/jobs/code/job-code/outputs/file"), "kept\n");
}

void LocalEngineTest::damagedCodeFailsBeforeTheCommand()
{
    TaskStart start = job("bad", "echo never", 2);
    start.code.folder_sha256 = uploadCode("echo fine > file");
    std::ofstream(data_ / "objects/default/code" / (start.code.folder_sha256 + ".tar"), std::ios::app) << "x";
    const TaskExit exit = runToEnd(start);
    QCOMPARE(exit.code.value_or(0), std::int64_t{1});
    QVERIFY2(exit.message.find("fetch-code") != std::string::npos, exit.message.c_str());
    QVERIFY2(log(start).find("Submit the folder again") != std::string::npos, log(start).c_str());
    QVERIFY(log(start).find("never") == std::string::npos);
    QCOMPARE(freeGpus(), std::int64_t{2});
}

void LocalEngineTest::missingCodeStartsNothing()
{
    TaskStart start = job("gone", "true", 2);
    start.code.folder_sha256 = std::string(64, 'a');
    const auto started = engine_->start(start);
    QVERIFY(!started);
    QCOMPARE(started.error().type, "no-code");
    QVERIFY(!std::filesystem::exists(attemptOf(start)));
    QCOMPARE(freeGpus(), std::int64_t{2});
    QVERIFY(engine_->list().empty());
}

void LocalEngineTest::waiterThatStartedBadlyIsKept()
{
    const std::filesystem::path wrapper = data_ / "runner";
    std::ofstream(wrapper) << "#!/bin/sh\n'" << runner_.string() << "' \"$@\"\nexit 1\n";
    std::filesystem::permissions(wrapper, std::filesystem::perms::owner_all);
    runner_ = wrapper;
    restartEngine();
    const TaskStart start = job("kept", "exit 3", 1);
    QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{3});
    QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Exited);
}

void LocalEngineTest::directoryDeletedByItsOwnJobHoldsNothing()
{
    // It waits until the engine knows its waiter. `rm` fails where a file appears while it deletes.
    const std::string directory = attemptOf(job("selfless", "")).string();
    const std::filesystem::path go = data_ / "go";
    const TaskStart start = job("selfless",
                                "until test -e '" + go.string() + "'; do sleep 0.01; done; until rm -rf '" +
                                    directory + "'; do sleep 0.01; done",
                                2);
    QVERIFY(engine_->start(start));
    QTRY_COMPARE(stateOf(start).stage, Stage::Running);
    std::ofstream(go) << "now";
    QTRY_VERIFY(stateOf(start).exit);
    const TaskExit exit = *stateOf(start).exit;
    QCOMPARE(exit.cause, TaskExit::Cause::Lost);
    QVERIFY2(exit.message.find("deleted") != std::string::npos, exit.message.c_str());
    QCOMPARE(freeGpus(), std::int64_t{2});
}

void LocalEngineTest::gitCodeIsFetchedAtItsRevision()
{
    const std::string script = "cd '" + data_.string() +
                               "' && git init -q -b main repo && cd repo && "
                               "g() { git -c user.name=alice -c user.email=alice@example.org \"$@\"; } && "
                               "echo one > f && g add f && g commit -qm one && git tag v1 && echo two > f && "
                               "g commit -qam two && git branch side";
    QCOMPARE(
        QProcess::execute(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromStdString(script)}),
        0);
    const std::pair<const char*, const char*> revisions[] = {
        {"", "two\n"}, {"v1", "one\n"}, {"side", "two\n"}};
    int number = 0;
    for (const auto& [revision, text] : revisions) {
        TaskStart start = job("git" + std::to_string(++number), "cat f; test -d outputs");
        start.code = {"", "file://" + (data_ / "repo").string(), revision};
        QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{0});
        QVERIFY2(QString::fromStdString(log(start)).endsWith(QString::fromUtf8(text)), log(start).c_str());
    }
    TaskStart start = job("nogit", "echo never");
    start.code = {"", "file:///no/such/repository", ""};
    QVERIFY(runToEnd(start).code.value_or(0) != 0);
    QVERIFY(log(start).find("never") == std::string::npos);
}

void LocalEngineTest::replicasStartTogether()
{
    const TaskGroup group = replicas("wide", {{"chief", 1}, {"worker", 1}},
                                     "echo $RANK $WORLD_SIZE $SLIPWAY_REPLICA; echo $RANK > outputs/rank");
    const auto started = engine_->start(group);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QCOMPARE(started->size(), std::size_t(2));
    QTRY_VERIFY(ended(group[0]) && ended(group[1]));
    QCOMPARE(log(group[0]), std::string("0 2 chief-0\n"));
    QCOMPARE(log(group[1]), std::string("1 2 worker-0\n"));
    QCOMPARE(content(data_ / "objects/default/jobs/wide/job-wide/outputs/rank"), std::string("0\n"));
    QCOMPARE(content(data_ / "objects/default/jobs/wide/job-wide/replicas/worker-0/outputs/rank"),
             std::string("1\n"));
    QCOMPARE(freeGpus(), std::int64_t(2));
    // Two that together want more than there is: not even the first is started.
    TaskGroup wider = replicas("wider", {{"worker", 3}}, "true");
    QCOMPARE(engine_->start(wider).error().type, std::string("never-fits"));
    QCOMPARE(freeGpus(), std::int64_t(2));
}

void LocalEngineTest::replicasThatDidNotMeetDoAfterARestart()
{
    const TaskGroup group = replicas("wide", {{"worker", 2}}, "echo $RANK of $WORLD_SIZE; sleep 60");
    QVERIFY(engine_->start(group));
    QTRY_COMPARE(log(group[1]), std::string("1 of 2\n"));
    // As if the engine had died before it let them meet.
    engine_.reset();
    for (const TaskStart& start : group)
        std::filesystem::remove(attemptOf(start) / "peers.json");
    restartEngine();
    for (const TaskStart& start : group) {
        QVERIFY(std::filesystem::exists(attemptOf(start) / "peers.json"));
        QCOMPARE(stateOf(start).replica, start.replica);
    }
}

void LocalEngineTest::replicasThatCannotAllStartAreTakenBack()
{
    const TaskGroup group = replicas("wide", {{"worker", 2}}, "echo ran");
    // Where the second's directory should be is a file.
    std::filesystem::create_directories(data_ / "tasks");
    std::ofstream(data_ / "tasks" / group[1].task.text()) << "in the way";
    const auto started = engine_->start(group);
    QVERIFY(started);
    QTRY_VERIFY(ended(group[0]) && ended(group[1]));
    for (const TaskStart& start : group)
        QCOMPARE(stateOf(start).exit->cause, TaskExit::Cause::Withdrawn);
    QVERIFY(!stateOf(group[1]).exit->message.empty());
    QCOMPARE(log(group[0]), std::string());
    QCOMPARE(freeGpus(), std::int64_t(2));
    std::filesystem::remove(data_ / "tasks" / group[1].task.text());
}

void LocalEngineTest::forgetDeletesEndedTasksAlone()
{
    const TaskStart start = job("forget", "mkdir d; touch d/f; chmod 0 d; sleep 600");
    QVERIFY(engine_->start(start));
    QTRY_VERIFY(std::filesystem::exists(attemptOf(start) / "work/d"));
    QCOMPARE(engine_->forget(start.task).error().code, ErrorCode::Conflict);
    QVERIFY(engine_->stop(start.task, 1, milliseconds(0)));
    QTRY_VERIFY(ended(start));
    QVERIFY(engine_->forget(start.task));
    QVERIFY(!std::filesystem::exists(attemptOf(start).parent_path()));
    QVERIFY(engine_->list().empty());
    QVERIFY(!engine_->streamsDirectory(start.task, 1));
    QTRY_VERIFY(std::filesystem::is_empty(data_ / ".trash"));
}

void LocalEngineTest::namesLeadNowhere()
{
    TaskStart start = job("x", "true");
    start.task = TaskId("../../evil");
    QCOMPARE(engine_->start(start).error().code, ErrorCode::InvalidArgument);
    start = job("x", "true");
    start.datasets = {{"d", "default", "../../../etc/"}};
    QCOMPARE(engine_->start(start).error().code, ErrorCode::InvalidArgument);
    start = job("x", "true");
    start.code.folder_sha256 = "../x";
    QCOMPARE(engine_->start(start).error().code, ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(LocalEngineTest)
#include "local_engine_test.moc"
