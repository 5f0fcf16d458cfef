// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/dialer.h"
#include "net/fetch/fetcher.h"

#include "net_fixtures.h"

#include <QProcess>

#include <openssl/ssl.h>

#include <atomic>

using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

class TlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bothClientsAreServed();
    void webSocketsAreServed();
    void wrongCertificatesAreRefused_data();
    void wrongCertificatesAreRefused();
    void settingsDecideWhomToTrust_data();
    void settingsDecideWhomToTrust();
    void oneCertificateIsTrustedByItself();
    void certificatesAreShownBeforeAnythingIsSent();
    void noProxyIsNone();
    void clientsShowTheirCertificates();
    void filesThatCannotBeUsedAreNamed_data();
    void filesThatCannotBeUsedAreNamed();
    void strangersAreDropped();
    void bigBodiesGoBothWays();
    void whoSendsOnHearsTheAnswer();
    void certificatesAreRenewedWhileServing();

private:
    std::string path(const char* file) const
    {
        return folder_.filePath(QString::fromLatin1(file)).toStdString();
    }
    std::string content(const char* file) const;
    bool makeCertificate(const char* name, const char* alternative);
    std::unique_ptr<Server> serve();
    DialTarget target(const Server& server, const char* authority = "good.pem") const;

    QTemporaryDir folder_;
    std::shared_ptr<FunctionService> service_ = std::make_shared<FunctionService>();
};

std::string TlsTest::content(const char* file) const
{
    QFile opened(folder_.filePath(QString::fromLatin1(file)));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll().toStdString() : std::string();
}

bool TlsTest::makeCertificate(const char* name, const char* alternative)
{
    const QString stem = folder_.filePath(QString::fromLatin1(name));
    QProcess openssl;
    openssl.start(
        QStringLiteral("openssl"),
        {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
         QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
         QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=test"),
         QStringLiteral("-addext"), QStringLiteral("subjectAltName=") + QString::fromLatin1(alternative),
         QStringLiteral("-keyout"), stem + QStringLiteral(".key"), QStringLiteral("-out"),
         stem + QStringLiteral(".pem")});
    return openssl.waitForFinished(int(patience.count())) && openssl.exitCode() == 0;
}

void TlsTest::initTestCase()
{
    QVERIFY(makeCertificate("good", "IP:127.0.0.1,DNS:localhost"));
    QVERIFY(makeCertificate("other", "IP:127.0.0.1,DNS:localhost"));
    QVERIFY(makeCertificate("elsewhere", "DNS:elsewhere.example"));
    service_->on_admit = [](const RequestHead&) { return BodyPolicy{BodyPolicy::Mode::Streamed, 1u << 30}; };
    service_->on_handle = [this](const Request& request) {
        if (request.head.path == "/taken")
            return textResponse("There is one of this name.", 409);
        std::uint64_t total = 0;
        while (request.reader) {
            const auto piece = request.reader->read();
            if (!piece || piece->empty())
                break;
            total += piece->size();
        }
        Response response;
        if (request.head.path == "/file") {
            const std::string file = path("big");
            response.body = FileBody{file, 0, std::filesystem::file_size(file)};
        } else if (request.head.path == "/socket") {
            WebSocketCallbacks callbacks;
            const auto own = std::make_shared<std::shared_ptr<WebSocket>>();
            callbacks.on_open = [own](std::shared_ptr<WebSocket> socket) { *own = std::move(socket); };
            callbacks.on_message = [own](std::string message, WebSocket::Type type) {
                (*own)->send(std::move(message), type);
            };
            callbacks.on_closed = [own] { own->reset(); };
            response.body = std::move(callbacks);
        } else {
            response.body = std::string(request.head.secure ? "secure " : "plain ") + std::to_string(total);
        }
        return response;
    };
}

std::unique_ptr<Server> TlsTest::serve()
{
    ServerOptions options;
    options.certificate_file = path("good.pem");
    options.private_key_file = path("good.key");
    options.header_timeout = 500ms;
    return startServer(service_, options);
}

DialTarget TlsTest::target(const Server& server, const char* authority) const
{
    DialTarget target;
    target.address = server.address();
    target.secure = true;
    target.ca_file = path(authority);
    return target;
}

void TlsTest::bothClientsAreServed()
{
    const auto server = serve();
    QVERIFY(server);
    const auto dialed = dial(target(*server), {});
    QVERIFY2(dialed, dialed ? "" : dialed.error().message.c_str());
    QCOMPARE(dialed->body, std::string("secure 0"));

    Fetcher fetcher;
    FetchRequest request;
    request.url = "https://" + server->address() + "/";
    request.ca_file = path("good.pem");
    for (int i = 0; i < 3; ++i) {
        const auto fetched = fetcher.run(request);
        QVERIFY2(fetched, fetched ? "" : fetched.error().message.c_str());
        QCOMPARE(fetched->body, std::string("secure 0"));
    }
}

void TlsTest::webSocketsAreServed()
{
    const auto server = serve();
    std::atomic<std::size_t> received = 0;
    std::atomic<int> closed = 0;
    WebSocketCallbacks callbacks;
    callbacks.on_message = [&](const std::string& message, WebSocket::Type) { received += message.size(); };
    callbacks.on_closed = [&] { ++closed; };
    auto opened = DialedWebSocket::open(target(*server), "/socket", {}, callbacks, patience);
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    (*opened)->socket().send("hello", WebSocket::Type::Text);
    (*opened)->socket().send(std::string(500'000, 'x'), WebSocket::Type::Binary);
    QTRY_COMPARE_WITH_TIMEOUT(received.load(), std::size_t(500'005), int(patience.count()));
    opened->reset();
    QCOMPARE(closed.load(), 1);
}

void TlsTest::wrongCertificatesAreRefused_data()
{
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("certificate");
    QTest::newRow("of an authority that is not trusted") << QByteArray("other.pem") << QByteArray("good");
    QTest::newRow("of another host") << QByteArray("elsewhere.pem") << QByteArray("elsewhere");
}

void TlsTest::wrongCertificatesAreRefused()
{
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, certificate);
    ServerOptions options;
    options.certificate_file = path(QByteArray(certificate + ".pem").constData());
    options.private_key_file = path(QByteArray(certificate + ".key").constData());
    const auto server = startServer(service_, options);
    const auto dialed = dial(target(*server, authority.constData()), {});
    QVERIFY(!dialed);
    QCOMPARE(dialed.error().type, std::string("untrusted-certificate"));
    const auto opened =
        DialedWebSocket::open(target(*server, authority.constData()), "/socket", {}, {}, patience);
    QVERIFY(!opened);
    QCOMPARE(opened.error().type, std::string("untrusted-certificate"));
    Fetcher fetcher;
    FetchRequest request;
    request.url = "https://" + server->address() + "/";
    request.ca_file = path(authority.constData());
    const auto fetched = fetcher.run(request);
    QVERIFY(!fetched);
    QCOMPARE(fetched.error().type, std::string("untrusted-certificate"));
}

void TlsTest::settingsDecideWhomToTrust_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("any_peer");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("who is named and trusted is taken")
        << QByteArray("good") << QByteArray("good.pem") << QByteArray() << false << true;
    QTest::newRow("an authority that is not trusted is refused")
        << QByteArray("good") << QByteArray("other.pem") << QByteArray() << false << false;
    QTest::newRow("without an authority the system's count")
        << QByteArray("good") << QByteArray() << QByteArray() << false << false;
    QTest::newRow("another name than the host's is refused")
        << QByteArray("elsewhere") << QByteArray("elsewhere.pem") << QByteArray() << false << false;
    QTest::newRow("another name is taken where it was expected")
        << QByteArray("elsewhere") << QByteArray("elsewhere.pem") << QByteArray("elsewhere.example") << false
        << true;
    QTest::newRow("the host's name is refused where another was expected")
        << QByteArray("good") << QByteArray("good.pem") << QByteArray("elsewhere.example") << false << false;
    QTest::newRow("any peer is taken where that was asked for")
        << QByteArray("elsewhere") << QByteArray() << QByteArray() << true << true;
}

void TlsTest::settingsDecideWhomToTrust()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, name);
    QFETCH(bool, any_peer);
    QFETCH(bool, trusted);
    ServerOptions options;
    options.certificate_file = path(QByteArray(certificate + ".pem").constData());
    options.private_key_file = path(QByteArray(certificate + ".key").constData());
    const auto server = startServer(service_, options);
    TlsSettings settings;
    settings.ca_pem = authority.isEmpty() ? std::string() : content(authority.constData());
    settings.server_name = name.toStdString();
    settings.any_peer = any_peer;
    Fetcher fetcher;
    FetchRequest request;
    request.url = "https://" + server->address() + "/path?query=1";
    request.tls = std::make_shared<TlsSettings>(settings);
    const auto fetched = fetcher.run(request);
    QCOMPARE(bool(fetched), trusted);
    if (trusted)
        QCOMPARE(fetched->body, std::string("secure 0"));
    else
        QCOMPARE(fetched.error().type, std::string("untrusted-certificate"));
}

void TlsTest::oneCertificateIsTrustedByItself()
{
    const auto certificate = readCertificate(content("elsewhere.pem"));
    QVERIFY(certificate);
    ServerOptions options;
    options.certificate_file = path("elsewhere.pem");
    options.private_key_file = path("elsewhere.key");
    const auto server = startServer(service_, options);
    Fetcher fetcher;
    FetchRequest request;
    request.url = "https://" + server->address() + "/";
    const auto trusting = [&](const std::string& sha256) {
        TlsSettings settings;
        settings.peer_sha256 = sha256;
        request.tls = std::make_shared<TlsSettings>(settings);
        return fetcher.run(request);
    };
    const auto fetched = trusting(certificate->sha256);
    QVERIFY2(fetched, fetched ? "" : fetched.error().message.c_str());
    QCOMPARE(fetched->body, std::string("secure 0"));
    // The connection that was kept is judged again.
    const auto refused = trusting(std::string(64, '0'));
    QVERIFY(!refused);
    QCOMPARE(refused.error().type, std::string("certificate-changed"));
    request.url = "http://" + startServer(service_, {})->address() + "/";
    QVERIFY(!trusting(certificate->sha256));
}

void TlsTest::certificatesAreShownBeforeAnythingIsSent()
{
    std::atomic<int> served = 0;
    const auto service = std::make_shared<FunctionService>();
    service->on_admit = [&](const RequestHead&) {
        ++served;
        return BodyPolicy{};
    };
    ServerOptions options;
    options.certificate_file = path("elsewhere.pem");
    options.private_key_file = path("elsewhere.key");
    const auto server = startServer(service, options);
    TlsSettings anybody;
    anybody.any_peer = true;
    FetchRequest request;
    request.url = "https://" + server->address() + "/";
    request.tls = std::make_shared<TlsSettings>(anybody);
    PeerCertificate shown;
    std::atomic<bool> done = false;
    FetchCallbacks callbacks;
    callbacks.on_certificate = [&](const PeerCertificate& peer) {
        shown = peer;
        return false;
    };
    callbacks.on_done = [&](const Result<FetchResponse>& result) {
        done = !result && result.error().code == ErrorCode::Canceled;
    };
    Fetcher fetcher;
    fetcher.start(request, callbacks);
    QTRY_VERIFY(done);
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-fingerprint"),
                   QStringLiteral("-sha256"), QStringLiteral("-in"),
                   folder_.filePath(QStringLiteral("elsewhere.pem"))});
    QVERIFY(openssl.waitForFinished(int(patience.count())));
    const QByteArray fingerprint = openssl.readAll().trimmed().split('=').last().replace(":", "").toLower();
    QCOMPARE(QByteArray::fromStdString(shown.sha256), fingerprint);
    QCOMPARE(shown.subject, std::string("CN=test"));
    QVERIFY(shown.valid_from < shown.valid_until);
    QCOMPARE(served.load(), 0);
}

void TlsTest::noProxyIsNone()
{
    const auto server = startServer(service_, {});
    Fetcher fetcher;
    FetchRequest request;
    request.url = "http://" + server->address() + "/";
    request.proxy = "http://127.0.0.1:1";
    QVERIFY(!fetcher.run(request));
    request.proxy = no_proxy;
    QVERIFY(fetcher.run(request));
}

void TlsTest::clientsShowTheirCertificates()
{
    QProcess server;
    server.start(QStringLiteral("openssl"),
                 {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                  QStringLiteral("-cert"), folder_.filePath(QStringLiteral("good.pem")),
                  QStringLiteral("-key"), folder_.filePath(QStringLiteral("good.key")),
                  QStringLiteral("-CAfile"), folder_.filePath(QStringLiteral("other.pem")),
                  QStringLiteral("-Verify"), QStringLiteral("1"), QStringLiteral("-verify_return_error"),
                  QStringLiteral("-www")});
    QByteArray said;
    QTRY_VERIFY((said += server.readAll()).contains("ACCEPT 127.0.0.1:"));
    const QByteArray address = said.mid(said.indexOf("ACCEPT ") + 7).split('\n').first();
    TlsSettings settings;
    settings.ca_pem = content("good.pem");
    FetchRequest request;
    request.url = "https://" + address.toStdString() + "/";
    request.tls = std::make_shared<TlsSettings>(settings);
    Fetcher fetcher;
    QVERIFY(!fetcher.run(request));
    settings.certificate_pem = content("other.pem");
    settings.private_key_pem = content("other.key");
    request.tls = std::make_shared<TlsSettings>(settings);
    const auto fetched = fetcher.run(request);
    QVERIFY2(fetched, fetched ? "" : fetched.error().message.c_str());
    QCOMPARE(fetched->status, 200);
    server.kill();
    QVERIFY(server.waitForFinished(int(patience.count())));
}

void TlsTest::filesThatCannotBeUsedAreNamed_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("no certificate file")
        << QByteArray("absent.pem") << QByteArray("good.key") << QByteArray("absent.pem");
    QTest::newRow("no key file") << QByteArray("good.pem") << QByteArray("absent.key")
                                 << QByteArray("absent.key");
    QTest::newRow("a certificate that is a key")
        << QByteArray("good.key") << QByteArray("good.key") << QByteArray("good.key");
    QTest::newRow("a key of another certificate")
        << QByteArray("good.pem") << QByteArray("other.key") << QByteArray("other.key");
}

void TlsTest::filesThatCannotBeUsedAreNamed()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, named);
    ServerOptions options;
    options.certificate_file = path(certificate.constData());
    options.private_key_file = path(key.constData());
    const auto started = Server::start(options, service_);
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(started.error().message.find(named.toStdString()) != std::string::npos,
             started.error().message.c_str());
}

void TlsTest::strangersAreDropped()
{
    const auto server = serve();
    RawClient plain(server->address());
    plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(statusesIn(plain.receiveAll()).empty());
    QVERIFY(plain.hasEnded());
    RawClient silent(server->address());
    QVERIFY(silent.receiveAll().empty());
    QVERIFY(silent.hasEnded());
}

void TlsTest::bigBodiesGoBothWays()
{
    constexpr std::uint64_t size = 64u << 20;
    QFile big(QString::fromStdString(path("big")));
    QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(size));
    big.close();
    const auto server = serve();
    Fetcher fetcher;
    FetchRequest request;
    request.ca_file = path("good.pem");
    request.url = "https://" + server->address() + "/file";
    request.max_body_bytes = size;
    const auto down = fetcher.run(request);
    QVERIFY2(down, down ? "" : down.error().message.c_str());
    QCOMPARE(down->body.size(), size);
    request.url = "https://" + server->address() + "/";
    request.method = "PUT";
    request.body = down->body;
    const auto up = fetcher.run(request);
    QVERIFY2(up, up ? "" : up.error().message.c_str());
    QCOMPARE(up->body, "secure " + std::to_string(size));
}

// Such as one who looks for the answer only when everything is sent.
void TlsTest::whoSendsOnHearsTheAnswer()
{
    const auto server = serve();
    const RawClient client(server->address());
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(::SSL_CTX_new(::TLS_client_method()),
                                                               &::SSL_CTX_free);
    const std::unique_ptr<SSL, void (*)(SSL*)> tls(::SSL_new(context.get()), &::SSL_free);
    QVERIFY(::SSL_set_fd(tls.get(), client.fd()) == 1 && ::SSL_connect(tls.get()) == 1);
    std::string sent = "PUT /taken HTTP/1.1\r\nHost: h\r\nContent-Length: 33554432\r\n\r\n";
    sent.resize(sent.size() + (32u << 20), 'x');
    QCOMPARE(::SSL_write(tls.get(), sent.data(), static_cast<int>(sent.size())),
             static_cast<int>(sent.size()));
    char answer[1024];
    const int got = ::SSL_read(tls.get(), answer, sizeof answer);
    QCOMPARE(statusesIn(std::string_view(answer, static_cast<std::size_t>(std::max(got, 0)))),
             std::string("409"));
}

void TlsTest::certificatesAreRenewedWhileServing()
{
    const auto copy = [this](const std::string& from, const char* to) {
        std::filesystem::copy_file(path((from + ".pem").c_str()), path((std::string(to) + ".pem").c_str()),
                                   std::filesystem::copy_options::overwrite_existing);
        std::filesystem::copy_file(path((from + ".key").c_str()), path((std::string(to) + ".key").c_str()),
                                   std::filesystem::copy_options::overwrite_existing);
    };
    copy("good", "live");
    ServerOptions options;
    options.certificate_file = path("live.pem");
    options.private_key_file = path("live.key");
    const auto server = startServer(service_, options);
    WebSocketCallbacks callbacks;
    std::atomic<std::size_t> received = 0;
    callbacks.on_message = [&](const std::string& message, WebSocket::Type) { received += message.size(); };
    auto opened = DialedWebSocket::open(target(*server), "/socket", {}, callbacks, patience);
    QVERIFY(opened);

    copy("other", "live");
    QVERIFY(dial(target(*server), {}));
    QVERIFY(server->reloadCertificate());
    QVERIFY(!dial(target(*server), {}));
    QVERIFY(dial(target(*server, "other.pem"), {}));
    (*opened)->socket().send("hello", WebSocket::Type::Text);
    QTRY_COMPARE_WITH_TIMEOUT(received.load(), std::size_t(5), int(patience.count()));

    QVERIFY(QFile::remove(QString::fromStdString(path("live.key"))));
    const auto refused = server->reloadCertificate();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("live.key") != std::string::npos, refused.error().message.c_str());
    QVERIFY(dial(target(*server, "other.pem"), {}));
}

QTEST_GUILESS_MAIN(TlsTest)
#include "tls_test.moc"
