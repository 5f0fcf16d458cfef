// SPDX-License-Identifier: GPL-3.0-or-later
// What every view says while it loads, when it is empty, when the platform is gone, fails or refuses:
// rendered in every look, and compared with the references.
#include "tests/ui/fixture_data.h"
#include "tests/ui/look/page_stage.h"
#include "tests/ui/servers/bad_server.h"
#include "ui/cluster/cluster_page.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/home/home_page.h"
#include "ui/home/home_rows.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/table_view.h"

#include <QLabel>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace slipway;
using namespace Qt::StringLiterals;
using State = StatePane::State;
using Place = WorkbenchView::Place;

class StatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage_ = std::make_unique<test::PageStage>(); }
    void render_data() { test::PageStage::addLooks(); }
    void render();
    void cleanupTestCase() { QCOMPARE(test::PageStage::finish(), QString()); }

private:
    std::unique_ptr<MainWindow> open(const Profile& profile);
    std::unique_ptr<MainWindow> openLoaded(const Profile& profile);
    void savePlace(MainWindow& window, std::size_t place, const QString& state,
                   bool (*shows)(const QWidget&));
    void savePlaces(MainWindow& window, const QString& state, bool (*shows)(const QWidget&));
    void saveLoading();
    void saveFailed();
    void saveRefused();
    void saveStale();
    void saveEmpty();
    void saveTabs(const QString& state, const QStringList& tabs, State expected,
                  const std::function<void(test::BadServer&)>& prepare);

    std::unique_ptr<test::PageStage> stage_;
};

namespace {

const std::pair<Place, const char*> places[] = {
    {Place::Home, "home"},         {Place::Environments, "environments"}, {Place::Jobs, "jobs"},
    {Place::Datasets, "datasets"}, {Place::Volumes, "volumes"},           {Place::Templates, "templates"},
    {Place::Cluster, "cluster"}};

template <class Widget>
bool anyVisible(const QWidget& in, const std::function<bool(const Widget&)>& holds)
{
    const auto all = in.findChildren<Widget*>();
    return std::any_of(all.begin(), all.end(),
                       [&](const Widget* widget) { return widget->isVisible() && holds(*widget); });
}

bool loads(const QWidget& window)
{
    return anyVisible<LoadingState>(window, [](const LoadingState& loading) { return loading.isShown(); });
}

bool is(const QWidget& window, State state)
{
    return anyVisible<StatePane>(window, [state](const StatePane& pane) { return pane.state() == state; });
}

bool tellsOfLoss(const QWidget& window)
{
    return anyVisible<ErrorBanner>(
        window, [](const ErrorBanner& banner) { return banner.message().contains(u"2026-11-25"_s); });
}

/// On Home, of what waits.
bool knowsThePlace(const QWidget& window)
{
    return anyVisible<QLabel>(
        window, [](const QLabel& label) { return label.text() == HomeRowBuilder::tr("First in line"); });
}

}  // namespace

std::unique_ptr<MainWindow> StatesTest::open(const Profile& profile)
{
    MainWindowOptions options;
    options.config_directory = stage_->configDirectory();
    options.profile = profile;
    auto window = std::make_unique<MainWindow>(stage_->appearance(), options);
    window->resize(stage_->size());
    window->show();
    return window;
}

std::unique_ptr<MainWindow> StatesTest::openLoaded(const Profile& profile)
{
    auto window = open(profile);
    Workspace& workspace = window->workbench()->workspace();
    [&] {
        QTRY_VERIFY(workspace.loaded() && !workspace.account().user.empty());
        QTRY_COMPARE(workspace.link().state, Link::State::Live);
    }();
    return window;
}

void StatesTest::savePlace(MainWindow& window, std::size_t place, const QString& state,
                           bool (*shows)(const QWidget&))
{
    const char* name = places[place].second;
    window.workbench()->go(places[place].first);
    QTRY_VERIFY2_WITH_TIMEOUT(shows(window), name, 20'000);
    stage_->save(QLatin1String(name) + u'-' + state, window);
}

void StatesTest::savePlaces(MainWindow& window, const QString& state, bool (*shows)(const QWidget&))
{
    for (std::size_t place = 0; place < std::size(places); ++place)
        savePlace(window, place, state, shows);
}

void StatesTest::saveLoading()
{
    test::BadServer silent;
    silent.service->setTrouble(test::Trouble::Silent);
    const auto window = open(silent.profile());
    savePlaces(*window, u"loading"_s, loads);
}

void StatesTest::saveFailed()
{
    test::FakeServer running;
    running.platform->fail(u"*"_s.toStdString(), 503, "unavailable",
                           "The platform is being upgraded. Try again in a few minutes.");
    const auto window = open(running.profile());
    savePlaces(*window, u"failed"_s, [](const QWidget& shown) { return is(shown, State::Failed); });
}

void StatesTest::saveRefused()
{
    test::FakeServer running;
    running.platform->fail("*", 401, "unknown-key",
                           "The access key is not known here. Enter another one, or ask an administrator.");
    auto window = open(running.profile());
    savePlaces(*window, u"refused"_s, [](const QWidget& shown) { return is(shown, State::Refused); });
    running.platform->fail({}, 200, {}, {});
    test::putEverything(*running.platform);
    window = openLoaded(running.profile());
    window->workbench()->workspace().setProject("audio");
    window->workbench()->go(Place::Jobs);
    QTRY_VERIFY(is(*window, State::Refused));
    stage_->save(u"jobs-no-member"_s, *window);
}

void StatesTest::saveStale()
{
    test::FakeServer running;
    test::putEverything(*running.platform);
    test::putAlicesDay(*running.platform);
    const auto window = openLoaded(running.profile());
    QTRY_VERIFY2(knowsThePlace(*window), "the queue is asked for a moment later");
    running.platform->close();
    running.stop();
    const auto refused = [window = window.get()] {
        const std::optional<Error>& error = window->workbench()->workspace().link().error;
        return error && error->message.find("refused") != std::string::npos;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(refused(), "the first loss reads otherwise than the next tries", 20'000);
    for (std::size_t place = 0; place < std::size(places) - 1; ++place)
        savePlace(*window, place, u"stale"_s, tellsOfLoss);
    window->workbench()->go(Place::Cluster);
    QTRY_VERIFY2(tellsOfLoss(*window), "what was known of the cluster stays");
    QTRY_VERIFY2(is(*window->workbench()->cluster(), State::Failed), "its queue was never known");
}

void StatesTest::saveEmpty()
{
    test::FakeServer running;
    test::putMachines(*running.platform);
    const auto window = openLoaded(running.profile());
    WorkbenchView& view = *window->workbench();
    for (const auto& [place, name] : {places[2], places[3], places[4], places[5]}) {
        view.go(place);
        QTRY_VERIFY(is(*window, State::Empty));
        stage_->save(QLatin1String(name) + u"-empty"_s, *window);
    }
    view.go(Place::Cluster);
    QTRY_VERIFY(is(*window, State::Empty));
    auto* tabs = view.cluster()->findChild<QTabWidget*>();
    tabs->setCurrentIndex(2);
    stage_->save(u"clusters-empty"_s, *window);
    test::putWork(*running.platform);
    view.go(Place::Jobs);
    QTRY_COMPARE(view.jobs()->table()->model()->rowCount(), 4);
    view.jobs()->findChild<FilterField*>()->setText(u"nothing-is-called-so"_s);
    QTRY_VERIFY(is(*window, State::Unmatched));
    stage_->save(u"jobs-unmatched"_s, *window);
}

/// Tabs of details that ask the platform for what they show.
void StatesTest::saveTabs(const QString& state, const QStringList& tabs, State expected,
                          const std::function<void(test::BadServer&)>& prepare)
{
    test::BadServer running;
    test::putEverything(*running.platform);
    const auto window = openLoaded(running.profile());
    prepare(running);
    WorkbenchView& view = *window->workbench();
    view.jobs()->select("vision/resnet50-food101");
    view.environments()->select("vision/notebook-1");
    for (const QString& tab : tabs) {
        const bool files = tab == u"files"_s;  // A job's are in a store, which stands elsewhere.
        view.go(files ? Place::Environments : Place::Jobs);
        ListPage& page = files ? static_cast<ListPage&>(*view.environments()) : *view.jobs();
        QTRY_COMPARE(page.selected()->resource.name, files ? "notebook-1" : "resnet50-food101");
        auto* details = page.findChild<DetailsPane*>();
        details->setCurrentTabName(tab);
        const auto shows = [&] {
            return expected == State::Loading ? loads(*details) : is(*details, expected);
        };
        QTRY_VERIFY2(shows(), qPrintable(tab + u' ' + state));
        stage_->save(u"tab-"_s + tab + u'-' + state, *window);
    }
}

void StatesTest::render()
{
    stage_->begin();
    saveLoading();
    saveFailed();
    saveRefused();
    saveStale();
    saveEmpty();
    const QStringList asking{u"logs"_s, u"metrics"_s, u"files"_s, u"events"_s};
    saveTabs(u"loading"_s, asking, State::Loading,
             [](test::BadServer& server) { server.service->setTrouble(test::Trouble::Silent, "vision/"); });
    saveTabs(u"failed"_s, asking, State::Failed, [](test::BadServer& server) {
        server.platform->fail("vision/", 503, "unavailable", "The disk of the platform is full. Try again.");
    });
    saveTabs(u"empty"_s, {u"events"_s, u"files"_s}, State::Empty,
             [](test::BadServer& server) { server.platform->setHistory(R"({"items":[]})"); });
    QVERIFY2(stage_->findings().isEmpty(), "each finding is said above");
}

QTEST_MAIN(StatesTest)
#include "states_test.moc"
