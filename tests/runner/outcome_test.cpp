// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/task_outcome.h"

#include <QTest>

using namespace slipway;

/// What a stop means for an attempt's exit, by the stage that it came to.
class OutcomeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStopCountsForWhatItEnded_data();
    void aStopCountsForWhatItEnded();
};

namespace {

constexpr int succeeded = 0;
constexpr int failed_with_3 = 3 << 8;  // as waitpid() gives it
constexpr int ended_by_term = 15;

}  // namespace

void OutcomeTest::aStopCountsForWhatItEnded_data()
{
    QTest::addColumn<int>("command");
    QTest::addColumn<bool>("stop_in_command");
    QTest::addColumn<int>("post");
    QTest::addColumn<bool>("stop_in_post");
    QTest::addColumn<int>("cause");

    const int exited = int(ExitCause::Exited), deadline = int(ExitCause::Deadline);
    QTest::newRow("no stop, both succeed") << succeeded << false << succeeded << false << exited;
    QTest::newRow("a stop of the command is the cause")
        << ended_by_term << true << succeeded << false << deadline;
    QTest::newRow("a stop of what follows success is the cause")
        << succeeded << false << ended_by_term << true << deadline;
    QTest::newRow("what follows may succeed in spite of the stop")
        << succeeded << false << succeeded << true << exited;
    QTest::newRow("the command's failure stays the cause")
        << failed_with_3 << false << ended_by_term << true << exited;
}

void OutcomeTest::aStopCountsForWhatItEnded()
{
    QFETCH(int, command);
    QFETCH(bool, stop_in_command);
    QFETCH(int, post);
    QFETCH(bool, stop_in_post);
    QFETCH(int, cause);

    const TaskStage main{"command", {"true"}, false}, after{"post", {"true"}, true};
    TaskOutcome outcome;
    if (stop_in_command)
        outcome.stopped(ExitCause::Deadline, main);
    outcome.ended(main, command);
    if (stop_in_post)
        outcome.stopped(ExitCause::Deadline, after);
    outcome.ended(after, post);
    QCOMPARE(int(outcome.record(TaskFile{}, Timestamp{}).cause), cause);
}

QTEST_GUILESS_MAIN(OutcomeTest)
#include "outcome_test.moc"
