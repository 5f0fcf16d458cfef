// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/server.h"

#include "net_fixtures.h"

#include <future>

using namespace slipway;
using namespace slipway::net;

class ServeQuickTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quickRequestsNeedNoWorker();
    void quickRequestsFailAsOthersDo();

private:
    static std::string get(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"; }
    std::shared_ptr<FunctionService> service();

    std::promise<void> release_;
};

std::shared_ptr<FunctionService> ServeQuickTest::service()
{
    auto service = std::make_shared<FunctionService>();
    service->on_admit = [](const RequestHead& head) -> std::variant<BodyPolicy, Response> {
        const bool quick = head.path.starts_with("/quick");
        return BodyPolicy{quick ? BodyPolicy::Mode::Quick : BodyPolicy::Mode::Buffered, 1000};
    };
    service->on_handle = [this](Request request) {
        if (request.head.path == "/quick/throws")
            throw std::runtime_error("a secret reason");
        if (request.head.path == "/slow")
            release_.get_future().wait();
        return textResponse(request.head.path + request.body);
    };
    return service;
}

void ServeQuickTest::quickRequestsNeedNoWorker()
{
    ServerOptions options;
    options.workers = 1;
    const auto server = Server::start(options, service());
    QVERIFY(server);
    RawClient slow((*server)->address());
    QVERIFY(slow.send(get("/slow")));
    RawClient quick((*server)->address());
    QVERIFY(
        quick.send(get("/quick/1") + "PUT /quick/2 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"));
    QVERIFY(quick.receiveUntil("/quick/2body"));
    QCOMPARE(statusesIn(quick.received()), std::string("200 200"));
    release_.set_value();
    QVERIFY(slow.receiveUntil("/slow"));
}

void ServeQuickTest::quickRequestsFailAsOthersDo()
{
    const auto server = Server::start({}, service());
    QVERIFY(server);
    RawClient client((*server)->address());
    QVERIFY(client.send(get("/quick/throws") + get("/quick/after")));
    QVERIFY(client.receiveUntil("/quick/after"));
    QCOMPARE(statusesIn(client.received()), std::string("500 200"));
    QVERIFY(client.received().find("secret") == std::string::npos);
}

QTEST_GUILESS_MAIN(ServeQuickTest)
#include "serve_quick_test.moc"
