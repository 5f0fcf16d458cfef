// SPDX-License-Identifier: GPL-3.0-or-later
// Pages and tabs are made when they are first wanted, and whoever leads to one finds it.
#include "tests/ui/servers/window_stage.h"
#include "ui/cluster/cluster_page.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/events_tab.h"
#include "ui/parts/details/log_tab.h"
#include "ui/parts/details/yaml_tab.h"
#include "ui/session/item_index.h"
#include "ui/session/wake_watch.h"

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class LatePagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noPageIsMadeBeforeItIsSeen();
    void noTabIsMadeBeforeItIsSeen();
    void aLinkLeadsToAPageThatIsNotMadeYet();
    void aPlaceThatIsComeBackToKeepsItsTab();
    void itemsAreCountedWhileTheyComeAndGo();
    void sleepIsToldFromAWallClockAlone_data();
    void sleepIsToldFromAWallClockAlone();
};

void LatePagesTest::noPageIsMadeBeforeItIsSeen()
{
    WindowFrame frame;
    const OpenWindow open(frame);
    QTRY_VERIFY(open.isLoaded());
    QCOMPARE(open.window->findChildren<ListPage*>().size(), 0);
    QVERIFY(!open.window->findChild<ClusterPage*>());
    open.view().go(WorkbenchView::Place::Jobs);
    QCOMPARE(open.window->findChildren<ListPage*>().size(), 1);
    open.view().go(WorkbenchView::Place::Home);
    open.view().go(WorkbenchView::Place::Jobs);
    QCOMPARE(open.window->findChildren<ListPage*>().size(), 1);
}

void LatePagesTest::noTabIsMadeBeforeItIsSeen()
{
    WindowFrame frame;
    const OpenWindow open(frame);
    open.view().go(WorkbenchView::Place::Jobs);
    QTRY_VERIFY(open.view().jobs()->selected());
    JobDetails* details = open.view().jobs()->details();
    QCOMPARE(details->currentTabName(), u"overview"_s);
    QVERIFY(!details->findChild<LogTab*>() && !details->findChild<EventsTab*>() &&
            !details->findChild<YamlTab*>());
    details->setCurrentTabName(u"yaml"_s);
    QVERIFY(details->findChild<YamlTab*>());
    QTRY_VERIFY(details->findChild<YamlTab*>()->isVisible());
}

void LatePagesTest::aLinkLeadsToAPageThatIsNotMadeYet()
{
    WindowFrame frame;
    const OpenWindow open(frame);
    open.view().open(
        DeepLink{linkAuthority(open.running.profile().server), Kind::Job, "vision", "ocr-finetune", "logs"});
    QTRY_VERIFY(open.isLoaded());
    QTRY_VERIFY(open.view().jobs()->selected());
    QTRY_COMPARE(open.view().jobs()->selected()->resource.name, std::string("ocr-finetune"));
    QCOMPARE(open.view().mark().text(), u"jobs|vision/ocr-finetune|logs"_s);
}

void LatePagesTest::aPlaceThatIsComeBackToKeepsItsTab()
{
    WindowFrame frame;
    frame.settings.set(settings::page, u"environments|vision/labelling|events"_s);
    const OpenWindow open(frame);
    QTRY_VERIFY(open.isLoaded());
    QTRY_VERIFY(open.view().environments()->selected());
    QTRY_COMPARE(open.view().mark().text(), u"environments|vision/labelling|events"_s);
}

void LatePagesTest::itemsAreCountedWhileTheyComeAndGo()
{
    ItemIndex index;
    const auto item = [](const std::string& name, Phase phase) {
        return readItem(made(Kind::Job, name, Json::object(), write(workload(phase))));
    };
    index.put(item("a", Phase::Running));
    index.put(item("b", Phase::Succeeded));
    QCOMPARE(index.counts(Kind::Job, "vision").all, 2);
    QCOMPARE(index.counts(Kind::Job, "vision").active, 1);
    index.put(item("a", Phase::Failed));
    QCOMPARE(index.counts(Kind::Job, "vision").all, 2);
    QCOMPARE(index.counts(Kind::Job, "vision").active, 0);
    QVERIFY(index.remove(Kind::Job, "vision/b"));
    QVERIFY(!index.remove(Kind::Job, "vision/b"));
    QCOMPARE(index.counts(Kind::Job, "vision").all, 1);
    QCOMPARE(index.counts(Kind::Job, "speech").all, 0);
    QCOMPARE(index.counts(Kind::Environment, "vision").all, 0);
}

void LatePagesTest::sleepIsToldFromAWallClockAlone_data()
{
    QTest::addColumn<qint64>("wall_s");
    QTest::addColumn<qint64>("running_s");
    QTest::addColumn<bool>("slept");
    QTest::newRow("both clocks go on: it was awake") << qint64{2} << qint64{2} << false;
    QTest::newRow("the wall's clock alone went on: it slept") << qint64{3600} << qint64{2} << true;
    QTest::newRow("a window that was busy did not sleep") << qint64{90} << qint64{90} << false;
    QTest::newRow("a correction of some seconds is no sleep") << qint64{10} << qint64{2} << false;
    QTest::newRow("a clock that is set back is no sleep") << qint64{-3600} << qint64{2} << false;
}

void LatePagesTest::sleepIsToldFromAWallClockAlone()
{
    QFETCH(qint64, wall_s);
    QFETCH(qint64, running_s);
    QFETCH(bool, slept);
    WakeWatch watch;
    const Timestamp wall{};
    const WakeWatch::Steady running{};
    QVERIFY(!watch.slept(wall, running));
    QCOMPARE(watch.slept(wall + std::chrono::seconds(wall_s), running + std::chrono::seconds(running_s)),
             slept);
    QVERIFY(!watch.slept(wall + std::chrono::seconds(wall_s) + 2s,
                         running + std::chrono::seconds(running_s) + 2s));
}

QTEST_MAIN(LatePagesTest)
#include "late_pages_test.moc"
