// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/gpu_slots.h"
#include "platform/engines/kubernetes/engine/keyed_workers.h"
#include "platform/engines/kubernetes/engine/placement.h"
#include "platform/engines/kubernetes/pods/gang.h"
#include "platform/engines/kubernetes/streams/stream_copies.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <atomic>
#include <fstream>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

NodeUse node(const std::string& name, std::int64_t gpus, std::int64_t used, const std::string& model = "A100")
{
    NodeUse use;
    use.node.name = name;
    use.node.ready = true;
    use.node.cpu_millis = 64'000;
    use.node.memory_bytes = 512ll << 30;
    use.node.accelerator = gpus > 0 ? "nvidia.com/gpu" : "";
    use.node.accelerators = gpus;
    use.node.model = gpus > 0 ? model : "";
    use.accelerators = used;
    return use;
}

PodDemand gpus(std::int64_t count, const std::string& model = {})
{
    return {1'000, 1ll << 30, count, model};
}

std::string placeOf(const std::vector<NodeUse>& nodes, const PodDemand& demand,
                    const std::vector<PromisedPod>& promised = {})
{
    const auto place = choosePlace(nodes, promised, demand);
    return place ? place->node : place.error().type;
}

}  // namespace

/// Where pods go, and which GPUs they are said to have.
class PlacementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gpusArePacked();
    void nodesThatTakeNobodyAreLeftOut();
    void podsWithoutANodeYetCount();
    void partsOfGpusAreAskedForByTheirNames_data();
    void partsOfGpusAreAskedForByTheirNames();
    void partsOfGpusAreCounted();
    void whatSharesAVolumeOfOneNodeGoesToOne();
    void largeJobsFindWholeNodes();
    void replicasFindRoomTogetherOrNotAtAll();
    void gangsAreReadAndJoined();
    void aPodKeepsItsGpus();
    void everyThingIsLookedAtByOne();
    void copiesGrowOnceAndStayInTheirDirectory();
};

void PlacementTest::gpusArePacked()
{
    const std::vector<NodeUse> nodes{node("empty", 4, 0), node("half", 4, 2), node("plain", 0, 0),
                                     node("other", 4, 3, "H100")};
    QCOMPARE(placeOf(nodes, gpus(2)), std::string("half"));
    QCOMPARE(placeOf(nodes, gpus(1)), std::string("other"));
    QCOMPARE(placeOf(nodes, gpus(1, "A100")), std::string("half"));
    QCOMPARE(placeOf(nodes, gpus(3)), std::string("empty"));
    QCOMPARE(placeOf(nodes, gpus(0)), std::string("plain"));
    QCOMPARE(placeOf(nodes, gpus(5)), std::string("never-fits"));
    QCOMPARE(placeOf(nodes, gpus(1, "B200")), std::string("never-fits"));
    QCOMPARE(placeOf(nodes, gpus(4, "H100")), std::string("no-capacity"));
    PodDemand wide = gpus(1);
    wide.cpu_millis = 65'000;
    QCOMPARE(placeOf(nodes, wide), std::string("never-fits"));
}

void PlacementTest::nodesThatTakeNobodyAreLeftOut()
{
    std::vector<NodeUse> nodes{node("broken", 4, 0), node("closed", 4, 0)};
    nodes[0].node.ready = false;
    nodes[1].node.cordoned = true;
    QCOMPARE(placeOf(nodes, gpus(1)), std::string("no-capacity"));
}

void PlacementTest::podsWithoutANodeYetCount()
{
    const std::vector<NodeUse> nodes{node("one", 2, 0)};
    QCOMPARE(placeOf(nodes, gpus(1), {{"one", gpus(1)}}), std::string("one"));
    QCOMPARE(placeOf(nodes, gpus(1), {{"one", gpus(1)}, {"one", gpus(1)}}), std::string("no-capacity"));
}

void PlacementTest::partsOfGpusAreAskedForByTheirNames_data()
{
    QTest::addColumn<QByteArray>("sharing");
    QTest::addColumn<int>("gpus");
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("gigabytes");
    QTest::addColumn<QByteArray>("asked");
    const auto row = [](const char* name, const char* sharing, int gpus, int percent, int gigabytes,
                        const char* asked) {
        QTest::newRow(name) << QByteArray(sharing) << gpus << percent << gigabytes << QByteArray(asked);
    };
    row("whole ones are asked for as ever", "none", 2, 100, 0, "nvidia.com/gpu=2");
    row("no part without somebody who divides", "none", 1, 50, 0, "no-gpu-fractions");
    row("HAMi takes percents of cores and of memory", "hami", 1, 30, 0,
        "nvidia.com/gpu=1 nvidia.com/gpucores=30 nvidia.com/gpumem-percentage=30");
    row("HAMi takes memory in MiB", "hami", 2, 50, 8,
        "nvidia.com/gpu=2 nvidia.com/gpucores=50 nvidia.com/gpumem=8192");
    row("HAMi is told that a GPU is whole", "hami", 1, 100, 0,
        "nvidia.com/gpu=1 nvidia.com/gpucores=100 nvidia.com/gpumem-percentage=100");
    row("GPU manager takes hundredths and 256 MiB", "gpu-manager", 1, 30, 8,
        "tencent.com/vcuda-core=30 tencent.com/vcuda-memory=32");
    row("GPU manager takes whole ones as hundreds", "gpu-manager", 2, 100, 0, "tencent.com/vcuda-core=200");
    row("GPU manager divides one GPU alone", "gpu-manager", 2, 50, 8, "no-gpu-fractions");
    row("GPU manager needs the memory said", "gpu-manager", 1, 50, 0, "no-gpu-fractions");
    row("of MIG the smallest that suffices is taken", "mig", 1, 14, 0, "nvidia.com/mig-1g.10gb=1");
    row("of MIG memory counts, too", "mig", 2, 100, 16, "nvidia.com/mig-3g.40gb=2");
    row("what no MIG profile has is refused", "mig", 1, 90, 0, "no-gpu-fractions");
    row("a slice of time is one", "time-slicing", 1, 25, 0, "nvidia.com/gpu.shared=1");
    row("a slice of time has no memory of its own", "time-slicing", 1, 25, 8, "no-gpu-fractions");
}

void PlacementTest::partsOfGpusAreAskedForByTheirNames()
{
    QFETCH(QByteArray, sharing);
    QFETCH(int, gpus);
    QFETCH(int, percent);
    QFETCH(int, gigabytes);
    const GpuSharing kind = parseGpuSharing(sharing.toStdString()).value();
    const Json node{
        {"status", {{"allocatable", {{"nvidia.com/mig-1g.10gb", "7"}, {"nvidia.com/mig-3g.40gb", "2"}}}}}};
    const GpuShare share{percent, Bytes(static_cast<std::uint64_t>(gigabytes) << 30)};
    const auto asked = askFor(kind, gpus, share, "nvidia.com/gpu", partsOffered(kind, node));
    QByteArrayList words;
    if (!asked)
        words << QByteArray::fromStdString(asked.error().type);
    else
        for (const auto& [name, amount] : asked->requests)
            words << QByteArray::fromStdString(name) + '=' + QByteArray::number(qint64(amount));
    QTEST(words.join(' '), "asked");
}

void PlacementTest::partsOfGpusAreCounted()
{
    const Json object{
        {"metadata",
         {{"annotations",
           {{"hami.io/node-nvidia-register",
             R"([{"id":"a","devcore":100,"health":true},{"id":"b","devcore":100,"health":false}])"}}}}},
        {"status",
         {{"allocatable", {{"tencent.com/vcuda-core", "100"}, {"tencent.com/vcuda-memory", "64"}}}}}};
    NodeUse use = node("one", 0, 0);
    use.node.parts = partsOffered(GpuSharing::GpuManager, object);
    PodDemand half = gpus(1);
    half.sharing = GpuSharing::GpuManager;
    half.share = {50, 8_GiB};
    QCOMPARE(placeOf({use}, half), std::string("one"));
    QCOMPARE(placeOf({use}, half, {{"one", half}}), std::string("one"));
    QCOMPARE(placeOf({use}, half, {{"one", half}, {"one", half}}), std::string("no-capacity"));
    use.parts = partsAsked(GpuSharing::GpuManager, {{"tencent.com/vcuda-core", "60"}, {"cpu", "1"}});
    QCOMPARE(placeOf({use}, half), std::string("no-capacity"));
    half.share.memory = 17_GiB;
    QCOMPARE(placeOf({use}, half), std::string("never-fits"));

    NodeUse hami = node("two", 20, 0);
    hami.node.parts = partsOffered(GpuSharing::Hami, object);
    PodDemand most = gpus(1);
    most.sharing = GpuSharing::Hami;
    most.share.percent = 60;
    QCOMPARE(placeOf({hami}, most), std::string("two"));
    QCOMPARE(placeOf({hami}, most, {{"two", most}}), std::string("no-capacity"));
    hami.parts = partsAsked(GpuSharing::Hami, {{"nvidia.com/gpu", "1"}});
    QCOMPARE(placeOf({hami}, most), std::string("no-capacity"));
}

void PlacementTest::whatSharesAVolumeOfOneNodeGoesToOne()
{
    const std::vector<NodeUse> nodes{node("a", 2, 1), node("b", 4, 0)};
    const auto places = choosePlacesTogether(nodes, {}, std::vector<PodDemand>(3, gpus(1)));
    QVERIFY(places);
    for (const PodPlace& place : *places)
        QCOMPARE(place.node, std::string("b"));
    QCOMPARE(choosePlacesTogether(nodes, {{"b", gpus(2)}}, std::vector<PodDemand>(3, gpus(1))).error().type,
             std::string("no-capacity"));
    QCOMPARE(choosePlacesTogether(nodes, {}, std::vector<PodDemand>(5, gpus(1))).error().type,
             std::string("never-fits"));
}

void PlacementTest::largeJobsFindWholeNodes()
{
    std::vector<NodeUse> nodes{node("a", 3, 0), node("b", 3, 0), node("c", 3, 0)};
    for (const std::int64_t count : {1, 2, 1, 3}) {
        const std::string name = placeOf(nodes, gpus(count));
        const auto chosen = std::find_if(nodes.begin(), nodes.end(),
                                         [&](const NodeUse& use) { return use.node.name == name; });
        QVERIFY2(chosen != nodes.end(), name.c_str());
        chosen->accelerators += count;
    }
}

void PlacementTest::replicasFindRoomTogetherOrNotAtAll()
{
    const std::vector<NodeUse> nodes{node("a", 3, 0), node("b", 3, 0), node("c", 3, 2)};
    const auto places = [&](const std::vector<PodDemand>& demands) {
        const auto chosen = choosePlaces(nodes, {}, demands);
        std::string text;
        for (const PodPlace& place : chosen.value_or(std::vector<PodPlace>()))
            text += place.node;
        return chosen ? text : chosen.error().type;
    };
    // The largest is placed first, wherever it stands; the small ones fill what is left.
    QCOMPARE(places({gpus(1), gpus(3), gpus(1)}), std::string("cab"));
    QCOMPARE(places({gpus(3), gpus(3), gpus(1)}), std::string("abc"));
    QCOMPARE(places({gpus(3), gpus(3), gpus(2)}), std::string("no-capacity"));
    QCOMPARE(places({gpus(2), gpus(2), gpus(2), gpus(2)}), std::string("never-fits"));
    QCOMPARE(places(std::vector<PodDemand>(9, gpus(1))), std::string("no-capacity"));
    QCOMPARE(places(std::vector<PodDemand>(10, gpus(1))), std::string("never-fits"));
}

void PlacementTest::gangsAreReadAndJoined()
{
    QVERIFY(parseGang("none")->kind == Gang::Kind::None);
    QVERIFY((*parseGang("kueue:gpus") == Gang{Gang::Kind::Kueue, "gpus"}));
    for (const char* wrong : {"", "kueue", "kueue:", "volcano:", "slurm", "none:x"})
        QVERIFY(!parseGang(wrong));
    PodRecord record;
    record.workload = ResourceId("job-1");
    Json alone = Json::object();
    joinGang(alone, record, *parseGang("kueue:gpus"));
    QCOMPARE(alone.dump(), std::string(R"({"metadata":{"labels":{"kueue.x-k8s.io/queue-name":"gpus"}}})"));
    record.replica = {"worker", 0, 0, 4};
    Json one = Json::object();
    joinGang(one, record, *parseGang("kueue:gpus"));
    QCOMPARE(one["metadata"]["labels"].value("kueue.x-k8s.io/pod-group-name", ""),
             std::string("slipway-job-1-1"));
    QCOMPARE(one["metadata"]["annotations"].value("kueue.x-k8s.io/pod-group-total-count", ""),
             std::string("4"));
    QVERIFY(gangPath(record, *parseGang("kueue:gpus")).empty());
    Json untouched = Json::object();
    joinGang(untouched, record, {});
    QVERIFY(untouched["metadata"].is_null());
}

void PlacementTest::aPodKeepsItsGpus()
{
    GpuSlots slots;
    NodeUse use = node("n", 4, 3);
    use.holders = {{"x/b", 2}, {"x/c", 1}};
    slots.update(use);
    const auto held = slots.of("n", "x/c");
    QCOMPARE(held.size(), std::size_t(1));
    use.holders = {{"x/a", 1}, {"x/b", 2}, {"x/c", 1}};
    QCOMPARE(slots.update(use), (std::vector<std::string>{"x/b", "x/b", "x/c", "x/a"}));
    QCOMPARE(slots.of("n", "x/c"), held);
    use.holders = {{"x/c", 1}};
    QCOMPARE(slots.update(use), (std::vector<std::string>{"", "", "x/c", ""}));
    use.holders = {{"x/d", 9}};  // More than there is.
    QCOMPARE(slots.update(use).size(), std::size_t(4));
}

void PlacementTest::everyThingIsLookedAtByOne()
{
    std::atomic<int> busy = 0;
    std::atomic<int> most = 0;
    std::atomic<int> looks = 0;
    {
        KeyedWorkers workers(4, [&](const std::string&) -> std::optional<std::chrono::milliseconds> {
            most = std::max(most.load(), ++busy);
            std::this_thread::yield();
            --busy;
            return ++looks < 100 ? std::optional(1ms) : std::nullopt;
        });
        for (int i = 0; i < 20; ++i)
            workers.poke("same");
        QTRY_VERIFY(looks >= 100);
    }
    QCOMPARE(most.load(), 1);
}

void PlacementTest::copiesGrowOnceAndStayInTheirDirectory()
{
    const QTemporaryDir directory;
    const std::filesystem::path root = directory.path().toStdString();
    StreamCopies copies(root / "streams");
    QVERIFY(copies.append("log", 0, "abc"));
    QVERIFY(copies.append("log", 1, "bcd"));
    QVERIFY(copies.append("log", 0, "a"));
    QCOMPARE(copies.append("log", 5, "x").error().code, ErrorCode::DataLoss);
    QVERIFY(copies.append("events/run/file", 0, "e"));
    for (const char* name : {"", "/etc/x", "../x", "a/../../x", "a//b", "a/", ".", "a/b/c/d/e/f/g/h/i"})
        QVERIFY2(!copies.append(name, 0, "x"), name);
    QVERIFY(copies.keep());
    QCOMPARE(copies.have(), (StreamOffsets{{"events/run/file", 1}, {"log", 4}}));
    QVERIFY(!std::filesystem::exists(root / "x"));
}

QTEST_GUILESS_MAIN(PlacementTest)
#include "placement_test.moc"
