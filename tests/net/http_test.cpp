// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/http.h"

#include "net/serve/request_parser.h"
#include "net/socket_address.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::net;

namespace {

constexpr std::size_t header_limit = 4096;

struct Parsed {
    int refusal = 0;
    RequestHead head;
    std::string body;
    std::string rest;
};

// Gives the parser `first` bytes, then `step` at a time.
Parsed parseSplit(const std::string& bytes, std::size_t first, std::size_t step)
{
    RequestParser parser(header_limit);
    Parsed parsed;
    std::string input = bytes.substr(0, first);
    std::size_t fed = input.size();
    bool has_head = false;
    while (true) {
        const auto taken = has_head ? parser.readBody(input, parsed.body, 3) : parser.readHead(input);
        if (!taken) {
            parsed.refusal = taken.error().status;
            return parsed;
        }
        input.erase(0, *taken);
        has_head = has_head || *taken > 0;
        if (has_head && parser.isDone())
            break;
        if (*taken == 0 && fed == bytes.size())
            return parsed;
        if (*taken == 0) {
            input += bytes.substr(fed, step);
            fed += std::min(bytes.size() - fed, step);
        }
    }
    parsed.head = parser.head();
    parsed.rest = input + bytes.substr(fed);
    return parsed;
}

}  // namespace

class HttpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headersAreFoundWithoutCase();
    void rangesAreResolved_data();
    void rangesAreResolved();
    void addressesAreRead_data();
    void addressesAreRead();
    void requestsAreReadWhereverTheyAreCut_data();
    void requestsAreReadWhereverTheyAreCut();
};

void HttpTest::headersAreFoundWithoutCase()
{
    Headers headers;
    headers.add("ETag", "a");
    headers.add("etag", "b");
    QCOMPARE(*headers.find("eTAG"), std::string("a"));
    headers.set("ETAG", "c");
    QCOMPARE(headers.all().size(), 1u);
    QCOMPARE(headers.find("x"), nullptr);
    QCOMPARE(reasonPhrase(404), std::string_view("Not Found"));
}

void HttpTest::rangesAreResolved_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QByteArray>("range");

    const auto row = [](const char* name, const char* header, quint64 size, const char* range) {
        QTest::newRow(name) << QByteArray(header) << size << QByteArray(range);
    };
    row("first and last are included", "bytes=0-99", 1000, "0-99");
    row("without last it goes to the end", "bytes=100-", 1000, "100-999");
    row("a suffix counts from the end", "bytes=-5", 1000, "995-999");
    row("a suffix longer than the whole is the whole", "bytes=-5000", 1000, "0-999");
    row("a last behind the end is cut", "bytes=0-99999999999999999999999", 10, "0-9");
    row("the unit is compared without case", "Bytes=1-2", 10, "1-2");
    row("a first behind the end cannot be satisfied", "bytes=10-", 10, "unsatisfiable");
    row("a first too large for a number cannot be satisfied", "bytes=99999999999999999999999-", 10,
        "unsatisfiable");
    row("nothing of nothing cannot be satisfied", "bytes=0-", 0, "unsatisfiable");
    row("a suffix of nothing cannot be satisfied", "bytes=-0", 10, "unsatisfiable");
    row("no header means the whole", "", 10, "whole");
    row("another unit means the whole", "lines=0-1", 10, "whole");
    row("several ranges mean the whole", "bytes=0-1,3-4", 10, "whole");
    row("a last before the first means the whole", "bytes=5-2", 10, "whole");
    row("letters mean the whole", "bytes=a-b", 10, "whole");
    row("a lone dash means the whole", "bytes=-", 10, "whole");
}

void HttpTest::rangesAreResolved()
{
    QFETCH(QByteArray, header);
    QFETCH(quint64, size);
    QFETCH(QByteArray, range);
    bool satisfiable = false;
    const auto got = parseRange(header.toStdString(), size, satisfiable);
    std::string text = satisfiable ? "whole" : "unsatisfiable";
    if (got)
        text = std::to_string(got->first) + "-" + std::to_string(got->last);
    QCOMPARE(QByteArray::fromStdString(text), range);
}

void HttpTest::addressesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("read");

    QTest::newRow("IPv4") << QByteArray("127.0.0.1:80") << QByteArray("127.0.0.1:80");
    QTest::newRow("IPv6 in brackets") << QByteArray("[::1]:8470") << QByteArray("[::1]:8470");
    QTest::newRow("localhost needs no resolver") << QByteArray("localhost:1") << QByteArray("127.0.0.1:1");
    QTest::newRow("a Unix socket") << QByteArray("unix:/tmp/s") << QByteArray("unix:/tmp/s");
    QTest::newRow("IPv6 without brackets is refused") << QByteArray("::1:80") << QByteArray();
    QTest::newRow("no port is refused") << QByteArray("127.0.0.1") << QByteArray();
    QTest::newRow("a port too large is refused") << QByteArray("127.0.0.1:65536") << QByteArray();
    QTest::newRow("a name is refused") << QByteArray("example.org:80") << QByteArray();
    QTest::newRow("an empty path is refused") << QByteArray("unix:") << QByteArray();
}

void HttpTest::addressesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, read);
    const auto address = SocketAddress::parse(text.toStdString());
    QCOMPARE(address ? QByteArray::fromStdString(address->text()) : QByteArray(), read);
}

void HttpTest::requestsAreReadWhereverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("refusal");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("without body") << QByteArray("GET /a?b=%20c HTTP/1.1\r\nHost: h\r\n\r\nGET /next") << 0
                                  << QByteArray("/a") << QByteArray();
    QTest::newRow("with a length")
        << QByteArray("PUT /b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloGET /next") << 0
        << QByteArray("/b") << QByteArray("hello");
    QTest::newRow("in chunks, with an extension and a trailer")
        << QByteArray("PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: v\r\n\r\nGET /next")
        << 0 << QByteArray("/c") << QByteArray("hello world");
    QTest::newRow("in chunks alone") << QByteArray(
                                            "PUT /f HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            "0\r\n\r\nGET /next")
                                     << 0 << QByteArray("/f") << QByteArray();
    QTest::newRow("after empty lines") << QByteArray("\r\n\r\nGET /d HTTP/1.1\r\nHost: h\r\n\r\nGET /next")
                                       << 0 << QByteArray("/d") << QByteArray();
    QTest::newRow("absolute target") << QByteArray("GET http://h/e HTTP/1.1\r\nHost: h\r\n\r\nGET /next") << 0
                                     << QByteArray("/e") << QByteArray();
    QTest::newRow("a bare LF is refused")
        << QByteArray("GET / HTTP/1.1\nHost: h\n\n") << 400 << QByteArray() << QByteArray();
    QTest::newRow("a folded field is refused")
        << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n") << 400 << QByteArray()
        << QByteArray();
    QTest::newRow("a bad chunk is refused")
        << QByteArray("PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n") << 400
        << QByteArray() << QByteArray();
}

void HttpTest::requestsAreReadWhereverTheyAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, refusal);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const std::string text = bytes.toStdString();
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const Parsed in_two = parseSplit(text, cut, text.size());
        const Parsed in_many = parseSplit(text, 0, cut + 1);
        for (const Parsed& parsed : {in_two, in_many}) {
            QCOMPARE(parsed.refusal, refusal);
            if (refusal != 0)
                continue;
            QCOMPARE(parsed.head.path, path.toStdString());
            QCOMPARE(parsed.body, body.toStdString());
            QCOMPARE(parsed.rest, std::string("GET /next"));
        }
    }
}

QTEST_GUILESS_MAIN(HttpTest)
#include "http_test.moc"
