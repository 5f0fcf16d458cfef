// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/engines/engine_fixture.h"

#include <nlohmann/json.hpp>

#include <sys/stat.h>
#include <unistd.h>

using namespace slipway;
using std::chrono::milliseconds;
namespace fs = std::filesystem;

/// Volumes and scratch of tasks on one machine.
class VolumesTest : public QObject, private EngineFixture {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        passable_ = ::geteuid() == 0;
        sdk_ = SLIPWAY_SOURCE_DIR "/sdk/python";
        ::umask(022);
        setUp();
    }
    void cleanup() { tearDown(); }

    void whatThisMachineCannotHaveIsRefused_data();
    void whatThisMachineCannotHaveIsRefused();
    void mountsThatProcessesCannotHaveAreRefused();
    void twoJobsShareAVolume();
    void aPersonalVolumeIsClosedToColleagues();
    void theGateStaysOpenWhileItIsLookedAfter();
    void aDeletedVolumeIsGone();
    void scratchIsGoneAfterwards();
    void scratchOfAnEndNobodySawIsGone();
    void scratchIsBounded();

private:
    static Volume volume(const std::string& name, VolumeScope scope, const std::string& owner)
    {
        Volume made{ResourceId("vol-" + name), "vision", name, owner, {}};
        made.spec.scope = scope;
        made.spec.size = 1_GiB;
        return made;
    }

    TaskStart jobWith(const std::string& name, const std::vector<Volume>& volumes, const std::string& command)
    {
        TaskStart start = job(name, command);
        start.project = "vision";
        start.holder = "vision/jobs/" + name;
        for (const Volume& one : volumes) {
            [&] { QVERIFY(engine_->tendVolume(one)); }();
            start.volumes.push_back({one, defaultVolumePath(one.name), false, {}, false});
        }
        return start;
    }
};

void VolumesTest::whatThisMachineCannotHaveIsRefused_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("a claim") << QByteArray(R"({"kind":"claim","claim":"data"})") << QByteArray("spec.kind");
    QTest::newRow("a CSI volume") << QByteArray(R"({"kind":"csi","csi":{"driver":"a.b"}})")
                                  << QByteArray("spec.kind");
    QTest::newRow("a storage class") << QByteArray(R"({"size":"1GiB","storage_class":"fast"})")
                                     << QByteArray("spec.storage_class");
}

void VolumesTest::whatThisMachineCannotHaveIsRefused()
{
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, field);
    Volume wanted = volume("data", VolumeScope::Project, "alice");
    wanted.spec = parseJson(spec.toStdString()).and_then(readVolumeSpec).value();
    const auto checked = engine_->checkVolume(wanted);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(QByteArray::fromStdString(checked.error().field), field);
    QVERIFY(!engine_->tendVolume(wanted));
    QVERIFY(!fs::exists(data_ / "volumes/vol-data"));
}

void VolumesTest::mountsThatProcessesCannotHaveAreRefused()
{
    TaskStart start = jobWith("mounts", {volume("data", VolumeScope::Project, "alice")}, "true");
    start.volumes[0].read_only = true;
    QCOMPARE(engine_->fits(start).error().type, std::string("volume-mount"));
    start.volumes[0] = {start.volumes[0].volume, "/data", false, {}, false};
    QCOMPARE(engine_->start(start).error().type, std::string("volume-mount"));
    TaskStart part = job("part", "true", 1);
    part.gpu_share.percent = 50;
    QCOMPARE(engine_->fits(part).error().type, std::string("no-gpu-fractions"));
}

void VolumesTest::twoJobsShareAVolume()
{
    const Volume data = volume("data", VolumeScope::Project, "alice");
    const TaskStart writer = jobWith("writes", {data}, "echo shared > $SLIPWAY_VOLUMES/data/file");
    QCOMPARE(runToEnd(writer).code.value_or(-1), std::int64_t{0});
    QVERIFY(engine_->forget(writer.task));
    const TaskStart reader = jobWith("reads", {data}, "cat $SLIPWAY_VOLUMES/data/file");
    QCOMPARE(runToEnd(reader).code.value_or(-1), std::int64_t{0});
    QCOMPARE(log(reader), std::string("shared\n"));
    if (passable_) {
        TaskStart other = job("other", "cat " + (data_ / "volumes/vol-data/files/file").string());
        other.project = "speech";
        other.holder = "speech/jobs/other";
        QVERIFY(runToEnd(other).code.value_or(0) != 0);
    }
}

void VolumesTest::aPersonalVolumeIsClosedToColleagues()
{
    if (!passable_)
        QSKIP("Separate users need root.");
    const Volume mine = volume("mine", VolumeScope::Personal, "alice");
    QCOMPARE(runToEnd(jobWith("own", {mine}, "echo secret > $SLIPWAY_VOLUMES/mine/file")).code.value_or(-1),
             std::int64_t{0});
    const std::string file = (data_ / "volumes/vol-mine/files/file").string();
    const TaskStart colleague =
        jobWith("colleague", {volume("theirs", VolumeScope::Personal, "bob")}, "cat " + file);
    QVERIFY(runToEnd(colleague).code.value_or(0) != 0);
    QVERIFY2(log(colleague).find("Permission denied") != std::string::npos, log(colleague).c_str());
    const TaskStart again = jobWith("again", {mine}, "cat $SLIPWAY_VOLUMES/mine/file");
    QCOMPARE(runToEnd(again).code.value_or(-1), std::int64_t{0});
    QCOMPARE(log(again), std::string("secret\n"));
}

void VolumesTest::theGateStaysOpenWhileItIsLookedAfter()
{
    const Volume data = volume("data", VolumeScope::Project, "alice");
    const TaskStart start =
        jobWith("loops", {data},
                "i=0; while [ $i -lt 2000 ]; do : > $SLIPWAY_VOLUMES/data/file || exit 1; "
                "i=$((i+1)); done");
    QVERIFY(engine_->start(start));
    while (!ended(start))
        QVERIFY(engine_->tendVolume(data));
    QCOMPARE(stateOf(start).exit->code.value_or(-1), std::int64_t{0});
}

void VolumesTest::aDeletedVolumeIsGone()
{
    const Volume data = volume("data", VolumeScope::Project, "alice");
    QCOMPARE(runToEnd(jobWith("writes", {data}, "echo x > $SLIPWAY_VOLUMES/data/file")).code.value_or(-1),
             std::int64_t{0});
    QVERIFY(engine_->deleteVolume(data).value_or(false));
    QVERIFY(!fs::exists(data_ / "volumes/vol-data"));
    QTRY_VERIFY(fs::is_empty(data_ / ".trash"));
    QVERIFY(engine_->deleteVolume(data).value_or(false));
}

void VolumesTest::scratchIsGoneAfterwards()
{
    TaskStart start = job("scratches", "echo x > $SLIPWAY_SCRATCH/file && cat $SLIPWAY_SCRATCH/file");
    start.scratch = 64_MiB;
    QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{0});
    QCOMPARE(log(start), std::string("x\n"));
    QTRY_VERIFY(!fs::exists(attemptOf(start) / "scratch"));
    QTRY_VERIFY(fs::is_empty(data_ / ".trash"));
}

void VolumesTest::scratchOfAnEndNobodySawIsGone()
{
    TaskStart start =
        job("unseen", "echo x > $SLIPWAY_SCRATCH/file; until [ -e $HOME/go ]; do sleep 0.05; done");
    start.scratch = 64_MiB;
    QVERIFY(engine_->start(start));
    QTRY_VERIFY(fs::exists(attemptOf(start) / "scratch/file"));
    engine_.reset();
    std::ofstream(attemptOf(start) / "home/go") << "go";
    QTRY_VERIFY(fs::exists(attemptOf(start) / "exit.json"));
    QVERIFY(fs::exists(attemptOf(start) / "scratch"));
    restartEngine();
    QTRY_VERIFY(!fs::exists(attemptOf(start) / "scratch"));
}

void VolumesTest::scratchIsBounded()
{
    TaskStart start =
        job("fills", "dd if=/dev/zero of=$SLIPWAY_SCRATCH/file bs=1M count=64 2>/dev/null; sync; "
                     "sleep 600");
    start.scratch = 16_MiB;
    const TaskExit exit = runToEnd(start);
    QVERIFY2(exit.cause == TaskExit::Cause::Disk, exit.message.c_str());
}

QTEST_GUILESS_MAIN(VolumesTest)
#include "volumes_test.moc"
