// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/server.h"

#include "echo_service.h"

#include <QProcess>

#include <algorithm>
#include <mutex>

using namespace slipway;
using namespace slipway::net;

/// A real proxy before the server: whatever a client sends, both must see the same requests.
class ProxyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void nothingIsSmuggled_data();
    void nothingIsSmuggled();
    void streamsAndUploadsPass();

private:
    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    QProcess proxy_;
    std::string address_;
    std::mutex mutex_;
    std::vector<std::string> served_;  ///< Method and path of what the server handled.
};

namespace {

/// A port that was free a moment ago.
std::string freeAddress()
{
    const auto any = SocketAddress::parse("127.0.0.1:0");
    const FileDescriptor probe(::socket(any->family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    return ::bind(probe.get(), any->data(), any->size()) == 0 ? SocketAddress::ofSocket(probe.get()).text()
                                                              : std::string();
}

/// What the request behind may not become.
const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";

}  // namespace

void ProxyTest::initTestCase()
{
    const auto echo = echoService();
    const auto service = std::make_shared<FunctionService>();
    service->on_admit = echo->on_admit;
    service->on_handle = [this, echo](Request request) {
        const std::lock_guard lock(mutex_);
        served_.push_back(request.head.method + " " + request.head.path);
        return echo->handle(std::move(request));
    };
    server_ = startServer(service, {});
    address_ = freeAddress();
    QFile configuration(folder_.filePath(QStringLiteral("haproxy.cfg")));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    // Connections to the server are shared between clients, as they are where smuggling pays.
    configuration.write(
        QByteArray("defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\n"
                   " option http-keep-alive\n http-reuse always\n") +
        "frontend in\n bind " + address_.c_str() + "\n default_backend out\n" + "backend out\n server one " +
        server_->address().c_str() + "\n");
    configuration.close();
    proxy_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    proxy_.start(QStringLiteral("/usr/sbin/haproxy"),
                 {QStringLiteral("-db"), QStringLiteral("-f"), configuration.fileName()});
    QVERIFY(proxy_.waitForStarted());
    QVERIFY(QTest::qWaitFor([this] { return RawClient(address_).isConnected(); }, int(patience.count())));
}

void ProxyTest::cleanupTestCase()
{
    proxy_.terminate();
    QVERIFY(proxy_.waitForFinished(int(patience.count())));
}

void ProxyTest::nothingIsSmuggled_data()
{
    QTest::addColumn<QByteArray>("bytes");

    const auto row = [](const char* name, const std::string& fields, const std::string& body) {
        QTest::newRow(name) << QByteArray::fromStdString(put("/outer", fields, body));
    };
    const std::string size = std::to_string(hidden.size());
    row("a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden);
    row("chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: " + size + "\r\n",
        "0\r\n\r\n" + hidden);
    row("two lengths", "Content-Length: 0\r\nContent-Length: " + size + "\r\n", hidden);
    row("a list of lengths", "Content-Length: 0, " + size + "\r\n", hidden);
    row("a length with a sign", "Content-Length: +0\r\n", hidden);
    row("a length in hexadecimal", "Content-Length: 0x0\r\n", hidden);
    row("chunks behind a tab", "Content-Length: " + size + "\r\nTransfer-Encoding:\tchunked\r\n",
        "0\r\n\r\n" + hidden);
    row("chunks with a strange letter", "Content-Length: " + size + "\r\nTransfer-Encoding: chunke\xff\r\n",
        "0\r\n\r\n" + hidden);
    row("chunks spelled oddly", "Content-Length: " + size + "\r\nTransfer-Encoding: xchunked\r\n",
        "0\r\n\r\n" + hidden);
    row("chunks twice",
        "Content-Length: " + size + "\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "0\r\n\r\n" + hidden);
    row("a space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: " + size + "\r\n",
        "0\r\n\r\n" + hidden);
    row("a folded field", "Content-Length: " + size + "\r\nX: y\r\n Transfer-Encoding: chunked\r\n",
        "0\r\n\r\n" + hidden);
    row("a bare LF before the field", "X: y\nTransfer-Encoding: chunked\r\nContent-Length: " + size + "\r\n",
        "0\r\n\r\n" + hidden);
    row("a bare CR in the field", "X: y\rTransfer-Encoding: chunked\r\nContent-Length: " + size + "\r\n",
        "0\r\n\r\n" + hidden);
    row("a chunk size that overflows", "Transfer-Encoding: chunked\r\n",
        "10000000000000000\r\n" + hidden + "\r\n0\r\n\r\n");
    row("a chunk line that ends in LF", "Transfer-Encoding: chunked\r\n", "0\n\r\n" + hidden);
    row("a chunk extension with a request", "Transfer-Encoding: chunked\r\n", "0;\n" + hidden + "\r\n\r\n");
    row("a trailer with a length", "Transfer-Encoding: chunked\r\n",
        "0\r\nContent-Length: " + size + "\r\n\r\n");
    row("an upgrade with a request behind",
        "Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 0\r\n", "");
    row("HTTP/2 over an upgrade",
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: "
        "AAMAAABkAAQAAP__\r\nContent-Length: 0\r\n",
        "");
}

void ProxyTest::nothingIsSmuggled()
{
    QFETCH(QByteArray, bytes);
    {
        const std::lock_guard lock(mutex_);
        served_.clear();
    }
    RawClient client(address_);
    client.send(bytes.toStdString());
    ::shutdown(client.fd(), SHUT_WR);
    const std::string answers = statusesIn(client.receiveAll());  // "400" or "200 200"
    // Somebody else's request over the same connections: it must get its own answer.
    RawClient other(address_);
    other.send("GET /other HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const std::string answer = other.receiveAll();
    QVERIFY2(answer.find("GET /other ") != std::string::npos, answer.c_str());
    const std::lock_guard lock(mutex_);
    // Each request that the server handled was one to the proxy too, which passed its answer on.
    const auto answered = static_cast<std::size_t>(std::count(answers.begin(), answers.end(), ' ')) + 1;
    QVERIFY2(!answers.empty() && served_.size() - 1 <= answered, answers.c_str());
    QCOMPARE(served_.back(), std::string("GET /other"));
}

void ProxyTest::streamsAndUploadsPass()
{
    RawClient client(address_);
    client.send(
        put("/streamed", "Content-Length: 900000\r\nExpect: 100-continue\r\nConnection: close\r\n", ""));
    QVERIFY(client.receiveUntil("100 "));
    client.send(std::string(900'000, 'x'));
    const std::string answer = client.receiveAll();
    QVERIFY2(answer.find("900000") != std::string::npos, answer.c_str());
}

QTEST_GUILESS_MAIN(ProxyTest)
#include "proxy_test.moc"
