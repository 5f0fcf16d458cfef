// SPDX-License-Identifier: GPL-3.0-or-later
// Details in windows of their own, and the line of time, on a real slipwayd.
#include "tests/ui/details/details_stage.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/details_pane.h"
#include "ui/parts/details/details_window.h"
#include "ui/parts/details/details_windows.h"
#include "widgets/form/status/toast.h"
#include "widgets/log/log_panel.h"
#include "widgets/table/table_view.h"

#include <QComboBox>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class DetailsWindowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { stage_->window.reset(); }
    void aTabIsTornOffAndPutBack();
    void aTabIsDraggedAway();
    void theWholePaneFollowsThePlatform();
    void windowsAreOpenedAgainAtTheStart();
    void deletionClosesTheWindowAndIsSaid();
    void peopleAndThePlatformShareOneLineOfTime();

private:
    void openJob(const std::string& name);
    QList<DetailsWindow*> windows() { return stage_->view().windows().windows(); }

    std::unique_ptr<DetailsStage> stage_;
};

void DetailsWindowsTest::initTestCase()
{
    stage_ = std::make_unique<DetailsStage>();
    QVERIFY(stage_->platform.create(Kind::Job, "talker", R"({"command":"echo hello; sleep 600"})"));
    QVERIFY(stage_->platform.reaches(Kind::Job, "talker", Phase::Running));
}

void DetailsWindowsTest::openJob(const std::string& name)
{
    auto& view = stage_->open("admin");
    view.go(WorkbenchView::Place::Jobs);
    view.jobs()->select("default/" + name);
    QTRY_VERIFY(view.jobs()->selected() && view.jobs()->selected()->resource.name == name);
}

void DetailsWindowsTest::aTabIsTornOffAndPutBack()
{
    openJob("talker");
    stage_->user.openTab(u"Logs"_s);
    QTabBar* bar = stage_->view().jobs()->details()->findChild<QTabWidget*>()->tabBar();
    bar->setFocus();
    QTest::keyClick(bar, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(windows().size(), 1);
    DetailsWindow* window = windows().front();
    QCOMPARE(window->windowTitle(), u"talker · Logs · Slipway"_s);
    QVERIFY2(!window->findChild<QTabWidget*>()->tabBar()->isVisible(), "one tab alone");
    QTRY_VERIFY(window->findChild<LogPanel*>()->offset() >= 6);
    stage_->picture(u"window-log"_s, window);
    stage_->user.openTab(u"Overview"_s);
    QTest::keyClick(window, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(windows().isEmpty());
    QCOMPARE(stage_->view().jobs()->details()->currentTabName(), u"logs"_s);
}

void DetailsWindowsTest::aTabIsDraggedAway()
{
    openJob("talker");
    QTabBar* bar = stage_->view().jobs()->details()->findChild<QTabWidget*>()->tabBar();
    const QPoint from = bar->tabRect(bar->count() - 1).center();
    QTest::mousePress(bar, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, QPointF(from + QPoint(0, 200)),
                     bar->mapToGlobal(from + QPoint(0, 200)), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(bar, &move);
    QTest::mouseRelease(bar, Qt::LeftButton, {}, from);
    QCOMPARE(windows().size(), 1);
    QCOMPARE(windows().front()->tab(), u"yaml"_s);
    windows().front()->close();
    QTRY_VERIFY(windows().isEmpty());
}

void DetailsWindowsTest::theWholePaneFollowsThePlatform()
{
    QVERIFY(stage_->platform.create(Kind::Job, "short", R"({"command":"sleep 600"})"));
    QVERIFY(stage_->platform.reaches(Kind::Job, "short", Phase::Running));
    openJob("short");
    stage_->user.click(u"Open in a window"_s);
    auto* menu = stage_->view().jobs()->details()->findChild<QMenu*>();
    QVERIFY(menu);
    for (QAction* action : menu->actions())
        if (action->text() == u"Open everything in a window"_s)
            action->trigger();
    menu->close();
    QTRY_COMPARE(windows().size(), 1);
    DetailsWindow* window = windows().front();
    QCOMPARE(window->windowTitle(), u"short · Slipway"_s);
    QVERIFY(stage_->platform.act(Kind::Job, "short", "stop"));
    QTRY_COMPARE_WITH_TIMEOUT(window->item()->workload().phase, Phase::Stopped, 20'000);
    stage_->picture(u"window-pane"_s, window);
    window->close();
}

void DetailsWindowsTest::windowsAreOpenedAgainAtTheStart()
{
    openJob("talker");
    stage_->view().windows().open(Kind::Job, "default/talker", u"logs"_s);
    QCOMPARE(windows().size(), 1);
    windows().front()->resize(700, 400);
    stage_->window->close();
    QVERIFY(windows().isEmpty());
    stage_->window.reset();
    stage_->open("admin");
    QTRY_COMPARE(windows().size(), 1);
    QCOMPARE(windows().front()->tab(), u"logs"_s);
    QCOMPARE(windows().front()->size(), QSize(700, 400));
    windows().front()->close();
    QTRY_VERIFY(windows().isEmpty());
}

void DetailsWindowsTest::deletionClosesTheWindowAndIsSaid()
{
    QVERIFY(stage_->platform.create(Kind::Job, "gone", R"({"command":"true"})"));
    QVERIFY(stage_->platform.reaches(Kind::Job, "gone", Phase::Succeeded));
    openJob("gone");
    stage_->view().windows().open(Kind::Job, "default/gone", {});
    QCOMPARE(windows().size(), 1);
    QVERIFY(stage_->platform.remove(Kind::Job, "default", "gone"));
    QTRY_VERIFY_WITH_TIMEOUT(windows().isEmpty(), 20'000);
    QCOMPARE(stage_->view().toasts().toasts().last()->message().text,
             u"gone was deleted, so its window is closed."_s);
}

void DetailsWindowsTest::peopleAndThePlatformShareOneLineOfTime()
{
    Resource job = stage_->platform.get(Kind::Job, "talker").value();
    job.spec =
        R"({"command":"echo hello; sleep 600","description":"renamed","flavor":"cpu-small","image":"host"})";
    QVERIFY(stage_->platform.run<Resource>(
        [&](auto done) { return stage_->platform.session().update(job, std::move(done)); }));
    openJob("talker");
    stage_->user.openTab(u"Events"_s);
    auto* events = stage_->view().jobs()->details()->findChild<TableView*>(u"events"_s);
    const auto cells = [events] {
        QStringList all;
        for (int row = 0; row < events->model()->rowCount(); ++row)
            all << events->model()->index(row, 1).data().toString() + u": "_s +
                       events->model()->index(row, 3).data().toString();
        return all;
    };
    QTRY_VERIFY2(cells().contains(u"Changed: description: - -> renamed"_s), qPrintable(cells().join(u'\n')));
    QVERIFY(cells().contains(u"Started: Attempt 1 is running."_s));
    QVERIFY(cells().contains(u"Created: "_s));
    stage_->picture(u"events"_s);
    stage_->user.choose(u"Whose events"_s, u"The platform"_s);
    QVERIFY(!cells().contains(u"Created: "_s) && cells().contains(u"Started: Attempt 1 is running."_s));
    stage_->user.choose(u"Whose events"_s, u"People"_s);
    QVERIFY(cells().contains(u"Created: "_s) && !cells().contains(u"Started: Attempt 1 is running."_s));
    stage_->user.type(u"Filter events…"_s, u"nothing like it"_s);
    QTRY_VERIFY(stage_->user.has(u"Clear filter"_s));
    stage_->user.click(u"Clear filter"_s);
    QTRY_VERIFY(cells().size() >= 3);
}

QTEST_MAIN(DetailsWindowsTest)
#include "details_windows_test.moc"
