// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/resources/statuses.h"
#include "platform/control/controllers.h"
#include "platform/control/data/plain_project_objects.h"
#include "platform/engines/local/local_engine.h"
#include "platform/store/store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

/// A store, the local engine with two simulated GPUs, and controllers, as slipwayd composes them.
class LocalPlatform {
public:
    LocalPlatform()
    {
        start();
        create(Kind::Project, {}, "default", "{}");
        create(Kind::Image, {}, "host", "{}");
        create(Kind::Flavor, {}, "gpu-1", R"({"cpus":1,"memory":"64MiB","gpus":1})");
        create(Kind::Flavor, {}, "gpu-2", R"({"cpus":1,"memory":"64MiB","gpus":2})");
    }
    ~LocalPlatform() { stop(); }

    /// Everything of slipwayd made anew on the same directory.
    void start()
    {
        store = Store::open(directory() / "slipway.db").value();
        LocalEngineOptions options;
        options.data_directory = directory();
        options.runner_program = SLIPWAY_BINARY_DIR "/bin/slipway-runner";
        options.simulated_gpus = 2;
        engine_ = LocalEngine::create(options).value();
        ControlOptions control;
        control.objects = std::make_shared<PlainProjectObjects>(directory() / "objects");
        control.first_retry_delay = 50ms;
        control.job_grace = 2s;
        controllers = std::make_unique<Controllers>(*store, *engine_, control);
        store->onCommit([this](std::int64_t version) { controllers->storeChanged(version); });
        controllers->start();
    }

    void stop()
    {
        controllers->stop();
        engine_.reset();
        store.reset();
        controllers.reset();
    }

    std::filesystem::path directory() const { return directory_.path().toStdString(); }

    Resource create(Kind kind, const std::string& project, const std::string& name, const std::string& spec)
    {
        Resource made;
        const Result<void> written = store->write([&](Transaction& transaction) -> Result<void> {
            Resource resource;
            resource.kind = kind;
            resource.project = project;
            resource.name = name;
            resource.spec = spec;
            Result<Resource> created = transaction.create(resource);
            if (!created)
                return propagate(created);
            made = *created;
            return {};
        });
        if (!written)
            qFatal("%s", written.error().message.c_str());
        return made;
    }

    Resource job(const std::string& name, const std::string& command, const std::string& flavor = "gpu-1",
                 int retries = 0)
    {
        Json spec;
        spec["command"] = command;
        spec["flavor"] = flavor;
        spec["retries"] = retries;
        return create(Kind::Job, "default", name, dumpJson(spec));
    }

    void change(const Resource& resource, const std::function<void(Resource&)>& how)
    {
        const auto changed = modify(*store, resource.id, [&](Resource& newest) -> Result<void> {
            how(newest);
            ++newest.generation;
            return {};
        });
        if (!changed)
            qFatal("%s", changed.error().message.c_str());
    }

    void set(const Resource& resource, const char* member, bool value)
    {
        change(resource, [&](Resource& newest) {
            Json spec = parseJson(newest.spec).value();
            spec[member] = value;
            newest.spec = dumpJson(spec);
        });
    }

    void remove(const Resource& resource)
    {
        change(resource, [](Resource& newest) { newest.deleting = now(); });
    }

    WorkloadStatus status(const Resource& resource)
    {
        const Result<Resource> newest = store->get(resource.id);
        return newest ? readWorkloadStatus(parseJson(newest->status).value()).value() : WorkloadStatus();
    }

    std::string phase(const Resource& resource) { return std::string(name(status(resource).phase)); }

private:
    QTemporaryDir directory_;
    std::unique_ptr<LocalEngine> engine_;

public:
    std::unique_ptr<Store> store;
    std::unique_ptr<Controllers> controllers;
};

}  // namespace

/// The controllers on the engine of one machine, with real processes.
class LocalLifeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jobRunsAndSavesAModel();
    void failingJobIsTriedAgain();
    void jobsShareTheGpus();
    void runningJobStops();
    void environmentIsReleasedAndResumed();
    void aFlavorLimitsTheDisk();
    void jobOutlivesTheServer();
    void jobThatEndsMeanwhileIsRecorded();
    void jobThatNobodySawRunIsToldWhole();
};

#define TRY_PHASE(machine, resource, expected)                                                               \
    QTRY_COMPARE_WITH_TIMEOUT((machine).phase(resource), std::string(expected), 30'000)

void LocalLifeTest::jobRunsAndSavesAModel()
{
    LocalPlatform machine;
    const Resource job =
        machine.job("train", "mkdir -p $SLIPWAY_OUTPUTS/models && echo w > $SLIPWAY_OUTPUTS/models/w.bin");
    TRY_PHASE(machine, job, "Succeeded");
    const WorkloadStatus status = machine.status(job);
    QCOMPARE(status.exit_code, std::optional<std::int64_t>(0));
    QCOMPARE(status.models,
             std::vector<std::string>{"jobs/train/" + job.id.text() + "/outputs/models/w.bin"});
    machine.remove(job);
    QTRY_VERIFY(!machine.store->get(job.id));
    QVERIFY(!std::filesystem::exists(machine.directory() / "tasks" / (job.id.text() + "-0")));
}

void LocalLifeTest::failingJobIsTriedAgain()
{
    LocalPlatform machine;
    const Resource job = machine.job("train", "test $SLIPWAY_ATTEMPT = 2 || exit 7", "gpu-1", 3);
    TRY_PHASE(machine, job, "Succeeded");
    QCOMPARE(machine.status(job).attempt, 2);
}

void LocalLifeTest::jobsShareTheGpus()
{
    LocalPlatform machine;
    const Resource both = machine.job("both", "exec sleep 600", "gpu-2");
    TRY_PHASE(machine, both, "Running");
    const Resource one = machine.job("one", "true");
    QTRY_COMPARE(machine.status(one).message,
                 std::string("Waits for 1 GPU; all 2 are in use by default/jobs/both. 1st in the queue."));
    machine.set(both, "stopped", true);
    TRY_PHASE(machine, both, "Stopped");
    TRY_PHASE(machine, one, "Succeeded");
}

void LocalLifeTest::runningJobStops()
{
    LocalPlatform machine;
    const Resource job = machine.job("train", "trap '' TERM; while true; do sleep 0.1; done", "gpu-1", 5);
    TRY_PHASE(machine, job, "Running");
    machine.set(job, "stopped", true);
    TRY_PHASE(machine, job, "Stopped");
    QCOMPARE(machine.status(job).attempt, 1);
    QVERIFY(machine.status(job).gpus.empty());
}

void LocalLifeTest::environmentIsReleasedAndResumed()
{
    LocalPlatform machine;
    const Resource environment =
        machine.create(Kind::Environment, "default", "notebook", R"({"flavor":"gpu-1"})");
    TRY_PHASE(machine, environment, "Running");
    machine.set(environment, "released", true);
    TRY_PHASE(machine, environment, "Released");
    const std::int64_t took = machine.status(environment).release_ms.value_or(-1);
    QVERIFY2(took >= 0 && took < 5'000, std::to_string(took).c_str());
    qInfo("Released in %lld ms", static_cast<long long>(took));
    machine.set(environment, "released", false);
    TRY_PHASE(machine, environment, "Running");
    QCOMPARE(machine.status(environment).attempt, 2);
    machine.remove(environment);
    QTRY_VERIFY_WITH_TIMEOUT(!machine.store->get(environment.id), 30'000);
    QVERIFY(!std::filesystem::exists(machine.directory() / "environments" / environment.id.text()));
}

void LocalLifeTest::aFlavorLimitsTheDisk()
{
    LocalPlatform machine;
    machine.create(Kind::Flavor, {}, "small", R"({"cpus":1,"memory":"64MiB","disk":"16MiB"})");
    machine.create(Kind::Flavor, {}, "roomy", R"({"cpus":1,"memory":"64MiB","disk":"256MiB"})");
    const Resource outputs =
        machine.job("outputs", "head -c 20000000 /dev/zero > $SLIPWAY_OUTPUTS/x; exec sleep 600", "small", 3);
    const Resource log =
        machine.job("log", "head -c 15000000 /dev/zero | base64; exec sleep 600", "small", 3);
    const Resource modest = machine.job("modest", "head -c 1000000 /dev/zero > x; sleep 4", "small");
    const Resource environment =
        machine.create(Kind::Environment, "default", "notebook", R"({"flavor":"roomy"})");
    for (const Resource& job : {outputs, log}) {
        TRY_PHASE(machine, job, "Failed");
        QCOMPARE(machine.status(job).attempt, 1);
        QCOMPARE(machine.status(job).reason, std::string("disk-limit"));
        QCOMPARE(
            machine.status(job).message,
            std::string("It was stopped because it used more than the 16 MiB of disk that its flavor allows. "
                        "Delete what it does not need, or choose a flavor with more disk."));
    }
    TRY_PHASE(machine, modest, "Succeeded");

    TRY_PHASE(machine, environment, "Running");
    std::ofstream grown(machine.directory() / "environments" / environment.id.text() / "home/x");
    const auto phaseOnceGrown = [&] {
        grown << std::string(20'000'000, 'x') << std::flush;
        return machine.phase(environment);
    };
    QTRY_COMPARE_WITH_TIMEOUT(phaseOnceGrown(), std::string("Released"), 30'000);
    QCOMPARE(machine.status(environment).reason, std::string("disk-limit"));
    // Who resumes it has room to clean up, for longer than one look takes.
    machine.set(environment, "released", false);
    TRY_PHASE(machine, environment, "Running");
    const Resource meanwhile = machine.job("meanwhile", "sleep 4", "small");
    TRY_PHASE(machine, meanwhile, "Succeeded");
    QCOMPARE(machine.phase(environment), std::string("Running"));
}

void LocalLifeTest::jobOutlivesTheServer()
{
    LocalPlatform machine;
    const Resource job = machine.job("train", "exec sleep 600");
    const Resource waiting = machine.job("waiting", "true", "gpu-2");
    TRY_PHASE(machine, job, "Running");
    TRY_PHASE(machine, waiting, "Queued");
    machine.stop();
    machine.start();
    TRY_PHASE(machine, job, "Running");
    machine.set(job, "stopped", true);
    TRY_PHASE(machine, job, "Stopped");
    TRY_PHASE(machine, waiting, "Succeeded");
}

void LocalLifeTest::jobThatEndsMeanwhileIsRecorded()
{
    LocalPlatform machine;
    const QString go = QString::fromStdString((machine.directory() / "go").string());
    const Resource job =
        machine.job("train", "while [ ! -e '" + go.toStdString() + "' ]; do sleep 0.05; done; exit 9");
    TRY_PHASE(machine, job, "Running");
    machine.stop();
    QFile signal(go);
    QVERIFY(signal.open(QIODevice::WriteOnly));
    const std::filesystem::path exit =
        machine.directory() / "tasks" / (job.id.text() + "-0") / "1" / "exit.json";
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(exit), 30'000);
    machine.start();
    TRY_PHASE(machine, job, "Failed");
    QCOMPARE(machine.status(job).exit_code, std::optional<std::int64_t>(9));
}

/// As when the server dies between an attempt's start and writing it down.
void LocalLifeTest::jobThatNobodySawRunIsToldWhole()
{
    LocalPlatform machine;
    const Resource job = machine.job("train", "exit 4");
    TRY_PHASE(machine, job, "Failed");
    const WorkloadStatus seen = machine.status(job);
    machine.controllers->stop();
    machine.change(job, [](Resource& newest) { newest.status = "{}"; });
    machine.stop();
    machine.start();
    TRY_PHASE(machine, job, "Failed");
    const WorkloadStatus told = machine.status(job);
    QCOMPARE(told.attempt, std::int64_t(1));
    QCOMPARE(told.exit_code, std::optional<std::int64_t>(4));
    QVERIFY(told.started_at.has_value() && told.started_at == seen.started_at);
    QVERIFY(told.ended_at == seen.ended_at);
    QCOMPARE(told.node, seen.node);
}

QTEST_GUILESS_MAIN(LocalLifeTest)
#include "local_life_test.moc"
