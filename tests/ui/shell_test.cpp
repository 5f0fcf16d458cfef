// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of the workbench: news, links, one instance, where somebody was, the palette, the status line.
#include "tests/ui/named.h"
#include "tests/ui/open_window.h"
#include "ui/connections/connection_dialog.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "ui/news/idle_spells.h"
#include "ui/session/version_fit.h"
#include "ui/settings/choices.h"
#include "ui/shell/instance/single_instance.h"
#include "ui/shell/palette/fuzzy.h"
#include "ui/shell/palette/go_to_palette.h"
#include "ui/shell/window_state.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/toast.h"

#include <nlohmann/json.hpp>

#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

#include <time.h>

using namespace slipway;
using namespace std::chrono_literals;
using test::named;

class ShellTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theBellKeepsWhatWasSaid();
    void whatIsNotWantedIsNotTold();
    void readyEnvironmentsAreTold();
    void idleSpellsAreToldOnce();
    void linksOpenWhereTheyLead();
    void linksElsewhereAreOffered();
    void malformedLinksAreRefusedInWords();
    void theLinkOfTheSelectionIsCopied();
    void theSecondStartHandsOver();
    void linesBetweenStartsAreRead_data();
    void linesBetweenStartsAreRead();
    void whereSomebodyWasIsRestored();
    void windowsComeBackToTheScreen_data();
    void windowsComeBackToTheScreen();
    void fitsAreRanked_data();
    void fitsAreRanked();
    void thePaletteDoesWhatTheSelectionCan();
    void thePaletteOpensInAFrameAmongManyJobs();
    void typingGoesOnInThePalette();
    void versionsAreCompared_data();
    void versionsAreCompared();
    void anotherVersionIsSaid();
    void theAgeIsSaidAndTheConnectionComesBack();
    void pictures();

private:
    WorkbenchView& view() const { return open_->view(); }
    void openAgain();
    void finishJob(const char* name, Phase phase);
    QString linkTo(const char* path) const
    {
        return QStringLiteral("slipway://%1/%2")
            .arg(QString::fromStdString(linkAuthority(open_->running.profile().server)), QLatin1String(path));
    }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void ShellTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    QTRY_VERIFY(open_->isLoaded());
}

void ShellTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

void ShellTest::openAgain()
{
    MainWindowOptions options;
    options.config_directory = frame_->home.path().toStdString();
    options.profile = open_->running.profile();
    open_->window = std::make_unique<MainWindow>(frame_->appearance, options);
    open_->window->show();
}

void ShellTest::finishJob(const char* name, Phase phase)
{
    open_->running.platform->put(
        test::made(Kind::Job, name, write(JobSpec{}), write(test::workload(Phase::Running))));
    QTRY_VERIFY(view().workspace().find(Kind::Job, std::string("vision/") + name));
    open_->running.platform->put(
        test::made(Kind::Job, name, write(JobSpec{}), write(test::workload(phase, 1min))));
}

void ShellTest::theBellKeepsWhatWasSaid()
{
    auto* bell = named<QToolButton>(*open_->window, QStringLiteral("Notifications"));
    QVERIFY(bell);
    finishJob("fresh", Phase::Succeeded);
    QTRY_COMPARE(bell->accessibleName(), QStringLiteral("Notifications, 1 new"));
    view().toasts().toasts().last()->dismiss();
    QTest::mouseClick(bell, Qt::LeftButton);
    auto* pane = view().findChild<QFrame*>(QStringLiteral("noticePane"));
    QVERIFY(pane && pane->isVisible());
    QCOMPARE(bell->accessibleName(), QStringLiteral("Notifications"));
    auto* show = named<QPushButton>(*pane, QStringLiteral("Show"));
    QVERIFY(show);
    show->click();
    QTRY_VERIFY(view().jobs()->selected());
    QTRY_COMPARE(view().jobs()->selected()->resource.name, std::string("fresh"));
}

void ShellTest::whatIsNotWantedIsNotTold()
{
    frame_->appearance.preferences().set(preference(settings::notice_job_ended.key), false);
    QSignalSpy told(&view(), &WorkbenchView::happened);
    finishJob("quiet", Phase::Succeeded);
    QTRY_COMPARE(view().workspace().find(Kind::Job, "vision/quiet")->workload().phase, Phase::Succeeded);
    QVERIFY(view().toasts().toasts().isEmpty() && told.isEmpty());
}

void ShellTest::readyEnvironmentsAreTold()
{
    const auto put = [&](Phase phase) {
        open_->running.platform->put(
            test::made(Kind::Environment, "desk", write(EnvironmentSpec{}), write(test::workload(phase))));
    };
    put(Phase::Starting);
    QTRY_VERIFY(view().workspace().find(Kind::Environment, "vision/desk"));
    put(Phase::Running);
    QTRY_VERIFY(!view().toasts().toasts().isEmpty());
    QCOMPARE(view().toasts().toasts().last()->message().text, QStringLiteral("Environment desk is ready."));
}

void ShellTest::idleSpellsAreToldOnce()
{
    IdleSpells spells(10min);
    const IdleSpells::Time start{};
    const std::vector<std::string> nothing;
    const std::vector<std::string> desk{"desk"};
    QCOMPARE(spells.look({"desk"}, start), nothing);
    QCOMPARE(spells.look({"desk"}, start + 9min), nothing);
    QCOMPARE(spells.look({"desk", "lab"}, start + 10min), desk);
    QCOMPARE(spells.look({"desk"}, start + 11min), nothing);
    QCOMPARE(spells.look({}, start + 12min), nothing);
    QCOMPARE(spells.look({"desk"}, start + 13min), nothing);
    QCOMPARE(spells.look({"desk"}, start + 23min), desk);
}

void ShellTest::linksOpenWhereTheyLead()
{
    open_->window->openLink(linkTo("projects/vision/jobs/resnet50-food101?tab=logs"));
    QTRY_VERIFY(view().jobs()->selected());
    QCOMPARE(view().mark(), (PlaceMark{QStringLiteral("jobs"), QStringLiteral("vision/resnet50-food101"),
                                       QStringLiteral("logs")}));
    open_->window->openLink(linkTo("projects/vision/jobs/nobody"));
    QTRY_VERIFY(!view().toasts().toasts().isEmpty());
    QVERIFY(view().toasts().toasts().last()->message().text.contains(QStringLiteral("vision/nobody")));
}

void ShellTest::linksElsewhereAreOffered()
{
    open_->window->openLink(QStringLiteral("slipway://gpu.example.com/projects/vision/jobs/a"));
    auto* dialog = open_->window->findChild<ConnectionDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(named<QLineEdit>(*dialog, QStringLiteral("Address"))->text(),
             QStringLiteral("https://gpu.example.com"));
    QVERIFY(dialog->findChild<ErrorBanner*>()->message().contains(QStringLiteral("link")));
    QVERIFY2(view().workspace().link().state == Link::State::Live, "nothing was left for it");
    named<QPushButton>(*dialog, QStringLiteral("Cancel"))->click();
}

void ShellTest::malformedLinksAreRefusedInWords()
{
    open_->window->openLink(QStringLiteral("slipway://gpu.example.com/../../etc/passwd"));
    QVERIFY(!view().toasts().toasts().isEmpty());
    QVERIFY(view().toasts().toasts().last()->message().text.contains(QStringLiteral("cannot be opened")));
}

void ShellTest::theLinkOfTheSelectionIsCopied()
{
    view().go(WorkbenchView::Place::Jobs);
    view().jobs()->select("vision/ocr-finetune");
    QTest::keyClick(open_->window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), linkTo("projects/vision/jobs/ocr-finetune?tab=overview"));
}

void ShellTest::theSecondStartHandsOver()
{
    SingleInstance first(frame_->home.path());
    QVERIFY2(!first.handOver({}), "nobody is there yet");
    QVERIFY(first.listen());
    QSignalSpy asked(&first, &SingleInstance::asked);
    // The real program is the second; its folder of settings is the first one's.
    QProcess second;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QDir home(frame_->home.path());
    QVERIFY(home.mkpath(QStringLiteral("slipway")));
    SingleInstance of_program(home.filePath(QStringLiteral("slipway")));
    QVERIFY(of_program.listen());
    QString link;
    connect(&of_program, &SingleInstance::asked, this, [&](const HandOver& wish) { link = wish.link; });
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), frame_->home.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    second.setProcessEnvironment(environment);
    const QString wanted = QStringLiteral("slipway://gpu.example.com/projects/p/jobs/a");
    second.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipway"), {wanted});
    QTRY_COMPARE_WITH_TIMEOUT(link, wanted, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(second.exitCode(), 0);
    QVERIFY2(asked.isEmpty(), "another folder of settings is another workbench");
}

void ShellTest::linesBetweenStartsAreRead_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("read");
    QTest::addColumn<QString>("link");
    QTest::newRow("show") << QByteArray("show") << true << QString();
    QTest::newRow("open a link") << QByteArray("open slipway://h") << true << QStringLiteral("slipway://h");
    QTest::newRow("open nothing") << QByteArray("open ") << false << QString();
    QTest::newRow("something else") << QByteArray("quit") << false << QString();
    QTest::newRow("an empty line") << QByteArray() << false << QString();
}

void ShellTest::linesBetweenStartsAreRead()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, read);
    QFETCH(QString, link);
    const auto wish = HandOver::read(line);
    QCOMPARE(wish.has_value(), read);
    if (wish) {
        QCOMPARE(wish->link, link);
        QCOMPARE(wish->line(), line);
    }
}

void ShellTest::whereSomebodyWasIsRestored()
{
    view().goTo({QStringLiteral("jobs"), QStringLiteral("vision/ocr-finetune"), QStringLiteral("events")});
    const PlaceMark mark = view().mark();
    open_->window->close();
    open_->window.reset();
    openAgain();
    QTRY_VERIFY(open_->isLoaded());
    QTRY_COMPARE(view().mark(), mark);
    QCOMPARE(PlaceMark::read(QStringLiteral("environments")), PlaceMark());
}

void ShellTest::windowsComeBackToTheScreen_data()
{
    QTest::addColumn<QRect>("window");
    QTest::addColumn<QRect>("back");
    const QRect left(100, 100, 1280, 800);
    QTest::newRow("on the screen") << left << left;
    QTest::newRow("on the second screen") << QRect(2000, 50, 900, 600) << QRect(2000, 50, 900, 600);
    QTest::newRow("on a screen that is gone")
        << QRect(4000, 100, 1280, 800) << QRect(1920 + 1600 - 1280, 100, 1280, 800);
    QTest::newRow("above the screen") << QRect(100, -900, 1280, 800) << QRect(100, 0, 1280, 800);
    QTest::newRow("larger than the screen") << QRect(-50, -50, 4000, 3000) << QRect(0, 0, 1920, 1080);
}

void ShellTest::windowsComeBackToTheScreen()
{
    QFETCH(QRect, window);
    QFETCH(QRect, back);
    const QList<QRect> screens{QRect(0, 0, 1920, 1080), QRect(1920, 0, 1600, 900)};
    const QRect found = broughtBack(window, screens);
    QVERIFY2(screens[0].contains(found) || screens[1].contains(found), "it is whole on one screen");
    QCOMPARE(found.size(), back.size());
    if (screens[0].intersects(window) || screens[1].intersects(window))
        QCOMPARE(found, back);
}

void ShellTest::fitsAreRanked_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    const auto row = [](const char* name, const char* typed, const char* better, const char* worse) {
        QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(better)
                            << QString::fromLatin1(worse);
    };
    row("the beginning before the middle", "res", "resnet50", "train-resnet");
    row("a word before the middle of one", "net", "big-net", "resnet");
    row("together before scattered", "ocr", "vision-ocr", "one-caterer");
    row("the shorter of two", "bert", "bert-a", "bert-a-very-long-name");
    row("first letters of words", "rf", "resnet-food", "surf");
    row("something before nothing", "xyz", "x-y-z", "abc");
}

void ShellTest::fitsAreRanked()
{
    QFETCH(QString, typed);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    QVERIFY(fuzzyScore(typed, better) > fuzzyScore(typed, worse));
    QVERIFY(fuzzyScore(typed.toUpper(), better) == fuzzyScore(typed, better));
}

void ShellTest::thePaletteDoesWhatTheSelectionCan()
{
    view().go(WorkbenchView::Place::Environments);
    view().environments()->select("vision/notebook-1");
    QTRY_VERIFY(named<QPushButton>(*open_->window, QStringLiteral("Release GPU")));
    view().openPalette(QStringLiteral("release gpu: notebook"));
    auto* palette = open_->window->findChild<QDialog*>(QStringLiteral("palette"));
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(!view().toasts().toasts().isEmpty());
    QVERIFY(view().toasts().toasts().last()->message().text.startsWith(QStringLiteral("GPU released")));
}

void ShellTest::thePaletteOpensInAFrameAmongManyJobs()
{
    constexpr int many = 64'000;
    open_->window.reset();
    for (int i = 0; i < many; ++i)
        open_->running.platform->put(
            test::made(Kind::Job, "job-" + std::to_string(i), Json::object(), Json::object()));
    openAgain();
    QTRY_VERIFY_WITH_TIMEOUT(view().workspace().items(Kind::Job).size() > many, 120'000);
    const auto busy = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    const auto before = busy();
    view().openPalette();
    const auto opening = std::chrono::duration_cast<std::chrono::microseconds>(busy() - before);
    qInfo("The palette opened in %lld us among %d jobs.", static_cast<long long>(opening.count()), many);
    QVERIFY(opening < 16ms);
    auto* palette = open_->window->findChild<QDialog*>(QStringLiteral("palette"));
    auto* list = palette->findChild<QListWidget*>();
    palette->findChild<QLineEdit*>()->setText(QStringLiteral("job-63999"));
    QTRY_VERIFY_WITH_TIMEOUT(
        list->count() > 0 && list->item(0)->text().startsWith(QStringLiteral("job-63999")), 60'000);
}

void ShellTest::typingGoesOnInThePalette()
{
    view().openPalette(QStringLiteral("re"));
    auto* field = open_->window->findChild<QDialog*>(QStringLiteral("palette"))->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("s"));
    QCOMPARE(field->text(), QStringLiteral("res"));
}

void ShellTest::versionsAreCompared_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<int>("fit");
    QTest::newRow("the same") << QByteArray("1.4.2") << int(VersionFit::Same);
    QTest::newRow("another patch") << QByteArray("1.4.9") << int(VersionFit::Same);
    QTest::newRow("an older minor") << QByteArray("1.3.9") << int(VersionFit::ServerOlder);
    QTest::newRow("a newer minor of two digits") << QByteArray("1.10.0") << int(VersionFit::ServerNewer);
    QTest::newRow("a newer major") << QByteArray("2.0.0") << int(VersionFit::ServerNewer);
    QTest::newRow("no version") << QByteArray("nightly") << int(VersionFit::Unknown);
    QTest::newRow("nothing") << QByteArray() << int(VersionFit::Unknown);
}

void ShellTest::versionsAreCompared()
{
    QFETCH(QByteArray, server);
    QFETCH(int, fit);
    QCOMPARE(int(compareVersions("1.4.2", server.toStdString())), fit);
}

void ShellTest::anotherVersionIsSaid()
{
    const auto* version = open_->window->findChild<QLabel*>(QStringLiteral("version"));
    QVERIFY(version && !version->isVisible());
    open_->running.platform->setVersion("9.0.0");
    view().workspace().reconnect();
    QTRY_VERIFY(version->isVisible());
    QCOMPARE(version->text(), QStringLiteral("Newer server: 9.0.0"));
    QVERIFY(version->toolTip().contains(QStringLiteral("Update the workbench")));
}

void ShellTest::theAgeIsSaidAndTheConnectionComesBack()
{
    const auto* age = open_->window->findChild<QLabel*>(QStringLiteral("age"));
    open_->running.platform->close();
    open_->running.stop();
    QTRY_VERIFY_WITH_TIMEOUT(age->text().contains(QStringLiteral("trying again · as of ")), 20'000);
    QVERIFY(age->text().endsWith(QStringLiteral(" s ago")));
    open_->running.startAgain();
    QTRY_COMPARE_WITH_TIMEOUT(age->text(), QStringLiteral("Updated now"), 40'000);
}

void ShellTest::pictures()
{
    QDir().mkpath(QStringLiteral(SLIPWAY_BINARY_DIR "/pages"));
    view().go(WorkbenchView::Place::Jobs);
    view().jobs()->select("vision/resnet50-food101");
    finishJob("fresh", Phase::Succeeded);
    finishJob("unlucky", Phase::Failed);
    QTRY_COMPARE(view().toasts().toasts().size(), 2);
    open_->running.platform->setVersion("9.0.0");
    view().workspace().reconnect();
    QTRY_VERIFY(open_->window->findChild<QLabel*>(QStringLiteral("version"))->isVisible());
    for (const char* scheme : {"light", "dark"})
        for (const char* language : {"en", "zh_CN"}) {
            const auto save = [&](const char* name, QWidget& widget) {
                QCoreApplication::processEvents();
                QVERIFY(widget.grab().save(
                    QStringLiteral(SLIPWAY_BINARY_DIR "/pages/shell-%1-%2-%3.png")
                        .arg(QLatin1String(name), QLatin1String(scheme), QLatin1String(language))));
            };
            frame_->appearance.setScheme(QLatin1String(scheme));
            frame_->appearance.setLanguage(QLatin1String(language));
            save("window", *open_->window);
            view().openNotices();
            auto* pane = view().findChild<QFrame*>(QStringLiteral("noticePane"));
            save("notices", *pane);
            delete pane;
            view().openPalette(QStringLiteral("res"));
            auto* palette = open_->window->findChild<QDialog*>(QStringLiteral("palette"));
            auto* list = palette->findChild<QListWidget*>();
            QTRY_VERIFY(list->count() > 0 && list->item(0)->text().startsWith(QStringLiteral("resnet50")));
            save("palette", *palette);
            delete palette;
            open_->window->openLink(QStringLiteral("slipway://gpu.example.com/projects/vision/jobs/a"));
            auto* dialog = open_->window->findChild<ConnectionDialog*>();
            QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("moreOptions")), Qt::LeftButton);
            save("connection", *dialog);
            delete dialog;
        }
}

QTEST_MAIN(ShellTest)
#include "shell_test.moc"
