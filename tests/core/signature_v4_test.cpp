// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/signature_v4.h"

#include <QTest>

using namespace slipway;
using namespace slipway::sigv4;
using namespace std::chrono_literals;

namespace {

QByteArray ba(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

/// The account of AWS's test suite "aws-sig-v4-test-suite".
const std::string suite_secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const Scope suite_scope{"us-east-1", "service", PathEncoding::Twice};
const std::string suite_time = "20150830T123600Z";

/// The account of the examples in the S3 documentation.
const Credentials s3_account{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
const Scope s3_scope{"us-east-1", "s3", PathEncoding::Once};
const std::string s3_time = "20130524T000000Z";
const Timestamp s3_moment = *parseTimestamp("2013-05-24T00:00:00Z");

SignedRequest suiteRequest(std::string method, std::string path, QueryParameters query = {})
{
    return {std::move(method), std::move(path), std::move(query),
            Headers{{"host", "example.amazonaws.com"}, {"x-amz-date", suite_time}},
            std::string(empty_payload_hash)};
}

SignedRequest s3Request(std::string method, std::string path, QueryParameters query = {})
{
    return {std::move(method), std::move(path), std::move(query),
            Headers{{"host", "examplebucket.s3.amazonaws.com"},
                    {"x-amz-date", s3_time},
                    {"x-amz-content-sha256", std::string(empty_payload_hash)}},
            std::string(empty_payload_hash)};
}

void authorize(SignedRequest& request, const std::string& credential, const std::string& signed_headers,
               const std::string& signature)
{
    request.headers.erase("authorization");
    request.headers.emplace("authorization", "AWS4-HMAC-SHA256 Credential=" + credential +
                                                 ", SignedHeaders=" + signed_headers +
                                                 ", Signature=" + signature);
}

/// A request of S3 that `sign` made good, as it arrives.
SignedRequest signedRequest(Timestamp time, const Credentials& account = s3_account)
{
    SignedRequest request{"GET", "/a", {}, {{"host", "h"}}, std::string(empty_payload_hash)};
    for (auto& [name, value] : sign(request, account, s3_scope, time))
        request.headers.emplace(ba(name).toLower().toStdString(), value);
    return request;
}

/// "" when good, otherwise the type of the error.
QByteArray verdict(const SignedRequest& request, Timestamp time, const Scope& scope = s3_scope,
                   const std::string& secret = s3_account.secret_key)
{
    const auto claim = readClaim(request);
    if (!claim)
        return ba(claim.error().type);
    const auto verified = verify(request, *claim, secret, scope, time);
    return verified ? QByteArray("") : ba(verified.error().type);
}

SignedRequest presigned(std::chrono::seconds expires)
{
    SignedRequest request{"GET", "/test.txt", {}, {{"host", "examplebucket.s3.amazonaws.com"}}, ""};
    request.query = *presign(request, s3_account, s3_scope, s3_moment, expires);
    return request;
}

std::string& parameter(SignedRequest& request, std::string_view name)
{
    for (auto& [key, value] : request.query) {
        if (key == name)
            return value;
    }
    return request.query.emplace_back(name, "").second;
}

}  // namespace

class SignatureV4Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void testSuite_data()
    {
        QTest::addColumn<SignedRequest>("request");
        QTest::addColumn<QByteArray>("signed_headers");
        QTest::addColumn<QByteArray>("signature");

        const auto row = [](const char* name, SignedRequest request, const char* signature,
                            const char* signed_headers = "host;x-amz-date") {
            QTest::newRow(name) << std::move(request) << QByteArray(signed_headers) << QByteArray(signature);
        };
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

        SignedRequest form = suiteRequest("POST", "/");
        form.payload_hash = hex(sha256("Param1=value1"));
        form.headers.emplace("content-type", "application/x-www-form-urlencoded");
        row("post-x-www-form-urlencoded", form,
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            "content-type;host;x-amz-date");
        form.headers.erase("content-type");
        form.headers.emplace("content-type", "application/x-www-form-urlencoded; charset=utf8");
        row("post-x-www-form-urlencoded-parameters", form,
            "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
            "content-type;host;x-amz-date");

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
        row("get-header-value-order", order,
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01", "host;my-header1;x-amz-date");
    }

    void testSuite()
    {
        QFETCH(SignedRequest, request);
        QFETCH(QByteArray, signed_headers);
        QFETCH(QByteArray, signature);
        authorize(request, "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request",
                  signed_headers.toStdString(), signature.toStdString());
        QCOMPARE(verdict(request, *parseTimestamp("2015-08-30T12:36:00Z"), suite_scope, suite_secret),
                 QByteArray());
    }

    void s3Documentation_data()
    {
        QTest::addColumn<SignedRequest>("request");
        QTest::addColumn<QByteArray>("signed_headers");
        QTest::addColumn<QByteArray>("signature");

        SignedRequest get = s3Request("GET", "/test.txt");
        get.headers.emplace("range", "bytes=0-9");
        QTest::newRow("GET Object")
            << get << QByteArray("host;range;x-amz-content-sha256;x-amz-date")
            << QByteArray("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
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

    void s3Documentation()
    {
        QFETCH(SignedRequest, request);
        QFETCH(QByteArray, signed_headers);
        QFETCH(QByteArray, signature);
        authorize(request, "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
                  signed_headers.toStdString(), signature.toStdString());
        QCOMPARE(verdict(request, s3_moment), QByteArray());
    }

    void presignedAddressOfTheDocumentation()
    {
        SignedRequest request = presigned(86400s);
        QCOMPARE(ba(parameter(request, "X-Amz-Signature")),
                 QByteArray("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
        QCOMPARE(verdict(request, s3_moment), QByteArray());
    }

    void chunksOfTheDocumentation()
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
        authorize(request, "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
                  "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                  "x-amz-decoded-content-length;x-amz-storage-class",
                  "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
        QCOMPARE(verdict(request, s3_moment), QByteArray());
        const Claim claim = *readClaim(request);
        const std::string first =
            chunkSignature(claim, s3_account.secret_key, claim.signature, std::string(65536, 'a'));
        QCOMPARE(ba(first), QByteArray("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
        const std::string second =
            chunkSignature(claim, s3_account.secret_key, first, std::string(1024, 'a'));
        QCOMPARE(ba(second), QByteArray("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"));
        QCOMPARE(ba(chunkSignature(claim, s3_account.secret_key, second, "")),
                 QByteArray("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"));
    }

    void trailersOfTheDocumentation()
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
        authorize(request, "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
                  "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                  "x-amz-storage-class;x-amz-trailer",
                  "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
        QCOMPARE(verdict(request, s3_moment), QByteArray());
        const Claim claim = *readClaim(request);
        const std::string first =
            chunkSignature(claim, s3_account.secret_key, claim.signature, std::string(65536, 'a'));
        QCOMPARE(ba(first), QByteArray("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"));
        const std::string second =
            chunkSignature(claim, s3_account.secret_key, first, std::string(1024, 'a'));
        QCOMPARE(ba(second), QByteArray("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"));
        const std::string last = chunkSignature(claim, s3_account.secret_key, second, "");
        QCOMPARE(ba(last), QByteArray("2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"));
        QCOMPARE(ba(trailerSignature(claim, s3_account.secret_key, last, "x-amz-checksum-crc32c:sOO8/Q==\n")),
                 QByteArray("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"));
    }

    void signedRequestsHold_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QByteArray>("verdict");
        QTest::newRow("now") << 0 << QByteArray();
        QTest::newRow("15 minutes later") << 15 << QByteArray();
        QTest::newRow("15 minutes before") << -15 << QByteArray();
        QTest::newRow("not 16 minutes later") << 16 << QByteArray("clock-skew");
        QTest::newRow("not 16 minutes before") << -16 << QByteArray("clock-skew");
    }

    void signedRequestsHold()
    {
        QFETCH(int, minutes);
        QTEST(verdict(signedRequest(s3_moment), s3_moment + std::chrono::minutes{minutes}), "verdict");
    }

    void presignedAddressesHold_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QByteArray>("verdict");
        QTest::newRow("at once") << qint64{0} << QByteArray();
        QTest::newRow("until they expire, far beyond the skew") << qint64{86400} << QByteArray();
        QTest::newRow("not a second longer") << qint64{86401} << QByteArray("expired");
        QTest::newRow("on a clock 15 minutes slow") << qint64{-900} << QByteArray();
        QTest::newRow("not before that") << qint64{-901} << QByteArray("clock-skew");
    }

    void presignedAddressesHold()
    {
        QFETCH(qint64, seconds);
        QTEST(verdict(presigned(86400s), s3_moment + std::chrono::seconds{seconds}), "verdict");
    }

    void whatIsChangedIsRefused()
    {
        const auto refused = [](auto change, const char* type) {
            SignedRequest request = signedRequest(s3_moment);
            change(request);
            QCOMPARE(verdict(request, s3_moment), QByteArray(type));
        };
        refused([](auto& r) { r.method = "PUT"; }, "bad-signature");
        refused([](auto& r) { r.path = "/b"; }, "bad-signature");
        refused([](auto& r) { r.query.emplace_back("x", ""); }, "bad-signature");
        refused([](auto& r) { r.payload_hash = hex(sha256("x")); }, "bad-signature");
        refused([](auto& r) { r.headers.find("host")->second = "other"; }, "bad-signature");
        refused([](auto& r) { r.headers.erase("host"); }, "bad-signature");
        refused([](auto& r) { r.headers.emplace("x-amz-acl", "public-read"); }, "unsigned-header");
        refused([](auto& r) { r.headers.find("x-amz-date")->second = "20130525T000000Z"; },
                "malformed-signature");
        refused([](auto& r) { r.headers.find("x-amz-date")->second = "20130524T000001Z"; }, "bad-signature");
        refused([](auto& r) { r.headers.erase("x-amz-date"); }, "malformed-signature");
        refused([](auto& r) { r.headers.emplace("authorization", "Bearer x"); }, "malformed-signature");
        refused([](auto& r) { r.query.emplace_back("X-Amz-Signature", "x"); }, "malformed-signature");
    }

    void brokenClaimsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char* name, const char* value, const char* type = "malformed-signature") {
            QTest::newRow(name) << QByteArray(value) << QByteArray(type);
        };
        row("another scheme", "Bearer abc", "unsupported-signature");
        row("the scheme alone", "AWS4-HMAC-SHA256", "unsupported-signature");
        row("no parts", "AWS4-HMAC-SHA256 ");
        row("a credential of four parts",
            "AWS4-HMAC-SHA256 Credential=A/20130524/s3/aws4_request, SignedHeaders=host, Signature=a");
        row("a credential that ends otherwise",
            "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws5, SignedHeaders=host, Signature=a");
        row("a part twice", "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
                            "SignedHeaders=host, SignedHeaders=host, Signature=a");
        row("a header in capitals", "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
                                    "SignedHeaders=Host, Signature=a");
        row("a header twice", "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
                              "SignedHeaders=host;host, Signature=a");
        row("no headers", "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
                          "SignedHeaders=, Signature=a");
        row("another day", "AWS4-HMAC-SHA256 Credential=A/20130523/us-east-1/s3/aws4_request, "
                           "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=a");
        row("headers without host",
            "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
            "SignedHeaders=x-amz-content-sha256;x-amz-date, Signature=a",
            "unsigned-header");
        row("another service",
            "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/ec2/aws4_request, "
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=a",
            "bad-scope");
        row("another region",
            "AWS4-HMAC-SHA256 Credential=A/20130524/mars/s3/aws4_request, "
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=a",
            "bad-scope");
        row("a wrong signature",
            "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, "
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=a",
            "bad-signature");
        row("no spaces after commas",
            "AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request,"
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=a",
            "bad-signature");
    }

    void brokenClaimsAreRefused()
    {
        QFETCH(QByteArray, authorization);
        SignedRequest request = s3Request("GET", "/");
        request.headers.emplace("authorization", authorization.toStdString());
        QTEST(verdict(request, s3_moment), "type");
    }

    void brokenAddressesAreRefused()
    {
        for (const char* expires : {"0", "604801", "-1", "x", "", "1x", "99999999999999999999"}) {
            SignedRequest request = presigned(60s);
            parameter(request, "X-Amz-Expires") = expires;
            QCOMPARE(verdict(request, s3_moment), QByteArray("malformed-signature"));
        }
        for (const char* gone :
             {"X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
            SignedRequest request = presigned(60s);
            std::erase_if(request.query, [&](const auto& item) { return item.first == gone; });
            QCOMPARE(verdict(request, s3_moment), QByteArray("malformed-signature"));
        }
        SignedRequest longer = presigned(60s);
        parameter(longer, "X-Amz-Expires") = "600";
        QCOMPARE(verdict(longer, s3_moment), QByteArray("bad-signature"));
        const SignedRequest request{"GET", "/", {}, {{"host", "h"}}, ""};
        QVERIFY(!presign(request, s3_account, s3_scope, s3_moment, 0s));
        QVERIFY(!presign(request, s3_account, s3_scope, s3_moment, 604801s));
        QVERIFY(presign(request, s3_account, s3_scope, s3_moment, 604800s).has_value());
    }

    void unsignedRequestsAreTold()
    {
        const auto claim = readClaim({"GET", "/", {}, {{"host", "h"}}, ""});
        QCOMPARE(claim.error().code, ErrorCode::NotFound);
    }

    void anyRegionIsTakenWhenNoneIsSet()
    {
        QCOMPARE(verdict(signedRequest(s3_moment), s3_moment, Scope{"", "s3", PathEncoding::Once}),
                 QByteArray());
        QCOMPARE(verdict(signedRequest(s3_moment), s3_moment, s3_scope, "another secret"),
                 QByteArray("bad-signature"));
    }

    void sessionTokensAreSignedAndRead()
    {
        const Credentials account{"A", "secret", "token/of+session="};
        SignedRequest request = signedRequest(s3_moment, account);
        QCOMPARE(ba(readClaim(request)->session_token), QByteArray("token/of+session="));
        QCOMPARE(verdict(request, s3_moment, s3_scope, "secret"), QByteArray());
        request.headers.find("x-amz-security-token")->second = "other";
        QCOMPARE(verdict(request, s3_moment, s3_scope, "secret"), QByteArray("bad-signature"));
        SignedRequest address{"GET", "/", {}, {{"host", "h"}}, ""};
        address.query = *presign(address, account, s3_scope, s3_moment, 60s);
        QCOMPARE(ba(readClaim(address)->session_token), QByteArray("token/of+session="));
        QCOMPARE(verdict(address, s3_moment, s3_scope, "secret"), QByteArray());
    }

    void canonicalForms_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("once");
        QTest::addColumn<QByteArray>("canonical");  // the second and third line

        const auto row = [](const char* name, const char* path, const char* query, bool once,
                            const char* lines) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(query) << once << QByteArray(lines);
        };
        row("a plus in a query is a plus", "/", "a=b+c", true, "/\na=b%2Bc\n");
        row("a space is %20", "/", "a=b%20c", true, "/\na=b%20c\n");
        row("parameters without values have an equals sign", "/", "uploads", true, "/\nuploads=\n");
        row("parameters are sorted as they are encoded", "/", "b=1&a%7e=1&a%5b=2&B=3", true,
            "/\nB=3&a%5B=2&a~=1&b=1\n");
        row("equal names are sorted by value", "/", "a=2&a=1", true, "/\na=1&a=2\n");
        row("S3 encodes a path once", "/a%20b/%2B", "", true, "/a%20b/%2B\n\n");
        row("S3 keeps double slashes and dots", "/a//b/../c", "", true, "/a//b/../c\n\n");
        row("S3 writes escapes in capitals", "/%c3%bc", "", true, "/%C3%BC\n\n");
        row("other services encode a path twice", "/a%20b", "", false, "/a%2520b\n\n");
        row("other services take away dots and double slashes", "/a//b/../c/", "", false, "/a/c/\n\n");
        row("an empty path is a slash", "", "", false, "/\n\n");
    }

    void canonicalForms()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(bool, once);
        QFETCH(QByteArray, canonical);
        const SignedRequest request{
            "GET", path.toStdString(), *parseQuery(query.toStdString()), {{"host", "h"}}, "P"};
        const std::string text =
            canonicalRequest(request, {"host"}, once ? PathEncoding::Once : PathEncoding::Twice);
        QCOMPARE(ba(text), QByteArray("GET\n") + canonical + QByteArray("host:h\n\nhost\nP"));
    }

    void contentTypeIsSignedWhenPresent()
    {
        SignedRequest request = s3Request("PUT", "/a");
        request.headers.emplace("content-type", "text/plain");
        request.headers.emplace("user-agent", "x");
        const auto headers = sign(request, s3_account, s3_scope, s3_moment);
        QVERIFY(headers.front().second.find(
                    "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(SignatureV4Test)
#include "signature_v4_test.moc"
