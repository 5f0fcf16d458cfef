// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/attempt_tasks.h"

#include "core/resources/replicas.h"
#include "platform/control/workloads/workload_outcome.h"

#include <QtTest>

using namespace slipway;
using Stage = TaskState::Stage;
using Cause = TaskExit::Cause;

namespace {

constexpr Timestamp noon = Timestamp(std::chrono::milliseconds(1'800'000'000'000));

/// One of a chief, two workers and a parameter server, as a letter says: Starting, Running, sTopping, ended
/// well (0), ended with exit code 3 (3), stopped (X), lost (L), withdrawn (W), missing (-).
std::optional<TaskState> replica(const Replica& which, char letter)
{
    if (letter == '-')
        return std::nullopt;
    TaskState task;
    task.replica = which;
    task.workload = ResourceId("job-1");
    task.stage = letter == 'S'   ? Stage::Starting
                 : letter == 'R' ? Stage::Running
                 : letter == 'T' ? Stage::Stopping
                                 : Stage::Ended;
    if (task.stage != Stage::Ended)
        return task;
    TaskExit exit;
    exit.cause = letter == 'X'   ? Cause::Stopped
                 : letter == 'L' ? Cause::Lost
                 : letter == 'W' ? Cause::Withdrawn
                                 : Cause::Exited;
    if (exit.cause == Cause::Exited)
        exit.code = letter - '0';
    // Later ones end first.
    exit.ended_at = noon - std::chrono::seconds(which.number);
    task.exit = exit;
    return task;
}

AttemptTasks attemptOf(const std::string& letters)
{
    JobSpec job;
    job.roles = {{"chief", 1}, {"worker", 2}, {"ps", 1}};
    AttemptTasks tasks;
    for (const Replica& which : replicasOf(job)) {
        if (const auto task = replica(which, letters.at(static_cast<std::size_t>(which.number))))
            tasks.note(*task);
    }
    return tasks;
}

}  // namespace

/// What becomes of a job of several replicas.
class AttemptTasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whole_data();
    void whole();
    void end_data();
    void end();
    void newsComeInAnyOrder();
    void oneTaskIsItself();
    void withdrawnCostsNoRetry();
};

void AttemptTasksTest::whole_data()
{
    QTest::addColumn<QByteArray>("replicas");
    QTest::addColumn<int>("stage");
    QTest::addColumn<bool>("has_to_end");
    const auto row = [](const char* name, const char* replicas, Stage stage, bool has_to_end) {
        QTest::newRow(name) << QByteArray(replicas) << int(stage) << has_to_end;
    };
    row("it starts until the last runs", "RRSR", Stage::Starting, false);
    row("it runs when all do", "RRRR", Stage::Running, false);
    row("one that is done does not end the others", "R0RR", Stage::Running, false);
    row("a failure ends the others", "R3RR", Stage::Running, true);
    row("a loss ends the others", "LRRR", Stage::Running, true);
    row("servers end with the last of the others", "000R", Stage::Running, true);
    row("a server that ends alone is none", "RRR0", Stage::Running, false);
    row("one that stops makes it stop", "RTRR", Stage::Stopping, false);
    row("a missing one ends the others", "RR-R", Stage::Running, true);
    row("it has ended once all have", "000X", Stage::Ended, true);
}

void AttemptTasksTest::whole()
{
    QFETCH(QByteArray, replicas);
    QFETCH(int, stage);
    QFETCH(bool, has_to_end);
    const AttemptTasks tasks = attemptOf(replicas.toStdString());
    QCOMPARE(int(tasks.stage()), stage);
    QCOMPARE(tasks.hasToEnd(), has_to_end);
}

void AttemptTasksTest::end_data()
{
    QTest::addColumn<QByteArray>("replicas");
    QTest::addColumn<bool>("seen_active");
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("who");
    const auto row = [](const char* name, const char* replicas, bool seen, Cause cause, const char* who) {
        QTest::newRow(name) << QByteArray(replicas) << seen << int(cause) << QString::fromUtf8(who);
    };
    row("all went well", "000X", true, Cause::Exited, "chief-0");
    row("whoever fails first counts", "3X3X", true, Cause::Exited, "worker-1");
    row("a failure counts more than a stop", "X3XX", true, Cause::Exited, "worker-0");
    row("a loss is one", "LXXX", true, Cause::Lost, "chief-0");
    row("a stop by somebody is a stop", "0XXX", true, Cause::Stopped, "worker-1");
    row("it was withdrawn", "WWWW", true, Cause::Withdrawn, "ps-0");
    row("what was never made withdraws the rest", "XX-X", false, Cause::Withdrawn, "");
    row("what vanished is lost", "00-X", true, Cause::Lost, "");
}

void AttemptTasksTest::end()
{
    QFETCH(QByteArray, replicas);
    QFETCH(bool, seen_active);
    QFETCH(int, cause);
    QFETCH(QString, who);
    const TaskExit exit = attemptOf(replicas.toStdString()).exit(seen_active);
    QCOMPARE(int(exit.cause), cause);
    QCOMPARE(QString::fromStdString(exit.replica), who);
}

void AttemptTasksTest::newsComeInAnyOrder()
{
    AttemptTasks tasks = attemptOf("RRRR");
    TaskState late = *replica({"worker", 0, 1, 4}, 'S');
    QVERIFY(!tasks.note(late));
    QCOMPARE(tasks.stage(), Stage::Running);
    late.attempt = 2;
    QVERIFY(tasks.note(late));
    QCOMPARE(tasks.attempt(), std::int64_t(2));
    QVERIFY(!tasks.complete());
    QVERIFY(!tasks.note(*replica({"worker", 0, 1, 4}, '0')));
}

void AttemptTasksTest::oneTaskIsItself()
{
    AttemptTasks tasks;
    tasks.note(*replica(Replica(), 'R'));
    QVERIFY(tasks.complete() && !tasks.hasToEnd());
    tasks.note(*replica(Replica(), '3'));
    QVERIFY(!tasks.hasToEnd());
    QCOMPARE(tasks.exit(true).code.value_or(-1), std::int64_t(3));
    QVERIFY(tasks.exit(true).replica.empty());
}

void AttemptTasksTest::withdrawnCostsNoRetry()
{
    JobSpec spec;
    ControlOptions options;
    options.first_retry_delay = std::chrono::seconds(10);
    WorkloadStatus status;
    status.attempt = 3;
    status.queued_at = noon;
    TaskExit exit;
    exit.cause = Cause::Withdrawn;
    exit.message = "No room.";
    exit.ended_at = noon;
    recordJobEnd(status, exit, spec, options);
    QCOMPARE(status.phase, Phase::Pending);
    QCOMPARE(status.reason, std::string("withdrawn"));
    QCOMPARE(status.withdrawn, std::int64_t(1));
    QVERIFY(status.queued_at == noon);  // It keeps its age.
    const auto wait = retryWait(status, ResourceId("job-1"), noon, options);
    QVERIFY(wait && *wait >= std::chrono::seconds(10) && *wait < std::chrono::seconds(20));
    QVERIFY(!retryWait(status, ResourceId("job-1"), noon + std::chrono::seconds(20), options));
    // Three attempts, all but one of them withdrawn: one retry is left.
    status.withdrawn = 2;
    spec.retries = 1;
    exit.cause = Cause::Lost;
    recordJobEnd(status, exit, spec, options);
    QCOMPARE(status.reason, std::string("retry-wait"));
    QVERIFY2(status.message.find("Attempt 2 of 2") != std::string::npos, status.message.c_str());
}

QTEST_GUILESS_MAIN(AttemptTasksTest)
#include "attempt_tasks_test.moc"
