// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/installation.h"

#include <QtTest>

using namespace slipway;

/// Volumes on their way to whoever mounts them, with an engine that does what the test says.
class VolumesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aJobWaitsForItsVolume();
    void aVolumeSaysWhatOnlyPeopleCanChange();
    void aJobFindsWhatItMounts();
    void aPersonalVolumeIsItsOwnersAlone();
    void aMissingVolumeFailsItsJob();
    void aMountedVolumeIsDeletedOnceItsUserEnds();
    void aProjectWaitsForItsVolumes();

private:
    static VolumeStatus statusOf(Installation& here, const Resource& volume)
    {
        return parseJson(here.store->get(volume.id)->status).and_then(readVolumeStatus).value();
    }
};

void VolumesTest::aJobWaitsForItsVolume()
{
    Installation here;
    here.engine.volumes_are_ready = false;
    const Resource volume = here.create(Kind::Volume, "default", "data", R"({"size":"1GiB"})");
    const Resource job = here.job("train", R"("volumes":[{"name":"data"}])");
    QTRY_COMPARE(here.status(job).reason, std::string("waiting-for-volume"));
    QTRY_COMPARE(here.status(job).message, std::string("Waits for the volume \"data\". It is being made."));
    TRY_PHASE(here, job, "Pending");
    here.engine.volumes_are_ready = true;
    TRY_PHASE(here, job, "Running");
    QCOMPARE(statusOf(here, volume).phase, std::string("Ready"));
}

void VolumesTest::aVolumeSaysWhatOnlyPeopleCanChange()
{
    Installation here;
    here.engine.has_no_storage_left = true;
    const Resource volume = here.create(Kind::Volume, "default", "data", R"({"size":"1GiB"})");
    QTRY_COMPARE(statusOf(here, volume).reason, std::string("cluster-quota"));
    QCOMPARE(statusOf(here, volume).phase, std::string("Pending"));
    QCOMPARE(statusOf(here, volume).message, std::string("The quota of storage is used up."));
}

void VolumesTest::aJobFindsWhatItMounts()
{
    Installation here;
    here.create(Kind::Flavor, {}, "part",
                R"({"gpus":1,"gpu_fraction":0.5,"gpu_memory":"8GiB","scratch":"1GiB"})");
    const Resource volume = here.create(Kind::Volume, "default", "data", R"({"size":"1GiB"})");
    const Resource job =
        here.job("train", R"("flavor":"part","volumes":[{"name":"data","path":"/d","read_only":true}])");
    TRY_PHASE(here, job, "Running");
    const TaskStart start = here.engine.starts().at(0);
    QCOMPARE(start.volumes.size(), std::size_t(1));
    QCOMPARE(start.volumes[0].volume.id, volume.id);
    QCOMPARE(start.volumes[0].path, std::string("/d"));
    QVERIFY(start.volumes[0].read_only);
    QVERIFY(start.scratch == 1_GiB);
    QVERIFY(start.gpu_share == (GpuShare{50, 8_GiB}));
}

void VolumesTest::aPersonalVolumeIsItsOwnersAlone()
{
    Installation here;
    here.create(Kind::Volume, "default", "mine", R"({"size":"1GiB","scope":"personal"})");
    const Resource own = here.job("own", R"("volumes":[{"name":"mine"}])");
    TRY_PHASE(here, own, "Running");
    Resource other;
    const auto made = here.store->write([&](Transaction& transaction) -> Result<void> {
        other.kind = Kind::Job;
        other.project = "default";
        other.name = "other";
        other.owner = "bob";
        other.spec = R"({"command":"true","volumes":[{"name":"mine"}]})";
        return transaction.create(other).map([&](const Resource& created) { other = created; });
    });
    QVERIFY(made);
    TRY_PHASE(here, other, "Failed");
    QCOMPARE(here.status(other).reason, std::string("not-your-volume"));
}

void VolumesTest::aMissingVolumeFailsItsJob()
{
    Installation here;
    const Resource job = here.job("train", R"("volumes":[{"name":"none"}])");
    TRY_PHASE(here, job, "Failed");
    QCOMPARE(here.status(job).reason, std::string("unknown-volume"));
}

void VolumesTest::aMountedVolumeIsDeletedOnceItsUserEnds()
{
    Installation here;
    const Resource volume = here.create(Kind::Volume, "default", "data", R"({"size":"1GiB"})");
    const Resource job = here.job("train", R"("volumes":[{"name":"data"}])");
    TRY_PHASE(here, job, "Running");
    here.remove(volume);
    QTRY_COMPARE(statusOf(here, volume).message,
                 std::string("It is deleted once default/jobs/train has ended, which mounts it."));
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 0);
    QTRY_VERIFY(here.gone(volume));
    TRY_PHASE(here, job, "Succeeded");
}

void VolumesTest::aProjectWaitsForItsVolumes()
{
    Installation here;
    const Resource volume = here.create(Kind::Volume, "default", "data", R"({"size":"1GiB"})");
    const Resource project = here.store->get(Kind::Project, {}, "default").value();
    here.remove(project);
    const auto message = [&] {
        return parseJson(here.store->get(project.id)->status).value().value("message", std::string());
    };
    QTRY_COMPARE(message(), std::string("It is deleted once its volumes are; data is still there."));
    here.remove(volume);
    QTRY_VERIFY(here.gone(project));
}

QTEST_GUILESS_MAIN(VolumesTest)
#include "volumes_test.moc"
