// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/json.h"
#include "core/signing/post_policy.h"
#include "tests/core/signed_requests.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::sigv4;
using namespace std::chrono_literals;

namespace {

/// The policy of the page "Example: Browser-Based Upload using HTTP POST (Using AWS Signature Version 4)",
/// whose lines end as it says.
std::string examplePolicy()
{
    return "{ \"expiration\": \"2015-12-30T12:00:00.000Z\",\r\n"
           "  \"conditions\": [\r\n"
           "    {\"bucket\": \"sigv4examplebucket\"},\r\n"
           "    [\"starts-with\", \"$key\", \"user/user1/\"],\r\n"
           "    {\"acl\": \"public-read\"},\r\n"
           "    {\"success_action_redirect\": "
           "\"http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html\"},\r\n"
           "    [\"starts-with\", \"$Content-Type\", \"image/\"],\r\n"
           "    {\"x-amz-meta-uuid\": \"14365123651274\"},\r\n"
           "    {\"x-amz-server-side-encryption\": \"AES256\"},\r\n"
           "    [\"starts-with\", \"$x-amz-meta-tag\", \"\"],\r\n"
           "\r\n"
           "    {\"x-amz-credential\": \"" +
           s3_account.access_key +
           "/20151229/us-east-1/s3/aws4_request\"},\r\n"
           "    {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"},\r\n"
           "    {\"x-amz-date\": \"20151229T000000Z\" }\r\n"
           "  ]\r\n"
           "}";
}

const Timestamp moment = *parseTimestamp("2026-11-28T08:00:00Z");
const PostPolicy wanted{"data", "attempts/job-1/", 4096, moment + 24h};

std::string& fieldOf(FormFields& fields, std::string_view name)
{
    for (auto& [known, value] : fields) {
        if (known == name)
            return value;
    }
    return fields.emplace_back(name, "").second;
}

QByteArray verdict(const FormFields& fields, Timestamp time)
{
    const auto claim = readPostClaim(fields);
    if (!claim)
        return ba(claim.error().type);
    const auto good = verifyPost(*find(fields, "policy"), *claim, s3_account.secret_key, s3_scope, time);
    return good ? QByteArray() : ba(good.error().type);
}

}  // namespace

class PostPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExampleIsSignedAsPublished();
    void whatIsSignedSaysWhatIsAllowed();
    void formsHold_data();
    void formsHold();
    void changedFormsAreRefused_data();
    void changedFormsAreRefused();
    void lifeIsBounded_data();
    void lifeIsBounded();
};

void PostPolicyTest::theExampleIsSignedAsPublished()
{
    const std::string policy = base64(examplePolicy());
    QVERIFY(policy.starts_with("eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAi"));
    QCOMPARE(policy.size(), std::size_t(864));
    FormFields fields{
        {"x-amz-algorithm", "AWS4-HMAC-SHA256"},
        {"x-amz-credential", s3_account.access_key + "/20151229/us-east-1/s3/aws4_request"},
        {"x-amz-date", "20151229T000000Z"},
        {"policy", policy},
        {"x-amz-signature", "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"}};
    const auto claim = readPostClaim(fields);
    QVERIFY(claim);
    QCOMPARE(postSignature(policy, s3_account.secret_key, *claim), claim->signature);
    QCOMPARE(verdict(fields, *parseTimestamp("2015-12-29T12:00:00Z")), QByteArray());
}

void PostPolicyTest::whatIsSignedSaysWhatIsAllowed()
{
    Credentials account = s3_account;
    account.session_token = "a token";
    const auto fields = signPost(wanted, account, s3_scope, moment);
    QVERIFY(fields);
    const auto document =
        unbase64(*find(*fields, "policy")).and_then([](const std::string& text) { return parseJson(text); });
    QVERIFY(document);
    QCOMPARE((*document)["expiration"].get<std::string>(), std::string("2026-11-29T08:00:00.000Z"));
    const Json expected{{{"bucket", "data"}},
                        Json::array({"starts-with", "$key", "attempts/job-1/"}),
                        Json::array({"content-length-range", 0, 4096}),
                        {{"x-amz-algorithm", "AWS4-HMAC-SHA256"}},
                        {{"x-amz-credential", s3_account.access_key + "/20261128/us-east-1/s3/aws4_request"}},
                        {{"x-amz-date", "20261128T080000Z"}},
                        {{"x-amz-security-token", "a token"}}};
    QCOMPARE(dumpJson((*document)["conditions"]), dumpJson(expected));
}

void PostPolicyTest::formsHold_data()
{
    QTest::addColumn<qint64>("hours");
    QTest::addColumn<QByteArray>("verdict");
    QTest::newRow("at once") << qint64(0) << QByteArray();
    QTest::newRow("as long as a signature can") << qint64(7 * 24) << QByteArray();
    QTest::newRow("not an hour longer") << qint64(7 * 24 + 1) << QByteArray("expired");
    QTest::newRow("not before they were signed") << qint64(-1) << QByteArray("clock-skew");
}

void PostPolicyTest::formsHold()
{
    QFETCH(qint64, hours);
    QTEST(verdict(*signPost(wanted, s3_account, s3_scope, moment), moment + std::chrono::hours(hours)),
          "verdict");
}

void PostPolicyTest::changedFormsAreRefused_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("verdict");
    const auto row = [](const char* name, const char* field, const char* value, const char* verdict) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(value) << QByteArray(verdict);
    };
    row("another policy", "policy", "e30=", "bad-signature");
    row("another signature", "x-amz-signature", "00", "bad-signature");
    row("no signature", "x-amz-signature", "", "not-signed");
    row("another algorithm", "x-amz-algorithm", "AWS4-HMAC-MD5", "unsupported-signature");
    row("a credential in pieces", "x-amz-credential", "SLIP/20261128", "malformed-signature");
    row("another day's credential", "x-amz-credential", "SLIP/20261127/us-east-1/s3/aws4_request",
        "malformed-signature");
    row("another service's credential", "x-amz-credential", "SLIP/20261128/us-east-1/slipway/aws4_request",
        "bad-scope");
    row("no time", "x-amz-date", "", "malformed-signature");
    row("another time of that day", "x-amz-date", "20261128T080001Z", "");
}

void PostPolicyTest::changedFormsAreRefused()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    FormFields fields = *signPost(wanted, s3_account, s3_scope, moment);
    fieldOf(fields, field.toStdString()) = value.toStdString();
    // What is not signed is in the policy, which is held against the form where it is taken.
    QTEST(verdict(fields, moment + 1min), "verdict");
}

void PostPolicyTest::lifeIsBounded_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<bool>("signed_form");
    QTest::newRow("seven days") << qint64(7 * 86'400) << true;
    QTest::newRow("a second more") << qint64(7 * 86'400 + 1) << false;
    QTest::newRow("none") << qint64(0) << false;
}

void PostPolicyTest::lifeIsBounded()
{
    QFETCH(qint64, seconds);
    PostPolicy policy = wanted;
    policy.expires = moment + std::chrono::seconds(seconds);
    QTEST(signPost(policy, s3_account, s3_scope, moment).has_value(), "signed_form");
}

QTEST_GUILESS_MAIN(PostPolicyTest)
#include "post_policy_test.moc"
