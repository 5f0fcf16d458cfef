// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/channel_traffic.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace slipway;

namespace {

constexpr std::uint16_t port = 0x1f90;  // 8080: "\x90\x1f" on the wire.

struct Reading {
    std::string data;
    std::optional<Error> error;  ///< Of a part, else of the end.
};

/// Reads messages that come in parts of `step` bytes.
Reading read(const QList<QByteArray>& messages, std::size_t step)
{
    ChannelTraffic traffic(port, "the pod team/web");
    Reading reading;
    for (const QByteArray& message : messages) {
        const std::string_view bytes(message.constData(), std::size_t(message.size()));
        for (std::size_t at = 0; at == 0 || at < bytes.size(); at += step) {
            const auto data = traffic.take({bytes.substr(at, step), at + step >= bytes.size()});
            if (!data) {
                reading.error = data.error();
                return reading;
            }
            reading.data += *data;
        }
    }
    if (const auto ended = traffic.end(); !ended)
        reading.error = ended.error();
    return reading;
}

}  // namespace

/// What a node sends about one connection to a pod's port.
class ChannelTrafficTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesAreRead_data();
    void messagesAreRead();
    void longProblemsAreCut();
    void dataGoToTheirChannel();
};

void ChannelTrafficTest::messagesAreRead_data()
{
    QTest::addColumn<QList<QByteArray>>("messages");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("type");   // Of the error; empty for none.
    QTest::addColumn<QByteArray>("words");  // In its message.

    const QByteArray data_port = "\0\x90\x1f"_ba;
    const QByteArray error_port = "\1\x90\x1f"_ba;
    const auto row = [](const char* name, const QList<QByteArray>& messages, const char* data,
                        const char* type = "", const char* words = "") {
        QTest::newRow(name) << messages << QByteArray(data) << QByteArray(type) << QByteArray(words);
    };
    row("the ports alone", {data_port, error_port}, "");
    row("bytes", {data_port, error_port, "\0ab"_ba, "\0cd"_ba}, "abcd");
    row("bytes behind the port in one message", {data_port + "ab"}, "ab");
    row("a port in two messages", {"\0\x90"_ba, "\0\x1f"_ba, "\0ab"_ba}, "ab");
    row("empty messages", {data_port, ""_ba, "\0"_ba, "\0ab"_ba, ""_ba}, "ab");
    row("other channels are passed over", {data_port, "\2ab"_ba, "\xff\0"_ba, "\0cd"_ba}, "cd");
    row("another port is refused", {"\0\x91\x1f"_ba, "\0ab"_ba}, "", "tunnel-broken",
        "another port of the pod team/web than 8080");
    row("nobody listens",
        {data_port, error_port,
         "\1error forwarding port 8080 to pod 7f, uid : failed to connect: connection refused"_ba},
        "", "nobody-listens", "Nothing listens at port 8080 of the pod team/web.");
    row("nobody listens, as socat says it", {error_port, "\1socat: E connect: Connection refused"_ba}, "",
        "nobody-listens", "The node said: socat");
    row("something else", {data_port, error_port, "\0ab"_ba, "\1broken "_ba, "\1pipe"_ba}, "ab",
        "tunnel-broken", "It said: broken pipe");
    row("a sentence inside JSON",
        {error_port, "\1{\"closeConnection\":true,\"message\":\"no network\"}\n"_ba}, "", "tunnel-broken",
        "It said: no network");
    row("JSON without a sentence", {error_port, "\1{}"_ba}, "", "tunnel-broken", "It said: {}");
}

void ChannelTrafficTest::messagesAreRead()
{
    QFETCH(QList<QByteArray>, messages);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, words);
    for (std::size_t step = 1; step < 100; ++step) {
        const Reading reading = read(messages, step);
        const Error error = reading.error.value_or(Error());
        QCOMPARE(QByteArray::fromStdString(reading.data), data);
        QCOMPARE(QByteArray::fromStdString(error.type), type);
        QVERIFY2(error.message.find(words.toStdString()) != std::string::npos, error.message.c_str());
    }
}

void ChannelTrafficTest::longProblemsAreCut()
{
    const QList<QByteArray> messages{"\1\x90\x1f"_ba, "\1"_ba + QByteArray(100'000, 'x'),
                                     "\1"_ba + QByteArray(100'000, 'x')};
    const Reading reading = read(messages, 1'000);
    QVERIFY(reading.error);
    QVERIFY(reading.error->message.size() < 5'000);
}

void ChannelTrafficTest::dataGoToTheirChannel()
{
    QVERIFY(ChannelTraffic(port, "").prefix() == std::string_view("\0", 1));
}

QTEST_GUILESS_MAIN(ChannelTrafficTest)
#include "channel_traffic_test.moc"
