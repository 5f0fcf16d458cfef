// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/status_events.h"

#include <QTest>

using namespace slipway;

Q_DECLARE_METATYPE(slipway::WorkloadStatus)

class StatusEventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void told_data();
    void told();
};

namespace {

WorkloadStatus status(Phase phase, const char* reason = "", const char* message = "",
                      std::int64_t attempt = 1)
{
    WorkloadStatus made;
    made.phase = phase;
    made.reason = reason;
    made.message = message;
    made.attempt = attempt;
    return made;
}

}  // namespace

void StatusEventsTest::told_data()
{
    QTest::addColumn<WorkloadStatus>("before");
    QTest::addColumn<WorkloadStatus>("after");
    QTest::addColumn<QByteArray>("event");  // empty: nothing of note
    const auto row = [](const char* name, const WorkloadStatus& before, const WorkloadStatus& after,
                        const char* event) { QTest::newRow(name) << before << after << QByteArray(event); };
    row("to stand in line is nothing of note", status(Phase::Pending),
        status(Phase::Queued, "queued", "Waits."), "");
    row("why it waits is told", status(Phase::Queued, "queued"),
        status(Phase::Queued, "no-capacity", "Waits for 2 GPUs."), "queue: Waits for 2 GPUs.");
    row("why it waits is told at once where it is known", status(Phase::Pending),
        status(Phase::Queued, "no-capacity", "Waits for 2 GPUs."), "queue: Waits for 2 GPUs.");
    row("another reason in the same queue is not told", status(Phase::Queued, "no-capacity"),
        status(Phase::Queued, "behind-others", "Two are before it."), "");
    WorkloadStatus begun = status(Phase::Starting, "", "", 2);
    begun.node = "gpu-07";
    begun.gpus = {"a", "b"};
    row("an attempt that begins says where", status(Phase::Queued, "queued"), begun,
        "prepare: Attempt 2 begins on gpu-07 with 2 GPUs.");
    row("what holds it up is told", status(Phase::Starting),
        status(Phase::Starting, "image-pull-failed", "The image cannot be fetched."),
        "wait: The image cannot be fetched.");
    row("the same trouble is told once", status(Phase::Starting, "image-pull-failed", "Once."),
        status(Phase::Starting, "image-pull-failed", "Twice."), "");
    row("what is missing is told", status(Phase::Pending),
        status(Phase::Pending, "waiting-for-dataset", "The dataset is not complete."),
        "wait: The dataset is not complete.");
    row("a cluster that cannot be reached is told", status(Phase::Running),
        status(Phase::Running, "cluster-unreachable", "Its cluster does not answer."),
        "wait: Its cluster does not answer.");
    row("an end is told by whoever writes it", status(Phase::Running),
        status(Phase::Failed, "exit-code", "Failed."), "");
}

void StatusEventsTest::told()
{
    QFETCH(const WorkloadStatus, before);
    QFETCH(const WorkloadStatus, after);
    const auto event = eventOf(before, after);
    QTEST(event ? QByteArray::fromStdString(event->action + ": " + event->detail) : QByteArray(), "event");
}

QTEST_APPLESS_MAIN(StatusEventsTest)
#include "status_events_test.moc"
