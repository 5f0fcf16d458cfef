// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/watch/kube_watch.h"
#include "platform/engines/kubernetes/watch/line_splitter.h"
#include "tests/platform/kubernetes/memory_kube.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <optional>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

/// Keeps what a watch told, as an engine would.
class Follower {
public:
    explicit Follower(KubeClient& client, std::chrono::milliseconds idle = 60s)
        : watch_(std::in_place, client, "/api/v1/things", "", sink(), WatchTiming{idle, 60s, 5ms, 20ms})
    {
    }

    /// "name=value name=value", in order.
    std::string told() const
    {
        const std::lock_guard lock(mutex_);
        std::string text;
        for (const auto& [name, value] : things_)
            text += (text.empty() ? "" : " ") + name + "=" + value;
        return text;
    }
    std::optional<Error> trouble() const { return watch_->trouble(); }

private:
    WatchSink sink()
    {
        const auto name = [](const Json& object) { return object["metadata"].value("name", std::string()); };
        return {[this] {
                    const std::lock_guard lock(mutex_);
                    things_.clear();
                },
                [this, name](Json&& object) {
                    const std::lock_guard lock(mutex_);
                    things_[name(object)] = object.value("value", std::string());
                },
                [this, name](Json&& object) {
                    const std::lock_guard lock(mutex_);
                    things_.erase(name(object));
                },
                [] {}};
    }

    mutable std::mutex mutex_;
    std::map<std::string, std::string> things_;
    std::optional<KubeWatch> watch_;
};

class KubeWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void changesFollowTheList();
    void pagesThatExpireStartAgain();
    void cutWatchesGoOnWhereTheyWere();
    void silentWatchesAreGivenUp();
    void forgottenPlacesListAgain();
    void errorsInTheStreamListAgain();
    void whatIsNoEventListsAgain();
    void refusalsAreTold_data();
    void refusalsAreTold();
    void busyServersAreAskedLater();
    void renewedTokensAreUsed();
    void unreachableServersAreTold();
    void linesAreCutAnywhere();
    void longLinesAreRefused();

private:
    void makeClient(ClusterAccess access = {}, KubeOptions options = {});

    std::shared_ptr<MemoryKube> kube_;
    std::unique_ptr<net::Server> server_;
    net::Fetcher fetcher_;
    std::unique_ptr<KubeClient> client_;
};

void KubeWatchTest::init()
{
    kube_ = std::make_shared<MemoryKube>();
    auto server = net::Server::start({}, kube_);
    QVERIFY(server);
    server_ = std::move(*server);
    makeClient();
    kube_->put("a", "1");
    kube_->put("b", "1");
}

void KubeWatchTest::makeClient(ClusterAccess access, KubeOptions options)
{
    access.server = "http://" + server_->address();
    client_ = std::make_unique<KubeClient>(fetcher_, access, options);
}

void KubeWatchTest::cleanup()
{
    client_.reset();
    if (server_)
        server_->stop(0ms);
    server_.reset();
}

void KubeWatchTest::changesFollowTheList()
{
    const Follower follower(*client_);
    QTRY_COMPARE(follower.told(), std::string("a=1 b=1"));
    kube_->put("c", "1");
    kube_->put("a", "2");
    kube_->remove("b");
    QTRY_COMPARE(follower.told(), std::string("a=2 c=1"));
    QVERIFY(!follower.trouble());
    QCOMPARE(kube_->lists(), 1);
}

void KubeWatchTest::pagesThatExpireStartAgain()
{
    kube_->expireNextPage();
    const Follower follower(*client_);
    QTRY_COMPARE(follower.told(), std::string("a=1 b=1"));
    QCOMPARE(kube_->lists(), 2);
}

void KubeWatchTest::cutWatchesGoOnWhereTheyWere()
{
    const Follower follower(*client_);
    QTRY_COMPARE(kube_->watches(), 1);
    kube_->cut();
    kube_->put("a", "2");
    QTRY_COMPARE(follower.told(), std::string("a=2 b=1"));
    kube_->bookmark();
    QTRY_VERIFY(kube_->watches() >= 2);
    kube_->cut();
    kube_->remove("a");
    QTRY_COMPARE(follower.told(), std::string("b=1"));
    QCOMPARE(kube_->lists(), 1);
}

void KubeWatchTest::silentWatchesAreGivenUp()
{
    const Follower follower(*client_, 50ms);
    QTRY_VERIFY(kube_->watches() >= 1);
    kube_->fallSilent();
    kube_->put("a", "2");
    QTRY_COMPARE(follower.told(), std::string("a=2 b=1"));
    QCOMPARE(kube_->lists(), 1);
}

void KubeWatchTest::forgottenPlacesListAgain()
{
    const Follower follower(*client_);
    QTRY_COMPARE(kube_->watches(), 1);
    kube_->put("a", "2");
    QTRY_COMPARE(follower.told(), std::string("a=2 b=1"));
    kube_->compact();
    kube_->cut();
    QTRY_COMPARE(kube_->lists(), 2);
    kube_->put("b", "2");
    QTRY_COMPARE(follower.told(), std::string("a=2 b=2"));
    QVERIFY(!follower.trouble());
}

void KubeWatchTest::errorsInTheStreamListAgain()
{
    const Follower follower(*client_);
    QTRY_COMPARE(kube_->watches(), 1);
    QTRY_COMPARE(follower.told(), std::string("a=1 b=1"));
    kube_->say(
        R"({"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}})"
        "\n");
    QTRY_COMPARE(kube_->lists(), 2);
    QTRY_COMPARE(kube_->watches(), 2);
    kube_->say(R"({"type":"ERROR","object":{"kind":"Status","code":500,"message":"out of luck"}})"
               "\n");
    QTRY_COMPARE(kube_->watches(), 3);
    QCOMPARE(kube_->lists(), 2);
}

void KubeWatchTest::whatIsNoEventListsAgain()
{
    const Follower follower(*client_);
    QTRY_COMPARE(kube_->watches(), 1);
    for (int i = 2; const char* line : {"nonsense\n", "[]\n", "{\"type\":\"ADDED\"}\n", "{\"object\":1}\n"}) {
        QTRY_COMPARE(kube_->watches(), i - 1);
        kube_->say(line);
        QTRY_COMPARE(kube_->lists(), i);
        ++i;
    }
    QTRY_COMPARE(follower.told(), std::string("a=1 b=1"));
    QTRY_VERIFY(!follower.trouble());
}

void KubeWatchTest::refusalsAreTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("who is not known")
        << 401 << QByteArray("Unauthorized") << QByteArray("Unauthorized")
        << QByteArray("cluster-unauthenticated") << QByteArray("does not know us");
    QTest::newRow("who may not") << 403 << QByteArray("Forbidden")
                                 << QByteArray("things is forbidden: User \"u\" cannot list")
                                 << QByteArray("cluster-forbidden")
                                 << QByteArray("Ask its administrator for the right to it.");
    QTest::newRow("what a quota forbids")
        << 403 << QByteArray("Forbidden") << QByteArray("pods \"a\" is forbidden: exceeded quota: gpus")
        << QByteArray("cluster-quota") << QByteArray("quota is used up");
    QTest::newRow("a webhook that does not answer")
        << 500 << QByteArray("InternalError") << QByteArray("failed calling webhook \"x\"")
        << QByteArray("cluster-webhook") << QByteArray("accepts nothing");
    QTest::newRow("what is no API server's answer")
        << 404 << QByteArray("NotFound") << QByteArray("the server could not find the requested resource")
        << QByteArray() << QByteArray("The cluster said: the server could not find the requested resource.");
}

void KubeWatchTest::refusalsAreTold()
{
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, said);
    kube_->answerNext({statusResponse(status, reason.toStdString(), message.toStdString())});
    const auto answer = client_->get("/api/v1/things");
    QVERIFY(!answer);
    QCOMPARE(answer.error().type, type.toStdString());
    QVERIFY2(answer.error().message.find(said.toStdString()) != std::string::npos,
             answer.error().message.c_str());
    // A watch says it too, and goes on once the reason is gone.
    kube_->answerNext({statusResponse(status, reason.toStdString(), message.toStdString())});
    const Follower follower(*client_);
    QTRY_COMPARE(follower.told(), std::string("a=1 b=1"));
    QTRY_VERIFY(!follower.trouble());
}

void KubeWatchTest::busyServersAreAskedLater()
{
    net::Response busy = statusResponse(429, "TooManyRequests", "too many requests");
    busy.headers.set("Retry-After", "0");
    kube_->answerNext({busy, busy});
    QVERIFY(client_->get("/api/v1/things"));
    KubeOptions impatient;
    impatient.most_busy = 10ms;
    makeClient({}, impatient);
    busy.headers.set("Retry-After", "5");
    kube_->answerNext({busy});
    const auto answer = client_->get("/api/v1/things");
    QVERIFY(!answer);
    QCOMPARE(answer.error().type, std::string("cluster-busy"));
}

void KubeWatchTest::renewedTokensAreUsed()
{
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("token")).toStdString();
    const auto write = [&](const char* token) { std::ofstream(file) << token; };
    ClusterAccess access;
    access.token_file = file;
    makeClient(access);
    const auto refused = client_->get("/api/v1/things");
    QVERIFY(!refused);
    QCOMPARE(refused.error().type, std::string("no-token"));
    write("first\n");
    QVERIFY(client_->get("/api/v1/things"));
    write("second\n");
    kube_->answerNext({statusResponse(401, "Unauthorized", "Unauthorized")});
    QVERIFY(client_->get("/api/v1/things"));
    QCOMPARE(kube_->authorizations(),
             (std::vector<std::string>{"Bearer first", "Bearer first", "Bearer second"}));
}

void KubeWatchTest::unreachableServersAreTold()
{
    const std::string address = server_->address();
    const Follower follower(*client_);
    QTRY_COMPARE(kube_->watches(), 1);
    server_->stop(0ms);
    server_.reset();
    QTRY_VERIFY(follower.trouble());
    QCOMPARE(follower.trouble()->code, ErrorCode::Unavailable);
    QCOMPARE(follower.told(), std::string("a=1 b=1"));
    kube_->put("a", "2");
    net::ServerOptions options;
    options.address = address;
    auto server = net::Server::start(options, kube_);
    QVERIFY2(server, server ? "" : server.error().message.c_str());
    server_ = std::move(*server);
    QTRY_COMPARE(follower.told(), std::string("a=2 b=1"));
    QTRY_VERIFY(!follower.trouble());
    QCOMPARE(kube_->lists(), 1);
}

void KubeWatchTest::linesAreCutAnywhere()
{
    const std::string text = "one\r\n\ntwo\nthree\n\n";
    for (std::size_t first = 0; first <= text.size(); ++first) {
        for (std::size_t second = first; second <= text.size(); ++second) {
            LineSplitter splitter(100);
            std::vector<std::string> lines;
            QVERIFY(splitter.take(text.substr(0, first), lines));
            QVERIFY(splitter.take(text.substr(first, second - first), lines));
            QVERIFY(splitter.take(text.substr(second), lines));
            QCOMPARE(lines, (std::vector<std::string>{"one", "two", "three"}));
        }
    }
}

void KubeWatchTest::longLinesAreRefused()
{
    LineSplitter splitter(5);
    std::vector<std::string> lines;
    QVERIFY(splitter.take("12345\n1234", lines));
    QVERIFY(!splitter.take("56", lines));
    QCOMPARE(lines, (std::vector<std::string>{"12345"}));
}

QTEST_GUILESS_MAIN(KubeWatchTest)
#include "kube_watch_test.moc"
