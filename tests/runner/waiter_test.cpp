// SPDX-License-Identifier: GPL-3.0-or-later
#include "attempt_fixture.h"

#include "runner/processes/process_signal.h"
#include "runner/processes/process_stat.h"
#include "runner/records/durable_file.h"

#include <QtCore/QElapsedTimer>

#include <csignal>
#include <cstdint>
#include <cstring>

using namespace slipway;
using std::chrono::milliseconds;

namespace {

/// Whether a process with this word in its command line or environment still runs.
bool anybodyHas(const std::string& word)
{
    const std::vector<ProcessStat> all = allProcesses().value();
    for (const ProcessStat& process : all) {
        const std::string base = "/proc/" + std::to_string(process.pid) + "/";
        const std::string words =
            AttemptFixture::content(base + "cmdline") + AttemptFixture::content(base + "environ");
        if (process.alive() && process.pid != ::getpid() && words.find(word) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace

class WaiterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcome_data();
    void outcome();
    void environmentIsExactlyTheTasks();
    void logHoldsEveryByte();
    void logIndexSaysWhen();
    void nothingIsInherited();
    void stop_data();
    void stop();
    void stopIsQuickForAWellBehavedProcess();
    void secondStopShortensTheGrace();
    void stopThatCannotBeWrittenIsHeard();
    void alwaysStagesRunAfterAStop();
    void deadline();
    void leftovers_data();
    void leftovers();
    void replicasWaitForTheirPeers();
    void replicaThatMeetsNobodyRunsNothing();
    void anAttemptHasOneWaiter();
    void detachedWaiterOutlivesItsStarter();
    void brokenTaskFileIsNotStarted();
    void exitIsRecordedOnceTheDiskHasRoom();
};

void WaiterTest::outcome_data()
{
    QTest::addColumn<QStringList>("stages");  // name, command, name, command ...; a leading ! means always
    QTest::addColumn<QString>("cause");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("log");
    const auto row = [](const char* name, const QStringList& stages, const char* cause, int code, int signal,
                        const char* log) {
        QTest::newRow(name) << stages << QString::fromUtf8(cause) << code << signal << QString::fromUtf8(log);
    };
    const auto words = [](std::initializer_list<const char*> list) {
        QStringList found;
        for (const char* word : list)
            found << QString::fromUtf8(word);
        return found;
    };
    row("success is exit code 0", words({"command", "echo hi"}), "exited", 0, -1, "hi\n");
    row("the exit code is the command's", words({"command", "exit 7"}), "exited", 7, -1, "");
    row("a signal is no exit code", words({"command", "kill -SEGV $$"}), "exited", -1, SIGSEGV, "");
    row("a missing program is not started", words({"command", "@/no/such/program"}), "not-started", -1, -1,
        "");
    row("a folder is no program", words({"command", "@/tmp"}), "not-started", -1, -1, "");
    row("stages run in order",
        words({"pre-command", "echo a", "command", "echo b", "!post-command", "echo c"}), "exited", 0, -1,
        "a\nb\nc\n");
    row("a failed pre-command leaves out the command, not the post-command",
        words({"pre-command", "exit 3", "command", "echo b", "!post-command", "echo c"}), "exited", 3, -1,
        "c\n");
    row("the post-command runs after a failure and does not mend it",
        words({"command", "exit 4", "!post-command", "echo c; exit 0"}), "exited", 4, -1, "c\n");
    row("a failing post-command does not hide the command's failure",
        words({"command", "exit 4", "!post-command", "exit 5"}), "exited", 4, -1, "");
    row("a failing post-command fails a good command", words({"command", "true", "!post-command", "exit 5"}),
        "exited", 5, -1, "");
    row("the post-command runs when the command cannot be started",
        words({"command", "@/no/such/program", "!post-command", "echo c"}), "not-started", -1, -1, "c\n");
    row("errors and output share the log in order", words({"command", "echo a; echo b >&2; echo c"}),
        "exited", 0, -1, "a\nb\nc\n");
    row("input is empty", words({"command", "cat; echo end"}), "exited", 0, -1, "end\n");
}

void WaiterTest::outcome()
{
    QFETCH(QStringList, stages);
    QFETCH(QString, cause);
    QFETCH(int, code);
    QFETCH(int, signal);
    QFETCH(QString, log);
    AttemptFixture attempt;
    for (int i = 0; i < stages.size(); i += 2) {
        const std::string name = stages[i].toStdString();
        const std::string command = stages[i + 1].toStdString();
        const bool always = name.front() == '!';
        if (command.front() == '@')
            attempt.task.stages.push_back({name, {command.substr(1)}, always});
        else
            attempt.addStage(always ? name.substr(1) : name, command, always);
    }
    const ExitRecord record = attempt.run();
    QCOMPARE(QString::fromUtf8(std::string(slipway::name(record.cause)).c_str()), cause);
    QCOMPARE(record.code.value_or(-1), std::int64_t{code});
    QCOMPARE(record.signal.value_or(-1), std::int64_t{signal});
    QCOMPARE(QString::fromStdString(attempt.log()), log);
    QCOMPARE(record.message.empty(), code == 0);
}

void WaiterTest::environmentIsExactlyTheTasks()
{
    qputenv("SECRET_OF_THE_SERVER", "hunter2");
    AttemptFixture attempt;
    attempt.task.env = {{"ONLY", "this one"}};
    attempt.task.stages.push_back({"command", {"/usr/bin/env"}, false});
    attempt.run();
    QCOMPARE(QString::fromStdString(attempt.log()),
             QString::fromStdString("ONLY=this one\nSLIPWAY_TASK_MARK=" + attempt.directory.mark() + "\n"));
}

void WaiterTest::logHoldsEveryByte()
{
    AttemptFixture attempt;
    attempt.addStage("command", python("import sys; sys.stdout.buffer.write(bytes(range(256)) * 40960)"));
    attempt.run();
    const std::string log = attempt.log();
    QCOMPARE(log.size(), std::size_t{10u << 20});
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (static_cast<unsigned char>(log[i]) != i % 256)
            QFAIL("a byte of the log is wrong");
    }
}

void WaiterTest::logIndexSaysWhen()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo first; sleep 1.3; echo second");
    const std::int64_t before = now().time_since_epoch().count();
    attempt.run();
    const std::string index = attempt.content(attempt.directory.logIndex());
    QCOMPARE(index.size(), std::size_t{32});
    std::array<std::uint64_t, 4> numbers{};
    std::memcpy(numbers.data(), index.data(), index.size());
    QCOMPARE(numbers[0], std::uint64_t{6});
    QCOMPARE(numbers[2], std::uint64_t{13});
    QVERIFY(numbers[1] >= static_cast<std::uint64_t>(before) && numbers[1] <= numbers[3]);
}

void WaiterTest::nothingIsInherited()
{
    AttemptFixture attempt;
    attempt.addStage("command", "ls /proc/self/fd");
    const int leak = ::dup(1);
    attempt.run();
    ::close(leak);
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("0\n1\n2\n3\n"));  // 3 is ls's own
}

void WaiterTest::stop_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("grace_ms");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("log");
    QTest::newRow("SIGTERM ends what does not handle it")
        << QStringLiteral("echo ready; exec sleep 600") << 5000 << -1 << SIGTERM << QStringLiteral("ready\n");
    QTest::newRow("a handler of SIGTERM has its time, and its exit code counts")
        << QString::fromStdString(python("import signal,sys,time\n"
                                         "def end(*_):\n"
                                         "    time.sleep(0.2); print(\"saved\"); sys.exit(9)\n"
                                         "signal.signal(signal.SIGTERM, end)\n"
                                         "print(\"ready\")\n"
                                         "time.sleep(600)"))
        << 5000 << 9 << -1 << QStringLiteral("ready\nsaved\n");
    QTest::newRow("a child's handler has its time though the shell is gone")
        << QStringLiteral("sh -c 'trap \"sleep 0.2; echo saved; exit 0\" TERM; echo ready; while :; do sleep "
                          "0.05; done' 2>/dev/null; "
                          "echo never")
        << 5000 << -1 << SIGTERM << QStringLiteral("ready\nsaved\n");
    QTest::newRow("what ignores SIGTERM is killed after the grace")
        << QStringLiteral("trap '' TERM; echo ready; while :; do sleep 600; done") << 300 << -1 << SIGKILL
        << QStringLiteral("ready\n");
    QTest::newRow("no grace kills at once")
        << QStringLiteral("trap '' TERM; echo ready; while :; do sleep 600; done") << 0 << -1 << SIGKILL
        << QStringLiteral("ready\n");
    QTest::newRow("a paused process hears it too")
        << QStringLiteral("echo ready; kill -STOP $$") << 5000 << -1 << SIGTERM << QStringLiteral("ready\n");
}

void WaiterTest::stop()
{
    QFETCH(QString, command);
    QFETCH(int, grace_ms);
    QFETCH(int, code);
    QFETCH(int, signal);
    QFETCH(QString, log);
    AttemptFixture attempt;
    attempt.addStage("command", command.toStdString());
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, milliseconds(grace_ms)}));
    const ExitRecord record = attempt.finish();
    QCOMPARE(record.cause, ExitCause::Stopped);
    QCOMPARE(record.code.value_or(-1), std::int64_t{code});
    QCOMPARE(record.signal.value_or(-1), std::int64_t{signal});
    QCOMPARE(QString::fromStdString(attempt.log()), log);
    QVERIFY(!anybodyHas(attempt.directory.mark()));
}

void WaiterTest::stopIsQuickForAWellBehavedProcess()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo ready; exec sleep 600");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, milliseconds(10'000)}));
    QTRY_VERIFY(std::filesystem::exists(attempt.directory.exitFile()));
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void WaiterTest::secondStopShortensTheGrace()
{
    AttemptFixture attempt;
    attempt.addStage("command", "trap '' TERM; echo ready; while :; do sleep 600; done");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, milliseconds(600'000)}));
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, milliseconds(100)}));
    QCOMPARE(attempt.finish().signal.value_or(0), std::int64_t{SIGKILL});
}

/// As on a disk that is full or read-only.
void WaiterTest::stopThatCannotBeWrittenIsHeard()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo ready; exec sleep 600");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    std::filesystem::create_directory(attempt.directory.path() / "stop.json");
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, milliseconds(1000)}));
    QCOMPARE(attempt.finish().cause, ExitCause::Stopped);
    for (const std::filesystem::path& room : {attempt.directory.stopRoom(), attempt.directory.exitRoom()})
        QVERIFY2(!std::filesystem::exists(room), room.c_str());
}

void WaiterTest::alwaysStagesRunAfterAStop()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo ready; exec sleep 600");
    attempt.addStage("more", "echo never");
    attempt.addStage("post-command", "echo cleaned; sleep 600", true);
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, milliseconds(500)}));
    const ExitRecord record = attempt.finish();
    QCOMPARE(record.cause, ExitCause::Stopped);
    QCOMPARE(record.signal.value_or(0), std::int64_t{SIGTERM});
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("ready\ncleaned\n"));
}

void WaiterTest::deadline()
{
    AttemptFixture attempt;
    attempt.addStage("command", "trap '' TERM; while :; do sleep 600; done");
    attempt.task.duration_limit = milliseconds(1000);
    attempt.task.grace = milliseconds(100);
    const ExitRecord record = attempt.run();
    QCOMPARE(record.cause, ExitCause::Deadline);
    QCOMPARE(QString::fromStdString(record.message),
             QStringLiteral("It was stopped because it reached its duration limit of 1s."));
}

void WaiterTest::leftovers_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("a background child") << QStringLiteral("sleep 601 & echo ready");
    QTest::newRow("a session of its own") << QStringLiteral("setsid sleep 601 & echo ready");
    QTest::newRow("a double fork that ignores signals") << QStringLiteral(
        "(trap '' TERM HUP INT; setsid sh -c 'setsid sleep 601 & exit' & ); sleep 0.1; echo ready");
    QTest::newRow("a daemon without environment")
        << QStringLiteral("env -i setsid sh -c 'env -i setsid sleep 601 & exit' & sleep 0.1; echo ready");
    QTest::newRow("a fork storm") << QString::fromStdString(
        python("import os,time\n"
               "if os.fork() == 0:\n"
               "    os.setsid()\n"
               "    end = time.time() + 20\n"
               "    while time.time() < end:\n"
               "        try:\n"
               "            if os.fork() > 0: os._exit(0)\n"
               "        except OSError: pass\n"
               "    os._exit(0)\n"
               "time.sleep(0.1)\n"
               "print(\"ready\")"));
}

void WaiterTest::leftovers()
{
    QFETCH(QString, command);
    AttemptFixture attempt;
    attempt.addStage("command", command.toStdString());
    QElapsedTimer timer;
    timer.start();
    const ExitRecord record = attempt.run();
    QCOMPARE(record.cause, ExitCause::Exited);
    QCOMPARE(record.code.value_or(-1), std::int64_t{0});
    QVERIFY(attempt.logHas("ready"));
    QVERIFY(!anybodyHas(attempt.directory.mark()));
    QVERIFY(!anybodyHas(std::string("sleep") + '\0' + "601"));
    QVERIFY(timer.elapsed() < 10'000);
}

void WaiterTest::replicasWaitForTheirPeers()
{
    AttemptFixture attempt;
    attempt.task.replica = {"worker", 1, 2, 3};
    attempt.task.duration_limit = milliseconds(700);
    attempt.addStage("fetch-code", "echo fetched");
    attempt.addStage("pre-command", "echo before $RANK");
    attempt.addStage("command", "echo rank $RANK of $WORLD_SIZE");
    attempt.start();
    QTRY_VERIFY(std::filesystem::exists(attempt.directory.meetingFile()));
    QCOMPARE(attempt.log(), std::string("fetched\n"));
    QElapsedTimer waited;  // Which takes nothing of its time.
    waited.start();
    QTRY_VERIFY(waited.hasExpired(800));
    QVERIFY(attempt.directory.writePeers({{{"RANK", "2"}, {"WORLD_SIZE", "3"}}}));
    const ExitRecord record = attempt.finish();
    QCOMPARE(record.cause, ExitCause::Exited);
    QCOMPARE(attempt.log(), std::string("fetched\nbefore 2\nrank 2 of 3\n"));
}

void WaiterTest::replicaThatMeetsNobodyRunsNothing()
{
    AttemptFixture attempt;
    attempt.task.replica = {"worker", 0, 0, 2};
    attempt.addStage("command", "echo command");
    attempt.addStage("post-command", "echo after", true);
    attempt.start();
    QTRY_VERIFY(std::filesystem::exists(attempt.directory.meetingFile()));
    QVERIFY(attempt.directory.requestStop({ExitCause::Withdrawn, milliseconds(1000)}));
    const ExitRecord record = attempt.finish();
    QCOMPARE(record.cause, ExitCause::Withdrawn);
    QVERIFY(!record.code && !record.signal);
    QCOMPARE(attempt.log(), std::string());
}

void WaiterTest::anAttemptHasOneWaiter()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo run");
    attempt.run();
    QProcess second;
    second.start(AttemptFixture::program(),
                 {QStringLiteral("wait"), QString::fromStdString(attempt.directory.path().string())});
    QVERIFY(second.waitForFinished());
    QCOMPARE(second.exitCode(), 3);
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("run\n"));
}

void WaiterTest::detachedWaiterOutlivesItsStarter()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo ready; sleep 0.3; echo done");
    attempt.directory.writeTask(attempt.task);
    QCOMPARE(QProcess::execute(AttemptFixture::program(),
                               {QStringLiteral("wait"), QStringLiteral("--detach"),
                                QString::fromStdString(attempt.directory.path().string())}),
             0);
    const auto waiter = attempt.directory.readWaiter();
    QVERIFY(waiter && isAlive(waiter->process));
    QCOMPARE(readProcessStat(waiter->process.pid)->session, waiter->process.pid);
    QTRY_VERIFY(std::filesystem::exists(attempt.directory.exitFile()));
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("ready\ndone\n"));
}

void WaiterTest::brokenTaskFileIsNotStarted()
{
    AttemptFixture attempt;
    replaceFile(attempt.directory.path() / "task.json", "{\"task\":", Durability::Crash);
    QProcess::execute(AttemptFixture::program(),
                      {QStringLiteral("wait"), QString::fromStdString(attempt.directory.path().string())});
    const auto record = attempt.directory.readExit();
    QVERIFY(record);
    QCOMPARE(record->cause, ExitCause::NotStarted);
    QVERIFY(!record->message.empty());
}

void WaiterTest::exitIsRecordedOnceTheDiskHasRoom()
{
    AttemptFixture attempt;
    // A directory in the way stands for a disk that refuses the file.
    const std::filesystem::path obstacle = attempt.directory.exitFile();
    attempt.addStage("command", "mkdir -p '" + (obstacle / "in").string() + "'; echo ready");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    std::filesystem::remove_all(obstacle);
    QCOMPARE(attempt.finish().code.value_or(-1), std::int64_t{0});
}

QTEST_GUILESS_MAIN(WaiterTest)
#include "waiter_test.moc"
