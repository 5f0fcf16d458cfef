// SPDX-License-Identifier: GPL-3.0-or-later
// What a hostile server sends is shown as text, quickly, and never obeyed.
#include "tests/ui/servers/text_audit.h"
#include "tests/ui/servers/window_stage.h"
#include "ui/environments/environment_actions.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/log_tab.h"
#include "widgets/log/log_panel.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QDesktopServices>
#include <QUrl>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class HostileTest : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void noteUrl(const QUrl& url) { opened_ << url.toString(); }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void textsAreShownAndNotObeyed_data();
    void textsAreShownAndNotObeyed();
    void namesOfAMegabyteAreCut();
    void linksThatNoBrowserOpensAreRefused_data();
    void linksThatNoBrowserOpensAreRefused();
    void namesOfFilesLeadNowhere();
    void marksOfTerminalsInLogsDoNothing();
    void anErrorAsLongAsABookIsCut();

private:
    QStringList opened_;
};

namespace {

/// Everything there is, with this text wherever somebody else may write one.
void putHostile(FakePlatform& platform, const std::string& text)
{
    WorkloadStatus running = workload(Phase::Running, std::chrono::minutes(3));
    running.message = running.node = running.notice = running.cluster = running.address = text;
    running.models = {text, text};
    running.gpus = {text};
    JobSpec job;
    job.command = job.pre_command = job.description = text;
    job.image = job.flavor = job.environment = "gpu-1";
    job.params = {{"a", text}};
    job.env = {{"B", text}};
    job.code.git_url = text;
    EnvironmentSpec environment;
    environment.image = environment.flavor = "gpu-1";
    environment.description = text;
    WorkloadStatus failed = workload(Phase::Failed, std::chrono::minutes(3));
    failed.message = text;
    for (const std::string& name : {std::string("plain"), text}) {
        platform.put(made(Kind::Job, name, write(job), write(running)));
        platform.put(made(Kind::Job, name + "-failed", write(job), write(failed)));
        platform.put(made(Kind::Job, name + "-of-another", write(job), write(running), text));
        platform.put(made(Kind::Environment, name, write(environment), write(running)));
        platform.put(made(Kind::Dataset, name, write(DatasetSpec{"speech", text, 3, 4, true}),
                          Json{{"phase", text}, {"message", text}, {"bucket", text}, {"prefix", text}}));
        platform.put(made(Kind::Project, name, write(ProjectSpec{text}), {}));
        platform.put(made(Kind::Flavor, name, Json{{"cpus", 1}}, {}));
    }
    platform.put(made(Kind::Node, text, {},
                      Json{{"phase", text}, {"gpus", {{{"id", text}, {"model", text}, {"held_by", text}}}}}));
    platform.setQueue(Json{{"items",
                            {{{"project", text},
                              {"kind", text},
                              {"name", text},
                              {"owner", text},
                              {"position", 1},
                              {"gpus", 1},
                              {"reason", text},
                              {"message", text}}}}}
                          .dump());
    platform.setHistory(Json{
        {"items", {{{"time", "2026-11-23T07:11:46Z"}, {"user", text}, {"action", text}, {"detail", text}}}}}
                            .dump());
    platform.putStream("plain/log", text + "\n" + text);
}

/// Shows each page, and finds no text there that is obeyed or too long.
void auditPages(const WindowStage& stage)
{
    for (const auto place : places) {
        stage.view().go(place);
        QTRY_VERIFY(!stage.window->grab().isNull());
        QCOMPARE(auditTexts(*stage.window).join(u'\n'), QString());
    }
}

}  // namespace

void HostileTest::initTestCase()
{
    for (const char* scheme : {"http", "https", "file", "javascript", "slipway"})
        QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "noteUrl");
}

void HostileTest::cleanupTestCase()
{
    for (const char* scheme : {"http", "https", "file", "javascript", "slipway"})
        QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
}

void HostileTest::textsAreShownAndNotObeyed_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("markup is text") << QByteArray(
        "<h1>big</h1><img src=file:///etc/passwd><a href='x'>y</a>");
    QTest::newRow("marks of direction are seen") << QByteArray("\u202egpj.exe\u2066x\u2069");
    QTest::newRow("line ends do not make rows higher") << QByteArray("a\n\n\r\n\tb\vc\fd\x01\x7f");
    QTest::newRow("shortcuts and tabs of menus do nothing") << QByteArray("&File\tCtrl+Q && more");
    QTest::newRow("a text as long as a book is cut") << QByteArray(100'000, 'W');
    QTest::newRow("a book of words is cut") << QByteArray("word ").repeated(20'000);
    QTest::newRow("signs that stand on each other are cut")
        << QByteArray("e\u0301\u0302\u0303").repeated(10'000);
}

void HostileTest::textsAreShownAndNotObeyed()
{
    QFETCH(QByteArray, text);
    WindowFrame frame;
    BadServer server;
    putHostile(*server.platform, text.toStdString());
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLive(), 60'000);
    auditPages(stage);
    for (ListPage* page :
         {static_cast<ListPage*>(stage.view().environments()), static_cast<ListPage*>(stage.view().jobs())}) {
        stage.view().go(page == stage.view().jobs() ? WorkbenchView::Place::Jobs
                                                    : WorkbenchView::Place::Environments);
        for (const std::string& name : {std::string("vision/plain"), "vision/" + text.toStdString()}) {
            page->select(name);
            QTRY_VERIFY(page->selected() && itemKey(page->selected()->resource) == name);
            for (const char* tab : {"overview", "replicas", "logs", "metrics", "files", "events", "yaml"}) {
                page->details()->setCurrentTabName(QString::fromLatin1(tab));
                QTRY_VERIFY(!stage.window->grab().isNull());
                QCOMPARE(auditTexts(*stage.window).join(u'\n'), QString());
            }
        }
    }
    stage.view().openPalette(u"pl"_s);
    QCOMPARE(auditTexts(*stage.window).join(u'\n'), QString());
    QCOMPARE(opened_, QStringList());
    QVERIFY2(stage.worstBlock() < longest_block_ms, qPrintable(QString::number(stage.worstBlock())));
}

void HostileTest::namesOfAMegabyteAreCut()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    const std::string name(1'000'000, 'W');
    WorkloadStatus running = workload(Phase::Running, std::chrono::minutes(3));
    running.message = name;
    JobSpec job;
    job.command = "true";
    job.flavor = "gpu-1";
    server.platform->put(made(Kind::Job, name, write(job), write(running)));
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLive(), 60'000);
    auditPages(stage);
    stage.view().go(WorkbenchView::Place::Jobs);
    stage.view().jobs()->select("vision/" + name);
    QTRY_VERIFY(stage.view().jobs()->selected() &&
                stage.view().jobs()->selected()->resource.name.size() == name.size());
    for (const char* tab : {"overview", "logs", "metrics", "files", "events", "yaml"}) {
        stage.view().jobs()->details()->setCurrentTabName(QString::fromLatin1(tab));
        QTRY_VERIFY(!stage.window->grab().isNull());
        QCOMPARE(auditTexts(*stage.window).join(u'\n'), QString());
    }
    QVERIFY2(stage.worstBlock() < longest_block_ms, qPrintable(QString::number(stage.worstBlock())));
}

void HostileTest::linksThatNoBrowserOpensAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("a script is no link") << u"javascript:alert(1)"_s;
    QTest::newRow("a file of this computer is no link") << u"file:///etc/passwd"_s;
    QTest::newRow("a program's own scheme is no link") << u"slipway://127.0.0.1/projects/x/jobs/y"_s;
    QTest::newRow("what is no address is no link") << u"//evil"_s;
}

void HostileTest::linksThatNoBrowserOpensAreRefused()
{
    QFETCH(QString, url);
    opened_.clear();
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    server.platform->setOpenLink(url.toStdString());
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    QString said;
    connect(&stage.view().toasts(), &ToastStack::shown, this,
            [&said](const ToastMessage& message) { said = message.text; });
    stage.view().environments()->actions().open(server.platform->resource(Kind::Environment, "notebook-1"));
    QTRY_COMPARE(said, u"The server sent a link that no browser can open."_s);
    QCOMPARE(opened_, QStringList());
}

void HostileTest::namesOfFilesLeadNowhere()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    for (const char* name :
         {"..", "../up", "/etc/passwd", "a/../../b", "notes.txt", "<i>x.md", "\u202egpj.exe"})
        server.platform->putFile(name, "x");
    const WindowStage stage(frame, server.profile());
    stage.view().go(WorkbenchView::Place::Environments);
    QTRY_VERIFY(stage.isLive());
    stage.view().environments()->select("vision/notebook-1");
    QTRY_VERIFY(stage.view().environments()->selected());
    QTRY_COMPARE(stage.view().environments()->selected()->resource.name, std::string("notebook-1"));
    stage.view().environments()->details()->setCurrentTabName(u"files"_s);
    const auto* table = stage.window->findChild<TableView*>(u"files"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QVERIFY(!stage.window->grab().isNull());
    QCOMPARE(auditTexts(*stage.window).join(u'\n'), QString());
}

void HostileTest::marksOfTerminalsInLogsDoNothing()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    server.platform->putStream(
        "resnet50-food101/log",
        "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m\x1b]8;;file:///etc/passwd\x07link\x1b]8;;\x07\n" +
            std::string(1'000'000, 'x') + "\nend\n");
    const WindowStage stage(frame, server.profile());
    const QString title = stage.window->windowTitle();
    stage.view().go(WorkbenchView::Place::Jobs);
    QTRY_VERIFY(stage.isLive());
    stage.view().jobs()->select("vision/resnet50-food101");
    QTRY_VERIFY(stage.view().jobs()->selected());
    stage.view().jobs()->details()->setCurrentTabName(u"logs"_s);
    QTRY_VERIFY(stage.view().jobs()->details()->log()->panel()->offset() > 1'000'000);
    QVERIFY(!stage.window->grab().isNull());
    QCOMPARE(stage.window->windowTitle(), title);
    QCOMPARE(opened_, QStringList());
    QVERIFY2(stage.worstBlock() < longest_block_ms, qPrintable(QString::number(stage.worstBlock())));
}

void HostileTest::anErrorAsLongAsABookIsCut()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    server.platform->setHistory("{}");
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    ToastMessage message;
    message.text = QString(1'000'000, u'W');
    stage.view().toasts().show(message);
    auto* banner = stage.window->findChild<ErrorBanner*>();
    banner->setMessage(u"<b>x</b>\u202e"_s + QString(1'000'000, u'W'));
    stage.view().openNotices();
    QVERIFY(!stage.window->grab().isNull());
    QCOMPARE(auditTexts(*stage.window).join(u'\n'), QString());
    QVERIFY2(stage.worstBlock() < longest_block_ms, qPrintable(QString::number(stage.worstBlock())));
}

QTEST_MAIN(HostileTest)
#include "hostile_test.moc"
