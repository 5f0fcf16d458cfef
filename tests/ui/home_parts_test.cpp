// SPDX-License-Identifier: GPL-3.0-or-later
// What the home page and the launch dialog reckon, without any window.
#include "ui/home/guide/guide_memory.h"
#include "ui/home/idle_watch.h"
#include "ui/home/pins.h"
#include "ui/jobs/launch/job_differences.h"
#include "ui/jobs/launch/last_jobs.h"
#include "ui/parts/prices.h"
#include "ui/parts/wait_outlook.h"
#include "ui/session/settings.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const Timestamp noon = *parseTimestamp("2026-11-28T12:00:00Z");

}  // namespace

class HomePartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsAreTold_data();
    void startsAreTold();
    void idleIsSinceItWasSeen();
    void pinsStayWithTheirPlatform();
    void theGuideIsRemembered_data();
    void theGuideIsRemembered();
    void jobsDiffer_data();
    void jobsDiffer();
    void theLastJobIsRememberedByProject();
    void costs();
};

void HomePartsTest::startsAreTold_data()
{
    QTest::addColumn<int>("minutes");  // 0: the server names no time
    QTest::addColumn<QByteArray>("unknown");
    QTest::addColumn<QString>("text");
    QTest::newRow("a time that the server reckoned")
        << 30 << QByteArray() << QStringLiteral("By ... at the latest, when time limits end what runs.");
    QTest::newRow("a time that is over")
        << -1 << QByteArray() << QStringLiteral("Any moment: the time limits of what runs are over.");
    QTest::newRow("what holds the GPUs has no limit")
        << 0 << QByteArray("held-without-limit")
        << QStringLiteral("Not known: what holds the GPUs that it needs has no time limit.");
    QTest::newRow("those before it have no limit")
        << 0 << QByteArray("ahead-without-limit")
        << QStringLiteral("Not known: those before it have no time limit.");
    QTest::newRow("those before it are not known either")
        << 0 << QByteArray("ahead-unknown")
        << QStringLiteral("Not known: it comes after one whose start is not known either.");
    QTest::newRow("it does not wait for GPUs")
        << 0 << QByteArray("not-for-gpus") << QStringLiteral("Not known: it does not wait for GPUs alone.");
    QTest::newRow("too many are before it")
        << 0 << QByteArray("too-far") << QStringLiteral("Not known: too many are before it.");
    QTest::newRow("an older server says nothing, and so do we") << 0 << QByteArray() << QString();
    QTest::newRow("so it is with a word of a newer one") << 0 << QByteArray("in-mid-air") << QString();
}

void HomePartsTest::startsAreTold()
{
    QFETCH(const int, minutes);
    QFETCH(const QByteArray, unknown);
    QFETCH(const QString, text);
    QueueEntry entry;
    if (minutes != 0)
        entry.start_by = noon + std::chrono::minutes(minutes);
    entry.start_unknown = unknown.toStdString();
    QString told = WaitOutlook::startOrWhyNot(entry, noon);
    told.replace(QRegularExpression(QStringLiteral("By [-0-9: ]+ at")), QStringLiteral("By ... at"));
    QCOMPARE(told, text);
}

void HomePartsTest::idleIsSinceItWasSeen()
{
    IdleWatch watch;
    const std::string job = "vision/jobs/a";
    watch.note({{job, 0.0}}, noon);
    watch.note({{job, 0.0}}, noon + 5min);
    QVERIFY(watch.idleSince(job) == noon);
    watch.note({{job, 0.6}}, noon + 6min);
    QVERIFY2(!watch.idleSince(job), "it is at work");
    watch.note({{job, 0.0}}, noon + 7min);
    QVERIFY2(watch.idleSince(job) == noon + 7min, "it counts anew");
    watch.note({}, noon + 8min);
    QVERIFY2(!watch.idleSince(job), "what cannot be measured is not called idle");
}

void HomePartsTest::pinsStayWithTheirPlatform()
{
    const QTemporaryDir folder;
    SettingsStore settings(folder.filePath(QStringLiteral("settings.ini")));
    const Pins::Pin job{Kind::Job, "vision/train"};
    Pins here(settings, "https://a");
    here.toggle(job);
    here.dismiss(ResourceId("job-1"));
    QVERIFY(Pins(settings, "https://a").contains(job));
    QVERIFY(Pins(settings, "https://a").isDismissed(ResourceId("job-1")));
    Pins there(settings, "https://b");
    QVERIFY(!there.contains(job));
    there.toggle({Kind::Dataset, "vision/faces"});
    QVERIFY2(Pins(settings, "https://a").contains(job), "others' pins are kept");
    here.toggle(job);
    QVERIFY(Pins(settings, "https://a").all().empty());
}

void HomePartsTest::theGuideIsRemembered_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("started");
    QTest::newRow("nothing is a fresh start") << QString() << false;
    QTest::newRow("damage is a fresh start") << QStringLiteral("{\"a p\":[") << false;
    QTest::newRow("other shapes are a fresh start") << QStringLiteral("{\"a p\":7}") << false;
    QTest::newRow("steps of other versions are left out")
        << QStringLiteral("{\"a p\":{\"done\":[\"dance\",3]}}") << false;
    QTest::newRow("another project's steps are its own")
        << QStringLiteral("{\"a q\":{\"done\":[\"data\"]}}") << false;
    QTest::newRow("steps are remembered") << QStringLiteral("{\"a p\":{\"done\":[\"data\"]}}") << true;
}

void HomePartsTest::theGuideIsRemembered()
{
    QFETCH(const QString, text);
    QFETCH(const bool, started);
    QCOMPARE(recallGuide(text, "a p").isStarted(), started);
    GuideMemory memory;
    memory.environment = "first-steps";
    memory.job = "digits";
    memory.done = {GuideStep::Environment, GuideStep::Train};
    memory.dismissed = true;
    QVERIFY(recallGuide(withGuide(text, "a p", memory), "a p") == memory);
}

void HomePartsTest::jobsDiffer_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("which");
    QTest::newRow("the same job has no difference") << QString() << 0;
    QTest::newRow("another flavor is told") << QStringLiteral("flavor: gpu-1 → gpu-2") << 1;
    QTest::newRow("one parameter of several is told") << QStringLiteral("params.lr: 0.1 → 0.2") << 2;
    QTest::newRow("what is gone is told") << QStringLiteral("datasets: food,faces → —") << 3;
    QTest::newRow("what is new is told") << QStringLiteral("duration_limit: — → 8h") << 4;
    QTest::newRow("that it was stopped does not count") << QString() << 5;
}

void HomePartsTest::jobsDiffer()
{
    QFETCH(const QString, text);
    QFETCH(const int, which);
    JobSpec from;
    from.command = "train";
    from.flavor = "gpu-1";
    from.datasets = {"food", "faces"};
    from.params = {{"lr", "0.1"}, {"epochs", "3"}};
    JobSpec to = from;
    if (which == 1)
        to.flavor = "gpu-2";
    else if (which == 2)
        to.params["lr"] = "0.2";
    else if (which == 3)
        to.datasets.clear();
    else if (which == 4)
        to.duration_limit = 8h;
    else if (which == 5)
        to.stopped = true;
    QCOMPARE(differencesText(jobDifferences(from, to)), text);
}

void HomePartsTest::theLastJobIsRememberedByProject()
{
    const QTemporaryDir folder;
    SettingsStore settings(folder.filePath(QStringLiteral("settings.ini")));
    QVERIFY(!recallLastJob(settings, "https://a vision"));
    Resource job;
    job.kind = Kind::Job;
    job.name = "train";
    rememberLastJob(settings, "https://a vision", {job, QStringLiteral("/code")});
    job.name = "speak";
    rememberLastJob(settings, "https://a speech", {job, {}});
    QCOMPARE(recallLastJob(settings, "https://a vision")->job.name, std::string("train"));
    QCOMPARE(recallLastJob(settings, "https://a vision")->folder, QStringLiteral("/code"));
    QCOMPARE(recallLastJob(settings, "https://a speech")->job.name, std::string("speak"));
    settings.set(settings::last_jobs, QStringLiteral("[]"));
    QVERIFY(!recallLastJob(settings, "https://a vision"));
}

void HomePartsTest::costs()
{
    const std::optional<Price> price = Price{2.25, "USD"};
    QCOMPARE(Prices::perHour(price), QStringLiteral("2.25 USD per hour"));
    QCOMPARE(Prices::soFar(price, 2h), QStringLiteral("4.50 USD so far"));
    QCOMPARE(Prices::atMost(price, 8h), QStringLiteral("at most 18.00 USD"));
    QVERIFY2(Prices::perHour(std::nullopt).isEmpty(), "no price is not a price of nothing");
    QVERIFY(Prices::atMost(price, 0s).isEmpty());
    QVERIFY(Prices::soFar(price, std::nullopt).isEmpty());
}

QTEST_MAIN(HomePartsTest)
#include "home_parts_test.moc"
