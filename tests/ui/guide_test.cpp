// SPDX-License-Identifier: GPL-3.0-or-later
// The first steps, clicked through against a real slipwayd: the sample is really trained.
#include "app/demo/window_driver.h"
#include "tests/app/running_platform.h"
#include "tests/ui/open_window.h"
#include "ui/home/guide/guide.h"
#include "ui/home/home_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/metrics_tab.h"
#include "widgets/chart/chart_grid.h"

#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

class GuideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSampleIsTrainedByClicks();
    void whatIsOverIsNotOfferedAgain();

private:
    void open();
    Guide& guide() { return window_->workbench()->home()->guide(); }
    void waitUntilDone(const QString& what, GuideStep step);

    test::RunningPlatform platform_;
    test::WindowFrame frame_;
    std::unique_ptr<MainWindow> window_;
    demo::WindowDriver user_;
};

void GuideTest::initTestCase()
{
    QVERIFY(platform_.start());
    open();
}

void GuideTest::open()
{
    MainWindowOptions options;
    options.config_directory = frame_.home.path().toStdString();
    options.profile = platform_.session().profile();
    options.profile->project = "default";
    window_ = std::make_unique<MainWindow>(frame_.appearance, options);
    window_->resize(1280, 800);
    window_->show();
    user_.waitUntil(u"everything is loaded"_s, [this] { return window_->workbench()->workspace().loaded(); });
}

void GuideTest::waitUntilDone(const QString& what, GuideStep step)
{
    user_.waitUntil(what, [this, step] {
        const GuideStepState state = guide().state(step);
        if (state.state == GuideStepState::State::Failed)
            throw demo::Failure(state.note);
        return state.state == GuideStepState::State::Done;
    });
}

void GuideTest::theSampleIsTrainedByClicks()
{
    user_.click(u"1 Environment: Make it"_s);
    waitUntilDone(u"the environment runs"_s, GuideStep::Environment);
    user_.click(u"2 Data: Upload it"_s);
    waitUntilDone(u"the dataset is complete"_s, GuideStep::Data);
    user_.click(u"3 Training: Train"_s);
    user_.click(u"4 Charts: Open charts"_s);
    const ChartGrid* charts = window_->workbench()->jobs()->details()->metrics()->charts();
    user_.waitUntil(u"the charts are shown"_s, [charts] { return charts->isVisible(); });
    user_.waitUntil(u"it logs metrics"_s, [&] { return !charts->metrics().isEmpty(); });
    user_.click(u"Home"_s);
    waitUntilDone(u"the training has succeeded"_s, GuideStep::Train);
    user_.click(u"5 Model: Show model"_s);
    QCOMPARE(window_->workbench()->jobs()->selected()->workload().phase, Phase::Succeeded);
    user_.click(u"Home"_s);
    user_.click(u"6 Give back: Release"_s);
    waitUntilDone(u"the environment is released"_s, GuideStep::Release);
    QVERIFY2(!guide().isOffered(), "it is over");
}

void GuideTest::whatIsOverIsNotOfferedAgain()
{
    window_.reset();
    open();
    QVERIFY(!guide().isOffered());
    QVERIFY2(!guide().isDismissed(), "nobody put it away");
}

QTEST_MAIN(GuideTest)
#include "guide_test.moc"
