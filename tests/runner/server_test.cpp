// SPDX-License-Identifier: GPL-3.0-or-later
#include "attempt_fixture.h"

#include "net/dial/dialer.h"

#include <QtCore/QElapsedTimer>

#include <atomic>
#include <future>

using namespace slipway;

namespace {

/// The server program of an attempt.
class ServerFixture {
public:
    explicit ServerFixture(const AttemptFixture& attempt) : attempt_(attempt) { start(); }
    ~ServerFixture() { kill(); }

    void start()
    {
        server_.start(AttemptFixture::program(),
                      {QStringLiteral("serve"), QString::fromStdString(attempt_.directory.path().string())});
        [this] { QTRY_VERIFY(call("GET", "/v1/state").status == 200); }();
    }
    void kill()
    {
        server_.kill();
        server_.waitForFinished();
    }
    QProcess& process() { return server_; }

    net::DialTarget target() const
    {
        return {"unix:" + (attempt_.directory.path() / "runner.sock").string(), false, {}, {}};
    }
    net::DialResponse call(const std::string& method, const std::string& path,
                           const std::string& body = {}) const
    {
        net::DialRequest request;
        request.method = method;
        request.target = path;
        request.body = body;
        const auto response = net::dial(target(), request);
        return response ? *response : net::DialResponse{0, {}, response.error().message};
    }

private:
    const AttemptFixture& attempt_;
    QProcess server_;
};

}  // namespace

class ServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stateShowsRecordsWithoutSecrets();
    void streamsAreListedAndRead();
    void namesThatLeadOutAreNotFound();
    void signalReachesTheCommand();
    void stopEndsTheTask();
    void badRequestsAreRefused();
    void killedServerIsRestartedDuringATail();
    void secondServerStepsBack();
    void neitherNeedsTheOther();
};

void ServerTest::stateShowsRecordsWithoutSecrets()
{
    AttemptFixture attempt;
    attempt.task.env["PASSWORD"] = "hunter2";
    attempt.addStage("command", "exit 3");
    attempt.run();
    const ServerFixture server(attempt);
    const net::DialResponse state = server.call("GET", "/v1/state");
    QCOMPARE(state.status, 200);
    QVERIFY(state.body.find("\"cause\":\"exited\"") != std::string::npos);
    QVERIFY(state.body.find("\"code\":3") != std::string::npos);
    QVERIFY(state.body.find("\"task\":\"job-test\"") != std::string::npos);
    QVERIFY(state.body.find("hunter2") == std::string::npos);
}

void ServerTest::streamsAreListedAndRead()
{
    AttemptFixture attempt;
    attempt.addStage("command", "printf abcdef");
    attempt.run();
    const ServerFixture server(attempt);
    QCOMPARE(server.call("GET", "/v1/streams").body,
             std::string(R"({"items":[{"complete":true,"name":"log","size_bytes":6}]})"));
    QCOMPARE(server.call("GET", "/v1/streams/log").body, std::string("abcdef"));
    QCOMPARE(server.call("GET", "/v1/streams/log?offset=4&follow=true").body, std::string("ef"));
    QCOMPARE(server.call("GET", "/v1/streams/log?offset=7").status, 416);
}

void ServerTest::namesThatLeadOutAreNotFound()
{
    AttemptFixture attempt;
    attempt.addStage("command", "true");
    attempt.run();
    const ServerFixture server(attempt);
    for (const char* name : {"..%2Ftask.json", "%2Fetc%2Fhostname", "%2e%2e/exit.json", "log%00", "nothing"})
        QVERIFY2(server.call("GET", std::string("/v1/streams/") + name).status >= 400, name);
}

void ServerTest::signalReachesTheCommand()
{
    AttemptFixture attempt;
    attempt.addStage("command", "trap 'echo saved; exit 0' USR1; echo ready; while :; do sleep 0.02; done");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    const ServerFixture server(attempt);
    QCOMPARE(server.call("POST", "/v1/signal", R"({"signal":"USR1"})").status, 200);
    attempt.finish();
    QCOMPARE(attempt.log(), std::string("ready\nsaved\n"));
    QCOMPARE(server.call("POST", "/v1/signal", R"({"signal":"USR1"})").status, 409);
}

void ServerTest::stopEndsTheTask()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo ready; exec sleep 600");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("ready"));
    const ServerFixture server(attempt);
    QCOMPARE(server.call("POST", "/v1/stop", R"({"cause":"stopped","grace_ms":5000})").status, 202);
    QCOMPARE(attempt.finish().cause, ExitCause::Stopped);
    QCOMPARE(server.call("POST", "/v1/stop", R"({"cause":"stopped","grace_ms":5000})").status, 202);
}

void ServerTest::badRequestsAreRefused()
{
    AttemptFixture attempt;
    attempt.addStage("command", "true");
    attempt.run();
    const ServerFixture server(attempt);
    QCOMPARE(server.call("POST", "/v1/stop", "{").status, 400);
    QCOMPARE(server.call("POST", "/v1/stop", R"({"cause":"boredom","grace_ms":1})").status, 400);
    QCOMPARE(server.call("POST", "/v1/stop", R"({"cause":"stopped","grace_ms":-1})").status, 400);
    QCOMPARE(server.call("POST", "/v1/signal", R"({"signal":9})").status, 400);
    QCOMPARE(server.call("GET", "/v1/streams/log?offset=-1").status, 400);
    QCOMPARE(server.call("GET", "/nothing").status, 404);
}

void ServerTest::killedServerIsRestartedDuringATail()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo one; while [ ! -e go ]; do sleep 0.02; done; echo two");
    attempt.start();
    QTRY_VERIFY(attempt.logHas("one"));
    ServerFixture server(attempt);
    std::string body;
    std::atomic<std::size_t> received{0};
    const auto follow = [&] {
        net::DialRequest request;
        request.target = "/v1/streams/log?follow=true&offset=" + std::to_string(body.size());
        request.on_body = [&](std::string_view piece) {
            body += piece;
            received = body.size();
            return true;
        };
        return net::dial(server.target(), request).has_value();
    };
    auto first = std::async(std::launch::async, follow);
    QTRY_COMPARE(received.load(), std::size_t{4});
    server.kill();
    QCOMPARE(first.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    QVERIFY2(!first.get(), "a tail that breaks off is no proper end");
    server.start();
    auto second = std::async(std::launch::async, follow);
    std::ofstream(attempt.directory.path() / "work/go") << "";
    QCOMPARE(second.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    QVERIFY(second.get());
    QCOMPARE(body, std::string("one\ntwo\n"));
}

void ServerTest::secondServerStepsBack()
{
    AttemptFixture attempt;
    attempt.addStage("command", "true");
    attempt.run();
    const ServerFixture first(attempt);
    QCOMPARE(QProcess::execute(
                 AttemptFixture::program(),
                 {QStringLiteral("serve"), QString::fromStdString(attempt.directory.path().string())}),
             0);
    QCOMPARE(first.call("GET", "/v1/state").status, 200);
}

void ServerTest::neitherNeedsTheOther()
{
    AttemptFixture attempt;
    ServerFixture server(attempt);  // Before anything was started.
    QVERIFY(server.call("GET", "/v1/state").body.find("\"waiter\":null") != std::string::npos);
    server.kill();
    attempt.addStage("command", "echo alone");
    attempt.run();
    QCOMPARE(attempt.log(), std::string("alone\n"));
    server.start();
    std::filesystem::remove_all(attempt.directory.path());
    QVERIFY(server.process().waitForFinished(10'000));
}

QTEST_GUILESS_MAIN(ServerTest)
#include "server_test.moc"
