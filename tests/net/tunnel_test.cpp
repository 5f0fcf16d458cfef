// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnels.h"

#include "connect_proxy.h"
#include "tunnel_fixtures.h"

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

/// Ports that lead through WebSockets: to our own server, and to some that misbehave.
class TunnelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bytesGoBothWays_data();
    void bytesGoBothWays();
    void proxiesThatRefuseAreTold_data();
    void proxiesThatRefuseAreTold();
    void refusalsAreTold();
    void aSecondTryMayDo();
    void certificatesAreChecked_data();
    void certificatesAreChecked();
    void serversThatMisbehaveAreTold_data();
    void serversThatMisbehaveAreTold();
    void openingTakesItsTimeAtMost();
    void nobodyAtAllIsTold();
    void messagesMayFollowTheOpening();
    void pingsAreSentAndAnswered();
    void goodbyesAreSaid();
    void properEndsAreNoTrouble();
    void troubleEndsWithBytes();
    void halfClosedConnectionsEndInSilence();
    void tooManyAreClosed();
    void destroyingEndsEverything();

private:
    std::string url(const Server& server, const char* scheme, const char* path = "/echo") const
    {
        return std::string(scheme) + "://" + server.address() + path;
    }
    std::shared_ptr<const TlsSettings> trusting(const char* server_name = "") const;
    std::shared_ptr<PortForward> open(std::shared_ptr<TunnelRoute> route);

    QTemporaryDir folder_;
    std::shared_ptr<FunctionService> service_ = std::make_shared<FunctionService>();
    std::unique_ptr<Server> plain_;
    std::unique_ptr<Server> secure_;
    std::unique_ptr<Tunnels> tunnels_;
};

void TunnelTest::initTestCase()
{
    const QString stem = folder_.filePath(QStringLiteral("good"));
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                   QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                   QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                   QStringLiteral("-subj"), QStringLiteral("/CN=test"), QStringLiteral("-addext"),
                   QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:named.example"), QStringLiteral("-keyout"),
                   stem + QStringLiteral(".key"), QStringLiteral("-out"), stem + QStringLiteral(".pem")});
    QVERIFY(openssl.waitForFinished(int(patience.count())) && openssl.exitCode() == 0);
    service_->on_handle = [](const Request& request) {
        if (request.head.path != "/echo")
            return textResponse("no way", 403);
        WebSocketCallbacks callbacks;
        const auto own = std::make_shared<std::shared_ptr<WebSocket>>();
        callbacks.on_open = [own](std::shared_ptr<WebSocket> socket) { *own = std::move(socket); };
        callbacks.on_message = [own](std::string message, WebSocket::Type type) {
            if (message == "bye")
                return (*own)->close(1000, "");
            if (message == "fail")
                return (*own)->close(1011, "");
            (*own)->send(std::move(message), type);
        };
        callbacks.on_closed = [own] { own->reset(); };
        Response response;
        response.headers.add("Sec-WebSocket-Protocol", "chat");
        response.body = std::move(callbacks);
        return response;
    };
    ServerOptions options;
    plain_ = startServer(service_, options);
    options.certificate_file = stem.toStdString() + ".pem";
    options.private_key_file = stem.toStdString() + ".key";
    secure_ = startServer(service_, options);
    QVERIFY(plain_ && secure_);
    tunnels_ = std::make_unique<Tunnels>();
}

std::shared_ptr<const TlsSettings> TunnelTest::trusting(const char* server_name) const
{
    QFile file(folder_.filePath(QStringLiteral("good.pem")));
    TlsSettings settings;
    if (file.open(QIODevice::ReadOnly))
        settings.ca_pem = file.readAll().toStdString();
    settings.server_name = server_name;
    return std::make_shared<const TlsSettings>(settings);
}

std::shared_ptr<PortForward> TunnelTest::open(std::shared_ptr<TunnelRoute> route)
{
    auto opened = tunnels_->open(std::move(route));
    return opened ? *opened : nullptr;
}

void TunnelTest::bytesGoBothWays_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("proxied");

    QTest::newRow("plain") << false << false;
    QTest::newRow("with TLS") << true << false;
    QTest::newRow("plain through a proxy") << false << true;
    QTest::newRow("with TLS through a proxy") << true << true;
}

void TunnelTest::bytesGoBothWays()
{
    QFETCH(bool, secure);
    QFETCH(bool, proxied);
    const ConnectProxy proxy;
    const auto route = std::make_shared<Route>(url(secure ? *secure_ : *plain_, secure ? "https" : "http"));
    route->sent.tls = trusting();
    if (proxied)
        route->sent.proxy = "http://me:secret@" + proxy.address();
    const auto forward = open(route);
    QVERIFY(forward);
    RawClient client(forward->address());
    std::string sent;
    for (const std::size_t size : {1u, 200u, 70'000u, 500'000u}) {
        const std::string bytes(size, char('a' + size % 26));
        QVERIFY(client.send(bytes));
        sent += bytes;
        while (client.received().size() < sent.size())
            QVERIFY(client.receive());
    }
    QVERIFY(client.received() == sent);
    QVERIFY(!forward->trouble());
    const std::string head = "CONNECT " + (secure ? *secure_ : *plain_).address() + " HTTP/1.1\r\n";
    QCOMPARE(proxy.head().starts_with(head), proxied);
    QCOMPARE(proxy.head().find("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n") != std::string::npos, proxied);
}

void TunnelTest::proxiesThatRefuseAreTold_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("words");

    QTest::newRow("who wants a password") << "HTTP/1.1 407 Who?\r\nContent-Length: 9\r\n\r\n"_ba
                                          << "a name and a password"_ba;
    QTest::newRow("who lets nobody through") << "HTTP/1.1 403 No\r\n\r\n"_ba
                                             << "(status 403)"_ba;
    QTest::newRow("who is none") << "220 mail.example.org\r\n"_ba
                                 << "no answer in HTTP"_ba;
}

void TunnelTest::proxiesThatRefuseAreTold()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, words);
    const ConnectProxy proxy(answer.toStdString());
    const auto route = std::make_shared<Route>(url(*secure_, "https"));
    route->sent.proxy = proxy.address();
    const auto forward = open(route);
    RawClient(forward->address()).receiveAll();
    QTRY_VERIFY(forward->trouble());
    QVERIFY2(forward->trouble()->message.find(words.toStdString()) != std::string::npos,
             forward->trouble()->message.c_str());
}

void TunnelTest::refusalsAreTold()
{
    const auto route = std::make_shared<Route>(url(*plain_, "http", "/no"));
    const auto forward = open(route);
    RawClient client(forward->address());
    QVERIFY(!client.receive());
    QVERIFY(client.hasEnded());
    QTRY_VERIFY(forward->trouble());
    QCOMPARE(forward->trouble()->message, std::string("403 no way"));
    QCOMPARE(int(route->requests), 1);
}

void TunnelTest::aSecondTryMayDo()
{
    const auto route = std::make_shared<Route>(url(*plain_, "http", "/no"));
    route->second_path = url(*plain_, "http");
    const auto forward = open(route);
    RawClient client(forward->address());
    QVERIFY(client.send("hello"));
    QVERIFY(client.receiveUntil("hello"));
    QCOMPARE(int(route->requests), 2);
}

void TunnelTest::certificatesAreChecked_data()
{
    QTest::addColumn<bool>("trusts");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("any");
    QTest::addColumn<QByteArray>("type");  // Of the error; empty for none.

    QTest::newRow("the right name") << true << "named.example"_ba << false << ""_ba;
    QTest::newRow("another name") << true << "other.example"_ba << false << "untrusted-certificate"_ba;
    QTest::newRow("nobody vouches") << false << ""_ba << false << "untrusted-certificate"_ba;
    QTest::newRow("nobody has to vouch") << false << "other.example"_ba << true << ""_ba;
}

void TunnelTest::certificatesAreChecked()
{
    QFETCH(bool, trusts);
    QFETCH(QByteArray, name);
    QFETCH(bool, any);
    QFETCH(QByteArray, type);
    TlsSettings settings = *trusting(name.constData());
    if (!trusts)
        settings.ca_pem.clear();
    settings.any_peer = any;
    const auto route = std::make_shared<Route>(url(*secure_, "https"));
    route->sent.tls = std::make_shared<const TlsSettings>(settings);
    const auto forward = open(route);
    RawClient client(forward->address());
    QVERIFY(client.send("hello"));
    QCOMPARE(client.receiveUntil("hello"), type.isEmpty());
    QTRY_COMPARE(QByteArray::fromStdString(forward->trouble().value_or(Error()).type), type);
}

void TunnelTest::serversThatMisbehaveAreTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");

    QTest::newRow("that cut the connection") << ""_ba
                                             << "tunnel-broken"_ba;
    QTest::newRow("that cut a frame") << "\x82\x05he"_ba
                                      << "tunnel-broken"_ba;
    QTest::newRow("that close for a reason") << "\x88\x02\x03\xf3"_ba
                                             << "tunnel-broken"_ba;
    QTest::newRow("that send no frames") << "HTTP/1.1 200 OK\r\n\r\n"_ba
                                         << "data-loss"_ba;
}

void TunnelTest::serversThatMisbehaveAreTold()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, type);
    RawServer server;
    const auto forward = open(std::make_shared<Route>(server.url()));
    RawClient client(forward->address());
    QVERIFY(server.open());
    QVERIFY(server.send(bytes.toStdString()));
    server.close();
    QVERIFY2(isReset(client.fd()), "A client must not take it for a proper end.");
    QTRY_VERIFY(forward->trouble());
    const Error trouble = *forward->trouble();
    const std::string is = trouble.type.empty() ? std::string(name(trouble.code)) : trouble.type;
    QVERIFY2(is == type.toStdString(), trouble.message.c_str());
}

void TunnelTest::openingTakesItsTimeAtMost()
{
    RawServer server;
    TunnelLimits limits;
    limits.opening = 200ms;
    Tunnels tunnels(limits);
    const auto forward = tunnels.open(std::make_shared<Route>(server.url()));
    RawClient client((*forward)->address());
    QVERIFY(server.accept());
    QVERIFY(!client.receive());
    QTRY_VERIFY((*forward)->trouble());
    QCOMPARE((*forward)->trouble()->code, ErrorCode::DeadlineExceeded);
}

void TunnelTest::nobodyAtAllIsTold()
{
    const auto gone = [] { return RawServer().url(); }();
    const auto forward = open(std::make_shared<Route>(gone));
    RawClient(forward->address()).receiveAll();
    QTRY_VERIFY(forward->trouble());
    QVERIFY2(forward->trouble()->message.starts_with("Cannot reach 127.0.0.1:"),
             forward->trouble()->message.c_str());
    const auto nowhere = open(std::make_shared<Route>("https://nowhere.invalid/"));
    RawClient(nowhere->address()).receiveAll();
    QTRY_VERIFY_WITH_TIMEOUT(nowhere->trouble(), 60'000);
    QVERIFY(nowhere->trouble()->message.find("cannot be found") != std::string::npos);
}

void TunnelTest::messagesMayFollowTheOpening()
{
    RawServer server;
    const auto forward = open(std::make_shared<Route>(server.url()));
    RawClient client(forward->address());
    QVERIFY(server.open("\x82\x05hello"));
    QVERIFY(client.receiveUntil("hello"));
}

void TunnelTest::pingsAreSentAndAnswered()
{
    RawServer server;
    TunnelLimits limits;
    limits.ping = 50ms;
    Tunnels tunnels(limits);
    const auto forward = tunnels.open(std::make_shared<Route>(server.url()));
    RawClient client((*forward)->address());
    QVERIFY(server.open());
    QCOMPARE(server.receive(12).substr(0, 2), std::string("\x89\x80"));
    QCOMPARE(server.receive(12).substr(6, 2), std::string("\x89\x80"));
    QVERIFY(server.send("\x89\x02hi"));
    QVERIFY(server.receiveUntil("\x8a\x82"));
    const std::size_t at = server.receive(0).find("\x8a\x82");
    QCOMPARE(contentOf(server.receive(at + 8).substr(at, 8)), std::string("hi"));
    QVERIFY(server.send("\x8a\x02hi\x82\x02ok"));
    QVERIFY(client.receiveUntil("ok"));
    QCOMPARE(client.received(), std::string("ok"));
}

void TunnelTest::goodbyesAreSaid()
{
    RawServer server;
    TunnelLimits limits;
    limits.half_closed = 50ms;
    Tunnels tunnels(limits);
    const auto forward = tunnels.open(std::make_shared<Route>(server.url()));
    RawClient client((*forward)->address());
    QVERIFY(client.send("hello"));
    QVERIFY(server.open());
    QCOMPARE(contentOf(server.receive(11)), std::string("hello"));
    client.close();
    const std::string all = server.receive(1'000);
    QCOMPARE(all.substr(11, 2), std::string("\x88\x82"));
    QCOMPARE(contentOf(all.substr(11)), std::string("\x03\xe8"));
    QTRY_COMPARE((*forward)->connections(), std::size_t(0));
    QVERIFY(!(*forward)->trouble());
}

void TunnelTest::properEndsAreNoTrouble()
{
    const auto forward = open(std::make_shared<Route>(url(*plain_, "http")));
    RawClient client(forward->address());
    QVERIFY(client.send("hello"));
    QVERIFY(client.receiveUntil("hello"));
    QVERIFY(client.send("bye"));
    QCOMPARE(client.receiveAll(), std::string("hello"));
    QTRY_COMPARE(forward->connections(), std::size_t(0));
    QVERIFY(!forward->trouble());
}

void TunnelTest::troubleEndsWithBytes()
{
    const auto forward = open(std::make_shared<Route>(url(*plain_, "http")));
    RawClient broken(forward->address());
    QVERIFY(broken.send("fail"));
    QCOMPARE(broken.receiveAll(), std::string());
    QTRY_VERIFY(forward->trouble());
    RawClient client(forward->address());
    QVERIFY(client.send("hello"));
    QVERIFY(client.receiveUntil("hello"));
    QVERIFY(!forward->trouble());
}

void TunnelTest::halfClosedConnectionsEndInSilence()
{
    RawServer server;
    TunnelLimits limits;
    limits.half_closed = 300ms;
    Tunnels tunnels(limits);
    const auto forward = tunnels.open(std::make_shared<Route>(server.url()));
    RawClient client((*forward)->address());
    QVERIFY(server.open());
    ::shutdown(client.fd(), SHUT_WR);
    for (const char* word : {"one", "two"}) {
        QVERIFY(server.send(std::string("\x82\x03") + word));
        QVERIFY(client.receiveUntil(word));
    }
    QCOMPARE(client.receiveAll(), std::string("onetwo"));
    QVERIFY(client.hasEnded());
    QTRY_COMPARE((*forward)->connections(), std::size_t(0));
    QVERIFY(!(*forward)->trouble());
}

void TunnelTest::tooManyAreClosed()
{
    TunnelLimits limits;
    limits.max_connections = 2;
    Tunnels tunnels(limits);
    const auto forward = *tunnels.open(std::make_shared<Route>(url(*plain_, "http")));
    RawClient one(forward->address());
    auto two = std::make_unique<RawClient>(forward->address());
    QVERIFY(one.send("one") && two->send("two") && one.receiveUntil("one") && two->receiveUntil("two"));
    const RawClient three(forward->address());
    QVERIFY(isReset(three.fd()));
    QTRY_VERIFY(forward->trouble());
    QCOMPARE(forward->trouble()->type, std::string("too-many-connections"));
    QVERIFY(two->send("bye"));
    two->receiveAll();
    two.reset();
    QTRY_COMPARE(forward->connections(), std::size_t(1));
    RawClient four(forward->address());
    QVERIFY(four.send("four") && four.receiveUntil("four"));
}

void TunnelTest::destroyingEndsEverything()
{
    RawServer silent;
    auto tunnels = std::make_unique<Tunnels>();
    auto forward = *tunnels->open(std::make_shared<Route>(url(*secure_, "https")));
    const auto route = std::make_shared<Route>(url(*plain_, "http"));
    auto other = *tunnels->open(route);
    auto opening = *tunnels->open(std::make_shared<Route>(silent.url()));
    RawClient client(other->address());
    RawClient waiting(opening->address());
    QVERIFY(client.send("hello") && client.receiveUntil("hello") && silent.accept());
    opening.reset();
    QVERIFY(!waiting.receive());
    QVERIFY(waiting.hasEnded());
    RawClient again(forward->address());
    QElapsedTimer timer;
    timer.start();
    tunnels.reset();
    QVERIFY(timer.elapsed() < 3'000);
    QVERIFY(!client.receive());
    QVERIFY(client.hasEnded());
    QVERIFY(!RawClient(other->address()).isConnected());
    QVERIFY(!other->address().empty());
    other.reset();
    forward.reset();
}

QTEST_GUILESS_MAIN(TunnelTest)
#include "tunnel_test.moc"
