// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/server.h"

#include "echo_service.h"
#include "net/serve/worker_pool.h"

#include <sys/stat.h>

#include <atomic>
#include <future>
#include <thread>

using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

namespace {

bool waitFor(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, int(patience.count()));
}

}  // namespace

class ServeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsAreJudgedByTheirBytes_data();
    void requestsAreJudgedByTheirBytes();
    void splitRequestsAreAnsweredAsWhole();
    void pipelinedRequestsAreAnsweredInOrder();
    void continueIsSaidOnlyToAdmittedRequests();
    void headHasNoBody();
    void answersCannotSplitTheirHead();
    void aStreamedBodyIsHeldBack();
    void anUnreadBodyEndsTheConnection();
    void whoSendsOnHearsTheAnswer();
    void whoNeverEndsIsCut();
    void aFullPoolRefuses();

    void requestsInFlightEndWithinTheGrace();
    void theGraceIsNotExceededByIdleConnections();
    void addressesThatCannotBeHadAreRefused();
    void unixSocketsAreOursAndReplaceStaleOnes();
    void ipv6IsServed();
};

void ServeTest::requestsAreJudgedByTheirBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>(
        "statuses");  // Of the request, and of the probe behind it when it is served.

    const auto row = [](const char* name, const std::string& bytes, const char* statuses) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(statuses);
    };
    const std::string long_text(10'000, 'a');
    row("a plain request is served", get("/"), "200 200");
    row("a body with a length is served", put("/", "Content-Length: 3\r\n", "abc"), "200 200");
    row("a body in chunks is served", put("/", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"),
        "200 200");
    row("chunk extensions and trailers are passed over",
        put("/", "Transfer-Encoding: chunked\r\n", "3;a=\"b\"\r\nabc\r\n0\r\nX: y\r\n\r\n"), "200 200");
    row("HTTP/1.0 is served and closed", "GET / HTTP/1.0\r\n\r\n", "200");
    row("an absolute target is served", "GET http://h/a HTTP/1.1\r\nHost: h\r\n\r\n", "200 200");
    row("empty lines before a request are passed over", "\r\n" + get("/"), "200 200");
    row("a refused small body is drained", put("/refused", "Content-Length: 3\r\n", "abc"), "403 200");
    row("a refused chunked body closes",
        put("/refused", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"), "403");
    row("an exception is answered 500", get("/throws"), "500 200");
    row("an upgrade is passed over where none is served",
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", "200 200");

    row("no Host", "GET / HTTP/1.1\r\n\r\n", "400");
    row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "400");
    row("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "400");
    row("a Host that is a list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "400");
    row("two equal lengths", put("/", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), "400");
    row("two different lengths", put("/", "Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), "400");
    row("a list of lengths", put("/", "Content-Length: 3, 3\r\n", "abc"), "400");
    row("a length and chunks", put("/", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "abc"), "400");
    row("chunks and a length", put("/", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "abc"), "400");
    row("chunked twice", put("/", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), "400");
    row("a negative length", put("/", "Content-Length: -1\r\n", ""), "400");
    row("a length with a plus", put("/", "Content-Length: +3\r\n", "abc"), "400");
    row("a length that overflows", put("/", "Content-Length: 99999999999999999999\r\n", ""), "400");
    row("an empty length", put("/", "Content-Length:\r\n", ""), "400");
    row("another transfer encoding", put("/", "Transfer-Encoding: gzip\r\n", ""), "501");
    row("chunked that is not last", put("/", "Transfer-Encoding: chunked, gzip\r\n", ""), "501");
    row("chunked behind a strange space", put("/", "Transfer-Encoding: \vchunked\r\n", ""), "400");
    row("chunks in HTTP/1.0", "PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
    row("a folded header", "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", "400");
    row("a folded first line", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", "400");
    row("bare LF", "GET / HTTP/1.1\nHost: h\n\n", "400");
    row("one bare LF in a header", "GET / HTTP/1.1\r\nHost: h\r\nA: b\nC: d\r\n\r\n", "400");
    row("a bare CR in a header", "GET / HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n", "400");
    row("NUL in a header", "GET / HTTP/1.1\r\nHost: h\r\nA: b" + std::string(1, '\0') + "c\r\n\r\n", "400");
    row("a space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", "400");
    row("a header without colon", "GET / HTTP/1.1\r\nHost: h\r\nabc\r\n\r\n", "400");
    row("a header without name", "GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n", "400");
    row("a method with strange letters", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n", "400");
    row("a target that is no path", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", "400");
    row("the target *", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "400");
    row("a target with a space", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "505");
    row("a broken escape in the query", get("/?a=%zz"), "400");
    row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", "505");
    row("no version", "GET /\r\n\r\n", "400");
    row("the greeting of TLS", std::string("\x16\x03\x01\x02\x00\x01\x00", 7), "400");
    row("an unknown expectation", "GET / HTTP/1.1\r\nHost: h\r\nExpect: wonders\r\n\r\n", "417");
    row("a long method", std::string(40, 'A') + " / HTTP/1.1\r\nHost: h\r\n\r\n", "414");
    row("a long target", get("/" + long_text), "414");
    row("a long head", "GET / HTTP/1.1\r\nHost: h\r\nA: " + long_text + long_text + "\r\n\r\n", "431");
    row("a long head without end", "GET / HTTP/1.1\r\nHost: h\r\nA: " + long_text + long_text, "431");
    row("a chunk size that is no number", put("/", "Transfer-Encoding: chunked\r\n", "x\r\nabc\r\n"), "400");
    row("a chunk size that overflows",
        put("/", "Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nabc\r\n"), "400");
    row("a negative chunk size", put("/", "Transfer-Encoding: chunked\r\n", "-1\r\nabc\r\n"), "400");
    row("a chunk without its end", put("/", "Transfer-Encoding: chunked\r\n", "3\r\nabcde\r\n0\r\n\r\n"),
        "400");
    row("a chunk line without end", put("/", "Transfer-Encoding: chunked\r\n", "3;" + long_text), "400");
    row("a bad chunk of a streamed body", put("/streamed", "Transfer-Encoding: chunked\r\n", "x\r\nabc\r\n"),
        "400");
    row("a body that says it is too large", put("/", "Content-Length: 100000\r\n", "abc"), "413");
    row("a body that turns out too large", put("/", "Transfer-Encoding: chunked\r\n", "2000\r\n" + long_text),
        "413");
    row("a streamed body that says it is too large", put("/streamed", "Content-Length: 9999999\r\n", ""),
        "413");
}

void ServeTest::requestsAreJudgedByTheirBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, statuses);
    ServerOptions options;
    options.max_header_bytes = 16u << 10;
    const auto server = startServer(echoService(), options);
    RawClient client(server->address());
    client.send(bytes.toStdString());
    client.send(probe);
    const std::string received = client.receiveAll();
    QCOMPARE(QByteArray::fromStdString(statusesIn(received)), statuses);
    QVERIFY(received.find("secret") == std::string::npos);
    QVERIFY(client.hasEnded());
}

void ServeTest::splitRequestsAreAnsweredAsWhole()
{
    const auto server = startServer(echoService());
    const std::string requests[] = {
        get("/a?b=c"),
        put("/a", "Content-Length: 5\r\n", "hello"),
        put("/streamed", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"),
    };
    for (const std::string& request : requests) {
        RawClient whole(server->address());
        whole.send(request + probe);
        const std::string expected = bodyIn(whole.receiveAll());
        for (std::size_t cut = 1; cut < request.size(); ++cut) {
            RawClient client(server->address());
            client.send(request.substr(0, cut));
            client.send(request.substr(cut) + probe);
            client.receiveAll();
            QCOMPARE(statusesIn(client.received()), std::string("200 200"));
            QCOMPARE(bodyIn(client.received()).substr(0, 5), expected.substr(0, 5));
        }
    }
}

void ServeTest::pipelinedRequestsAreAnsweredInOrder()
{
    const auto server = startServer(echoService());
    RawClient client(server->address());
    std::string all;
    for (int i = 0; i < 100; ++i)
        all += put("/n" + std::to_string(i), "Content-Length: 2\r\n", "xy");
    client.send(all + probe);
    client.receiveAll();
    std::size_t at = 0;
    for (int i = 0; i < 100; ++i)
        at = client.received().find("PUT /n" + std::to_string(i) + " xy", at);
    QVERIFY(client.received().find("GET /probe ", at) != std::string::npos);
}

void ServeTest::continueIsSaidOnlyToAdmittedRequests()
{
    const auto server = startServer(echoService());
    const std::string fields = "Content-Length: 3\r\nExpect: 100-continue\r\n";
    RawClient admitted(server->address());
    admitted.send(put("/", fields, ""));
    QVERIFY(admitted.receiveUntil("HTTP/1.1 100 Continue\r\n\r\n"));
    QCOMPARE(statusesIn(admitted.received()), std::string("100"));
    admitted.send("abc" + probe);
    QCOMPARE(statusesIn(admitted.receiveAll()), std::string("100 200 200"));

    RawClient refused(server->address());
    refused.send(put("/refused", fields, ""));
    QCOMPARE(statusesIn(refused.receiveAll()), std::string("403"));

    RawClient large(server->address());
    large.send(put("/", "Content-Length: 3000\r\nExpect: 100-continue\r\n", ""));
    QCOMPARE(statusesIn(large.receiveAll()), std::string("413"));
}

void ServeTest::headHasNoBody()
{
    const auto service = std::make_shared<FunctionService>();
    service->on_handle = [](const Request& request) {
        Response response = textResponse(request.head.path == "/text" ? "hello" : "");
        response.headers.set("Content-Length", "77");
        return response;
    };
    const auto server = startServer(service);
    RawClient client(server->address());
    client.send("HEAD /text HTTP/1.1\r\nHost: h\r\n\r\nHEAD /length HTTP/1.1\r\nHost: h\r\n\r\n" + probe);
    const std::string received = client.receiveAll();
    QVERIFY(received.find("hello") == std::string::npos);
    QVERIFY(received.find("Content-Length: 5\r\n") != std::string::npos);
    QVERIFY(received.find("Content-Length: 77\r\n") != std::string::npos);
    QVERIFY(received.find("Content-Length: 0\r\n") != std::string::npos);
}

void ServeTest::answersCannotSplitTheirHead()
{
    const auto service = std::make_shared<FunctionService>();
    service->on_handle = [](const Request&) {
        Response response = textResponse("ok");
        response.headers.set("X-Name", "a\r\nSet-Cookie: b");
        response.headers.set("Transfer-Encoding", "chunked");
        return response;
    };
    const auto server = startServer(service);
    RawClient client(server->address());
    client.send(probe);
    const std::string received = client.receiveAll();
    QVERIFY(received.find("Set-Cookie") == std::string::npos);
    QVERIFY(received.find("chunked") == std::string::npos);
}

void ServeTest::aStreamedBodyIsHeldBack()
{
    const auto service = std::make_shared<FunctionService>();
    service->on_admit = [](const RequestHead&) { return BodyPolicy{BodyPolicy::Mode::Streamed, 1u << 30}; };
    std::promise<void> go;
    std::shared_future<void> gone = go.get_future().share();
    service->on_handle = [gone](const Request& request) {
        gone.wait();
        std::size_t total = 0;
        while (true) {
            const auto piece = request.reader->read();
            if (!piece || piece->empty())
                return textResponse(piece ? std::to_string(total) : piece.error().message);
            total += piece->size();
            if (piece->size() > 256u << 10)
                return textResponse("a piece was too large");
        }
    };
    const auto server = startServer(service);
    RawClient client(server->address());
    constexpr std::size_t size = 64u << 20;
    std::atomic<std::size_t> sent = 0;
    std::thread sender([&] {
        client.send(put("/", "Connection: close\r\nContent-Length: " + std::to_string(size) + "\r\n", ""));
        const std::string piece(1u << 20, 'x');
        while (sent < size && client.send(piece))
            sent += piece.size();
    });
    std::size_t before = 1;
    int same = 0;
    const bool stalled = waitFor([&] {
        same = sent == before ? same + 1 : 0;
        before = sent;
        return same == 10;
    });
    const std::size_t held = sent;
    go.set_value();
    sender.join();
    QVERIFY(stalled);
    QVERIFY2(held < size / 2, std::to_string(held).c_str());
    QCOMPARE(bodyIn(client.receiveAll()), std::to_string(size));
}

void ServeTest::anUnreadBodyEndsTheConnection()
{
    const auto service = std::make_shared<FunctionService>();
    service->on_admit = [](const RequestHead&) { return BodyPolicy{BodyPolicy::Mode::Streamed, 1u << 30}; };
    service->on_handle = [](const Request&) { return textResponse("enough", 409); };
    const auto server = startServer(service);
    RawClient client(server->address());
    client.send(put("/", "Content-Length: 1000000\r\n", "some"));
    QCOMPARE(statusesIn(client.receiveAll()), std::string("409"));
    QVERIFY(client.received().find("Connection: close") != std::string::npos);
}

// Such as one who looks for the answer only when everything is sent.
void ServeTest::whoSendsOnHearsTheAnswer()
{
    const auto server = startServer(echoService());
    RawClient client(server->address());
    constexpr std::size_t size = 32u << 20;
    QVERIFY(client.send(
        put("/refused", "Content-Length: " + std::to_string(size) + "\r\n", std::string(size, 'x'))));
    QCOMPARE(statusesIn(client.receiveAll()), std::string("403"));
}

void ServeTest::whoNeverEndsIsCut()
{
    const auto server = startServer(echoService());
    RawClient client(server->address());
    const auto begin = std::chrono::steady_clock::now();
    client.send(put("/refused", "Content-Length: 1000000000000\r\n", {}));
    const std::string piece(1u << 10, 'x');
    pollfd end{client.fd(), POLLRDHUP, 0};
    while (client.send(piece) && std::chrono::steady_clock::now() - begin < patience)
        ::poll(&end, 1, 1);
    QVERIFY(std::chrono::steady_clock::now() - begin < patience);
}

void ServeTest::aFullPoolRefuses()
{
    WorkerPool pool(1, 1);
    std::promise<void> go;
    std::promise<void> running;
    std::atomic<int> done = 0;
    QVERIFY(pool.submit([&] {
        running.set_value();
        go.get_future().wait();
        ++done;
    }));
    running.get_future().wait();
    QVERIFY(pool.submit([&] { ++done; }));
    QVERIFY(!pool.submit([&] { ++done; }));
    go.set_value();
    QVERIFY(waitFor([&] { return done == 2; }));
    pool.stop();
    QVERIFY(!pool.submit([&] { ++done; }));
}

void ServeTest::requestsInFlightEndWithinTheGrace()
{
    const auto service = std::make_shared<FunctionService>();
    std::promise<void> running;
    std::promise<void> go;
    service->on_handle = [&](const Request&) {
        running.set_value();
        go.get_future().wait();
        return textResponse("done");
    };
    const auto server = startServer(service);
    const std::string address = server->address();
    RawClient client(address);
    client.send(get("/"));
    running.get_future().wait();
    std::thread stopper([&] { server->stop(patience); });
    QVERIFY(waitFor([&] { return !RawClient(address).isConnected(); }));
    go.set_value();
    client.receiveAll();
    stopper.join();
    QCOMPARE(statusesIn(client.received()), std::string("200"));
    QVERIFY(client.received().find("Connection: close") != std::string::npos);
}

void ServeTest::theGraceIsNotExceededByIdleConnections()
{
    const auto server = startServer(echoService());
    RawClient fresh(server->address());
    RawClient kept(server->address());
    kept.send(get("/"));
    QVERIFY(kept.receiveUntil("GET / "));
    RawClient half(server->address());
    half.send("GET / HT");
    QElapsedTimer timer;
    timer.start();
    server->stop(300ms);
    QVERIFY(timer.elapsed() < 5'000);
    fresh.receiveAll();
    kept.receiveAll();
    half.receiveAll();
    QVERIFY(fresh.hasEnded() && kept.hasEnded() && half.hasEnded());
}

void ServeTest::addressesThatCannotBeHadAreRefused()
{
    const auto server = startServer(echoService());
    ServerOptions options;
    options.address = server->address();
    auto taken = Server::start(options, echoService());
    QVERIFY(!taken && taken.error().code == ErrorCode::Unavailable);
    options.address = "unix:/no/such/folder/s";
    QVERIFY(!Server::start(options, echoService()));
    options.address = "nonsense";
    auto nonsense = Server::start(options, echoService());
    QVERIFY(!nonsense && nonsense.error().code == ErrorCode::InvalidArgument);
}

void ServeTest::unixSocketsAreOursAndReplaceStaleOnes()
{
    const QTemporaryDir folder;
    const QString deep = folder.filePath(QString(150, QLatin1Char('d')));
    QVERIFY(QDir().mkpath(deep));
    ServerOptions options;
    const std::string path = deep.toStdString() + "/runner.sock";
    options.address = "unix:" + path;
    for (int round = 0; round < 2; ++round) {
        const auto server = startServer(echoService(), options);
        QVERIFY(server);
        QCOMPARE(server->address(), options.address);
        struct stat status {};
        QVERIFY(::stat(path.c_str(), &status) == 0);
        QCOMPARE(status.st_mode & 0777u, 0600u);
        RawClient client(options.address);
        client.send(probe);
        QCOMPARE(statusesIn(client.receiveAll()), std::string("200"));
        QVERIFY(!Server::start(options, echoService()));
    }
}

void ServeTest::ipv6IsServed()
{
    ServerOptions options;
    options.address = "[::1]:0";
    const auto server = startServer(echoService(), options);
    if (!server)
        QSKIP("There is no IPv6 here.");
    QVERIFY(server->address().starts_with("[::1]:") && !server->address().ends_with(":0"));
    RawClient client(server->address());
    client.send(probe);
    QCOMPARE(statusesIn(client.receiveAll()), std::string("200"));
}

QTEST_GUILESS_MAIN(ServeTest)
#include "serve_test.moc"
