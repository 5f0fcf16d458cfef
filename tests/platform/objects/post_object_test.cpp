// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/statuses.h"
#include "core/segments/segment_name.h"
#include "platform/auth/task_keys.h"
#include "platform/objects/segments/foreign_segments.h"
#include "platform/objects/segments/plain_segments.h"
#include "platform/objects/segments/segments_by_door.h"
#include "tests/platform/objects/foreign_fixture.h"

#include <fmt/format.h>

#include <QtTest>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

/// A form as browsers and SDKs send it.
std::string bodyOf(const sigv4::FormFields& fields, const std::string& content)
{
    std::string body;
    for (const auto& [name, value] : fields)
        body += "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    return body +
           "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\photo.png\"\r\n\r\n" +
           content + "\r\n--b--\r\n";
}

net::FetchResponse post(ObjectServer& server, const std::string& bucket, const sigv4::FormFields& fields,
                        const std::string& content)
{
    Ask ask;
    ask.method = "POST";
    ask.path = "/" + bucket;
    ask.headers = {{"content-type", "multipart/form-data; boundary=b"}};
    ask.body = bodyOf(fields, content);
    return server.send(ask, {});
}

/// The fields of a form by somebody's key whose policy is this list of conditions.
sigv4::FormFields signedBy(const Key& key, const std::string& conditions, std::chrono::minutes life = 10min)
{
    const Timestamp time = now();
    sigv4::FormFields fields = *sigv4::signPost(
        {"default", "", 1, time + 1h}, {key.access_key, key.secret_key, {}}, ObjectServer::scope(), time);
    const auto claim = sigv4::readPostClaim(fields);
    const std::string policy =
        base64(fmt::format(R"({{"expiration":"{}","conditions":[{}{}["starts-with","$x-amz-algorithm",""],)"
                           R"(["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""]]}})",
                           formatTimestamp(time + life), conditions, conditions.empty() ? "" : ","));
    for (auto& [name, value] : fields) {
        if (name == "policy")
            value = policy;
        if (name == "x-amz-signature")
            value = sigv4::postSignature(policy, key.secret_key, *claim);
    }
    return fields;
}

sigv4::FormFields with(sigv4::FormFields more, const sigv4::FormFields& fields)
{
    more.insert(more.end(), fields.begin(), fields.end());
    return more;
}

const std::string usual =
    R"({"bucket":"default"},["starts-with","$key","user/"],["content-length-range",2,6])";

}  // namespace

/// Uploads by forms that somebody else signed.
class PostObjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { here_ = std::make_unique<ObjectServer>(); }
    void cleanup() { here_.reset(); }
    void policiesAreHeld_data();
    void policiesAreHeld();
    void rightsAreThoseOfTheSigner_data();
    void rightsAreThoseOfTheSigner();
    void answersAreAsTheFormWants_data();
    void answersAreAsTheFormWants();
    void whatTheFormSaysOfTheObjectIsKept();
    void aChangedPolicyIsRefused();
    void largeFilesAreStreamed();
    void aStoreBehindTakesForms();
    void segmentsComeByFormsAlone();
    void segmentsOfAStoreBehind();

private:
    std::unique_ptr<ObjectServer> here_;
};

void PostObjectTest::policiesAreHeld_data()
{
    QTest::addColumn<QByteArray>("conditions");
    QTest::addColumn<int>("life");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const std::string& conditions, int life, const char* key,
                        const char* content, int status, const char* code) {
        QTest::newRow(name) << QByteArray::fromStdString(conditions) << life << QByteArray(key)
                            << QByteArray(content) << status << QByteArray(code);
    };
    row("what the policy allows is stored", usual, 10, "user/a", "four", 204, "");
    row("the client's name of the file is part of the key", usual, 10, "user/${filename}", "four", 204, "");
    row("the smallest file", usual, 10, "user/a", "12", 204, "");
    row("a smaller one is refused", usual, 10, "user/a", "1", 400, "EntityTooSmall");
    row("the largest file", usual, 10, "user/a", "123456", 204, "");
    row("a larger one is refused", usual, 10, "user/a", "1234567", 400, "EntityTooLarge");
    row("a key beside the prefix is refused", usual, 10, "users", "four", 403, "AccessDenied");
    row("a key that no condition is about is refused", R"({"bucket":"default"})", 10, "user/a", "four", 403,
        "AccessDenied");
    row("a policy for another bucket is refused", R"({"bucket":"other"},["starts-with","$key",""])", 10,
        "user/a", "four", 403, "AccessDenied");
    row("an expired policy is refused", usual, -1, "user/a", "four", 403, "AccessDenied");
    row("a policy that is none is refused", R"(["never","$key",""])", 10, "user/a", "four", 400,
        "InvalidPolicyDocument");
    row("a key that leads elsewhere is a key", R"({"bucket":"default"},["starts-with","$key",""])", 10,
        "../a", "four", 204, "");
    row("no key", R"({"bucket":"default"},["starts-with","$key",""])", 10, "", "four", 400,
        "InvalidArgument");
}

void PostObjectTest::policiesAreHeld()
{
    QFETCH(QByteArray, conditions);
    QFETCH(int, life);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, content);
    QFETCH(int, status);
    const auto fields = with({{"key", key.toStdString()}},
                             signedBy(here_->alice, conditions.toStdString(), std::chrono::minutes(life)));
    const net::FetchResponse answer = post(*here_, "default", fields, content.toStdString());
    QVERIFY2(answer.status == status, answer.body.c_str());
    QTEST(QByteArray::fromStdString(element(answer.body, "Code")), "code");
    if (key.isEmpty())
        return;
    const std::string stored = key.replace("${filename}", "photo.png").toStdString();
    const net::FetchResponse got = here_->get(here_->alice, "/default/" + percentEncode(stored, Slash::Keep));
    QCOMPARE(got.status == 200, status == 204);
    if (status == 204)
        QCOMPARE(got.body, content.toStdString());
}

void PostObjectTest::rightsAreThoseOfTheSigner_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("an engineer of the project") << QByteArray("bob") << QByteArray("a") << QByteArray();
    QTest::newRow("a viewer") << QByteArray("vera") << QByteArray("a") << QByteArray("AccessDenied");
    QTest::newRow("somebody else") << QByteArray("stranger") << QByteArray("a") << QByteArray("NoSuchBucket");
    QTest::newRow("where keys belong to jobs")
        << QByteArray("bob") << QByteArray("jobs/none/job-1/outputs/a") << QByteArray("AccessDenied");
    QTest::newRow("a reserved key") << QByteArray("bob") << QByteArray("jobs") << QByteArray("AccessDenied");
}

void PostObjectTest::rightsAreThoseOfTheSigner()
{
    QFETCH(QByteArray, who);
    QFETCH(QByteArray, key);
    const Key& signer = who == "bob" ? here_->bob : who == "vera" ? here_->vera : here_->stranger;
    const auto fields = with({{"key", key.toStdString()}},
                             signedBy(signer, R"({"bucket":"default"},["starts-with","$key",""])"));
    const net::FetchResponse answer = post(*here_, "default", fields, "x");
    QTEST(QByteArray::fromStdString(element(answer.body, "Code")), "code");
}

void PostObjectTest::answersAreAsTheFormWants_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("created") << QByteArray("success_action_status") << QByteArray("201") << 201;
    QTest::newRow("fine") << QByteArray("success_action_status") << QByteArray("200") << 200;
    QTest::newRow("nothing to say") << QByteArray("success_action_status") << QByteArray("204") << 204;
    QTest::newRow("a status that S3 has not")
        << QByteArray("success_action_status") << QByteArray("500") << 204;
    QTest::newRow("elsewhere") << QByteArray("success_action_redirect")
                               << QByteArray("http://127.0.0.1:9/done?a=1") << 303;
    QTest::newRow("elsewhere, where that is no address")
        << QByteArray("success_action_redirect") << QByteArray("javascript:alert(1)") << 204;
}

void PostObjectTest::answersAreAsTheFormWants()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    const auto fields = with({{"key", "a b"}, {field.toStdString(), value.toStdString()}},
                             signedBy(here_->alice, R"({"bucket":"default"},["starts-with","$key",""],)"
                                                    R"(["starts-with","$)" +
                                                        field.toStdString() + R"(",""])"));
    const net::FetchResponse answer = post(*here_, "default", fields, "hello");
    QVERIFY2(answer.status == status, answer.body.c_str());
    QCOMPARE(*answer.headers.find("etag"), std::string("\"5d41402abc4b2a76b9719d911017c592\""));
    if (status == 201)
        QCOMPARE(element(answer.body, "Key"), std::string("a b"));
    if (status == 303)
        QCOMPARE(*answer.headers.find("location"),
                 std::string("http://127.0.0.1:9/done?a=1&bucket=default&key=a%20b&"
                             "etag=%225d41402abc4b2a76b9719d911017c592%22"));
}

void PostObjectTest::whatTheFormSaysOfTheObjectIsKept()
{
    const std::string conditions =
        R"({"bucket":"default"},{"key":"a"},{"acl":"private"},["starts-with","$Content-Type","image/"],)"
        R"(["starts-with","$x-amz-meta-tag",""],["eq","$x-amz-checksum-crc32","NhCmhg=="])";
    const auto signature = signedBy(here_->alice, conditions);
    const auto fields = with({{"key", "a"},
                              {"acl", "private"},
                              {"Content-Type", "image/png"},
                              {"x-amz-meta-tag", "blue"},
                              {"x-amz-checksum-crc32", "NhCmhg=="}},
                             signature);
    QCOMPARE(post(*here_, "default", fields, "hello").status, 204);
    const net::FetchResponse got = here_->get(here_->alice, "/default/a");
    QCOMPARE(*got.headers.find("content-type"), std::string("image/png"));
    QCOMPARE(*got.headers.find("x-amz-meta-tag"), std::string("blue"));
    // A checksum holds, and a wish that is not offered is refused rather than left out.
    QCOMPARE(element(post(*here_, "default", fields, "hallo").body, "Code"), std::string("BadDigest"));
    const auto locked = with({{"key", "a"}, {"x-amz-object-lock-mode", "GOVERNANCE"}},
                             signedBy(here_->alice, R"({"bucket":"default"},{"key":"a"},)"
                                                    R"(["starts-with","$x-amz-object-lock-mode",""])"));
    QCOMPARE(post(*here_, "default", locked, "x").status, 501);
}

void PostObjectTest::aChangedPolicyIsRefused()
{
    sigv4::FormFields fields = with({{"key", "user/a"}}, signedBy(here_->alice, usual));
    for (auto& [name, value] : fields) {
        if (name == "policy")
            value = base64(R"({"expiration":"2999-01-01T00:00:00Z","conditions":[]})");
    }
    QCOMPARE(element(post(*here_, "default", fields, "four").body, "Code"),
             std::string("SignatureDoesNotMatch"));
    QCOMPARE(element(post(*here_, "default", {{"key", "user/a"}}, "four").body, "Code"),
             std::string("AccessDenied"));
}

void PostObjectTest::largeFilesAreStreamed()
{
    const std::string content = noise(40u << 20);
    const auto fields =
        with({{"key", "large"}}, signedBy(here_->alice, R"({"bucket":"default"},{"key":"large"})"));
    QCOMPARE(post(*here_, "default", fields, content).status, 204);
    QVERIFY(here_->file("default/large") == content);
}

void PostObjectTest::aStoreBehindTakesForms()
{
    ForeignFixture both;
    const std::string conditions = R"({"bucket":"default"},["starts-with","$key",""])";
    const std::string content = noise(5u << 20);
    QCOMPARE(
        post(both.front, "default", with({{"key", "a"}}, signedBy(both.front.alice, conditions)), content)
            .status,
        204);
    QVERIFY(both.stored("a") == content);
    const auto larger =
        post(both.front, "default", with({{"key", "b"}}, signedBy(both.front.alice, conditions)),
             noise((16u << 20) + 1));
    QCOMPARE(element(larger.body, "Code"), std::string("EntityTooLarge"));
}

void PostObjectTest::segmentsComeByFormsAlone()
{
    const std::string secret = openTaskSecret(*here_->store, here_->secrets).value();
    const Resource job = here_->create(Kind::Job, "default", "train", "alice", "{}");
    const auto says = [&](Phase phase) {
        QVERIFY(modify(*here_->store, job.id, [&](Resource& resource) -> Result<void> {
            WorkloadStatus status;
            status.phase = phase;
            status.attempt = 1;
            resource.status = dumpJson(write(status));
            return {};
        }));
    };
    says(Phase::Running);
    const auto door = std::make_shared<SegmentDoor>(secret);
    PlainSegments segments(here_->objects(), door);
    const SegmentPlace place{job.id, 1, segmentsOf(job.id, 1) + "0/"};
    QVERIFY(segments.ways(place).ways.empty());
    door->open("http://" + here_->address());
    const PostWays ways = segments.ways(place);
    QCOMPARE(ways.ways.size(), std::size_t(1));
    const PostWay& way = ways.ways.front();
    // Whoever reaches the port elsewhere is told that address.
    SegmentsByDoor elsewhere(std::make_shared<PlainSegments>(here_->objects(), door), "http://10.0.0.1:1");
    QCOMPARE(elsewhere.ways(place).ways.front().url, std::string("http://10.0.0.1:1/.slipway"));
    const std::string name = formatSegmentName({"events/a", 0, 0, 5});
    const auto fields = with({{"key", way.key_prefix + name}}, way.fields);
    QCOMPARE(post(*here_, segments_bucket, fields, "hello").status, 204);
    QVERIFY(segments.list(place.prefix).value() == std::vector<std::string>{place.prefix + name});
    QCOMPARE(segments.read(place.prefix + name).value_or(""), std::string("hello"));
    // Not beside the attempt, not larger than a segment, not into a project, and for nobody by a signature.
    QCOMPARE(
        post(*here_, segments_bucket, with({{"key", "attempts/" + job.id.text() + "/2/a"}}, way.fields), "x")
            .status,
        403);
    QCOMPARE(post(*here_, segments_bucket, fields, std::string(largest_segment + 1, 'x')).status, 400);
    QCOMPARE(post(*here_, "default", fields, "x").status, 403);
    const std::string streams_key = accessKeyOf({job.id, 1, TaskKey::Use::Streams});
    const Key whole{streams_key, secretKeyOf(secret, streams_key), {}};
    QCOMPARE(here_->get(whole, "/.slipway/" + place.prefix + name).status, 403);
    QCOMPARE(here_->get(here_->mia, "/.slipway/" + place.prefix + name).status, 404);
    QCOMPARE(here_->get(here_->mia, "/.slipway").status, 404);
    QVERIFY(here_->get(here_->mia, "/default").body.find("attempts") == std::string::npos);
    QVERIFY(segments.remove(place.prefix));
    QVERIFY(segments.list("").value().empty());
    // With the attempt ends what was signed for it.
    says(Phase::Succeeded);
    QCOMPARE(post(*here_, segments_bucket, fields, "hello").status, 403);
}

void PostObjectTest::segmentsOfAStoreBehind()
{
    ForeignFixture both;
    ForeignSegments segments(both.store, nullptr);
    const SegmentPlace place{ResourceId("job-1"), 1, "attempts/job-1/1/0/"};
    const PostWays ways = segments.ways(place);
    QCOMPARE(ways.ways.size(), std::size_t(1));
    QVERIFY(ways.expires > now() + 6 * 24h);
    const PostWay& way = ways.ways.front();
    QCOMPARE(way.url, "http://" + both.back.address() + "/default");
    QCOMPARE(way.key_prefix, std::string("slipway/.slipway/attempts/job-1/1/0/"));
    // The store itself takes it, with nothing of the platform between.
    QCOMPARE(post(both.back, "default", with({{"key", way.key_prefix + "end"}}, way.fields), "hello").status,
             204);
    QVERIFY(segments.list("attempts/").value() == std::vector<std::string>{"attempts/job-1/1/0/end"});
    QCOMPARE(segments.read("attempts/job-1/1/0/end").value_or(""), std::string("hello"));
    QVERIFY(!segments.read("attempts/job-1/1/0/other"));
    // No project of the platform's leads there.
    QCOMPARE(both.front.get(both.front.mia, "/.slipway/attempts/job-1/1/0/end").status, 404);
    QCOMPARE(both.front.get(both.front.mia, "/default/../.slipway/attempts/job-1/1/0/end").status, 400);
    QVERIFY(segments.remove("attempts/job-1/"));
    QVERIFY(segments.list("").value().empty());
}

QTEST_GUILESS_MAIN(PostObjectTest)
#include "post_object_test.moc"
