// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "platform/engines/kubernetes/reach/pod_tunnels.h"
#include "tests/net/net_fixtures.h"
#include "tests/platform/kubernetes/real_cluster.h"

#include <nlohmann/json.hpp>

#include <vector>

using namespace Qt::StringLiterals;
using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

constexpr int patience_ms = 60'000;
constexpr std::size_t blob_bytes = 8u << 20;
constexpr std::uint16_t web_port = 8080;
constexpr std::uint16_t echo_port = 9000;
constexpr std::uint16_t silent_port = 9001;

/// Serves a file of random bytes, its hash, and the hash of whatever is posted; echoes at another port.
const std::string server = R"(mkdir -p /tmp/www/cgi-bin; cd /tmp/www
head -c 8388608 /dev/urandom > blob; sha256sum < blob > blob.sum
printf '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\n"\nsha256sum\n' > cgi-bin/sum
chmod +x cgi-bin/sum
nc -ll -p 9000 -e cat &
exec httpd -f -p 8080)";

std::string get(const std::string& path)
{
    return "GET " + path + " HTTP/1.0\r\n\r\n";
}

/// What a forward's web server answers, without its head.
std::string fetch(const std::string& address, const std::string& request)
{
    net::RawClient client(address);
    client.send(request);
    return net::bodyIn(client.receiveAll());
}

/// Bytes that no two seeds share.
std::string someBytes(std::size_t size, std::uint32_t seed)
{
    std::string bytes(size, '\0');
    for (char& byte : bytes) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<char>(seed >> 24);
    }
    return bytes;
}

}  // namespace

/// Ports of real pods, through a real API server and a real node.
class PortForwardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup() { forward_.reset(); }

    void requestsAreAnswered();
    void filesArriveWhole();
    void uploadsArriveWhole();
    void manyConnectionsGoAtOnce();
    void aSlowReaderGetsEverything();
    void aClientThatIsDoneGetsTheAnswer();
    void thatNobodyListensIsTold();
    void aPodThatIsNotThereIsTold();
    void aDeletedPodEndsItsConnections();
    void whoMayNotIsTold_data();
    void whoMayNotIsTold();
    void whoMayComesThrough();
    void aClosedForwardEndsItsConnections();

private:
    void open(std::uint16_t port);
    bool fails(PodTunnels& tunnels, Error& error);
    std::string run(const std::string& pod, const std::string& shell);

    std::unique_ptr<RealCluster> cluster_;
    std::unique_ptr<PodTunnels> tunnels_;
    std::shared_ptr<net::PortForward> forward_;
};

void PortForwardTest::initTestCase()
{
    cluster_ = std::make_unique<RealCluster>();
    QVERIFY2(cluster_->ready(), cluster_->why().c_str());
    tunnels_ = std::make_unique<PodTunnels>(cluster_->client());
    QCOMPARE(run("web", server), std::string("Running"));
    open(web_port);
    QTRY_VERIFY_WITH_TIMEOUT(!fetch(forward_->address(), get("/blob.sum")).empty(), patience_ms);
}

void PortForwardTest::cleanupTestCase()
{
    tunnels_.reset();
    cluster_.reset();
}

void PortForwardTest::open(std::uint16_t port)
{
    auto opened = tunnels_->open(cluster_->name_space(), "web", port);
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    forward_ = *opened;
}

/// Starts a pod and returns its phase once it runs.
std::string PortForwardTest::run(const std::string& pod, const std::string& shell)
{
    KubeClient& client = cluster_->client();
    if (const auto made = client.create(cluster_->path("pods"), podOf(pod, shell)); !made)
        return made.error().message;
    std::string phase;
    (void)QTest::qWaitFor(
        [&] {
            const auto found = client.get(cluster_->path("pods/" + pod));
            phase = found ? (*found)["status"].value("phase", std::string()) : found.error().message;
            return phase == "Running";
        },
        patience_ms);
    return phase;
}

/// Whether a connection to the pod's web server fails, and why.
bool PortForwardTest::fails(PodTunnels& tunnels, Error& error)
{
    const auto opened = tunnels.open(cluster_->name_space(), "web", web_port);
    if (!opened)
        return false;
    net::RawClient client((*opened)->address());
    client.send(get("/blob.sum"));
    const bool nothing_came = client.receiveAll().empty();
    const bool told = QTest::qWaitFor([&] { return (*opened)->trouble().has_value(); }, patience_ms);
    if (told)
        error = *(*opened)->trouble();
    return nothing_came && client.hasEnded() && told;
}

void PortForwardTest::requestsAreAnswered()
{
    open(web_port);
    for (int i = 0; i < 3; ++i) {
        const std::string sum = fetch(forward_->address(), get("/blob.sum"));
        QCOMPARE(sum.size(), std::size_t(68));
    }
    QVERIFY(!forward_->trouble());
    QTRY_COMPARE_WITH_TIMEOUT(forward_->connections(), std::size_t(0), patience_ms);
}

void PortForwardTest::filesArriveWhole()
{
    open(web_port);
    const std::string sum = fetch(forward_->address(), get("/blob.sum")).substr(0, 64);
    const std::string blob = fetch(forward_->address(), get("/blob"));
    QCOMPARE(blob.size(), blob_bytes);
    QCOMPARE(hex(sha256(blob)), sum);
    QVERIFY(!forward_->trouble());
}

void PortForwardTest::uploadsArriveWhole()
{
    open(web_port);
    const std::string blob = someBytes(blob_bytes, 7);
    const std::string head =
        "POST /cgi-bin/sum HTTP/1.0\r\nContent-Length: " + std::to_string(blob.size()) + "\r\n\r\n";
    QCOMPARE(fetch(forward_->address(), head + blob).substr(0, 64), hex(sha256(blob)));
}

void PortForwardTest::manyConnectionsGoAtOnce()
{
    open(echo_port);
    std::vector<std::unique_ptr<net::RawClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<net::RawClient>(forward_->address()));
        QVERIFY(clients.back()->send("hello " + std::to_string(i) + "\n"));
    }
    for (int i = 0; i < 20; ++i)
        QVERIFY(clients[std::size_t(i)]->receiveUntil("hello " + std::to_string(i) + "\n"));
    QCOMPARE(forward_->connections(), std::size_t(20));
    for (int i = 19; i >= 0; --i) {
        QVERIFY(clients[std::size_t(i)]->send("again " + std::to_string(i) + "\n"));
        QVERIFY(clients[std::size_t(i)]->receiveUntil("again " + std::to_string(i) + "\n"));
    }
    QVERIFY(!forward_->trouble());
}

void PortForwardTest::aSlowReaderGetsEverything()
{
    open(echo_port);
    net::RawClient client(forward_->address());
    // Nobody reads what comes back until the way is full in both directions.
    const std::string bytes = someBytes(64u << 10, 3);
    std::size_t sent = 0;
    pollfd writable{client.fd(), POLLOUT, 0};
    while (::poll(&writable, 1, 2'000) == 1) {
        const ssize_t count = ::send(client.fd(), bytes.data() + sent % bytes.size(),
                                     bytes.size() - sent % bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        QVERIFY(count > 0);
        sent += static_cast<std::size_t>(count);
        QVERIFY(sent < (256u << 20));
    }
    while (client.received().size() < sent)
        QVERIFY(client.receive());
    for (std::size_t at = 0; at < sent; at += bytes.size()) {
        const std::size_t size = std::min(bytes.size(), sent - at);
        QVERIFY(client.received().compare(at, size, bytes, 0, size) == 0);
    }
}

void PortForwardTest::aClientThatIsDoneGetsTheAnswer()
{
    open(web_port);
    net::RawClient client(forward_->address());
    client.send(get("/blob"));
    ::shutdown(client.fd(), SHUT_WR);
    QCOMPARE(net::bodyIn(client.receiveAll()).size(), blob_bytes);
    QVERIFY(!forward_->trouble());
}

void PortForwardTest::thatNobodyListensIsTold()
{
    open(silent_port);
    net::RawClient client(forward_->address());
    QCOMPARE(client.receiveAll(), std::string());
    QVERIFY(client.hasEnded());
    QTRY_VERIFY_WITH_TIMEOUT(forward_->trouble(), patience_ms);
    const Error trouble = *forward_->trouble();
    QVERIFY2(trouble.type == "nobody-listens", trouble.message.c_str());
    QVERIFY(trouble.message.find("port 9001 of the pod " + cluster_->name_space() + "/web") !=
            std::string::npos);
}

void PortForwardTest::aPodThatIsNotThereIsTold()
{
    const auto opened = tunnels_->open(cluster_->name_space(), "nobody", web_port);
    QVERIFY(opened);
    net::RawClient client((*opened)->address());
    QCOMPARE(client.receiveAll(), std::string());
    QTRY_VERIFY_WITH_TIMEOUT((*opened)->trouble(), patience_ms);
    const Error trouble = *(*opened)->trouble();
    QVERIFY2(trouble.code == ErrorCode::NotFound, trouble.message.c_str());
    QVERIFY2(trouble.message.find("pods \"nobody\" not found") != std::string::npos, trouble.message.c_str());
    QCOMPARE(tunnels_->open(cluster_->name_space(), "web", 0).error().code, ErrorCode::InvalidArgument);
}

void PortForwardTest::aDeletedPodEndsItsConnections()
{
    QCOMPARE(run("short", "exec nc -ll -p 9000 -e cat"), std::string("Running"));
    const auto opened = tunnels_->open(cluster_->name_space(), "short", echo_port);
    QVERIFY(opened);
    std::vector<std::unique_ptr<net::RawClient>> clients;
    const auto answered = [&] {
        clients.push_back(std::make_unique<net::RawClient>((*opened)->address()));
        return clients.back()->send("hello\n") && clients.back()->receiveUntil("hello\n");
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience_ms);
    QVERIFY(answered());
    Removal at_once;
    at_once.grace = 1s;
    QVERIFY(cluster_->client().remove(cluster_->path("pods/short"), at_once));
    for (const auto& client : clients) {
        QTRY_VERIFY_WITH_TIMEOUT((client->receive(), client->hasEnded()), patience_ms);
    }
    QTRY_COMPARE_WITH_TIMEOUT((*opened)->connections(), std::size_t(0), patience_ms);
    const auto gone = [&] {
        net::RawClient((*opened)->address()).receiveAll();
        const auto trouble = (*opened)->trouble();
        return trouble && trouble->code == ErrorCode::NotFound;
    };
    QTRY_VERIFY_WITH_TIMEOUT(gone(), patience_ms);
}

void PortForwardTest::whoMayNotIsTold_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QByteArray>("type");

    QTest::newRow("a stranger is not known") << QStringLiteral("stranger") << "cluster-unauthenticated"_ba;
    QTest::newRow("an account without the right is refused")
        << QStringLiteral("account") << "cluster-forbidden"_ba;
    QTest::newRow("a server that nobody vouches for is not trusted")
        << QStringLiteral("distrustful") << "untrusted-certificate"_ba;
    QTest::newRow("a certificate must name the server")
        << QStringLiteral("named") << "untrusted-certificate"_ba;
}

void PortForwardTest::whoMayNotIsTold()
{
    QFETCH(QString, how);
    QFETCH(QByteArray, type);
    ClusterAccess access = cluster_->access();
    if (how == QStringLiteral("stranger")) {
        access.certificate_pem.clear();
        access.private_key_pem.clear();
        access.token = "made-up";
    } else if (how == QStringLiteral("account")) {
        access = cluster_->accountWith("nothing", Json::array());
    } else if (how == QStringLiteral("distrustful")) {
        access.ca_pem.clear();
    } else {
        access.tls_server_name = "elsewhere.example";
    }
    KubeClient client(cluster_->fetcher(), access);
    PodTunnels tunnels(client);
    Error error;
    QVERIFY(fails(tunnels, error));
    QVERIFY2(error.type == type.toStdString(), error.message.c_str());
}

void PortForwardTest::whoMayComesThrough()
{
    const Json rules{
        {{"apiGroups", {""}}, {"resources", {"pods/portforward"}}, {"verbs", {"get", "create"}}}};
    ClusterAccess access = cluster_->accountWith("reacher", rules);
    access.ca_pem.clear();
    access.any_peer = true;
    KubeClient client(cluster_->fetcher(), access);
    PodTunnels tunnels(client);
    const auto opened = tunnels.open(cluster_->name_space(), "web", web_port);
    QVERIFY(opened);
    QTRY_COMPARE_WITH_TIMEOUT(fetch((*opened)->address(), get("/blob.sum")).size(), std::size_t(68),
                              patience_ms);
}

void PortForwardTest::aClosedForwardEndsItsConnections()
{
    open(echo_port);
    const std::string address = forward_->address();
    net::RawClient client(address);
    QVERIFY(client.send("hello\n"));
    QVERIFY(client.receiveUntil("hello\n"));
    forward_.reset();
    QVERIFY(!client.receive());
    QVERIFY(client.hasEnded());
    QTRY_VERIFY(!net::RawClient(address).isConnected());
}

QTEST_GUILESS_MAIN(PortForwardTest)
#include "port_forward_test.moc"
