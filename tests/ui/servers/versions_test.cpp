// SPDX-License-Identifier: GPL-3.0-or-later
// Servers of other versions: what is known is shown, what is not is said to be unknown.
#include "tests/ui/servers/window_stage.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QLabel>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class VersionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStatusLineNamesAnotherVersion_data();
    void theStatusLineNamesAnotherVersion();
    void membersOfANewerServerAreLeftOut();
    void aPhaseOfANewerServerIsUnknownAndNoOther();
    void kindsOfANewerServerInTheWatchAreLeftOut();
    void aServerThatIsUpdatedWhileTheWindowIsOpenSaysSo();
};

namespace {

/// The JSON of a job as a newer server writes it.
std::string newerJob(const std::string& name, Json status)
{
    JobSpec spec;
    spec.command = "python3 train.py";
    spec.image = "host";
    spec.flavor = "gpu-1";
    Json json = Json::parse(formatResource(made(Kind::Job, name, write(spec), std::move(status))));
    json["billing"] = {{"account", "x"}};
    json["spec"]["gang"] = true;
    json["spec"]["code"] = {{"git_url", "https://example.org/x.git"}, {"sparse", Json::array({"a"})}};
    return json.dump();
}

/// Answers lists of jobs in its own words, all else as the platform.
class NewerService : public net::Service {
public:
    NewerService(std::shared_ptr<FakePlatform> platform, std::string job)
        : platform_(std::move(platform)), job_(std::move(job))
    {
    }
    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy{};
    }
    net::Response handle(net::Request request) override
    {
        if (request.head.path != "/api/v1/jobs")
            return platform_->handle(std::move(request));
        net::Response response;
        response.body = R"({"items":[)" + job_ + R"(],"cursor":"","version":1,"total":1})";
        return response;
    }

private:
    std::shared_ptr<FakePlatform> platform_;
    std::string job_;
};

struct NewerServer {
    explicit NewerServer(Json status) : platform(std::make_shared<FakePlatform>())
    {
        putMachines(*platform);
        auto service = std::make_shared<NewerService>(platform, newerJob("odd", std::move(status)));
        server = net::Server::start({}, service).value();
        profile = FakeServer().profile();
        profile.server = "http://" + server->address();
    }
    ~NewerServer()
    {
        platform->close();
        server->stop(std::chrono::milliseconds(200));
    }

    std::shared_ptr<FakePlatform> platform;
    std::unique_ptr<net::Server> server;
    Profile profile;
};

QString cell(const ListPage& page, int column)
{
    return page.table()->model()->index(0, column).data().toString();
}

}  // namespace

void VersionsTest::theStatusLineNamesAnotherVersion_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("words");
    QTest::newRow("an older server is called so") << u"0.0.1"_s << u"Older server: 0.0.1"_s;
    QTest::newRow("a newer server is called so") << u"99.1.0"_s << u"Newer server: 99.1.0"_s;
    QTest::newRow("what is no version says nothing") << u"<b>trunk</b>"_s << u""_s;
}

void VersionsTest::theStatusLineNamesAnotherVersion()
{
    QFETCH(QString, version);
    QFETCH(QString, words);
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    server.platform->setVersion(version.toStdString());
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    const auto* label = stage.window->findChild<QLabel*>(u"version"_s);
    QCOMPARE(label->isVisible() ? label->text() : QString(), words);
    QCOMPARE(label->isVisible(), label->toolTip().contains(u"pdate"_s));
}

void VersionsTest::membersOfANewerServerAreLeftOut()
{
    WindowFrame frame;
    WorkloadStatus status = workload(Phase::Succeeded, std::chrono::minutes(3));
    Json json = write(status);
    json["carbon"] = {{"grams", 12}};
    const NewerServer server(json);
    const WindowStage stage(frame, server.profile);
    stage.view().go(WorkbenchView::Place::Jobs);
    QTRY_COMPARE(stage.view().jobs()->table()->model()->rowCount(), 1);
    QCOMPARE(cell(*stage.view().jobs(), 0), u"odd"_s);
    QCOMPARE(cell(*stage.view().jobs(), 1), u"Succeeded"_s);
    QTRY_VERIFY(stage.view().jobs()->selected());
    QCOMPARE(stage.view().jobs()->selected()->specAs<JobSpec>().flavor, std::string("gpu-1"));
    QCOMPARE(stage.view().jobs()->selected()->specAs<JobSpec>().code.git_url,
             std::string("https://example.org/x.git"));
    QCOMPARE(stage.trouble(), QString());
}

void VersionsTest::aPhaseOfANewerServerIsUnknownAndNoOther()
{
    WindowFrame frame;
    const NewerServer server(Json{{"phase", "Hibernated"}, {"message", "It sleeps."}});
    const WindowStage stage(frame, server.profile);
    stage.view().go(WorkbenchView::Place::Jobs);
    QTRY_COMPARE(stage.view().jobs()->table()->model()->rowCount(), 1);
    QCOMPARE(cell(*stage.view().jobs(), 1), u"Unknown"_s);
    QTRY_VERIFY(stage.view().jobs()->selected());
    const auto shows = [&](const QString& words) {
        const auto labels = stage.view().jobs()->details()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(words); });
    };
    QTRY_VERIFY(shows(u"Update the workbench to see it."_s));
    QCOMPARE(stage.workspace().counts(Kind::Job).all, 1);
    QCOMPARE(stage.workspace().counts(Kind::Job).active, 0);
}

void VersionsTest::kindsOfANewerServerInTheWatchAreLeftOut()
{
    WindowFrame frame;
    BadServer server;
    putEverything(*server.platform);
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    server.platform->tellWatchers("event: change\nid: 900\ndata: {\"kind\":\"Fleet\",\"name\":\"x\"}\n\n"
                                  "event: sneeze\nid: 901\ndata: ?\n\n"
                                  "event: change\nid: 902\ndata: not json\n\n");
    Resource job = server.platform->resource(Kind::Job, "vit-pretrain");
    job.name = "after-them";
    job.id = ResourceId("after-them-1");
    server.platform->put(job);
    QTRY_VERIFY(stage.workspace().find(Kind::Job, "vision/after-them"));
    QVERIFY(stage.isLive());
}

void VersionsTest::aServerThatIsUpdatedWhileTheWindowIsOpenSaysSo()
{
    WindowFrame frame;
    FakeServer server;
    putEverything(*server.platform);
    const WindowStage stage(frame, server.profile());
    QTRY_VERIFY(stage.isLive());
    QStringList said;
    connect(&stage.view().toasts(), &ToastStack::shown, this,
            [&said](const ToastMessage& message) { said << message.text; });
    server.platform->close();
    server.stop();
    QTRY_VERIFY(stage.isLost());
    server.platform->setVersion("99.1.0");
    server.startAgain();
    QTRY_VERIFY_WITH_TIMEOUT(stage.isLive(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), 15'000);
    QVERIFY2(said.front().startsWith(u"The server was updated"_s), qPrintable(said.front()));
    QVERIFY(said.front().contains(u"99.1.0"_s));
}

QTEST_MAIN(VersionsTest)
#include "versions_test.moc"
