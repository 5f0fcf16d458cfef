// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/key_path.h"
#include "platform/objects/operations/http_date.h"
#include "platform/objects/payload/aws_chunked.h"
#include "platform/objects/payload/payload_checksums.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_writer.h"

#include <QtTest>

using namespace slipway;

namespace {

/// The key that a path belongs to, as a walk over directories puts it together.
std::string keyOf(const KeyPath& path)
{
    std::string key;
    for (const std::string& name : path.directories) {
        const DecodedName decoded = decodeName(name).value();
        key += decoded.text + (decoded.continues ? "" : "/");
    }
    return key + decodeName(path.file).value().text;
}

std::string joined(const KeyPath& path)
{
    std::string text;
    for (const std::string& name : path.directories)
        text += name + "/";
    return text + path.file;
}

/// Of the example in the S3 page on chunked uploads.
AwsChunked::Rules exampleRules()
{
    AwsChunked::Rules rules;
    rules.is_signed = true;
    rules.secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    rules.claim.access_key = "AKIAIOSFODNN7EXAMPLE";
    rules.claim.date = "20130524";
    rules.claim.region = "us-east-1";
    rules.claim.service = "s3";
    rules.claim.time = parseTimestamp("2013-05-24T00:00:00Z").value();
    rules.claim.signature = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    return rules;
}

std::string exampleBody()
{
    return "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" +
           std::string(65536, 'a') +
           "\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" +
           std::string(1024, 'a') +
           "\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
}

/// Decodes `body` cut at `cut`; the decoded bytes, or the code of the error.
std::string decode(AwsChunked::Rules rules, const std::string& body, std::size_t cut,
                   std::vector<std::pair<std::string, std::string>>* trailers = nullptr)
{
    AwsChunked chunked(std::move(rules));
    std::string decoded;
    const AwsChunked::Sink sink = [&](std::string_view bytes) {
        decoded += bytes;
        return Result<void>();
    };
    const std::string_view text(body);
    Result<void> fed = chunked.feed(text.substr(0, cut), sink);
    if (fed)
        fed = chunked.feed(text.substr(cut), sink);
    if (fed)
        fed = chunked.finish();
    if (trailers)
        *trailers = chunked.trailers();
    return fed ? decoded : fed.error().type;
}

}  // namespace

class S3PartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysBecomePaths_data();
    void keysBecomePaths();
    void everyKeyComesBack();
    void unusableKeysAreRefused_data();
    void unusableKeysAreRefused();
    void strangeNamesAreNoKeys();
    void signedChunksOfTheExampleHold();
    void unsignedChunksDecodeHoweverTheyAreCut();
    void brokenChunksAreRefused_data();
    void brokenChunksAreRefused();
    void xmlIsRead();
    void badXmlIsRefused_data();
    void badXmlIsRefused();
    void xmlTextIsEscaped();
    void crc64HasItsCheckValue();
    void datesComeBack();
};

void S3PartsTest::keysBecomePaths_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("path");

    QTest::newRow("a plain key is its own path") << QByteArray("a/b c/ü.txt") << QByteArray("a/b c/ü.txt");
    QTest::newRow("a slash at the end") << QByteArray("a/") << QByteArray("a/%~e");
    QTest::newRow("empty parts") << QByteArray("//a") << QByteArray("%~e/%~e/a");
    QTest::newRow("dots lead nowhere")
        << QByteArray("../../etc/passwd") << QByteArray("%~dd/%~dd/etc/passwd");
    QTest::newRow("one dot") << QByteArray("./a") << QByteArray("%~d/a");
    QTest::newRow("what looks escaped is escaped") << QByteArray("a%~e/%~+") << QByteArray("a%~~e/%~~+");
    QTest::newRow("a percent sign alone stays") << QByteArray("50%/~x") << QByteArray("50%/~x");
    QTest::newRow("hidden names stay") << QByteArray(".slipway/x") << QByteArray(".slipway/x");
}

void S3PartsTest::keysBecomePaths()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, path);
    const Result<KeyPath> found = pathOfKey(key.toStdString());
    QVERIFY(found);
    QCOMPARE(QByteArray::fromStdString(joined(*found)), path);
    QCOMPARE(keyOf(*found), key.toStdString());
}

void S3PartsTest::everyKeyComesBack()
{
    // Parts of what the rule treats specially, in every order.
    const std::vector<std::string> pieces = {"/", ".", "%",  "~", "e",
                                             "d", "+", "%~", "x", std::string(170, 'y')};
    for (std::size_t seed = 0; seed < 20'000; ++seed) {
        std::string key;
        for (std::size_t rest = seed + 1; rest > 0; rest /= pieces.size())
            key += pieces[rest % pieces.size()];
        const Result<KeyPath> path = pathOfKey(key);
        QVERIFY2(path, key.c_str());
        QCOMPARE(keyOf(*path), key);
        for (const std::string& name : path->directories)
            QVERIFY(!name.empty() && name != "." && name != ".." && name.size() <= 253);
        QVERIFY(path->file != "." && path->file != ".." && besideDirectory(path->file).size() <= 255);
    }
    const std::string longest(1024, '%');
    QCOMPARE(keyOf(pathOfKey(longest).value()), longest);
}

void S3PartsTest::unusableKeysAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("code");
    QTest::newRow("the empty key") << QByteArray() << "InvalidArgument";
    QTest::newRow("a NUL") << QByteArray("a\0b", 3) << "InvalidArgument";
    QTest::newRow("1025 bytes") << QByteArray(1025, 'a') << "KeyTooLongError";
    QTest::newRow("more than 200 parts") << QByteArray(300, '/') << "InvalidArgument";
}

void S3PartsTest::unusableKeysAreRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, code);
    const Result<KeyPath> path = pathOfKey({key.constData(), static_cast<std::size_t>(key.size())});
    QVERIFY(!path);
    QCOMPARE(QString::fromStdString(path.error().type), code);
}

void S3PartsTest::strangeNamesAreNoKeys()
{
    for (const char* name : {"%~x", "a%~b", "%~", "%~+", "%~e%~+", "%~d%~+", "a%~+"})
        QVERIFY2(!decodeName(name), name);
    QVERIFY(!decodeName(std::string(254, 'a')));
    QVERIFY(decodeName("a%~")->beside);
    QVERIFY(decodeName(std::string(160, 'a') + "%~+")->continues);
}

void S3PartsTest::signedChunksOfTheExampleHold()
{
    const std::string body = exampleBody();
    for (const std::size_t cut :
         {std::size_t(0), std::size_t(1), std::size_t(86), std::size_t(66'000), body.size()})
        QCOMPARE(decode(exampleRules(), body, cut).size(), 66'560u);
}

void S3PartsTest::unsignedChunksDecodeHoweverTheyAreCut()
{
    AwsChunked::Rules rules;
    rules.has_trailers = true;
    const std::string body = "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        std::vector<std::pair<std::string, std::string>> trailers;
        QCOMPARE(decode(rules, body, cut, &trailers), std::string("hello world"));
        QCOMPARE(trailers.size(), 1u);
        QCOMPARE(trailers[0].second, std::string("DUoRhQ=="));
    }
}

void S3PartsTest::brokenChunksAreRefused_data()
{
    QTest::addColumn<bool>("is_signed");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");

    QByteArray changed = QByteArray::fromStdString(exampleBody());
    changed[200] = 'b';
    QTest::newRow("a changed byte breaks the chunk's signature")
        << true << changed << "SignatureDoesNotMatch";
    QByteArray cut = QByteArray::fromStdString(exampleBody());
    cut.truncate(60'000);
    QTest::newRow("a body that ends early") << true << cut << "IncompleteBody";
    QTest::newRow("a signed body without signatures")
        << true << QByteArray("5\r\nhello\r\n0\r\n\r\n") << "InvalidRequest";
    QTest::newRow("no hexadecimal size") << false << QByteArray("x\r\n") << "InvalidRequest";
    QTest::newRow("a negative size") << false << QByteArray("-5\r\nhello\r\n") << "InvalidRequest";
    QTest::newRow("a size of many digits")
        << false << QByteArray("ffffffffffffffffff\r\n") << "InvalidRequest";
    QTest::newRow("lines without CR") << false << QByteArray("5\nhello\n0\n\n") << "InvalidRequest";
    QTest::newRow("a chunk longer than it says")
        << false << QByteArray("2\r\nhello\r\n0\r\n\r\n") << "InvalidRequest";
    QTest::newRow("bytes behind the end") << false << QByteArray("0\r\n\r\nmore") << "InvalidRequest";
    QTest::newRow("trailers that were not announced")
        << false << QByteArray("0\r\na:b\r\n\r\n") << "InvalidRequest";
    QTest::newRow("an endless size line") << false << QByteArray(5000, '0') << "InvalidRequest";
    QTest::newRow("nothing at all") << false << QByteArray() << "IncompleteBody";
}

void S3PartsTest::brokenChunksAreRefused()
{
    QFETCH(bool, is_signed);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    AwsChunked::Rules rules;
    if (is_signed)
        rules = exampleRules();
    QCOMPARE(QString::fromStdString(decode(rules, body.toStdString(), 0)), code);
}

void S3PartsTest::xmlIsRead()
{
    const Result<XmlElement> root =
        parseXml("\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- c --><s3:Delete xmlns='a>b'><Quiet/>"
                 "<Object a=\"1\" ><Key>a&amp;b &#228;&#x1F600;<![CDATA[<x>]]></Key></Object></s3:Delete> ");
    QVERIFY(root);
    QCOMPARE(root->name, std::string("Delete"));
    QCOMPARE(root->children.size(), 2u);
    QCOMPARE(std::string(root->children[1].childText("Key")), std::string("a&b \u00e4\U0001F600<x>"));
}

void S3PartsTest::badXmlIsRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an open element") << QByteArray("<a><b></a>");
    QTest::newRow("two roots") << QByteArray("<a/><b/>");
    QTest::newRow("a document type") << QByteArray("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>");
    QTest::newRow("an unknown entity") << QByteArray("<a>&x;</a>");
    QTest::newRow("an unfinished reference") << QByteArray("<a>&amp</a>");
    QTest::newRow("a surrogate") << QByteArray("<a>&#xD800;</a>");
    QTest::newRow("a processing instruction") << QByteArray("<a><?x?></a>");
    QByteArray deep;
    for (int i = 0; i < 30; ++i)
        deep += "<a>";
    for (int i = 0; i < 30; ++i)
        deep += "</a>";
    QTest::newRow("deep nesting") << deep;
    QTest::newRow("a name without its local part") << QByteArray("<a:></a:>");
    QTest::newRow("a name of two colons") << QByteArray("<a:b:c/>");
    QTest::newRow("a local part that is no name") << QByteArray("<a><b:?c/></a>");
    QTest::newRow("a name with a quote") << QByteArray("<a><b\"c/></a>");
}

void S3PartsTest::badXmlIsRefused()
{
    QFETCH(QByteArray, xml);
    const std::string text = xml.toStdString();
    const Result<XmlElement> root = parseXml(text);
    QVERIFY(!root);
    QCOMPARE(root.error().type, std::string("MalformedXML"));
}

void S3PartsTest::xmlTextIsEscaped()
{
    QCOMPARE(escapeXml("<a&\"b\">"), std::string("&lt;a&amp;&quot;b&quot;&gt;"));
    QCOMPARE(escapeXml("a\x01\n\xff\xc3\xa4"), std::string("a&#x1;&#xA;\xef\xbf\xbd\xc3\xa4"));
    QCOMPARE(escapeXml("\xed\xa0\x80"), std::string("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
}

void S3PartsTest::crc64HasItsCheckValue()
{
    QCOMPARE(crc64Nvme("123456789"), std::uint64_t(0xae8b14860a799888));
    QCOMPARE(crc64Nvme("6789", crc64Nvme("12345")), std::uint64_t(0xae8b14860a799888));
}

void S3PartsTest::datesComeBack()
{
    const std::string text = "Sun, 06 Nov 1994 08:49:37 GMT";
    QCOMPARE(formatHttpDate(parseHttpDate(text).value()), text);
    for (const char* bad :
         {"", "yesterday", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 28:49:37 GMT",
          "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET"})
        QVERIFY2(!parseHttpDate(bad), bad);
}

QTEST_GUILESS_MAIN(S3PartsTest)
#include "s3_parts_test.moc"
