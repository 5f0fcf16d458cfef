// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/connection_count.h"
#include "net/serve/server.h"

#include "echo_service.h"

using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

namespace {

/// At the end of what a client sends: it closes its half of the connection then.
constexpr char closes_half = '\x04';

}  // namespace

class ServeLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatComesLateIsEnded_data();
    void whatComesLateIsEnded();
    void whatTricklesIsEnded_data();
    void whatTricklesIsEnded();
    void aReaderThatTricklesIsCut();
    void tooManyConnectionsAreClosed();
    void oneOriginHasItsShareOfConnections();
    void originsAreAddressesOrNetworks_data();
    void originsAreAddressesOrNetworks();
};

void ServeLimitsTest::whatComesLateIsEnded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("statuses");

    QTest::newRow("a connection that says nothing is closed") << QByteArray() << QByteArray();
    QTest::newRow("half a head is answered 408") << QByteArray("GET / HTTP/1.1\r\nHo") << QByteArray("408");
    QTest::newRow("half a body is answered 408")
        << QByteArray::fromStdString(put("/", "Content-Length: 3\r\n", "a")) << QByteArray("408");
    QTest::newRow("half a streamed body is the handler's to answer")
        << QByteArray::fromStdString(put("/streamed", "Content-Length: 3\r\n", "a")) << QByteArray("504");
    QTest::newRow("half a head and no more to come is closed")
        << QByteArray("GET / HTTP/1.1\r\nHo") + closes_half << QByteArray();
    QTest::newRow("a whole request and no more to come is answered")
        << QByteArray::fromStdString(get("/")) + closes_half << QByteArray("200");
    QTest::newRow("half a body and no more to come is closed")
        << QByteArray::fromStdString(put("/", "Content-Length: 3\r\n", "a")) + closes_half << QByteArray();
    QTest::newRow("a kept connection is closed") << QByteArray::fromStdString(get("/")) << QByteArray("200");
}

void ServeLimitsTest::whatComesLateIsEnded()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, statuses);
    ServerOptions options;
    options.header_timeout = 200ms;
    options.idle_timeout = 200ms;
    const auto server = startServer(echoService(), options);
    RawClient client(server->address());
    const bool half = bytes.endsWith(closes_half);
    client.send(bytes.chopped(half ? 1 : 0).toStdString());
    if (half)
        ::shutdown(client.fd(), SHUT_WR);
    QCOMPARE(QByteArray::fromStdString(statusesIn(client.receiveAll())), statuses);
    QVERIFY(client.hasEnded());
}

void ServeLimitsTest::whatTricklesIsEnded_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("statuses");

    QTest::newRow("a body is answered 408") << QByteArray("/") << QByteArray("408");
    QTest::newRow("a streamed body is the handler's to answer")
        << QByteArray("/streamed") << QByteArray("504");
}

void ServeLimitsTest::whatTricklesIsEnded()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, statuses);
    ServerOptions options;
    options.min_bytes_per_s = 1'000;
    options.slow_start = 200ms;
    const auto server = startServer(echoService(), options);
    RawClient client(server->address());
    client.send(put(path.toStdString(), "Content-Length: 900\r\n", ""));
    pollfd answered{client.fd(), POLLIN, 0};
    int sent = 0;
    while (::poll(&answered, 1, 20) == 0 && sent < 900 && client.send("x"))
        ++sent;
    QVERIFY2(sent < 100, std::to_string(sent).c_str());
    QCOMPARE(QByteArray::fromStdString(statusesIn(client.receiveAll())), statuses);
}

void ServeLimitsTest::aReaderThatTricklesIsCut()
{
    constexpr std::size_t size = 64u << 20;
    ServerOptions options;
    options.min_bytes_per_s = 1ull << 40;  // Nobody reads a terabyte a second.
    options.slow_start = 1ms;
    const auto service = std::make_shared<FunctionService>();
    service->on_handle = [](const Request&) { return textResponse(std::string(size, 'x')); };
    const auto server = startServer(service, options);
    RawClient client(server->address());
    client.send(get("/"));
    std::size_t read = 0;
    char piece[4096];
    ssize_t got = 0;
    while ((got = ::recv(client.fd(), piece, sizeof piece, 0)) > 0)
        read += static_cast<std::size_t>(got);
    QVERIFY2(read < size, std::to_string(read).c_str());
}

void ServeLimitsTest::tooManyConnectionsAreClosed()
{
    ServerOptions options;
    options.max_connections = 2;
    const auto server = startServer(echoService(), options);
    RawClient first(server->address());
    RawClient second(server->address());
    first.send(get("/"));
    second.send(get("/"));
    QVERIFY(first.receiveUntil("GET / ") && second.receiveUntil("GET / "));
    RawClient third(server->address());
    QCOMPARE(third.receiveAll(), std::string());
    first.close();
    QVERIFY(QTest::qWaitFor(
        [&] {
            RawClient fourth(server->address());
            fourth.send(probe);
            return statusesIn(fourth.receiveAll()) == "200";
        },
        int(patience.count())));
}

void ServeLimitsTest::oneOriginHasItsShareOfConnections()
{
    ServerOptions options;
    options.max_connections = 4;
    options.max_connections_per_origin = 2;
    ConnectionCount count;
    QVERIFY(count.add("192.0.2.1", options) && count.add("192.0.2.1", options));
    QVERIFY(!count.add("192.0.2.1", options));
    QVERIFY(count.add("192.0.2.2", options));
    count.remove("192.0.2.1");
    QVERIFY(count.add("", options));
    QVERIFY(count.add("192.0.2.1", options));
    QVERIFY(!count.add("", options));
}

void ServeLimitsTest::originsAreAddressesOrNetworks_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("origin");

    const auto row = [](const char* address, const char* origin) {
        QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(origin);
    };
    row("127.0.0.1:80", "");
    row("127.8.0.1:80", "");
    row("[::1]:80", "");
    row("[::ffff:127.0.0.1]:80", "");
    row("[::ffff:192.0.2.1]:80", "192.0.2.1");
    row("192.0.2.1:80", "192.0.2.1");
    row("[2001:db8:1:2:3:4:5:6]:80", "2001:db8:1:2::/64");
    row("unix:/tmp/nobody", "");
}

void ServeLimitsTest::originsAreAddressesOrNetworks()
{
    QFETCH(QString, address);
    QFETCH(QString, origin);
    const auto parsed = SocketAddress::parse(address.toStdString());
    QVERIFY(parsed);
    QCOMPARE(QString::fromStdString(parsed->origin()), origin);
}

QTEST_GUILESS_MAIN(ServeLimitsTest)
#include "serve_limits_test.moc"
