// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/installation.h"

#include <QtTest>

#include <atomic>

using namespace slipway;

namespace {

/// Objects that are far away: nothing is known or gone before somebody says so.
class SlowObjects final : public ProjectObjects {
public:
    Result<void> prepare(const std::string&) override { return {}; }
    Result<std::optional<std::vector<std::string>>> keys(const std::string&,
                                                         const std::string& prefix) override
    {
        if (!ready)
            return std::nullopt;
        return std::vector<std::string>{prefix + "net"};
    }
    Result<bool> remove(const std::string& project, const std::string& prefix) override
    {
        ++removals;
        const bool removes = ready;
        if (removes)
            removed = project + " " + prefix;
        return removes;
    }

    std::atomic<bool> ready = false;
    std::atomic<int> removals = 0;
    std::string removed;
};

}  // namespace

/// What controllers find and delete among objects, near and far.
class ProjectObjectsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSlowStoreHoldsUpNoEnd();
};

void ProjectObjectsTest::aSlowStoreHoldsUpNoEnd()
{
    Installation here;
    const auto objects = std::make_shared<SlowObjects>();
    here.objects = objects;
    here.stopControllers();
    here.startControllers();
    const Resource job = here.job("train", R"("flavor":"gpu-1")");
    TRY_PHASE(here, job, "Running");
    here.engine.end(here.task(job), TaskExit::Cause::Exited, 0);
    TRY_PHASE(here, job, "Succeeded");
    QVERIFY(here.status(job).models_pending);
    QVERIFY(here.status(job).models.empty());

    // Whoever starts meanwhile looks further.
    here.stopControllers();
    here.startControllers();
    objects->ready = true;
    QTRY_VERIFY(!here.status(job).models_pending);
    QCOMPARE(here.status(job).models,
             std::vector<std::string>{"jobs/train/" + job.id.text() + "/outputs/models/net"});

    objects->ready = false;
    here.remove(job);
    QTRY_VERIFY(objects->removals > 2);
    QVERIFY(!here.gone(job));
    objects->ready = true;
    QTRY_VERIFY(here.gone(job));
    QCOMPARE(objects->removed, "default jobs/train/" + job.id.text() + "/");
}

QTEST_GUILESS_MAIN(ProjectObjectsTest)
#include "project_objects_test.moc"
