// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/installation.h"

#include <QtTest>

using namespace slipway;

/// Jobs of several replicas, from their spec to their end.
class ReplicasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replicasStartTogetherAndFallTogether();
    void replicasWaitWhole();
    void halfAGroupIsWithdrawn();
};

void ReplicasTest::replicasStartTogetherAndFallTogether()
{
    Installation here;
    const Resource job =
        here.job("wide", R"("flavor":"gpu-1","retries":1,"roles":[{"name":"worker","count":2},
        {"name":"ps","flavor":"cpu-small","command":"serve"}])");
    TRY_PHASE(here, job, "Running");
    const std::vector<TaskStart> starts = here.engine.starts();
    QCOMPARE(starts.size(), 3u);
    QCOMPARE(starts[1].task.text(), job.id.text() + "-1");
    QCOMPARE(starts[1].replica.name(), std::string("worker-1"));
    QCOMPARE(starts[2].command, std::string("serve"));
    QCOMPARE(starts[2].gpus, std::int64_t(0));
    QCOMPARE(here.status(job).gpus.size(), 2u);
    QCOMPARE(here.status(job).replicas.size(), 3u);
    here.engine.end(starts[1].task, TaskExit::Cause::Exited, 3);
    QTRY_COMPARE(here.engine.starts().size(), 6u);  // All of them again.
    TRY_PHASE(here, job, "Running");
    here.engine.end(starts[0].task, TaskExit::Cause::Exited, 0);
    here.engine.end(starts[1].task, TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, job, "Succeeded");
    QCOMPARE(here.status(job).attempt, std::int64_t(2));
    QCOMPARE(name(here.status(job).replicas[2].phase), name(Phase::Stopped));
    here.remove(job);
    QTRY_VERIFY(here.gone(job));
    QVERIFY(here.engine.list().empty());
}

void ReplicasTest::replicasWaitWhole()
{
    Installation here;
    const Resource first = here.job("first", R"("flavor":"gpu-1")");
    TRY_PHASE(here, first, "Running");
    const Resource wide = here.job("wide", R"("flavor":"gpu-1","roles":[{"name":"worker","count":2}])");
    TRY_PHASE(here, wide, "Queued");
    QTRY_COMPARE(here.status(wide).reason, std::string("waiting-for-gpu"));
    QVERIFY2(here.status(wide).message.starts_with("Waits for 2 GPUs for its 2 replicas; 1 of 2 is free"),
             here.status(wide).message.c_str());
    QCOMPARE(here.engine.starts().size(), 1u);
    here.engine.end(here.task(first), TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, wide, "Running");
    QCOMPARE(here.engine.starts().size(), 3u);
    const auto never = here.controllers().preview(
        here.create(Kind::Job, "default", "wider",
                    R"({"command":"true","flavor":"gpu-1","roles":[{"name":"worker","count":3}]})"));
    QCOMPARE(never.error().type, std::string("never-fits"));
}

void ReplicasTest::halfAGroupIsWithdrawn()
{
    Installation here;
    const Resource job = here.job("wide", R"("roles":[{"name":"worker","count":2}])");
    TRY_PHASE(here, job, "Running");
    here.stopControllers();
    // As after a crash between the two starts, before anything was written down.
    const auto changed = modify(*here.store, job.id, [](Resource& newest) -> Result<void> {
        newest.status = R"({"phase":"Queued"})";
        return {};
    });
    QVERIFY(changed);
    here.engine.lose(TaskId(job.id.text() + "-1"));
    here.startControllers();
    QTRY_COMPARE(here.status(job).attempt, std::int64_t(2));
    TRY_PHASE(here, job, "Running");
    QCOMPARE(here.status(job).withdrawn, std::int64_t(1));
    QCOMPARE(here.engine.starts().size(), 4u);
}

QTEST_GUILESS_MAIN(ReplicasTest)
#include "replicas_test.moc"
