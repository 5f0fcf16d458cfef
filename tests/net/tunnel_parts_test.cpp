// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/frame_reader.h"
#include "net/tunnel/outgoing_frame.h"
#include "net/tunnel/proxy.h"
#include "net/tunnel/upgrade.h"

#include <QtTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace slipway;
using namespace slipway::net;

namespace {

/// What was read, such as "abc|ping:x close:"; '|' ends a message, '!' is an error.
std::string readAll(std::string_view bytes, std::size_t step)
{
    FrameReader reader;
    std::string read;
    std::string waiting;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        waiting += bytes.substr(at, step);
        while (true) {
            std::string_view input = waiting;
            const auto piece = reader.read(input);
            if (!piece)
                return read + "!";
            if (*piece) {
                using Kind = FrameReader::Piece::Kind;
                const auto& [kind, part] = **piece;
                read += kind == Kind::Message ? ""
                        : kind == Kind::Ping  ? "ping:"
                        : kind == Kind::Pong  ? "pong:"
                                              : "close:";
                read += std::string(part.bytes) + (kind != Kind::Message ? " "
                                                   : part.ends_message   ? "|"
                                                                         : "");
            }
            waiting = input;
            if (!*piece)
                break;
        }
    }
    return read;
}

/// A frame as a server sends it.
QByteArray served(int first, const QByteArray& content, int size_bytes = 0)
{
    QByteArray frame(1, char(first));
    frame += size_bytes == 0 ? char(content.size()) : size_bytes == 2 ? char(126) : char(127);
    for (int i = size_bytes - 1; i >= 0; --i)
        frame += char(quint64(content.size()) >> (8 * i) & 0xffu);
    return frame + content;
}

/// A client's frame with its mask taken off, as a server would have sent it.
std::string unmasked(std::string_view frame)
{
    const std::size_t size = static_cast<unsigned char>(frame[1]) & 0x7fu;
    const std::size_t head = 2u + (size == 126 ? 2u : size == 127 ? 8u : 0u);
    const std::string_view mask = frame.substr(head, 4);
    std::string bytes(frame.substr(0, head));
    bytes[1] = static_cast<char>(bytes[1] & 0x7f);
    for (std::size_t i = 0; head + 4 + i < frame.size(); ++i)
        bytes += static_cast<char>(frame[head + 4 + i] ^ mask[i % 4]);
    return bytes;
}

}  // namespace

/// What tunnels are made of, each part alone.
class TunnelPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreRead_data();
    void framesAreRead();
    void framesAreWritten_data();
    void framesAreWritten();
    void upgradesAgree_data();
    void upgradesAgree();
    void upgradesAskForWhatIsNeeded();
    void proxiesAreChosen_data();
    void proxiesAreChosen();
};

void TunnelPartsTest::framesAreRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("read");

    const QByteArray wide(300, 'w');
    QTest::newRow("a message in one frame") << served(0x82, "abc"_ba) << "abc|"_ba;
    QTest::newRow("a message of text") << served(0x81, "abc"_ba) << "abc|"_ba;
    QTest::newRow("a message in three frames")
        << served(0x02, "ab"_ba) + served(0x00, "cd"_ba) + served(0x80, "e"_ba) << "abcde|"_ba;
    QTest::newRow("an empty message") << served(0x82, ""_ba) << "|"_ba;
    QTest::newRow("a message whose last frame is empty")
        << served(0x02, "ab"_ba) + served(0x80, ""_ba) << "ab|"_ba;
    QTest::newRow("two messages") << served(0x82, "a"_ba) + served(0x82, "b"_ba) << "a|b|"_ba;
    QTest::newRow("a size of two bytes") << served(0x82, wide, 2) << wide + "|";
    QTest::newRow("a size of eight bytes") << served(0x82, wide, 8) << wide + "|";
    QTest::newRow("a ping between frames")
        << served(0x02, "ab"_ba) + served(0x89, "x"_ba) + served(0x80, "c"_ba) << "abping:x c|"_ba;
    QTest::newRow("a pong and a close")
        << served(0x8a, ""_ba) + served(0x88, "\x03\xe8"_ba) << "pong: close:\x03\xe8 "_ba;
    QTest::newRow("a close without a reason") << served(0x88, ""_ba) << "close: "_ba;
    QTest::newRow("half a frame says what there is") << served(0x82, "abc"_ba).chopped(1) << "ab"_ba;
    QTest::newRow("half a ping says nothing") << served(0x89, "abc"_ba).chopped(1) << ""_ba;
    QTest::newRow("extensions are refused") << served(0xc2, "abc"_ba) << "!"_ba;
    QTest::newRow("masks are refused") << "\x82\x83mask..."_ba
                                       << "!"_ba;
    QTest::newRow("unknown frames are refused") << served(0x83, "abc"_ba) << "!"_ba;
    QTest::newRow("unknown control frames are refused") << served(0x8b, ""_ba) << "!"_ba;
    QTest::newRow("a message inside another is refused")
        << served(0x02, "ab"_ba) + served(0x82, "c"_ba) << "ab!"_ba;
    QTest::newRow("a rest of no message is refused") << served(0x80, "c"_ba) << "!"_ba;
    QTest::newRow("a control frame in parts is refused") << served(0x09, "x"_ba) << "!"_ba;
    QTest::newRow("a large control frame is refused") << served(0x89, QByteArray(126, 'x'), 2) << "!"_ba;
    QTest::newRow("half a close code is refused") << served(0x88, "x"_ba) << "!"_ba;
    QTest::newRow("a frame larger than any is refused") << "\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff"_ba
                                                        << "!"_ba;
}

void TunnelPartsTest::framesAreRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, read);
    for (std::size_t step = 1; step <= std::size_t(bytes.size()); ++step)
        QCOMPARE(QByteArray::fromStdString(readAll(bytes.toStdString(), step)), read);
}

void TunnelPartsTest::framesAreWritten_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 7, 124, 125, 126, 65534, 65535, 65536})
        QTest::addRow("%d bytes behind a prefix", size) << size;
}

void TunnelPartsTest::framesAreWritten()
{
    QFETCH(int, size);
    OutgoingFrame frame("p", 65536);
    for (const char fill : {'a', 'b'}) {
        const std::string bytes(std::size_t(size), fill);
        std::copy(bytes.begin(), bytes.end(), frame.room().begin());
        const std::string sealed(frame.seal(bytes.size(), newFrameMask()));
        QCOMPARE(static_cast<unsigned char>(sealed[1]) & 0x80u, 0x80u);
        QVERIFY(readAll(unmasked(sealed), sealed.size()) == "p" + bytes + "|");
    }
    if (size <= 125) {
        const std::string content(std::size_t(size), 'c');
        const std::string ping = controlFrame(ControlFrame::Ping, content, newFrameMask());
        QVERIFY(readAll(unmasked(ping), ping.size()) == "ping:" + content + " ");
    }
}

void TunnelPartsTest::upgradesAgree_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");  // Empty: the field as it should be.
    QTest::addColumn<bool>("agrees");

    QTest::newRow("the answer of RFC 6455") << "X"_ba
                                            << ""_ba << true;
    QTest::newRow("words in other letters and lists") << "Connection"_ba
                                                      << "keep-alive, UPGRADE"_ba << true;
    QTest::newRow("another protocol of HTTP") << "Upgrade"_ba
                                              << "h2c"_ba << false;
    QTest::newRow("no upgrade of the connection") << "Connection"_ba
                                                  << "close"_ba << false;
    QTest::newRow("an answer to another request") << "Sec-WebSocket-Accept"_ba
                                                  << "HSmrc0sMlYUkAGmm5OPpG2HaGWk="_ba << false;
    QTest::newRow("another subprotocol") << "Sec-WebSocket-Protocol"_ba
                                         << "chat"_ba << false;
    QTest::newRow("an extension") << "Sec-WebSocket-Extensions"_ba
                                  << "permessage-deflate"_ba << false;
}

void TunnelPartsTest::upgradesAgree()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(bool, agrees);
    const Upgrade upgrade("the sample nonce", "v4.channel.k8s.io");
    Headers answer;
    answer.set("Upgrade", "websocket");
    answer.set("Connection", "Upgrade");
    answer.set("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    answer.set("Sec-WebSocket-Protocol", "v4.channel.k8s.io");
    if (!value.isEmpty())
        answer.set(field.toStdString(), value.toStdString());
    QCOMPARE(upgrade.check(answer).has_value(), agrees);
    QVERIFY(!upgrade.check({}));
}

void TunnelPartsTest::upgradesAskForWhatIsNeeded()
{
    const Upgrade upgrade("the sample nonce", "chat");
    const auto url = Url::parse("https://[::1]:6443/api/pods?ports=1");
    Headers headers;
    headers.set("Authorization", "Bearer t");
    const auto request = upgrade.request(*url, headers);
    QVERIFY(request);
    QCOMPARE(QByteArray::fromStdString(*request),
             "GET /api/pods?ports=1 HTTP/1.1\r\nAuthorization: Bearer t\r\nHost: [::1]:6443\r\n"
             "Upgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Protocol: chat\r\n\r\n"_ba);
    headers.set("Authorization", "Bearer t\r\nX: y");
    QCOMPARE(upgrade.request(*url, headers).error().code, ErrorCode::InvalidArgument);
    QVERIFY(newUpgradeNonce() != newUpgradeNonce());
}

void TunnelPartsTest::proxiesAreChosen_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("environment");  // "name=value;..."
    QTest::addColumn<QString>("proxy");        // "HOST PORT", "" for none, "!" for an error.

    const auto row = [](const char* name, const char* url, const char* given, const char* environment,
                        const char* proxy) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(given)
                            << QString::fromLatin1(environment) << QString::fromLatin1(proxy);
    };
    const char* const far = "https://k8s.example.org";
    row("none", far, "", "", "");
    row("the one given", far, "http://p:3128", "https_proxy=http://q:1", "p 3128");
    row("that of the environment", far, "", "https_proxy=http://q:1;HTTPS_PROXY=http://r:2", "q 1");
    row("that in capitals", far, "", "HTTPS_PROXY=http://r:2;ALL_PROXY=http://s:3", "r 2");
    row("that for all", far, "", "ALL_PROXY=http://s:3;http_proxy=http://q:1", "s 3");
    row("that for http", "http://k8s.example.org", "", "http_proxy=q:1;https_proxy=r:2", "q 1");
    row("capitals do not count for http", "http://k8s.example.org", "", "HTTP_PROXY=q:1", "");
    row("without scheme and port", far, "", "https_proxy=q", "q 1080");
    row("an address of IPv6", far, "http://[::1]:3128/", "", "::1 3128");
    row("a name and a password", far, "http://me:p%40ss@p:3128", "", "p 3128 Basic bWU6cEBzcw==");
    row("loopback has none of the environment", "https://127.0.0.1:6443", "", "https_proxy=q:1;all_proxy=q:1",
        "");
    row("loopback has one when told", "https://localhost", "p:1", "", "p 1");
    row("what no_proxy names", far, "", "https_proxy=q:1;no_proxy=other,k8s.example.org", "");
    row("what NO_PROXY names", far, "", "https_proxy=q:1;NO_PROXY=.example.org", "");
    row("a domain names what is in it", far, "", "https_proxy=q:1;no_proxy=EXAMPLE.org.", "");
    row("a domain is a whole word", far, "", "https_proxy=q:1;no_proxy=ample.org", "q 1");
    row("all is named", far, "", "https_proxy=q:1;no_proxy=*", "");
    row("what is named has not the given one either", far, "p:1", "no_proxy=example.org", "");
    row("an address is named", "https://10.1.2.3", "", "https_proxy=q:1;no_proxy=a 10.1.2.3", "");
    row("a network is named", "https://10.1.2.3", "", "https_proxy=q:1;no_proxy=10.1.0.0/16", "");
    row("another network is named", "https://10.1.2.3", "", "https_proxy=q:1;no_proxy=10.2.0.0/16", "q 1");
    row("a network of no size", "https://10.1.2.3", "", "https_proxy=q:1;no_proxy=10.1.2.3/99", "q 1");
    row("a network of IPv6 is named", "https://[fd00::7]", "", "https_proxy=q:1;no_proxy=fd00::/8", "");
    row("a proxy that speaks TLS", far, "https://p:3128", "", "!");
    row("a proxy that speaks SOCKS", far, "", "ALL_PROXY=socks5://p:1080", "!");
    row("a proxy of no port", far, "http://p:port", "", "!");
}

void TunnelPartsTest::proxiesAreChosen()
{
    QFETCH(QString, url);
    QFETCH(QString, given);
    QFETCH(QString, environment);
    QFETCH(QString, proxy);
    std::map<std::string, std::string> variables;
    for (const QString& one : environment.split(QLatin1Char(';')))
        variables[one.section(QLatin1Char('='), 0, 0).toStdString()] =
            one.section(QLatin1Char('='), 1).toStdString();
    const auto chosen = proxyFor(*Url::parse(url.toStdString()), given.toStdString(),
                                 [&](const char* name) { return variables[name]; });
    QString is;
    if (!chosen)
        is = QStringLiteral("!");
    else if (*chosen)
        is = QStringLiteral("%1 %2 %3")
                 .arg(QString::fromStdString((*chosen)->where.host))
                 .arg((*chosen)->where.port)
                 .arg(QString::fromStdString((*chosen)->authorization))
                 .trimmed();
    QCOMPARE(is, proxy);
}

QTEST_GUILESS_MAIN(TunnelPartsTest)
#include "tunnel_parts_test.moc"
