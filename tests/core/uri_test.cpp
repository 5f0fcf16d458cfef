// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uri.h"

#include <QTest>

using namespace slipway;

class UriTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urls_data();
    void urls();
    void percentEncoding();
    void queries();
};

void UriTest::urls_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("host");  // empty: refused
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("written");

    const auto row = [](const char* name, const char* text, const char* host, int port, const char* path,
                        const char* query, const char* written) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(host) << port << QByteArray(path)
                            << QByteArray(query) << QByteArray(written);
    };
    row("http has port 80", "http://gpu.example", "gpu.example", 80, "/", "", "http://gpu.example/");
    row("https has port 443", "https://gpu.example/x", "gpu.example", 443, "/x", "", "https://gpu.example/x");
    row("a port may be given", "http://h:8080/a?b=c", "h", 8080, "/a", "b=c", "http://h:8080/a?b=c");
    row("IPv6 stands in brackets", "http://[::1]:7000/a", "::1", 7000, "/a", "", "http://[::1]:7000/a");
    row("IPv6 needs no port", "http://[fe80::2]", "fe80::2", 80, "/", "", "http://[fe80::2]/");
    row("the scheme may be in capitals", "HTTP://h/", "h", 80, "/", "", "http://h/");
    row("a query may follow the host", "http://h?x", "h", 80, "/", "x", "http://h/?x");
    row("a fragment is dropped", "http://h/a#b", "h", 80, "/a", "", "http://h/a");
    row("escapes stay", "http://h/a%20b", "h", 80, "/a%20b", "", "http://h/a%20b");
    for (const char* bad : {"", "h", "ftp://h", "http://", "http:///a", "http://h:", "http://h:0",
                            "http://h:65536", "http://h:8o", "http://user@h/", "http://[::1", "http://[::1]x",
                            "http://::1/", "http://h/a b", "http://h/\t", "http://[]/"})
        row(qPrintable(QStringLiteral("refused: \"%1\"").arg(QLatin1String(bad))), bad, "", 0, "", "", "");
}

void UriTest::urls()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, host);
    const auto url = Url::parse(text.toStdString());
    QCOMPARE(url.has_value(), !host.isEmpty());
    if (!url)
        return;
    QCOMPARE(QByteArray::fromStdString(url->host), host);
    QTEST(int{url->port}, "port");
    QTEST(QByteArray::fromStdString(url->path), "path");
    QTEST(QByteArray::fromStdString(url->query), "query");
    QTEST(QByteArray::fromStdString(url->text()), "written");
}

void UriTest::percentEncoding()
{
    QCOMPARE(percentEncode("a b/ü+~"), std::string("a%20b%2F%C3%BC%2B~"));
    QCOMPARE(percentEncode("a b/c", Slash::Keep), std::string("a%20b/c"));
    QCOMPARE(*percentDecode("a%20b%2fc+"), std::string("a b/c+"));
    for (const char* bad : {"%", "%2", "%zz", "a%0", "%00"})
        QVERIFY2(!percentDecode(bad), bad);
    std::string all;
    for (int c = 1; c < 256; ++c)
        all += static_cast<char>(c);
    QCOMPARE(*percentDecode(percentEncode(all)), all);
}

void UriTest::queries()
{
    const auto parsed = parseQuery("a=1&b&c=%20x=y&&a=2&=v");
    QVERIFY(parsed.has_value());
    const QueryParameters expected{{"a", "1"}, {"b", ""}, {"c", " x=y"}, {"a", "2"}, {"", "v"}};
    QVERIFY(*parsed == expected);
    QCOMPARE(formatQuery(*parsed), std::string("a=1&b=&c=%20x%3Dy&a=2&=v"));
    QCOMPARE(*find(*parsed, "a"), std::string("1"));
    QVERIFY(find(*parsed, "d") == nullptr);
    QVERIFY(parseQuery("")->empty());
    QVERIFY(!parseQuery("a=%"));
}

QTEST_GUILESS_MAIN(UriTest)
#include "uri_test.moc"
