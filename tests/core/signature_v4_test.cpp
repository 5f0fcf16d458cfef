// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "tests/core/signed_requests.h"

#include <QTest>

using namespace slipway;
using namespace slipway::sigv4;
using namespace std::chrono_literals;

class SignatureV4Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signedRequestsHold_data();
    void signedRequestsHold();
    void presignedAddressesHold_data();
    void presignedAddressesHold();
    void whatIsChangedIsRefused();
    void brokenClaimsAreRefused_data();
    void brokenClaimsAreRefused();
    void brokenAddressesAreRefused();
    void presignedHeadersMustBeSent();
    void unsignedRequestsAreTold();
    void anyRegionIsTakenWhenNoneIsSet();
    void sessionTokensAreSignedAndRead();
    void canonicalForms_data();
    void canonicalForms();
    void contentTypeIsSignedWhenPresent();
};

void SignatureV4Test::signedRequestsHold_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QByteArray>("verdict");
    QTest::newRow("now") << 0 << QByteArray();
    QTest::newRow("15 minutes later") << 15 << QByteArray();
    QTest::newRow("15 minutes before") << -15 << QByteArray();
    QTest::newRow("not 16 minutes later") << 16 << QByteArray("clock-skew");
    QTest::newRow("not 16 minutes before") << -16 << QByteArray("clock-skew");
}

void SignatureV4Test::signedRequestsHold()
{
    QFETCH(int, minutes);
    QTEST(verdict(signedRequest(s3_moment), s3_moment + std::chrono::minutes{minutes}), "verdict");
}

void SignatureV4Test::presignedAddressesHold_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("verdict");
    QTest::newRow("at once") << qint64{0} << QByteArray();
    QTest::newRow("until they expire, far beyond the skew") << qint64{86400} << QByteArray();
    QTest::newRow("not a second longer") << qint64{86401} << QByteArray("expired");
    QTest::newRow("on a clock 15 minutes slow") << qint64{-900} << QByteArray();
    QTest::newRow("not before that") << qint64{-901} << QByteArray("clock-skew");
}

void SignatureV4Test::presignedAddressesHold()
{
    QFETCH(qint64, seconds);
    QTEST(verdict(presigned(86400s), s3_moment + std::chrono::seconds{seconds}), "verdict");
}

void SignatureV4Test::whatIsChangedIsRefused()
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

void SignatureV4Test::brokenClaimsAreRefused_data()
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

void SignatureV4Test::brokenClaimsAreRefused()
{
    QFETCH(QByteArray, authorization);
    SignedRequest request = s3Request("GET", "/");
    request.headers.emplace("authorization", authorization.toStdString());
    QTEST(verdict(request, s3_moment), "type");
}

void SignatureV4Test::brokenAddressesAreRefused()
{
    for (const char* expires : {"0", "604801", "-1", "x", "", "1x", "99999999999999999999"}) {
        SignedRequest request = presigned(60s);
        parameter(request, "X-Amz-Expires") = expires;
        QCOMPARE(verdict(request, s3_moment), QByteArray("malformed-signature"));
    }
    for (const char* gone : {"X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
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

void SignatureV4Test::presignedHeadersMustBeSent()
{
    SignedRequest request{"PUT", "/a", {}, {{"host", "h"}, {"content-md5", "x"}}, ""};
    request.query = *presign(request, s3_account, s3_scope, s3_moment, 60s);
    QCOMPARE(ba(*find(request.query, "X-Amz-SignedHeaders")), QByteArray("content-md5;host"));
    QCOMPARE(verdict(request, s3_moment), QByteArray());
    request.headers.find("content-md5")->second = "y";
    QCOMPARE(verdict(request, s3_moment), QByteArray("bad-signature"));
    request.headers.erase("content-md5");
    QVERIFY(!verdict(request, s3_moment).isEmpty());
}

void SignatureV4Test::unsignedRequestsAreTold()
{
    const auto claim = readClaim({"GET", "/", {}, {{"host", "h"}}, ""});
    QCOMPARE(claim.error().code, ErrorCode::NotFound);
}

void SignatureV4Test::anyRegionIsTakenWhenNoneIsSet()
{
    QCOMPARE(verdict(signedRequest(s3_moment), s3_moment, Scope{"", "s3", PathEncoding::Once}), QByteArray());
    QCOMPARE(verdict(signedRequest(s3_moment), s3_moment, s3_scope, "another secret"),
             QByteArray("bad-signature"));
}

void SignatureV4Test::sessionTokensAreSignedAndRead()
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

void SignatureV4Test::canonicalForms_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("once");
    QTest::addColumn<QByteArray>("canonical");  // the second and third line

    const auto row = [](const char* name, const char* path, const char* query, bool once, const char* lines) {
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

void SignatureV4Test::canonicalForms()
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

void SignatureV4Test::contentTypeIsSignedWhenPresent()
{
    SignedRequest request = s3Request("PUT", "/a");
    request.headers.emplace("content-type", "text/plain");
    request.headers.emplace("user-agent", "x");
    const auto headers = sign(request, s3_account, s3_scope, s3_moment);
    QVERIFY(headers.front().second.find("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,") !=
            std::string::npos);
}

QTEST_GUILESS_MAIN(SignatureV4Test)
#include "signature_v4_test.moc"
