// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "tests/core/signed_requests.h"

#include <QTest>

using namespace slipway;
using namespace slipway::sigv4;
using namespace std::chrono_literals;

namespace {

/// The account of AWS's test suite "aws-sig-v4-test-suite".
const std::string suite_secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const Scope suite_scope{"us-east-1", "service", PathEncoding::Twice};
const std::string suite_time = "20150830T123600Z";

SignedRequest suiteRequest(std::string method, std::string path, QueryParameters query = {})
{
    return {std::move(method), std::move(path), std::move(query),
            Headers{{"host", "example.amazonaws.com"}, {"x-amz-date", suite_time}},
            std::string(empty_payload_hash)};
}

void row(const char* name, SignedRequest request, const char* signature,
         const char* signed_headers = "host;x-amz-date")
{
    QTest::newRow(name) << std::move(request) << QByteArray(signed_headers) << QByteArray(signature);
}

void addRowsWithHeaders()
{
    SignedRequest form = suiteRequest("POST", "/");
    form.payload_hash = hex(sha256("Param1=value1"));
    form.headers.emplace("content-type", "application/x-www-form-urlencoded");
    row("post-x-www-form-urlencoded", form,
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a", "content-type;host;x-amz-date");
    form.headers.erase("content-type");
    form.headers.emplace("content-type", "application/x-www-form-urlencoded; charset=utf8");
    row("post-x-www-form-urlencoded-parameters", form,
        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe", "content-type;host;x-amz-date");

    SignedRequest trim = suiteRequest("GET", "/");
    trim.headers.emplace("my-header1", " value1");
    trim.headers.emplace("my-header2", " \"a   b   c\"");
    row("get-header-value-trim", trim, "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        "host;my-header1;my-header2;x-amz-date");
    SignedRequest duplicate = suiteRequest("GET", "/");
    for (const char* value : {"value2", "value2", "value1"})
        duplicate.headers.emplace("my-header1", value);
    row("get-header-key-duplicate", duplicate,
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea", "host;my-header1;x-amz-date");
    SignedRequest order = suiteRequest("GET", "/");
    for (const char* value : {"value4", "value1", "value3", "value2"})
        order.headers.emplace("my-header1", value);
    row("get-header-value-order", order, "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        "host;my-header1;x-amz-date");
}

}  // namespace

/// AWS's own test suite, and every worked example of the S3 documentation.
class SignatureV4VectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void testSuite_data();
    void testSuite();
    void s3Documentation_data();
    void s3Documentation();
    void presignedAddressOfTheDocumentation();
    void chunksOfTheDocumentation();
    void trailersOfTheDocumentation();
};

void SignatureV4VectorsTest::testSuite_data()
{
    QTest::addColumn<SignedRequest>("request");
    QTest::addColumn<QByteArray>("signed_headers");
    QTest::addColumn<QByteArray>("signature");

    row("get-vanilla", suiteRequest("GET", "/"),
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    row("get-vanilla-query-order-key-case",
        suiteRequest("GET", "/", {{"Param2", "value2"}, {"Param1", "value1"}}),
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    row("get-vanilla-empty-query-key", suiteRequest("GET", "/", {{"Param1", "value1"}}),
        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb");
    row("get-vanilla-utf8-query", suiteRequest("GET", "/", {{"\xe1\x88\xb4", "bar"}}),
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04");
    const std::string unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    row("get-vanilla-query-unreserved", suiteRequest("GET", "/", {{unreserved, unreserved}}),
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197");
    row("get-unreserved", suiteRequest("GET", "/" + unreserved),
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f");
    row("get-utf8", suiteRequest("GET", "/\xe1\x88\xb4"),
        "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85");
    row("get-space", suiteRequest("GET", "/example space/"),
        "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741");
    row("get-slash", suiteRequest("GET", "//"),
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    row("get-relative-relative", suiteRequest("GET", "/example1/example2/../.."),
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    row("get-slash-dot-slash", suiteRequest("GET", "/./"),
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    row("post-vanilla", suiteRequest("POST", "/"),
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    addRowsWithHeaders();
}

void SignatureV4VectorsTest::testSuite()
{
    QFETCH(SignedRequest, request);
    QFETCH(QByteArray, signed_headers);
    QFETCH(QByteArray, signature);
    authorize(request, "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request", signed_headers.toStdString(),
              signature.toStdString());
    QCOMPARE(verdict(request, *parseTimestamp("2015-08-30T12:36:00Z"), suite_scope, suite_secret),
             QByteArray());
}

void SignatureV4VectorsTest::s3Documentation_data()
{
    QTest::addColumn<SignedRequest>("request");
    QTest::addColumn<QByteArray>("signed_headers");
    QTest::addColumn<QByteArray>("signature");

    SignedRequest get = s3Request("GET", "/test.txt");
    get.headers.emplace("range", "bytes=0-9");
    QTest::newRow("GET Object") << get << QByteArray("host;range;x-amz-content-sha256;x-amz-date")
                                << QByteArray(
                                       "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    SignedRequest put = s3Request("PUT", "/test$file.text");
    put.payload_hash = hex(sha256("Welcome to Amazon S3."));
    put.headers.erase("x-amz-content-sha256");
    put.headers.emplace("x-amz-content-sha256", put.payload_hash);
    put.headers.emplace("date", "Fri, 24 May 2013 00:00:00 GMT");
    put.headers.emplace("x-amz-storage-class", "REDUCED_REDUNDANCY");
    const QByteArray put_headers("date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class");
    const QByteArray put_signature("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    QTest::newRow("PUT Object") << put << put_headers << put_signature;
    put.path = "/test%24file.text";
    QTest::newRow("PUT Object, with its path escaped on the wire") << put << put_headers << put_signature;
    const QByteArray usual("host;x-amz-content-sha256;x-amz-date");
    QTest::newRow("GET Bucket Lifecycle")
        << s3Request("GET", "/", {{"lifecycle", ""}}) << usual
        << QByteArray("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    QTest::newRow("Get Bucket (List Objects)")
        << s3Request("GET", "/", {{"prefix", "J"}, {"max-keys", "2"}}) << usual
        << QByteArray("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

void SignatureV4VectorsTest::s3Documentation()
{
    QFETCH(SignedRequest, request);
    QFETCH(QByteArray, signed_headers);
    QFETCH(QByteArray, signature);
    authorize(request, s3_credential, signed_headers.toStdString(), signature.toStdString());
    QCOMPARE(verdict(request, s3_moment), QByteArray());
}

void SignatureV4VectorsTest::presignedAddressOfTheDocumentation()
{
    SignedRequest request = presigned(86400s);
    QCOMPARE(ba(parameter(request, "X-Amz-Signature")),
             QByteArray("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
    QCOMPARE(verdict(request, s3_moment), QByteArray());
}

void SignatureV4VectorsTest::chunksOfTheDocumentation()
{
    SignedRequest request = s3Request("PUT", "/examplebucket/chunkObject.txt");
    request.payload_hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    request.headers = {{"host", "s3.amazonaws.com"},
                       {"x-amz-date", s3_time},
                       {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
                       {"x-amz-content-sha256", request.payload_hash},
                       {"content-encoding", "aws-chunked"},
                       {"x-amz-decoded-content-length", "66560"},
                       {"content-length", "66824"}};
    authorize(request, s3_credential,
              "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
              "x-amz-decoded-content-length;x-amz-storage-class",
              "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    QCOMPARE(verdict(request, s3_moment), QByteArray());
    const Claim claim = *readClaim(request);
    const std::string first =
        chunkSignature(claim, s3_account.secret_key, claim.signature, std::string(65536, 'a'));
    QCOMPARE(ba(first), QByteArray("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
    const std::string second = chunkSignature(claim, s3_account.secret_key, first, std::string(1024, 'a'));
    QCOMPARE(ba(second), QByteArray("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"));
    QCOMPARE(ba(chunkSignature(claim, s3_account.secret_key, second, "")),
             QByteArray("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"));
}

void SignatureV4VectorsTest::trailersOfTheDocumentation()
{
    SignedRequest request = s3Request("PUT", "/examplebucket/chunkObject.txt");
    request.payload_hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    request.headers = {{"host", "s3.amazonaws.com"},
                       {"x-amz-date", s3_time},
                       {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
                       {"x-amz-content-sha256", request.payload_hash},
                       {"content-encoding", "aws-chunked"},
                       {"x-amz-decoded-content-length", "66560"},
                       {"x-amz-trailer", "x-amz-checksum-crc32c"}};
    authorize(request, s3_credential,
              "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
              "x-amz-storage-class;x-amz-trailer",
              "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    QCOMPARE(verdict(request, s3_moment), QByteArray());
    const Claim claim = *readClaim(request);
    const std::string first =
        chunkSignature(claim, s3_account.secret_key, claim.signature, std::string(65536, 'a'));
    QCOMPARE(ba(first), QByteArray("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"));
    const std::string second = chunkSignature(claim, s3_account.secret_key, first, std::string(1024, 'a'));
    QCOMPARE(ba(second), QByteArray("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"));
    const std::string last = chunkSignature(claim, s3_account.secret_key, second, "");
    QCOMPARE(ba(last), QByteArray("2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"));
    QCOMPARE(ba(trailerSignature(claim, s3_account.secret_key, last, "x-amz-checksum-crc32c:sOO8/Q==\n")),
             QByteArray("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"));
}

QTEST_GUILESS_MAIN(SignatureV4VectorsTest)
#include "signature_v4_vectors_test.moc"
