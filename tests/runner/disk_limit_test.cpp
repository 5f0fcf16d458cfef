// SPDX-License-Identifier: GPL-3.0-or-later
#include "attempt_fixture.h"

#include "runner/processes/process_stat.h"

#include <algorithm>
#include <csignal>

using namespace slipway;
using std::chrono::milliseconds;

namespace {

/// Folders whose path is longer than any that can be opened, with a large file at the end.
void addDeepFolders(AttemptFixture& attempt, int depth)
{
    attempt.addStage("command", python("import os, time\n"
                                       "for i in range(" +
                                       std::to_string(depth) +
                                       "):\n"
                                       "    os.mkdir(\"d\" * 250)\n"
                                       "    os.chdir(\"d\" * 250)\n"
                                       "open(\"x\", \"wb\").write(bytes(20000000))\n"
                                       "time.sleep(600)\n"));
    attempt.addStage("post-command", "rm -rf d*", true);
}

}  // namespace

/// The limit of disk, as the real waiter keeps it.
class DiskLimitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoHoldsMoreIsStopped();
    void whoKeepsToItIsNot_data();
    void whoKeepsToItIsNot();
    void whoHoldsMoreFromTheStartMayCleanUp();
    void deepFoldersHideNothing_data();
    void deepFoldersHideNothing();
    void stopsWhileItMeasures();
};

void DiskLimitTest::whoHoldsMoreIsStopped()
{
    AttemptFixture attempt;
    attempt.addStage("command", "head -c 20000000 /dev/zero > more; echo ready; exec sleep 600");
    attempt.addStage("post-command", "echo cleaned", true);
    attempt.task.disk = {16_MiB, {attempt.directory.path().string()}};
    const ExitRecord record = attempt.run();
    QCOMPARE(record.cause, ExitCause::Disk);
    QCOMPARE(record.signal.value_or(0), std::int64_t{SIGTERM});
    QCOMPARE(QString::fromStdString(record.message),
             QStringLiteral(
                 "It was stopped because it used more than the 16 MiB of disk that its flavor allows."));
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("ready\ncleaned\n"));
}

void DiskLimitTest::whoKeepsToItIsNot_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("a file of many names")
        << QStringLiteral("head -c 12000000 /dev/zero > file; for i in 1 2 3 4; do ln file $i; done");
    QTest::newRow("a sparse file") << QStringLiteral("truncate -s 1G sparse");
    QTest::newRow("a link to somewhere large") << QStringLiteral("ln -s / all; ln -s /usr usr");
    QTest::newRow("more for a moment")
        << QStringLiteral("sleep 1; head -c 12000000 /dev/zero > a; rm a; head -c 12000000 /dev/zero > b");
}

void DiskLimitTest::whoKeepsToItIsNot()
{
    QFETCH(QString, command);
    AttemptFixture attempt;
    attempt.addStage("command", command.toStdString() + "; sleep 5");
    attempt.task.disk = {16_MiB, {attempt.directory.path().string()}};
    const ExitRecord record = attempt.run();
    QVERIFY2(record.cause == ExitCause::Exited, record.message.c_str());
    QCOMPARE(record.code.value_or(-1), std::int64_t{0});
}

void DiskLimitTest::whoHoldsMoreFromTheStartMayCleanUp()
{
    AttemptFixture attempt;
    std::ofstream(attempt.directory.path() / "work/before") << std::string(100'000'000, 'x');
    // What is added at once was not there from the start.
    attempt.addStage("command",
                     "head -c 20000000 /dev/zero > more; sleep 5; echo kept; rm before more; sleep 5; "
                     "echo cleaned; head -c 200000000 /dev/zero > after; exec sleep 600");
    attempt.task.disk = {16_MiB, {attempt.directory.path().string()}, true};
    const ExitRecord record = attempt.run();
    QCOMPARE(record.cause, ExitCause::Disk);
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("kept\ncleaned\n"));
}

void DiskLimitTest::deepFoldersHideNothing_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("message");
    QTest::newRow("deeper than a path can name") << 100 << QStringLiteral("used more than the 16 MiB");
    QTest::newRow("deeper than is counted") << 300 << QStringLiteral("could not be counted");
}

void DiskLimitTest::deepFoldersHideNothing()
{
    QFETCH(int, depth);
    QFETCH(QString, message);
    AttemptFixture attempt;
    addDeepFolders(attempt, depth);
    attempt.task.disk = {16_MiB, {attempt.directory.path().string()}};
    const ExitRecord record = attempt.run();
    QCOMPARE(record.cause, ExitCause::Disk);
    QVERIFY2(QString::fromStdString(record.message).contains(message), record.message.c_str());
}

void DiskLimitTest::stopsWhileItMeasures()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo ready; exec sleep 600");
    // It never gets to the end of these, so that one look is always at work.
    attempt.task.disk = {1_GiB, std::vector<std::string>(1000, "/usr")};
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    const auto children = [&] {
        const std::vector<ProcessStat> all = allProcesses().value();
        return std::count_if(all.begin(), all.end(), [&](const ProcessStat& process) {
            return process.parent == attempt.waiter().processId();
        });
    };
    QTRY_COMPARE(children(), 2);  // The command, and who measures.
    const auto begin = std::chrono::steady_clock::now();
    QVERIFY(attempt.directory.requestStop({ExitCause::Stopped, std::chrono::minutes(1)}));
    const ExitRecord record = attempt.finish();
    QCOMPARE(record.cause, ExitCause::Stopped);
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

QTEST_GUILESS_MAIN(DiskLimitTest)
#include "disk_limit_test.moc"
