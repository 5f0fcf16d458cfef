// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/installation.h"

#include <QtTest>

using namespace slipway;

namespace {

TaskStart taskOf(const std::string& name, int gpus, const std::string& cluster, const std::string& image)
{
    TaskStart start;
    start.workload = ResourceId("job-" + name);
    start.task = TaskId("job-" + name + "-0");
    start.holder = "default/jobs/" + name;
    start.gpus = gpus;
    start.cluster = cluster;
    start.image = image;
    return start;
}

/// A machine of two GPUs at home, and a cluster of four for containers.
struct TwoClusters {
    TwoClusters()
    {
        lab->containers = true;
        fleet.add("lab", lab);
        fleet.watch([this](const TaskState& state) { told.push_back(state); });
    }

    std::shared_ptr<ScriptedEngine> home = std::make_shared<ScriptedEngine>(2);
    std::shared_ptr<ScriptedEngine> lab = std::make_shared<ScriptedEngine>(4);
    std::vector<TaskState> told;
    Fleet fleet{"local", home};
};

}  // namespace

class FleetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tasksFindTheirCluster_data();
    void tasksFindTheirCluster();
    void tasksGoWhereTheirDataIs_data();
    void tasksGoWhereTheirDataIs();
    void tasksOfSeveralPeopleGoWhereTheyAreKeptApart();
    void tasksStayWithTheirCluster();
    void whatIsAwayOrPausedTakesNothing();
    void nodesOfOthersBearTheirClustersName();
    void anEngineThatComesBackTellsOfItsTasks();
    void aClusterThatIsFullHoldsUpNoOther();
    void whatRunsInAClusterThatIsAwayIsWaitedFor();
    void anEnvironmentStaysWhereItsFilesAre();
};

void FleetTest::tasksFindTheirCluster_data()
{
    QTest::addColumn<QString>("cluster");
    QTest::addColumn<QString>("image");
    QTest::addColumn<int>("gpus");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("what is asked for counts") << "lab"
                                              << "" << 0 << "lab"
                                              << "";
    QTest::newRow("home is asked for by name, too") << "local"
                                                    << "busybox" << 0 << "local"
                                                    << "";
    QTest::newRow("what has no image runs on the machine") << ""
                                                           << "" << 1 << "local"
                                                           << "";
    QTest::newRow("containers go where containers run") << ""
                                                        << "busybox" << 1 << "lab"
                                                        << "";
    QTest::newRow("large containers, too") << ""
                                           << "busybox" << 4 << "lab"
                                           << "";
    QTest::newRow("what fits nowhere is refused") << ""
                                                  << "busybox" << 5 << ""
                                                  << "never-fits";
    QTest::newRow("a machine that is too small") << ""
                                                 << "" << 3 << ""
                                                 << "never-fits";
    QTest::newRow("a cluster that does not exist") << "moon"
                                                   << "" << 0 << ""
                                                   << "unknown-cluster";
}

void FleetTest::tasksFindTheirCluster()
{
    QFETCH(QString, cluster);
    QFETCH(QString, image);
    QFETCH(int, gpus);
    TwoClusters here;
    const TaskStart start = taskOf("a", gpus, cluster.toStdString(), image.toStdString());
    const auto fits = here.fleet.fits(start);
    const auto started = here.fleet.start(start);
    QCOMPARE(fits.has_value(), started.has_value());
    if (!started) {
        QTEST(QString::fromStdString(started.error().type), "refusal");
        QCOMPARE(fits.error().type, started.error().type);
        QVERIFY(here.fleet.list().empty());
        return;
    }
    QTEST(QString::fromStdString(started->cluster), "where");
    QCOMPARE(here.told.size(), std::size_t(1));
    QCOMPARE(here.told.front().cluster, started->cluster);
    QCOMPARE((started->cluster == "lab" ? here.lab : here.home)->list().size(), std::size_t(1));
}

void FleetTest::tasksGoWhereTheirDataIs_data()
{
    QTest::addColumn<QString>("cluster");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("stores");
    QTest::addColumn<QString>("where");
    QTest::newRow("beside the data, though another cluster comes first") << ""
                                                                         << "busybox"
                                                                         << "far"
                                                                         << "west";
    QTest::newRow("by name where all have it") << ""
                                               << "busybox"
                                               << "home far"
                                               << "lab";
    QTest::newRow("from afar where it was asked for") << "lab"
                                                      << "busybox"
                                                      << "far"
                                                      << "lab";
    QTest::newRow("from afar where nobody has it beside them") << ""
                                                               << "busybox"
                                                               << "moon"
                                                               << "lab";
    QTest::newRow("the machine has its data at home") << ""
                                                      << ""
                                                      << "far home"
                                                      << "local";
    QTest::newRow("the machine waits for data that is elsewhere") << ""
                                                                  << ""
                                                                  << "far"
                                                                  << "";
    QTest::newRow("and where it was asked for") << "local"
                                                << ""
                                                << "far"
                                                << "";
}

void FleetTest::tasksGoWhereTheirDataIs()
{
    QFETCH(QString, cluster);
    QFETCH(QString, image);
    QFETCH(QString, stores);
    QFETCH(QString, where);
    TwoClusters here;
    const auto west = std::make_shared<ScriptedEngine>(4);
    west->containers = true;
    here.fleet.add("west", west);
    here.fleet.setStore("local", "home");
    here.fleet.setStore("lab", "home");
    here.fleet.setStore("west", "far");
    TaskStart task = taskOf("a", 1, cluster.toStdString(), image.toStdString());
    task.datasets.push_back({"digits", "default", "datasets/digits/1/", false, {}});
    for (const QString& store : stores.split(QLatin1Char(' ')))
        task.datasets[0].stores.push_back(store.toStdString());
    const auto started = here.fleet.start(task);
    QCOMPARE(started.has_value(), !where.isEmpty());
    if (started) {
        QCOMPARE(started->cluster, where.toStdString());
        return;
    }
    QCOMPARE(started.error().code, ErrorCode::Unavailable);
    QCOMPARE(started.error().type, std::string("dataset-elsewhere"));
    QCOMPARE(here.fleet.fits(task).error().type, std::string("dataset-elsewhere"));
}

void FleetTest::tasksOfSeveralPeopleGoWhereTheyAreKeptApart()
{
    TwoClusters here;
    here.home->separates = false;
    QVERIFY(here.fleet.separatesProjects());
    TaskStart task = taskOf("a", 1, "", "");
    task.apart = true;
    const auto elsewhere = here.fleet.start(task);
    QVERIFY(!elsewhere);
    QCOMPARE(elsewhere.error().code, ErrorCode::Unavailable);
    QCOMPARE(elsewhere.error().type, std::string("tasks-not-separate"));
    task.image = "busybox";
    QCOMPARE(here.fleet.start(task)->cluster, std::string("lab"));
    here.lab->separates = false;
    QVERIFY(!here.fleet.separatesProjects());
}

void FleetTest::tasksStayWithTheirCluster()
{
    TwoClusters here;
    TaskStart start = taskOf("a", 1, "lab", "busybox");
    QVERIFY(here.fleet.start(start));
    start.cluster.clear();
    start.image.clear();
    QVERIFY(here.fleet.start(start));  // The same attempt again, as after a restart.
    QVERIFY(here.home->starts().empty());
    here.lab->end(start.task, TaskExit::Cause::Exited, 1);
    start.attempt = 2;
    const auto again = here.fleet.start(start);
    QVERIFY(again);
    QCOMPARE(again->cluster, std::string("lab"));
    QVERIFY(here.fleet.stop(start.task, 2, std::chrono::milliseconds(0)));
    QVERIFY(here.lab->list().front().exit);
    QVERIFY(here.fleet.forget(start.task));
    QVERIFY(here.lab->list().empty());
    const auto elsewhere = here.fleet.start(start);
    QVERIFY(elsewhere);
    QCOMPARE(elsewhere->cluster, std::string("local"));
}

void FleetTest::whatIsAwayOrPausedTakesNothing()
{
    TwoClusters here;
    here.fleet.setPaused("lab", true);
    const auto paused = here.fleet.start(taskOf("a", 0, "lab", "busybox"));
    QCOMPARE(paused.error().type, std::string("cluster-paused"));
    // Nobody else runs containers, but home does its best.
    QCOMPARE(here.fleet.start(taskOf("b", 0, "", "busybox"))->cluster, std::string("local"));
    here.fleet.setPaused("lab", false);
    here.lab->answers = false;
    QCOMPARE(here.fleet.start(taskOf("c", 0, "", "busybox"))->cluster, std::string("local"));
    here.lab->answers = true;
    here.fleet.suspend("lab", {ErrorCode::Unavailable, "Its token has expired.", "cluster-away", {}});
    const auto away = here.fleet.fits(taskOf("d", 0, "lab", "busybox"));
    QCOMPARE(away.error().message,
             std::string("The cluster \"lab\" cannot be used now: Its token has expired."));
    here.fleet.setPaused("local", true);
    QCOMPARE(here.fleet.fits(taskOf("e", 0, "", "")).error().type, std::string("cluster-paused"));
}

void FleetTest::nodesOfOthersBearTheirClustersName()
{
    TwoClusters here;
    const auto nodes = here.fleet.capacity();
    QCOMPARE(nodes.size(), std::size_t(2));
    QCOMPARE(nodes[0].first, std::string("node"));
    QCOMPARE(nodes[0].second.engine, std::string("local"));
    QCOMPARE(nodes[1].first, std::string("lab.node"));
    QCOMPARE(nodes[1].second.engine, std::string("lab"));
    QCOMPARE(here.fleet.start(taskOf("a", 0, "lab", "busybox"))->node, std::string("lab.node"));
}

void FleetTest::anEngineThatComesBackTellsOfItsTasks()
{
    TwoClusters here;
    const TaskStart start = taskOf("a", 0, "lab", "busybox");
    QVERIFY(here.fleet.start(start));
    here.fleet.suspend("lab", {ErrorCode::Unavailable, "It is being connected to.", "cluster-away", {}});
    QVERIFY(!here.fleet.knows("lab"));
    QVERIFY(here.fleet.list().empty());
    QCOMPARE(here.fleet.streamsDirectory(start.task, 1).error().type, std::string("cluster-away"));
    here.told.clear();
    here.fleet.add("lab", here.lab);
    QVERIFY(here.fleet.knows("lab"));
    QCOMPARE(here.told.size(), std::size_t(1));
    QCOMPARE(here.told.front().task, start.task);
    here.fleet.remove("lab");
    QVERIFY(!here.fleet.knows("lab"));
}

void FleetTest::aClusterThatIsFullHoldsUpNoOther()
{
    Installation here;
    const auto lab = std::make_shared<ScriptedEngine>(1);
    here.widen().add("lab", lab);
    const Resource first = here.job("first", R"("flavor":"gpu-1","cluster":"lab")");
    TRY_PHASE(here, first, "Running");
    const Resource second = here.job("second", R"("flavor":"gpu-1","cluster":"lab")");
    QTRY_COMPARE(here.status(second).reason, std::string("waiting-for-gpu"));
    QCOMPARE(here.status(second).message,
             std::string("Waits for 1 GPU; the only one is in use by default/jobs/first. 1st in the queue."));
    const Resource third = here.job("third", R"("flavor":"gpu-1","cluster":"local")");
    TRY_PHASE(here, third, "Running");
    QCOMPARE(here.status(third).cluster, std::string("local"));
    lab->end(here.task(first), TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, second, "Running");
    QCOMPARE(here.status(second).cluster, std::string("lab"));
    QCOMPARE(here.status(second).node, std::string("lab.node"));
}

void FleetTest::whatRunsInAClusterThatIsAwayIsWaitedFor()
{
    Installation here;
    const auto lab = std::make_shared<ScriptedEngine>(1);
    here.widen().add("lab", lab);
    const Resource job = here.job("train", R"("cluster":"lab")");
    TRY_PHASE(here, job, "Running");
    here.stopControllers();
    here.fleet->suspend("lab", {ErrorCode::Unavailable, "It is being connected to.", "cluster-away", {}});
    here.startControllers();
    QTRY_COMPARE(here.status(job).reason, std::string("cluster-away"));
    QCOMPARE(here.phase(job), std::string("Running"));
    lab->end(here.task(job), TaskExit::Cause::Exited, 0);
    here.fleet->add("lab", lab);
    TRY_PHASE(here, job, "Succeeded");
    QCOMPARE(here.status(job).attempt, 1);
    here.fleet->suspend("lab", {ErrorCode::Unavailable, "It is gone.", "cluster-away", {}});
    here.remove(job);
    QTRY_COMPARE(here.status(job).reason, std::string("cluster-away"));
    QVERIFY(!here.gone(job));
}

void FleetTest::anEnvironmentStaysWhereItsFilesAre()
{
    Installation here;
    const auto lab = std::make_shared<ScriptedEngine>(1);
    here.widen().add("lab", lab);
    const Resource environment =
        here.create(Kind::Environment, "default", "mine", R"({"flavor":"cpu-small","cluster":"lab"})");
    TRY_PHASE(here, environment, "Running");
    const Resource job = here.job("train", R"("environment":"mine")");
    TRY_PHASE(here, job, "Running");
    QCOMPARE(here.status(job).cluster, std::string("lab"));
    here.set(environment, "released", true);
    TRY_PHASE(here, environment, "Released");
    here.set(environment, "released", false);
    TRY_PHASE(here, environment, "Running");
    QCOMPARE(here.status(environment).cluster, std::string("lab"));
    QVERIFY(here.engine.starts().empty());
}

QTEST_GUILESS_MAIN(FleetTest)
#include "fleet_test.moc"
