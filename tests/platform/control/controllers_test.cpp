// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/installation.h"

#include "platform/control/data/dataset_prefix.h"

#include <QtTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

void touch(const std::filesystem::path& file)
{
    std::filesystem::create_directories(file.parent_path());
    QFile out(QString::fromStdString(file.string()));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("x");
}

}  // namespace

class ControllersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jobEnds_data();
    void jobEnds();
    void failedJobIsTriedAgain();
    void stoppedJobIsNotTriedAgain();
    void lostJobIsTriedAgainOnlyWithRetries();
    void secondJobWaitsForTheGpuOfTheFirst();
    void queuedJobStopsWithoutHavingRun();
    void jobWithAnUnknownFlavorFails();
    void jobWaitsForItsDataset();
    void largeDatasetsComeOnDemand_data();
    void largeDatasetsComeOnDemand();
    void savedModelsAreListed();
    void environmentIsReleasedAndResumed();
    void environmentThatReachesALimitStaysReleased();
    void environmentThatFailsWaitsForAResume();
    void deletedEnvironmentLeavesNothing();
    void whatRanOnAFencedNodeGoesOnElsewhere();
    void rootIsTheAdministratorsToAllow();
    void runningTaskIsAdoptedAfterARestart();
    void endDuringARestartIsRecorded();
    void vanishedTaskIsLost();
    void orphanIsStopped();
    void usedDatasetIsDeletedOnceItsUserEnds();
    void projectGoesOnceItIsEmpty();
    void nodesShowWhoHoldsWhat();
    void previewNamesPhaseAndReason();
};

void ControllersTest::jobEnds_data()
{
    QTest::addColumn<int>("cause");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("phase");
    QTest::addColumn<QString>("reason");
    QTest::newRow("exit code 0 is success") << int(TaskExit::Cause::Exited) << 0 << "Succeeded"
                                            << "";
    QTest::newRow("another exit code is failure") << int(TaskExit::Cause::Exited) << 3 << "Failed"
                                                  << "exit-code";
    QTest::newRow("the deadline stops it") << int(TaskExit::Cause::Deadline) << 143 << "Stopped"
                                           << "deadline";
    QTest::newRow("what fills the disk has failed") << int(TaskExit::Cause::Disk) << 143 << "Failed"
                                                    << "disk-limit";
    QTest::newRow("a stop by others is a stop") << int(TaskExit::Cause::Stopped) << 143 << "Stopped"
                                                << "stopped";
    QTest::newRow("what could not start has failed") << int(TaskExit::Cause::NotStarted) << -1 << "Failed"
                                                     << "not-started";
    QTest::newRow("what nobody saw end is lost") << int(TaskExit::Cause::Lost) << -1 << "Lost"
                                                 << "lost";
}

void ControllersTest::jobEnds()
{
    QFETCH(int, cause);
    QFETCH(int, code);
    QFETCH(QString, phase);
    QFETCH(QString, reason);
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    QCOMPARE(here.status(job).gpus.size(), 1u);
    QCOMPARE(here.status(job).node, std::string("node"));
    here.engine.end(here.task(job), TaskExit::Cause(cause), code);
    TRY_PHASE(here, job, phase.toStdString());
    const WorkloadStatus status = here.status(job);
    QCOMPARE(QString::fromStdString(status.reason), reason);
    QCOMPARE(status.exit_code, std::optional<std::int64_t>(code));
    QCOMPARE(status.attempt, 1);
    QVERIFY(status.gpus.empty() && status.ended_at.has_value());
}

void ControllersTest::failedJobIsTriedAgain()
{
    Installation here;
    const Resource job = here.job("train", R"("retries":1)");
    TRY_PHASE(here, job, "Running");
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 1);
    QTRY_COMPARE(here.status(job).attempt, 2);
    TRY_PHASE(here, job, "Running");
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 7);
    TRY_PHASE(here, job, "Failed");
    QCOMPARE(here.status(job).exit_code, std::optional<std::int64_t>(7));
    QCOMPARE(here.engine.starts().size(), 2u);
}

void ControllersTest::stoppedJobIsNotTriedAgain()
{
    Installation here;
    const Resource job = here.job("train", R"("retries":5)");
    TRY_PHASE(here, job, "Running");
    here.engine.stops_at_once = false;
    here.set(job, "stopped", true);
    TRY_PHASE(here, job, "Stopping");
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 1);
    TRY_PHASE(here, job, "Failed");
    QCOMPARE(here.engine.starts().size(), 1u);
}

void ControllersTest::lostJobIsTriedAgainOnlyWithRetries()
{
    Installation here;
    const Resource job = here.job("train", R"("retries":1)");
    TRY_PHASE(here, job, "Running");
    here.engine.end(here.task(job), TaskExit::Cause::Lost, std::nullopt);
    QTRY_COMPARE(here.status(job).attempt, 2);
    TRY_PHASE(here, job, "Running");
    here.engine.end(here.task(job), TaskExit::Cause::Lost, std::nullopt);
    TRY_PHASE(here, job, "Lost");
}

void ControllersTest::secondJobWaitsForTheGpuOfTheFirst()
{
    Installation here;
    const Resource first = here.job("first", R"("flavor":"gpu-2")");
    TRY_PHASE(here, first, "Running");
    const Resource second = here.job("second", R"("flavor":"gpu-1")");
    QTRY_COMPARE(here.status(second).message,
                 std::string("Waits for 1 GPU; all 2 are in use by default/jobs/first. 1st in the queue."));
    QCOMPARE(here.phase(second), std::string("Queued"));
    QCOMPARE(here.controllers().queue().size(), 1u);
    QCOMPARE(here.controllers().queue()[0].owner, std::string("alice"));
    here.engine.end(here.task(first), TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, second, "Running");
    QTRY_VERIFY(here.controllers().queue().empty());
}

void ControllersTest::queuedJobStopsWithoutHavingRun()
{
    Installation here;
    const Resource first = here.job("first", R"("flavor":"gpu-2")");
    TRY_PHASE(here, first, "Running");
    const Resource second = here.job("second", R"("flavor":"gpu-1")");
    TRY_PHASE(here, second, "Queued");
    here.set(second, "stopped", true);
    TRY_PHASE(here, second, "Stopped");
    QCOMPARE(here.status(second).attempt, 0);
    QTRY_VERIFY(here.controllers().queue().empty());
    QCOMPARE(here.engine.starts().size(), 1u);
}

void ControllersTest::jobWithAnUnknownFlavorFails()
{
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-9")");
    TRY_PHASE(here, job, "Failed");
    QCOMPARE(here.status(job).reason, std::string("unknown-flavor"));
    QCOMPARE(here.status(job).message, std::string("The flavor \"gpu-9\" does not exist."));
}

void ControllersTest::jobWaitsForItsDataset()
{
    Installation here;
    const Resource dataset = here.create(Kind::Dataset, "default", "cats", "{}");
    const Resource job = here.job("train", R"("datasets":["cats"])");
    QTRY_COMPARE(here.status(job).reason, std::string("waiting-for-dataset"));
    here.set(dataset, "sealed", true);
    TRY_PHASE(here, job, "Running");
    QCOMPARE(here.engine.starts()[0].datasets[0].prefix, "datasets/cats/" + dataset.id.text() + "/");
    QTRY_VERIFY(here.store->get(dataset.id)->status.find("Ready") != std::string::npos);
}

void ControllersTest::largeDatasetsComeOnDemand_data()
{
    QTest::addColumn<QByteArray>("dataset");
    QTest::addColumn<QByteArray>("job");
    QTest::addColumn<bool>("on_demand");
    const QByteArray large = R"({"sealed":true,"file_count":1,"size_bytes":268435457})";
    QTest::newRow("a small one is copied")
        << QByteArray(R"({"sealed":true,"file_count":5000,"size_bytes":268435456})") << QByteArray() << false;
    QTest::newRow("one of many bytes comes on demand") << large << QByteArray() << true;
    QTest::newRow("one of many files comes on demand")
        << QByteArray(R"({"sealed":true,"file_count":5001,"size_bytes":5001})") << QByteArray() << true;
    QTest::newRow("what was chosen wins") << large << QByteArray(R"(,"dataset_access":"copy")") << false;
    QTest::newRow("either way") << QByteArray(R"({"sealed":true})")
                                << QByteArray(R"(,"dataset_access":"on-demand","dataset_cache":"1GiB")")
                                << true;
}

void ControllersTest::largeDatasetsComeOnDemand()
{
    QFETCH(QByteArray, dataset);
    QFETCH(QByteArray, job);
    QFETCH(bool, on_demand);
    Installation here;
    here.create(Kind::Dataset, "default", "cats", dataset.toStdString());
    const Resource made = here.job("train", R"("datasets":["cats"])" + job.toStdString());
    TRY_PHASE(here, made, "Running");
    const TaskStart start = here.engine.starts()[0];
    QCOMPARE(start.datasets[0].on_demand, on_demand);
    QCOMPARE(start.dataset_cache, job.contains("GiB") ? 1_GiB : Bytes());
}

void ControllersTest::savedModelsAreListed()
{
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    const std::string outputs = "jobs/train/" + job.id.text() + "/outputs/";
    touch(here.directory() / "objects/default" / outputs / "models/net/weights.bin");
    touch(here.directory() / "objects/default" / outputs / "notes.txt");
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, job, "Succeeded");
    QCOMPARE(here.status(job).models, std::vector<std::string>{outputs + "models/net/weights.bin"});

    here.remove(job);
    QTRY_VERIFY(here.gone(job));
    QVERIFY(!std::filesystem::exists(here.directory() / "objects/default" / outputs));
    QTRY_VERIFY(std::filesystem::is_empty(here.directory() / "objects/.slipway/trash"));
}

void ControllersTest::environmentIsReleasedAndResumed()
{
    Installation here;
    const Resource environment = here.environment("notebook");
    TRY_PHASE(here, environment, "Running");
    QVERIFY(here.engine.starts()[0].notebook);
    QCOMPARE(here.engine.starts()[0].environment, environment.id);
    here.set(environment, "released", true);
    TRY_PHASE(here, environment, "Released");
    QVERIFY(here.status(environment).release_ms.value_or(60'000) < 5'000);
    here.set(environment, "released", false);
    TRY_PHASE(here, environment, "Running");
    QCOMPARE(here.status(environment).attempt, 2);
    QCOMPARE(here.status(environment).release_ms, std::nullopt);
}

void ControllersTest::environmentThatReachesALimitStaysReleased()
{
    Installation here;
    const Resource environment = here.environment("notebook");
    for (const bool of_disk : {false, true}) {
        TRY_PHASE(here, environment, "Running");
        const auto cause = of_disk ? TaskExit::Cause::Disk : TaskExit::Cause::Deadline;
        here.engine.end(here.task(environment), cause, 143);
        TRY_PHASE(here, environment, "Released");
        QCOMPARE(here.status(environment).reason, std::string(of_disk ? "disk-limit" : "duration"));
        QVERIFY(readEnvironmentSpec(parseJson(here.store->get(environment.id)->spec).value())->released);
        here.set(environment, "released", false);
    }
}

void ControllersTest::environmentThatFailsWaitsForAResume()
{
    Installation here;
    const Resource environment = here.environment("notebook");
    TRY_PHASE(here, environment, "Running");
    here.engine.end(here.task(environment), TaskExit::Cause::NotStarted, std::nullopt);
    TRY_PHASE(here, environment, "Failed");
    QCOMPARE(here.status(environment).message,
             std::string("As the test says. Its files are kept; resume it to start it again."));
    here.set(environment, "released", false);
    TRY_PHASE(here, environment, "Running");
}

void ControllersTest::deletedEnvironmentLeavesNothing()
{
    Installation here;
    const Resource environment = here.environment("notebook");
    TRY_PHASE(here, environment, "Running");
    here.remove(environment);
    QTRY_VERIFY(here.gone(environment));
    QCOMPARE(here.engine.deletedEnvironments(), std::vector<ResourceId>{environment.id});
    QVERIFY(here.engine.list().empty());
}

void ControllersTest::whatRanOnAFencedNodeGoesOnElsewhere()
{
    Installation here;
    const Resource environment = here.environment("lab");
    const Resource tried_again = here.job("again", R"("retries":1)");
    const Resource over = here.job("over", R"("retries":0)");
    for (const Resource& one : {environment, tried_again, over}) {
        TRY_PHASE(here, one, "Running");
        here.engine.end(here.task(one), TaskExit::Cause::Fenced, std::nullopt);
    }
    for (const Resource& one : {environment, tried_again}) {
        QTRY_COMPARE(here.status(one).attempt, std::int64_t(2));
        TRY_PHASE(here, one, "Running");
    }
    TRY_PHASE(here, over, "Lost");
    QCOMPARE(here.status(over).reason, std::string("fenced"));
    // One that nobody wants any more stays where it is.
    here.set(environment, "released", true);
    TRY_PHASE(here, environment, "Released");
}

void ControllersTest::rootIsTheAdministratorsToAllow()
{
    Installation here;
    here.create(Kind::Image, {}, "system", R"({"reference":"debian:12","root":true})");
    const Resource refused = here.job("refused", R"("image":"system")");
    TRY_PHASE(here, refused, "Failed");
    QCOMPARE(here.status(refused).reason, std::string("root-not-allowed"));
    const Resource project = here.store->get(Kind::Project, {}, "default").value();
    here.set(project, "allow_root", true);
    const Resource allowed = here.job("allowed", R"("image":"system")");
    TRY_PHASE(here, allowed, "Running");
    QVERIFY(here.engine.starts().back().root_allowed);
}

void ControllersTest::runningTaskIsAdoptedAfterARestart()
{
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    const Resource waiting = here.job("waiting", R"("flavor":"gpu-2")");
    TRY_PHASE(here, waiting, "Queued");
    here.stopControllers();
    here.startControllers();
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, job, "Succeeded");
    TRY_PHASE(here, waiting, "Running");
    QCOMPARE(here.engine.starts().size(), 2u);
}

void ControllersTest::endDuringARestartIsRecorded()
{
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    const Resource other = here.job("other", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    TRY_PHASE(here, other, "Running");
    here.stopControllers();
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 4);
    here.remove(other);
    here.startControllers();
    TRY_PHASE(here, job, "Failed");
    QCOMPARE(here.status(job).exit_code, std::optional<std::int64_t>(4));
    QTRY_VERIFY(here.gone(other));
}

void ControllersTest::vanishedTaskIsLost()
{
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    here.stopControllers();
    here.engine.lose(here.task(job));
    here.startControllers();
    TRY_PHASE(here, job, "Lost");
}

void ControllersTest::orphanIsStopped()
{
    Installation here;
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    here.stopControllers();
    QVERIFY(here.store->write([&](Transaction& transaction) { return transaction.remove(job.id); }));
    here.startControllers();
    QTRY_VERIFY(here.engine.list().empty());
}

void ControllersTest::usedDatasetIsDeletedOnceItsUserEnds()
{
    Installation here;
    const Resource dataset = here.create(Kind::Dataset, "default", "cats", R"({"sealed":true})");
    const std::filesystem::path files =
        here.directory() / "objects/default/datasets/cats" / dataset.id.text() / "1.jpg";
    touch(files);
    const Resource job = here.job("train", R"("datasets":["cats"])");
    TRY_PHASE(here, job, "Running");
    here.remove(dataset);
    QTRY_VERIFY(here.store->get(dataset.id)->status.find("default/jobs/train") != std::string::npos);
    QVERIFY(std::filesystem::exists(files));
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 0);
    QTRY_VERIFY(here.gone(dataset));
    QVERIFY(!std::filesystem::exists(here.directory() / "objects/default/datasets/cats"));
}

void ControllersTest::projectGoesOnceItIsEmpty()
{
    Installation here;
    const Resource project = here.create(Kind::Project, {}, "vision", "{}");
    const std::filesystem::path bucket = here.directory() / "objects/vision";
    QTRY_VERIFY(std::filesystem::is_directory(bucket));
    here.create(Kind::Member, "vision", "m-alice", R"({"user":"alice","role":"manager"})");
    const Resource dataset = here.create(Kind::Dataset, "vision", "cats", "{}");
    here.remove(project);
    QTRY_VERIFY(here.store->get(project.id)->status.find("cats is still there") != std::string::npos);
    here.remove(dataset);
    QTRY_VERIFY(here.gone(project));
    QVERIFY(!std::filesystem::exists(bucket));
    QVERIFY(!here.store->get(Kind::Member, "vision", "m-alice"));
}

void ControllersTest::nodesShowWhoHoldsWhat()
{
    Installation here;
    const auto node = [&] { return here.store->get(Kind::Node, {}, "node").value_or(Resource()).status; };
    QTRY_VERIFY(node().find("gpu-1") != std::string::npos);
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    QTRY_VERIFY(node().find("default/jobs/train") != std::string::npos);
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 0);
    QTRY_VERIFY(node().find("default/jobs/train") == std::string::npos);
}

void ControllersTest::previewNamesPhaseAndReason()
{
    Installation here;
    Resource job;
    job.kind = Kind::Job;
    job.project = "default";
    job.name = "next";
    job.spec = R"({"command":"true","flavor":"gpu-2"})";
    QCOMPARE(here.controllers().preview(job)->phase, Phase::Starting);
    const Resource running = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, running, "Running");
    const Result<WorkloadStatus> waits = here.controllers().preview(job);
    QCOMPARE(waits->phase, Phase::Queued);
    QCOMPARE(waits->reason, std::string("waiting-for-gpu"));
    job.spec = R"({"command":"true","flavor":"gpu-9"})";
    QCOMPARE(here.controllers().preview(job).error().type, std::string("unknown-flavor"));
}

QTEST_GUILESS_MAIN(ControllersTest)
#include "controllers_test.moc"
