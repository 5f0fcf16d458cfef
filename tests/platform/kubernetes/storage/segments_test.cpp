// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/objects/segments/foreign_segments.h"
#include "tests/platform/kubernetes/engine_on_cluster.h"
#include "tests/platform/objects/object_server.h"

#include <QElapsedTimer>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

/// This machine as the cluster's pods reach it.
constexpr const char* host_of_pods = "10.97.0.1";
constexpr int many = 4'000'000;  ///< Numbers, which are 31 megabytes.

std::string numbers(int count)
{
    std::string text;
    for (int i = 1; i <= count; ++i)
        text += std::to_string(i) + "\n";
    return text;
}

/// Forms of which the store says that they are over, or nothing else than another store does.
class AgedForms final : public SegmentStore {
public:
    AgedForms(std::shared_ptr<ForeignStore> store, std::chrono::seconds life)
        : store_(store), segments_(std::move(store), nullptr), life_(life)
    {
    }
    PostWays ways(const SegmentPlace& place) override
    {
        PostWays ways = segments_.ways(place);
        ways.ways = {store_->signPost(ways.ways.front().key_prefix, 8u << 20, now() + life_).value()};
        return ways;
    }
    Result<std::vector<std::string>> list(const std::string& prefix) override
    {
        return segments_.list(prefix);
    }
    Result<std::string> read(const std::string& key) override { return segments_.read(key); }
    Result<void> remove(const std::string& prefix) override { return segments_.remove(prefix); }

private:
    const std::shared_ptr<ForeignStore> store_;
    ForeignSegments segments_;
    const std::chrono::seconds life_;
};

}  // namespace

/// Tasks that go on while nobody reads what they write, beside a store that is there.
class SegmentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aLogThatNobodyReadIsWhole();
    void whatIsReadIsNotPosted();
    void formsAreRenewed_data();
    void formsAreRenewed();
    void aStoreThatIsAwayIsWaitedFor();
    void aGapIsTold();
    void whatIsForgottenLeavesNothing();

private:
    /// The store as pods reach it; on the port that it had before.
    void openStore();
    void closeStore();
    /// An engine whose pods leave segments there.
    [[nodiscard]] bool start(std::shared_ptr<SegmentStore> segments = nullptr);
    /// Starts a job, and leaves it alone once its log has begun.
    [[nodiscard]] bool leaves(const TaskStart& job, std::shared_ptr<SegmentStore> segments = nullptr);
    /// Waits until the pod has ended; how long that took after the job did, in milliseconds.
    qint64 podEnds(const TaskStart& job);
    /// As if somebody had taken it out of the cluster.
    [[nodiscard]] bool takeAway(const TaskStart& job);
    std::vector<std::string> keys() { return segments_->list("").value_or(std::vector<std::string>{"?"}); }
    Json pod(const TaskStart& job);
    /// What its collector has written to its own output.
    std::string collectorSays(const TaskStart& job);

    std::unique_ptr<EngineOnCluster> here_;
    std::unique_ptr<ObjectServer> objects_;
    std::unique_ptr<net::Server> door_;
    std::string address_;
    std::shared_ptr<ForeignStore> store_;
    std::shared_ptr<ForeignSegments> segments_;
};

void SegmentsTest::init()
{
    here_ = std::make_unique<EngineOnCluster>();
    QVERIFY2(here_->ready(), here_->why().c_str());
    objects_ = std::make_unique<ObjectServer>();
    address_ = std::string(host_of_pods) + ":0";
    openStore();
    ForeignStoreOptions options;
    options.endpoint = "http://" + address_;
    options.bucket = "default";
    options.prefix = "slipway";
    options.credentials = {objects_->alice.access_key, objects_->alice.secret_key, {}};
    store_ = ForeignStore::open(options).value();
    segments_ = std::make_shared<ForeignSegments>(store_, nullptr);
}

void SegmentsTest::cleanup()
{
    here_.reset();
    segments_.reset();
    store_.reset();
    closeStore();
    objects_.reset();
}

void SegmentsTest::openStore()
{
    net::ServerOptions options;
    options.address = address_;
    auto server = net::Server::start(options, objects_->service);
    QVERIFY2(server, server ? "" : server.error().message.c_str());
    door_ = std::move(*server);
    address_ = door_->address();
}

void SegmentsTest::closeStore()
{
    if (door_)
        door_->stop(10ms);
    door_.reset();
}

bool SegmentsTest::start(std::shared_ptr<SegmentStore> segments)
{
    here_->stop();
    KubernetesEngineOptions options = here_->options();
    options.segments = segments ? std::move(segments) : segments_;
    auto engine = KubernetesEngine::create(options);
    if (engine)
        here_->use(std::move(*engine));
    return engine.has_value();
}

bool SegmentsTest::leaves(const TaskStart& job, std::shared_ptr<SegmentStore> segments)
{
    const bool began = start(std::move(segments)) && here_->runs(job) &&
                       QTest::qWaitFor([&] { return !here_->log(job).empty(); }, patience_ms);
    here_->stop();
    return began;
}

Json SegmentsTest::pod(const TaskStart& job)
{
    return here_->cluster()
        .client()
        .get(here_->cluster().path("pods/" + podName(job.task, job.attempt)))
        .value_or(Json::object());
}

std::string SegmentsTest::collectorSays(const TaskStart& job)
{
    KubeRequest request;
    request.path =
        here_->cluster().path("pods/" + podName(job.task, job.attempt) + "/log?container=collector");
    request.accept = "*/*";
    const auto output = here_->cluster().client().exchange(request);
    return output ? output->body : std::string();
}

qint64 SegmentsTest::podEnds(const TaskStart& job)
{
    const auto endOf = [&](const char* name) {
        for (const Json& container : pod(job)["status"].value("containerStatuses", Json::array())) {
            if (container["name"] == name && container["state"].contains("terminated"))
                return parseTimestamp(container["state"]["terminated"]["finishedAt"].get<std::string>());
        }
        return Result<Timestamp>(fail(ErrorCode::NotFound, "It runs."));
    };
    const bool ended = QTest::qWaitFor([&] { return endOf("main") && endOf("collector"); }, patience_ms);
    return ended ? (*endOf("collector") - *endOf("main")).count() : 999'999;
}

bool SegmentsTest::takeAway(const TaskStart& job)
{
    const std::string path = here_->cluster().path("pods/" + podName(job.task, job.attempt));
    KubeClient& client = here_->cluster().client();
    return client.mergePatch(path, {{"metadata", {{"finalizers", nullptr}}}}) &&
           client.remove(path, {{}, std::chrono::seconds(0)}) &&
           QTest::qWaitFor([&] { return !client.get(path); }, patience_ms);
}

void SegmentsTest::aLogThatNobodyReadIsWhole()
{
    const TaskStart job =
        here_->task("echo begun; sleep 8; seq 1 " + std::to_string(many) +
                    "; mkdir -p $SLIPWAY_EVENTS/run; seq 1 900000 > $SLIPWAY_EVENTS/run/tf.events; exit 5");
    QVERIFY(leaves(job));
    const qint64 stayed = podEnds(job);
    QVERIFY2(stayed <= 11'000, qPrintable(QString::number(stayed)));
    QVERIFY(keys().size() > 8);
    QVERIFY(takeAway(job));
    QVERIFY(start());
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    const TaskExit exit = *here_->state(job).exit;
    QCOMPARE(exit.code.value_or(-1), 5);
    QVERIFY2(exit.message.find("missing") == std::string::npos, exit.message.c_str());
    const std::filesystem::path streams = here_->engine().streamsDirectory(job.task, job.attempt).value();
    QVERIFY(here_->log(job) == "begun\n" + numbers(many));
    QVERIFY(contentOf(streams / "events/run/tf.events") == numbers(900'000));
    QTRY_VERIFY_WITH_TIMEOUT(keys().empty(), patience_ms);
    qInfo("the collector stayed %lld ms", stayed);
}

void SegmentsTest::whatIsReadIsNotPosted()
{
    QVERIFY(start());
    const TaskStart job = here_->task("echo begun; sleep 8; seq 1 " + std::to_string(many) + "; sleep 10");
    QVERIFY(here_->runs(job));
    bool posted = false;
    const auto ended = [&] {
        posted = posted || !keys().empty();
        return here_->state(job).exit.has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), patience_ms);
    QVERIFY(!posted);
    QVERIFY(here_->log(job) == "begun\n" + numbers(many));
}

void SegmentsTest::formsAreRenewed_data()
{
    QTest::addColumn<bool>("renewed");
    QTest::newRow("a form that is over costs all but the end") << false;
    QTest::newRow("an engine that was there meanwhile has brought another") << true;
}

void SegmentsTest::formsAreRenewed()
{
    QFETCH(bool, renewed);
    const TaskStart job =
        here_->task("echo begun; sleep 5; echo more; sleep 8; seq 1 " + std::to_string(many));
    QVERIFY(leaves(job, std::make_shared<AgedForms>(store_, 1s)));
    if (renewed) {
        QVERIFY(start());
        // It tells the collector as soon as it follows, long before this.
        const auto read = [&] { return here_->log(job) == "begun\nmore\n"; };
        QTRY_VERIFY_WITH_TIMEOUT(read(), patience_ms);
        here_->stop();
    }
    podEnds(job);
    QCOMPARE(keys().empty(), !renewed);
    QVERIFY(start());
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QCOMPARE(here_->log(job) == "begun\nmore\n" + numbers(many), renewed);
    const std::string message = here_->state(job).exit->message;
    QVERIFY2(message.empty() == renewed, message.c_str());
}

void SegmentsTest::aStoreThatIsAwayIsWaitedFor()
{
    const TaskStart job =
        here_->task("echo begun; sleep 8; seq 1 " + std::to_string(many) + "; sleep 12; seq 1 100; exit 2");
    QVERIFY(leaves(job));
    closeStore();
    QTRY_VERIFY_WITH_TIMEOUT(collectorSays(job).find("could not be stored") != std::string::npos,
                             patience_ms);
    openStore();
    podEnds(job);
    QVERIFY(takeAway(job));
    closeStore();
    QVERIFY(start());
    const auto reason = [&] { return here_->state(job).reason; };
    QTRY_COMPARE_WITH_TIMEOUT(reason(), std::string("reading-log"), patience_ms);
    QVERIFY(here_->state(job).stage < TaskState::Stage::Ended);
    openStore();
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QCOMPARE(here_->state(job).exit->code.value_or(-1), 2);
    QVERIFY(here_->log(job) == "begun\n" + numbers(many) + numbers(100));
    QTRY_VERIFY_WITH_TIMEOUT(keys().empty(), patience_ms);
}

void SegmentsTest::aGapIsTold()
{
    const TaskStart job = here_->task("echo begun; sleep 8; seq 1 " + std::to_string(many));
    QVERIFY(leaves(job));
    podEnds(job);
    QVERIFY(takeAway(job));
    const std::vector<std::string> posted = keys();
    QVERIFY(posted.size() > 4);
    // The end stands before the streams.
    const std::string lost = posted.at(3);
    QVERIFY(segments_->remove(lost));
    const auto segment = parseSegmentName(lost.substr(lost.find("/streams/") + 1));
    QVERIFY(segment);
    QVERIFY(start());
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    const std::string whole = "begun\n" + numbers(many);
    QVERIFY(here_->log(job) == whole.substr(0, segment->offset_bytes));
    const std::filesystem::path streams = here_->engine().streamsDirectory(job.task, job.attempt).value();
    QVERIFY(contentOf(streams / ("log.from-" + std::to_string(segment->end_bytes()))) ==
            whole.substr(segment->end_bytes()));
    const std::string message = here_->state(job).exit->message;
    QVERIFY2(message.find("of \"log\" are missing") != std::string::npos, message.c_str());
    QCOMPARE(here_->state(job).exit->code.value_or(-1), 0);
}

void SegmentsTest::whatIsForgottenLeavesNothing()
{
    const TaskStart job = here_->task("echo begun; sleep 8; seq 1 1000");
    QVERIFY(leaves(job));
    podEnds(job);
    QVERIFY(!keys().empty());
    const std::string late = keys().front() + "-late";
    QVERIFY(start());
    QVERIFY(here_->reaches(job, TaskState::Stage::Ended));
    QTRY_VERIFY_WITH_TIMEOUT(keys().empty(), patience_ms);
    // What comes late goes with the job, even while the store is away and slipwayd is started anew.
    QCOMPARE(objects_->put(objects_->alice, "/default/slipway/.slipway/" + late, "x").status, 200);
    QCOMPARE(keys(), std::vector<std::string>{late});
    closeStore();
    QVERIFY(here_->engine().forget(job.task));
    here_->stop();
    openStore();
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(keys().empty(), patience_ms);
}

QTEST_GUILESS_MAIN(SegmentsTest)
#include "segments_test.moc"
