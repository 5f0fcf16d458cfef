// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that are lost while the window is open: each says what it means, and comes back as it can.
#include "tests/ui/named.h"
#include "tests/ui/servers/window_stage.h"
#include "ui/jobs/job_page.h"
#include "ui/shell/main_window.h"

#include <QLabel>
#include <QPushButton>

#include <atomic>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

namespace {
/// How far the clock on the wall is ahead of the machine's.
std::atomic<std::chrono::milliseconds> ahead{std::chrono::milliseconds(0)};
}  // namespace

/// The linker puts this in the place of slipway::now() (--wrap), so that a test can set the clock.
extern "C" Timestamp __wrap__ZN7slipway3nowEv();
extern "C" Timestamp __real__ZN7slipway3nowEv();

Timestamp __wrap__ZN7slipway3nowEv()
{
    return __real__ZN7slipway3nowEv() + ahead.load();
}

class ReconnectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterSleepEverythingIsFetchedAnew();
    void aServerThatIsGoneIsAskedLessAndLess();
    void aKeyThatIsRevokedLeadsToTheForm();
    void theAgeOfWhatIsShownIsTold();
};

void ReconnectTest::afterSleepEverythingIsFetchedAnew()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    const int asked = server.service->asked("/jobs");
    QStringList said;
    connect(&stage.workspace(), &Workspace::linkChanged, this, [&] {
        if (const auto& error = stage.workspace().link().error)
            said << QString::fromStdString(error->message);
    });
    ahead = std::chrono::hours(8);
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), 10'000);
    QCOMPARE(said.front(), u"This computer slept. What happened meanwhile is being fetched."_s);
    QTRY_VERIFY_WITH_TIMEOUT(server.service->asked("/jobs") > asked, 10'000);
    QTRY_VERIFY(stage.isLive());
    QTRY_COMPARE(stage.trouble(), QString());
    ahead = std::chrono::milliseconds(0);
}

void ReconnectTest::aServerThatIsGoneIsAskedLessAndLess()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    server.service->setTrouble(Trouble::Fails, "/watch");
    server.dropWatches();
    QTRY_VERIFY(stage.isLost());
    const int before = server.service->asked("/watch");
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(server.service->asked("/watch") - before >= 4, 20'000);
    // Half of 250, 500, 1000 and 2000 ms are the least that the waits before these tries can be.
    QVERIFY2(clock.elapsed() > 1000, qPrintable(QString::number(clock.elapsed())));
    server.service->heal();
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLive(), 15'000);
}

void ReconnectTest::aKeyThatIsRevokedLeadsToTheForm()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    const WindowStage stage(frame, server.profile());
    stage.view().go(WorkbenchView::Place::Jobs);
    QTRY_VERIFY(stage.isLive());
    server.service->setTrouble(Trouble::Refuses);
    server.dropWatches();
    QTRY_VERIFY2(stage.trouble().contains(u"access key"_s), qPrintable(stage.trouble()));
    QVERIFY(stage.trouble().contains(u"What you see is from"_s));
    auto* again = named<QPushButton>(*stage.window, u"Connect again…"_s);
    QVERIFY(again);
    again->click();
    QTRY_VERIFY(!stage.window->workbench());
}

void ReconnectTest::theAgeOfWhatIsShownIsTold()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    const auto* age = stage.window->findChild<QLabel*>(u"age"_s);
    QTRY_COMPARE(age->text(), u"Updated now"_s);
    server.service->setTrouble(Trouble::Closes);
    server.dropWatches();
    QTRY_VERIFY2(age->text().startsWith(u"Not connected, trying again · as of "_s), qPrintable(age->text()));
}

QTEST_MAIN(ReconnectTest)
#include "reconnect_test.moc"
