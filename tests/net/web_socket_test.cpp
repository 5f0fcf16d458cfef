// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/dialer.h"

#include "net/serve/listener.h"
#include "net_fixtures.h"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

namespace {

// What one end of a WebSocket has seen.
struct End {
    std::mutex mutex;
    std::shared_ptr<WebSocket> socket;
    std::vector<std::string> messages;
    std::atomic<int> opened = 0;
    std::atomic<int> received = 0;
    std::atomic<int> closed = 0;
    bool echoes = false;

    WebSocketCallbacks callbacks()
    {
        WebSocketCallbacks callbacks;
        callbacks.on_open = [this](std::shared_ptr<WebSocket> opened_socket) {
            const std::lock_guard lock(mutex);
            socket = std::move(opened_socket);
            ++opened;
        };
        callbacks.on_message = [this](std::string message, WebSocket::Type type) {
            if (message == "throw")
                throw std::runtime_error("on purpose");
            const std::lock_guard lock(mutex);
            if (echoes)
                socket->send(message, type);
            messages.push_back((type == WebSocket::Type::Text ? "t:" : "b:") + message);
            ++received;
        };
        callbacks.on_closed = [this] { ++closed; };
        callbacks.max_message_bytes = 20u << 20;
        return callbacks;
    }

    std::string message(std::size_t index)
    {
        const std::lock_guard lock(mutex);
        return index < messages.size() ? messages[index] : "none";
    }
    std::shared_ptr<WebSocket> openSocket()
    {
        const std::lock_guard lock(mutex);
        return socket;
    }
};

// A server that echoes at every path but /no.
struct Fixture {
    End served;
    std::shared_ptr<FunctionService> service = std::make_shared<FunctionService>();
    std::unique_ptr<Server> server;
    std::atomic<bool> saw_header = false;

    explicit Fixture(ServerOptions options = {})
    {
        served.echoes = true;
        service->on_handle = [this](const Request& request) {
            if (request.head.path == "/no")
                return textResponse("no", 403);
            const std::string* token = request.head.headers.find("x-token");
            saw_header = token && *token == "secret";
            Response response;
            response.headers.add("Sec-WebSocket-Protocol", "slipway");
            response.body = served.callbacks();
            return response;
        };
        server = startServer(service, std::move(options));
    }

    Result<std::unique_ptr<DialedWebSocket>> open(End& end, const std::string& path = "/")
    {
        DialTarget target;
        target.address = server->address();
        Headers headers;
        headers.add("X-Token", "secret");
        return DialedWebSocket::open(target, path, headers, end.callbacks(), patience);
    }
};

bool waitFor(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, int(patience.count()));
}

}  // namespace

class WebSocketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesAreEchoed();
    void manyMessagesKeepTheirOrder();
    void messagesThatAreTooLargeCloseTheSocket();
    void eitherEndCloses_data();
    void eitherEndCloses();
    void aFailingCallbackClosesTheSocket();
    void silenceIsBrokenByPings();
    void aSilentPeerIsDropped();
    void refusalsAreErrors_data();
    void refusalsAreErrors();
    void plainRequestsAreToldToUpgrade();
    void dialingTellsWhatHappened_data();
    void dialingTellsWhatHappened();
    void bodiesAreDialedInPieces();
};

void WebSocketTest::messagesAreEchoed()
{
    Fixture fixture;
    End dialed;
    const auto opened = fixture.open(dialed);
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    QVERIFY(fixture.saw_header);
    const std::string big(16u << 20, 'x');
    QVERIFY((*opened)->socket().send("hello", WebSocket::Type::Text));
    QVERIFY((*opened)->socket().send(std::string("\0\xff", 2), WebSocket::Type::Binary));
    QVERIFY(waitFor([&] { return dialed.received == 2; }));
    QVERIFY((*opened)->socket().send(big, WebSocket::Type::Binary));
    // The server's end may hold 8 MiB, but one message of any size.
    QVERIFY(waitFor([&] { return dialed.received == 3; }));
    QCOMPARE(dialed.message(0), std::string("t:hello"));
    QCOMPARE(dialed.message(1), std::string("b:\0\xff", 4));
    QVERIFY(dialed.message(2) == "b:" + big);
    QVERIFY(waitFor([&] { return (*opened)->socket().queuedBytes() == 0; }));
}

void WebSocketTest::manyMessagesKeepTheirOrder()
{
    Fixture fixture;
    End dialed;
    const auto opened = fixture.open(dialed);
    QVERIFY(opened);
    constexpr int count = 2000;
    for (int i = 0; i < count; ++i)
        QVERIFY((*opened)->socket().send(std::to_string(i), WebSocket::Type::Text));
    QVERIFY(waitFor([&] { return dialed.received == count; }));
    for (int i = 0; i < count; ++i)
        QCOMPARE(dialed.message(static_cast<std::size_t>(i)), "t:" + std::to_string(i));
}

void WebSocketTest::messagesThatAreTooLargeCloseTheSocket()
{
    Fixture fixture;
    End dialed;
    const auto opened = fixture.open(dialed);
    QVERIFY(opened);
    (*opened)->socket().send(std::string(21u << 20, 'x'), WebSocket::Type::Binary);
    QVERIFY(waitFor([&] { return dialed.closed == 1 && fixture.served.closed == 1; }));
    QCOMPARE(fixture.served.received.load(), 0);
    QVERIFY(!(*opened)->socket().send("late", WebSocket::Type::Text));
}

void WebSocketTest::eitherEndCloses_data()
{
    QTest::addColumn<QByteArray>("who");
    for (const char* who :
         {"the dialing end", "the serving end", "the dialing end's destructor", "the server's stop"})
        QTest::newRow(who) << QByteArray(who);
}

void WebSocketTest::eitherEndCloses()
{
    QFETCH(QByteArray, who);
    Fixture fixture;
    End dialed;
    auto opened = fixture.open(dialed);
    QVERIFY(opened);
    QVERIFY(waitFor([&] { return fixture.served.opened == 1 && dialed.opened == 1; }));
    const auto served = fixture.served.openSocket();
    QElapsedTimer timer;
    timer.start();
    if (who == "the dialing end") {
        (*opened)->socket().send("last", WebSocket::Type::Text);
        (*opened)->socket().close(1000, "done");
        QVERIFY(!(*opened)->socket().send("late", WebSocket::Type::Text));
    } else if (who == "the serving end") {
        served->close(1000, "done");
    } else if (who == "the server's stop") {
        fixture.server->stop(patience);
    } else {
        opened->reset();
    }
    QVERIFY(waitFor([&] { return dialed.closed == 1 && fixture.served.closed == 1; }));
    QVERIFY(timer.elapsed() < 5'000);
    QVERIFY(!served->send("late", WebSocket::Type::Text));
    if (who == "the dialing end")
        QCOMPARE(fixture.served.message(0), std::string("t:last"));
    fixture.server.reset();
    QCOMPARE(fixture.served.closed.load(), 1);
}

void WebSocketTest::aFailingCallbackClosesTheSocket()
{
    Fixture fixture;
    End dialed;
    const auto opened = fixture.open(dialed);
    QVERIFY(opened);
    (*opened)->socket().send("throw", WebSocket::Type::Text);
    QVERIFY(waitFor([&] { return dialed.closed == 1 && fixture.served.closed == 1; }));
}

void WebSocketTest::silenceIsBrokenByPings()
{
    ServerOptions options;
    options.idle_timeout = 300ms;
    Fixture fixture(options);
    End dialed;
    const auto opened = fixture.open(dialed);
    QVERIFY(opened);
    // Three times as long as the server bears silence: only pongs can have kept it open.
    QElapsedTimer timer;
    timer.start();
    QVERIFY(waitFor([&] { return timer.elapsed() > 900; }));
    QCOMPARE(dialed.closed.load(), 0);
    (*opened)->socket().send("still here", WebSocket::Type::Text);
    QVERIFY(waitFor([&] { return dialed.received == 1; }));
}

void WebSocketTest::aSilentPeerIsDropped()
{
    ServerOptions options;
    options.idle_timeout = 200ms;
    Fixture fixture(options);
    RawClient client(fixture.server->address());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QVERIFY(client.receiveUntil("\r\n\r\n"));
    QVERIFY(client.received().find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);
    QVERIFY(client.received().find("Sec-WebSocket-Protocol: slipway") != std::string::npos);
    QVERIFY(waitFor([&] { return fixture.served.closed == 1; }));
}

void WebSocketTest::refusalsAreErrors_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a refusal") << QByteArray("/no") << QByteArray("permission-denied");
}

void WebSocketTest::refusalsAreErrors()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, code);
    Fixture fixture;
    End dialed;
    const auto opened = fixture.open(dialed, path.toStdString());
    QVERIFY(!opened);
    QCOMPARE(QByteArray::fromStdString(std::string(name(opened.error().code))), code);
    QCOMPARE(dialed.opened.load(), 0);
}

void WebSocketTest::plainRequestsAreToldToUpgrade()
{
    Fixture fixture;
    RawClient client(fixture.server->address());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    QCOMPARE(statusesIn(client.receiveAll()), std::string("426"));
}

void WebSocketTest::dialingTellsWhatHappened_data()
{
    QTest::addColumn<QByteArray>("address");  // Empty: the fixture's.
    QTest::addColumn<QByteArray>("outcome");

    QTest::newRow("an answer") << QByteArray() << QByteArray("403");
    QTest::newRow("nobody listens") << QByteArray("127.0.0.1:1") << QByteArray("unavailable");
    QTest::newRow("no socket file") << QByteArray("unix:/no/such/file") << QByteArray("unavailable");
    QTest::newRow("no address") << QByteArray("nonsense") << QByteArray("invalid-argument");
    QTest::newRow("no answer in time") << QByteArray("silent") << QByteArray("deadline-exceeded");
}

void WebSocketTest::dialingTellsWhatHappened()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, outcome);
    Fixture fixture;
    const auto silent = listenOn("127.0.0.1:0");
    DialTarget target;
    target.address = address.isEmpty() ? fixture.server->address() : address.toStdString();
    if (address == "silent")
        target.address = silent->address;
    DialRequest request;
    request.target = "/no";
    request.timeout = 300ms;
    const auto answer = dial(target, request);
    const std::string got = answer ? std::to_string(answer->status) : std::string(name(answer.error().code));
    QCOMPARE(QByteArray::fromStdString(got), outcome);
}

void WebSocketTest::bodiesAreDialedInPieces()
{
    const auto service = std::make_shared<FunctionService>();
    service->on_admit = [](const RequestHead&) { return BodyPolicy{BodyPolicy::Mode::Buffered, 32u << 20}; };
    service->on_handle = [](Request request) {
        Response response;
        response.body =
            StreamStart([body = std::move(request.body)](const std::shared_ptr<StreamWriter>& writer) {
                writer->write(body);
                writer->finish();
            });
        return response;
    };
    const auto server = startServer(service);
    DialTarget target;
    target.address = server->address();
    DialRequest request;
    request.method = "POST";
    request.body = std::string(8u << 20, 'x');
    const auto whole = dial(target, request);
    QVERIFY(whole && whole->body == request.body);

    std::size_t received = 0;
    request.on_body = [&](std::string_view piece) {
        received += piece.size();
        return true;
    };
    const auto pieces = dial(target, request);
    QVERIFY(pieces && pieces->body.empty());
    QCOMPARE(received, request.body.size());

    request.on_body = [](std::string_view) { return false; };
    const auto stopped = dial(target, request);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Canceled);
    request.on_body = nullptr;
    request.max_body_bytes = 1000;
    const auto large = dial(target, request);
    QVERIFY(!large && large.error().code == ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(WebSocketTest)
#include "web_socket_test.moc"
