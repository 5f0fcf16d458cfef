// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/admission.h"
#include "tests/platform/control/scripted_engine.h"

#include <QtTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp noon = Timestamp(std::chrono::milliseconds(1'800'000'000'000));

TaskStart startOf(const std::string& project, const std::string& name, std::int64_t gpus)
{
    TaskStart start;
    start.task = TaskId(name + "-0");
    start.workload = ResourceId(name);
    start.project = project;
    start.holder = project + "/jobs/" + name;
    start.gpus = gpus;
    return start;
}

Applicant applicant(const std::string& project, const std::string& name, std::int64_t gpus, Timestamp since,
                    std::int64_t priority = 0)
{
    return {ResourceId(name), Kind::Job, project, name,
            "alice",          priority,  since,   {startOf(project, name, gpus)}};
}

QString named(const std::vector<WaitingWorkload>& waiting)
{
    QStringList names;
    for (const WaitingWorkload& entry : waiting)
        names.append(QString::fromStdString(entry.name));
    return names.join(u' ');
}

/// A queue that starts its applicants on a scripted engine and remembers the order.
struct Bench {
    explicit Bench(int gpus) : engine(gpus), admission(engine) {}

    std::vector<WaitingWorkload> run(Timestamp time)
    {
        return admission.run(time, [this](const Applicant& one) {
            started.append(QString::fromStdString(one.name));
            return engine.start(one.tasks).map([](const std::vector<TaskState>&) {});
        });
    }

    ScriptedEngine engine;
    Admission admission;
    QStringList started;
};

}  // namespace

class AdmissionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void order_data();
    void order();
    void whoCameInTheSameMomentGoesInTurn();
    void whoWaitsIsToldForWhat();
    void smallWorkPassesAHeadThatHasNotWaitedLong();
    void smallWorkWaitsBehindAHeadThatHasWaitedLong();
    void whatNeedsNoGpuPassesAHeadThatLacksGpus();
    void theOneThatStarvesGoesFirst();
    void whatNeverFitsLeavesTheQueue();
    void farPlacesAreNotNumbered();
    void aRunStartsItsShareAndNoMore();
    void previewSaysWhatWouldHappen();
    void ordinals_data();
    void ordinals();
};

void AdmissionTest::order_data()
{
    QTest::addColumn<QString>("holder");
    QTest::addColumn<QString>("expected");

    QTest::newRow("without holders priority decides, then age") << ""
                                                                << "b2 a1 b1";
    QTest::newRow("the project that holds less goes first") << "blue"
                                                            << "a1 b2 b1";
    QTest::newRow("a project that is not waiting changes nothing") << "green"
                                                                   << "b2 a1 b1";
}

void AdmissionTest::order()
{
    QFETCH(QString, holder);
    QFETCH(QString, expected);
    Bench bench(1);
    if (!holder.isEmpty())
        QVERIFY(bench.engine.start(startOf(holder.toStdString(), "holder", 1)));
    else
        QVERIFY(bench.engine.start(startOf("", "holder", 1)));
    bench.admission.enter(applicant("amber", "a1", 1, noon - 2min));
    bench.admission.enter(applicant("blue", "b1", 1, noon - 1min));
    bench.admission.enter(applicant("blue", "b2", 1, noon, 5));
    QCOMPARE(named(bench.run(noon)), expected);
}

void AdmissionTest::whoCameInTheSameMomentGoesInTurn()
{
    Bench bench(1);
    QVERIFY(bench.engine.start(startOf("", "holder", 1)));
    for (const char* name : {"m", "a", "z", "k"})
        bench.admission.enter(applicant("default", name, 1, noon));
    bench.admission.enter(applicant("default", "m", 1, noon));  // Looked at again.
    QCOMPARE(named(bench.run(noon)), QStringLiteral("m a z k"));
}

void AdmissionTest::whoWaitsIsToldForWhat()
{
    Bench bench(2);
    QVERIFY(bench.engine.start(startOf("default", "a", 1)));
    QVERIFY(bench.engine.start(startOf("default", "b", 1)));
    bench.admission.enter(applicant("default", "first", 2, noon - 1min));
    bench.admission.enter(applicant("default", "second", 1, noon));
    const std::vector<WaitingWorkload> waiting = bench.run(noon);
    QCOMPARE(waiting.size(), 2u);
    QCOMPARE(waiting[1].message, std::string("Waits for 1 GPU; all 2 are in use by default/jobs/a and "
                                             "default/jobs/b. 2nd in the queue."));
    QCOMPARE(waiting[1].reason, std::string("waiting-for-gpu"));
    QCOMPARE(waiting[1].position, 2);
    QCOMPARE(waiting[0].gpus, 2);

    bench.engine.end(TaskId("a-0"), TaskExit::Cause::Exited, 0);
    bench.admission.withdraw(ResourceId("second"));
    QCOMPARE(bench.run(noon).at(0).message,
             std::string("Waits for 2 GPUs; 1 of 2 is free, the others are in use "
                         "by default/jobs/b. 1st in the queue."));
    QCOMPARE(bench.admission.queue().size(), 1u);
}

void AdmissionTest::smallWorkPassesAHeadThatHasNotWaitedLong()
{
    Bench bench(2);
    QVERIFY(bench.engine.start(startOf("default", "running", 1)));
    bench.admission.enter(applicant("default", "large", 2, noon - 9min));
    bench.admission.enter(applicant("default", "small", 1, noon));
    QCOMPARE(named(bench.run(noon)), QStringLiteral("large"));
    QCOMPARE(bench.started, QStringList(QStringLiteral("small")));
}

void AdmissionTest::smallWorkWaitsBehindAHeadThatHasWaitedLong()
{
    Bench bench(2);
    QVERIFY(bench.engine.start(startOf("default", "running", 1)));
    bench.admission.enter(applicant("default", "large", 2, noon - 11min));
    bench.admission.enter(applicant("default", "small", 1, noon));
    const std::vector<WaitingWorkload> waiting = bench.run(noon);
    QCOMPARE(named(waiting), QStringLiteral("large small"));
    QCOMPARE(waiting[1].reason, std::string("waiting-for-turn"));
    QCOMPARE(waiting[1].message,
             std::string("Waits its turn: default/jobs/large has waited long for 2 GPUs and goes "
                         "first. 2nd in the queue."));
    bench.engine.end(TaskId("running-0"), TaskExit::Cause::Exited, 0);
    QCOMPARE(named(bench.run(noon)), QStringLiteral("small"));
    QCOMPARE(bench.started, QStringList(QStringLiteral("large")));
}

void AdmissionTest::whatNeedsNoGpuPassesAHeadThatLacksGpus()
{
    Bench bench(1);
    QVERIFY(bench.engine.start(startOf("default", "running", 1)));
    bench.admission.enter(applicant("default", "head", 1, noon - 1h));
    bench.admission.enter(applicant("default", "cpu", 0, noon));
    QCOMPARE(named(bench.run(noon)), QStringLiteral("head"));
    QCOMPARE(bench.started, QStringList(QStringLiteral("cpu")));
}

void AdmissionTest::theOneThatStarvesGoesFirst()
{
    Bench bench(2);
    QVERIFY(bench.engine.start(startOf("blue", "holder", 1)));
    QVERIFY(bench.engine.start(startOf("", "other", 1)));
    bench.admission.enter(applicant("blue", "old", 1, noon - 5h));
    bench.admission.enter(applicant("amber", "fresh", 1, noon - 1h, 100));
    QCOMPARE(named(bench.run(noon)), QStringLiteral("old fresh"));
}

void AdmissionTest::whatNeverFitsLeavesTheQueue()
{
    Bench bench(1);
    bench.admission.enter(applicant("default", "huge", 8, noon));
    QCOMPARE(named(bench.run(noon)), QString());
    QVERIFY(bench.admission.empty());
    QCOMPARE(bench.started, QStringList(QStringLiteral("huge")));
}

void AdmissionTest::farPlacesAreNotNumbered()
{
    Bench bench(1);
    QVERIFY(bench.engine.start(startOf("default", "running", 1)));
    for (int i = 0; i < 12; ++i)
        bench.admission.enter(applicant("default", "job-" + std::to_string(100 + i), 1, noon));
    const std::vector<WaitingWorkload> waiting = bench.run(noon);
    QVERIFY(waiting[9].message.ends_with(" 10th in the queue."));
    QVERIFY(waiting[10].message.ends_with(" More than 10 are ahead of it in the queue."));
    QCOMPARE(waiting[10].position, 11);
}

void AdmissionTest::aRunStartsItsShareAndNoMore()
{
    // Where tasks end as fast as others start there is always room.
    Bench bench(100);
    for (int i = 0; i < 20; ++i)
        bench.admission.enter(applicant("default", "job" + std::to_string(i), 1, noon + i * 1s));
    bench.admission.enter(applicant("default", "vast", 200, noon + 1min));
    bench.run(noon);
    QCOMPARE(bench.started.size(), 8);
    QVERIFY(bench.admission.isUnfinished());
    bench.run(noon);
    QCOMPARE(bench.started.size(), 16);
    QVERIFY(bench.admission.isUnfinished());
    bench.run(noon);
    QVERIFY(!bench.admission.isUnfinished());
    QCOMPARE(bench.started.mid(0, 3),
             QStringList({QStringLiteral("job0"), QStringLiteral("job1"), QStringLiteral("job2")}));
    QVERIFY(bench.started.contains(QStringLiteral("job19")));
    QVERIFY(bench.admission.empty());
}

void AdmissionTest::previewSaysWhatWouldHappen()
{
    Bench bench(1);
    QCOMPARE(bench.admission.preview(applicant("default", "new", 1, noon)).value().position, 0);
    QVERIFY(bench.engine.start(startOf("default", "running", 1)));
    const Result<WaitingWorkload> waits = bench.admission.preview(applicant("default", "new", 1, noon));
    QCOMPARE(waits.value().message,
             std::string("Waits for 1 GPU; the only one is in use by default/jobs/running. 1st "
                         "in the queue."));
    QCOMPARE(bench.admission.preview(applicant("default", "new", 9, noon)).error().type,
             std::string("never-fits"));
}

void AdmissionTest::ordinals_data()
{
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("text");
    for (const auto& [position, text] : std::initializer_list<std::pair<int, const char*>>{{1, "1st"},
                                                                                           {2, "2nd"},
                                                                                           {3, "3rd"},
                                                                                           {4, "4th"},
                                                                                           {11, "11th"},
                                                                                           {12, "12th"},
                                                                                           {21, "21st"},
                                                                                           {113, "113th"}})
        QTest::newRow(text) << position << QString::fromLatin1(text);
}

void AdmissionTest::ordinals()
{
    QFETCH(int, position);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(ordinal(static_cast<std::size_t>(position))), text);
}

QTEST_GUILESS_MAIN(AdmissionTest)
#include "admission_test.moc"
