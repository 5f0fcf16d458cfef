// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/objects/object_server.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(slipway::test::Ask)

namespace {

const QByteArray hello = QByteArrayLiteral("hello world");
constexpr const char* hello_md5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";

std::string code(const net::FetchResponse& response)
{
    return element(response.body, "Code");
}

Ask request(const std::string& method, const std::string& path, const std::string& body = {},
            std::vector<std::pair<std::string, std::string>> headers = {}, QueryParameters query = {},
            const std::string& payload_hash = {})
{
    return {method, path, std::move(query), std::move(headers), body, payload_hash, std::chrono::seconds(0)};
}

/// A body in signed chunks, as SDKs send it over plain HTTP.
Ask signedChunks(const std::string& path, const std::string& framed, std::size_t decoded)
{
    return request(
        "PUT", path, framed,
        {{"content-encoding", "aws-chunked"}, {"x-amz-decoded-content-length", std::to_string(decoded)}}, {},
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
}

}  // namespace

class ObjectServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { here_ = std::make_unique<ObjectServer>(); }
    void cleanup() { here_.reset(); }

    void objectLiesInPlaceAndComesBack();
    void requestsAreRefused_data();
    void requestsAreRefused();
    void rolesDecide_data();
    void rolesDecide();
    void revokedKeyIsRefused();
    void strangersSeeNoBucket();
    void keysCannotLeaveTheBucket_data();
    void keysCannotLeaveTheBucket();
    void keysDoNotReachOtherBuckets_data();
    void keysDoNotReachOtherBuckets();
    void rangesAndConditions_data();
    void rangesAndConditions();
    void presignedAddresses();
    void chunkedBodies();
    void wrongBodiesLeaveNothing();
    void onlyTheFirstPutWins();
    void sealedDatasetIsReadOnly();
    void outputsOfOthersAreTheirs();

private:
    std::unique_ptr<ObjectServer> here_;
};

void ObjectServiceTest::objectLiesInPlaceAndComesBack()
{
    const auto put = here_->put(here_->alice, "/default/a%20dir/x.txt", hello.toStdString(),
                                {{"content-type", "text/plain"}, {"x-amz-meta-color", "blue"}});
    QCOMPARE(put.status, 200);
    QCOMPARE(*put.headers.find("etag"), "\"" + std::string(hello_md5) + "\"");
    QCOMPARE(here_->file("default/a dir/x.txt"), hello.toStdString());

    const auto got = here_->get(here_->vera, "/default/a%20dir/x.txt");
    QCOMPARE(got.status, 200);
    QCOMPARE(got.body, hello.toStdString());
    QCOMPARE(*got.headers.find("content-type"), std::string("text/plain"));
    QCOMPARE(*got.headers.find("x-amz-meta-color"), std::string("blue"));

    const auto head = here_->ask(here_->vera, request("HEAD", "/default/a%20dir/x.txt"));
    QCOMPARE(head.status, 200);
    QCOMPARE(*head.headers.find("content-length"), std::string("11"));

    QCOMPARE(here_->ask(here_->alice, request("DELETE", "/default/a%20dir/x.txt")).status, 204);
    QCOMPARE(here_->ask(here_->alice, request("DELETE", "/default/a%20dir/x.txt")).status, 204);
    QCOMPARE(code(here_->get(here_->alice, "/default/a%20dir/x.txt")), std::string("NoSuchKey"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/a dir"));
    QVERIFY(std::filesystem::is_empty(here_->objects() / ".slipway/tmp"));
}

void ObjectServiceTest::requestsAreRefused_data()
{
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");

    const std::string text = hello.toStdString();
    Ask early = request("GET", "/default");
    early.clock_offset = std::chrono::hours(-1);
    QTest::newRow("an old signature") << early << 403 << "RequestTimeTooSkewed";
    QTest::newRow("an absent key") << request("GET", "/default/none") << 404 << "NoSuchKey";
    QTest::newRow("an absent bucket") << request("GET", "/nowhere/x") << 404 << "NoSuchBucket";
    QTest::newRow("a bucket of others") << request("GET", "/other") << 404 << "NoSuchBucket";
    QTest::newRow("a put into a bucket of others")
        << request("PUT", "/other/x", text) << 404 << "NoSuchBucket";
    QTest::newRow("the directory beside the buckets") << request("GET", "/.slipway") << 404 << "NoSuchBucket";
    QTest::newRow("a bucket that is a path")
        << request("GET", "/default%2F..%2Fother/x") << 404 << "NoSuchBucket";
    QTest::newRow("a new bucket") << request("PUT", "/brand-new") << 403 << "AccessDenied";
    QTest::newRow("a bucket that is there") << request("PUT", "/default") << 409 << "BucketAlreadyOwnedByYou";
    QTest::newRow("a bucket to delete") << request("DELETE", "/default") << 403 << "AccessDenied";
    QTest::newRow("what is not offered")
        << request("GET", "/default", {}, {}, {{"acl", ""}}) << 501 << "NotImplemented";
    QTest::newRow("public access") << request("PUT", "/default/x", text, {{"x-amz-acl", "public-read"}})
                                   << 501 << "NotImplemented";
    QTest::newRow("another storage class")
        << request("PUT", "/default/x", text, {{"x-amz-storage-class", "GLACIER"}}) << 400
        << "InvalidStorageClass";
    QTest::newRow("a body that does not hash as signed")
        << request("PUT", "/default/x", text, {}, {}, std::string(sigv4::empty_payload_hash)) << 400
        << "XAmzContentSHA256Mismatch";
    QTest::newRow("a wrong Content-MD5")
        << request("PUT", "/default/x", text, {{"content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="}}) << 400
        << "BadDigest";
    QTest::newRow("a Content-MD5 that is none")
        << request("PUT", "/default/x", text, {{"content-md5", "xyz"}}) << 400 << "InvalidDigest";
    QTest::newRow("a wrong CRC") << request("PUT", "/default/x", text, {{"x-amz-checksum-crc32", "AAAAAA=="}})
                                 << 400 << "BadDigest";
    QTest::newRow("a checksum that is not offered")
        << request("PUT", "/default/x", text, {{"x-amz-checksum-sha1", "AAAA"}}) << 501 << "NotImplemented";
    QTest::newRow("a strange payload hash")
        << request("PUT", "/default/x", text, {}, {}, "hash") << 400 << "InvalidArgument";
    QTest::newRow("a long key") << request("PUT", "/default/" + std::string(1025, 'k'), text) << 400
                                << "KeyTooLongError";
    QTest::newRow("large metadata") << request("PUT", "/default/x", text,
                                               {{"x-amz-meta-a", std::string(3000, 'm')}})
                                    << 400 << "InvalidArgument";
    QTest::newRow("a bad number of keys")
        << request("GET", "/default", {}, {}, {{"max-keys", "-1"}}) << 400 << "InvalidArgument";
    QTest::newRow("a strange token") << request("GET", "/default", {}, {},
                                                {{"list-type", "2"}, {"continuation-token", "!"}})
                                     << 400 << "InvalidArgument";
    QTest::newRow("no XML") << request("POST", "/default", "hello", {}, {{"delete", ""}}) << 400
                            << "MalformedXML";
    QTest::newRow("an unknown upload")
        << request("PUT", "/default/x", text, {}, {{"partNumber", "1"}, {"uploadId", "../../etc"}}) << 404
        << "NoSuchUpload";
    QTest::newRow("a method of no use") << request("POST", "/default/x", text) << 405 << "MethodNotAllowed";
    QTest::newRow("a stray key among the datasets")
        << request("PUT", "/default/datasets/stray.txt", text) << 403 << "AccessDenied";
    QTest::newRow("a key of no job") << request("PUT", "/default/jobs/none/job-1/x", text) << 403
                                     << "AccessDenied";
    for (const char* name : {"jobs", "datasets", "code"})
        QTest::addRow("a file in the place of the prefix %s", name)
            << request("PUT", std::string("/default/") + name, text) << 403 << "AccessDenied";
    for (const std::string& name : {std::string("main.py"), std::string(64, 'F') + ".tar",
                                    std::string(63, '0') + ".tar", std::string(64, '0') + ".tar/x"})
        QTest::addRow("code under the name %s", name.c_str())
            << request("PUT", "/default/code/" + name, text) << 403 << "AccessDenied";
}

void ObjectServiceTest::requestsAreRefused()
{
    QFETCH(Ask, ask);
    QFETCH(int, status);
    QFETCH(QString, code);
    const net::FetchResponse response = here_->ask(here_->alice, ask);
    QVERIFY2(response.status == status, response.body.c_str());
    QCOMPARE(QString::fromStdString(::code(response)), code);
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/x"));
}

void ObjectServiceTest::rolesDecide_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("put");
    QTest::addColumn<int>("get");
    QTest::newRow("an engineer reads and writes") << "alice" << 200 << 200;
    QTest::newRow("a manager reads and writes") << "mia" << 200 << 200;
    QTest::newRow("a viewer only reads") << "vera" << 403 << 200;
    QTest::newRow("a stranger sees nothing") << "stranger" << 404 << 404;
}

void ObjectServiceTest::rolesDecide()
{
    QFETCH(QString, user);
    QFETCH(int, put);
    QFETCH(int, get);
    QCOMPARE(here_->put(here_->bob, "/default/there", "x").status, 200);
    const Key key = user == u"alice"  ? here_->alice
                    : user == u"mia"  ? here_->mia
                    : user == u"vera" ? here_->vera
                                      : here_->stranger;
    QCOMPARE(here_->put(key, "/default/new", "x").status, put);
    const QueryParameters confused = {{"delete", ""}, {"uploads", ""}};
    QCOMPARE(here_->ask(key, request("POST", "/default/new", {}, {}, confused)).status, put);
    QCOMPARE(here_->get(key, "/default/there").status, get);
}

void ObjectServiceTest::revokedKeyIsRefused()
{
    QCOMPARE(here_->get(here_->alice, "/default").status, 200);
    QVERIFY(here_->store->write([&](Transaction& transaction) {
        return revokeKey(transaction, here_->alice.resource).map([](const Resource&) {});
    }));
    const auto revoked = here_->get(here_->alice, "/default");
    QCOMPARE(revoked.status, 403);
    QCOMPARE(code(revoked), std::string("InvalidAccessKeyId"));
    QCOMPARE(element(revoked.body, "Message"),
             std::string("This access key was revoked. Use another, or make a new one."));
    Key forged = here_->bob;
    forged.secret_key += "x";
    const auto refused = here_->get(forged, "/default");
    QCOMPARE(refused.status, 403);
    QCOMPARE(code(refused), std::string("SignatureDoesNotMatch"));
    QCOMPARE(
        element(refused.body, "Message"),
        std::string("The signature does not match the request. Check the secret key, and that no proxy on "
                    "the way changes requests."));
    QCOMPARE(code(here_->send(request("GET", "/default"), {})), std::string("AccessDenied"));
}

void ObjectServiceTest::strangersSeeNoBucket()
{
    QCOMPARE(elements(here_->get(here_->alice, "/").body, "Name"), std::string("default"));
    QCOMPARE(elements(here_->get(here_->stranger, "/").body, "Name"), std::string());
}

void ObjectServiceTest::keysCannotLeaveTheBucket_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("file");
    const auto row = [](const char* rule, const std::string& path, const std::string& key,
                        const std::string& file) {
        QTest::newRow(rule) << "/default/" + path << key << file;
    };
    row("two dots are a key like any other", "..", "..", "%~dd");
    row("steps up stay in the bucket", "../../escape", "../../escape", "%~dd/%~dd/escape");
    row("escaped steps up stay in the bucket", "..%2F..%2Fescape", "../../escape", "%~dd/%~dd/escape");
    row("a step up to another bucket stays in this one", "../other/secret", "../other/secret",
        "%~dd/other/secret");
    row("one dot is a directory of its own", "./escape", "./escape", "%~d/escape");
    row("an empty part is a directory of its own", "/escape", "/escape", "%~e/escape");
    row("steps back behind a prefix stay in the bucket", "a/../../escape", "a/../../escape",
        "a/%~dd/%~dd/escape");
    row("a backslash is a letter", "..%5Cescape", "..\\escape", "..\\escape");
}

void ObjectServiceTest::keysCannotLeaveTheBucket()
{
    QFETCH(std::string, path);
    QFETCH(std::string, key);
    QFETCH(std::string, file);
    QCOMPARE(here_->put(here_->alice, path, "x").status, 200);
    QCOMPARE(here_->get(here_->alice, path).body, std::string("x"));
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), key);
    QCOMPARE(here_->file("default/" + file), std::string("x"));
    QVERIFY(!std::filesystem::exists(here_->directory() / "escape"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "escape"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "other/secret"));
}

void ObjectServiceTest::keysDoNotReachOtherBuckets_data()
{
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("message");
    const auto row = [](const char* rule, const Ask& ask, int status, const char* code, const char* message) {
        QTest::newRow(rule) << ask << status << std::string(code) << std::string(message);
    };
    const char* no_key = "There is no object with this key.";
    row("a step up reads nothing of another bucket", request("GET", "/default/../other/secret"), 404,
        "NoSuchKey", no_key);
    row("an escaped step up reads nothing of another bucket", request("GET", "/default/..%2Fother%2Fsecret"),
        404, "NoSuchKey", no_key);
    row("a step up reads nothing of the server", request("GET", "/default/../../s.db"), 404, "NoSuchKey",
        no_key);
    row("a copy from a step up finds nothing",
        request("PUT", "/default/copy", {}, {{"x-amz-copy-source", "default/../other/secret"}}), 404,
        "NoSuchKey", no_key);
    row("a copy from a foreign bucket looks like one from nowhere",
        request("PUT", "/default/copy", {}, {{"x-amz-copy-source", "other/secret"}}), 404, "NoSuchBucket",
        "The bucket of x-amz-copy-source does not exist.");
    row("a copy from nowhere is refused",
        request("PUT", "/default/copy", {}, {{"x-amz-copy-source", "nowhere/secret"}}), 404, "NoSuchBucket",
        "The bucket of x-amz-copy-source does not exist.");
    row("a foreign bucket is not found", request("GET", "/other/secret"), 404, "NoSuchBucket",
        "The bucket \"other\" does not exist, or is not yours. Every project has the bucket of its name.");
    row("a bucket of nowhere is not found", request("GET", "/nowhere/secret"), 404, "NoSuchBucket",
        "The bucket \"nowhere\" does not exist, or is not yours. Every project has the bucket of its name.");
    row("a step up out of the datasets is a stray key", request("PUT", "/default/datasets/../jobs/x", "x"),
        403, "AccessDenied",
        "Keys under \"datasets/\" belong to datasets. Create a dataset and use the prefix in its status, or "
        "use another prefix.");
}

void ObjectServiceTest::keysDoNotReachOtherBuckets()
{
    QFETCH(Ask, ask);
    QFETCH(std::string, message);
    std::filesystem::create_directories(here_->objects() / "other");
    std::ofstream(here_->objects() / "other/secret") << "secret";
    const auto answer = here_->ask(here_->alice, ask);
    QTEST(answer.status, "status");
    QTEST(code(answer), "code");
    QCOMPARE(
        QString::fromStdString(element(answer.body, "Message")).replace(u"&quot;"_s, u"\""_s).toStdString(),
        message);
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/copy"));
}

void ObjectServiceTest::rangesAndConditions_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    const QString etag = QString::fromLatin1(hello_md5);

    QTest::newRow("a range") << "range"
                             << "bytes=0-4" << 206 << "hello";
    QTest::newRow("an open range") << "range"
                                   << "bytes=6-" << 206 << "world";
    QTest::newRow("the last bytes") << "range"
                                    << "bytes=-3" << 206 << "rld";
    QTest::newRow("a range behind the end") << "range"
                                            << "bytes=11-" << 416 << "";
    QTest::newRow("If-Match of this object") << "if-match" << u'"' + etag + u'"' << 200 << "hello world";
    QTest::newRow("If-Match of another") << "if-match"
                                         << "\"x\"" << 412 << "";
    QTest::newRow("If-None-Match of this object") << "if-none-match" << u'"' + etag + u'"' << 304 << "";
    QTest::newRow("If-None-Match of another") << "if-none-match"
                                              << "\"x\"" << 200 << "hello world";
    QTest::newRow("not modified since") << "if-modified-since"
                                        << "Fri, 01 Jan 2100 00:00:00 GMT" << 304 << "";
    QTest::newRow("modified since") << "if-modified-since"
                                    << "Thu, 01 Jan 1970 00:00:00 GMT" << 200 << "hello world";
    QTest::newRow("not unmodified since") << "if-unmodified-since"
                                          << "Thu, 01 Jan 1970 00:00:00 GMT" << 412 << "";
}

void ObjectServiceTest::rangesAndConditions()
{
    QFETCH(QString, header);
    QFETCH(QString, value);
    QFETCH(int, status);
    QFETCH(QString, body);
    QCOMPARE(here_->put(here_->alice, "/default/x", hello.toStdString()).status, 200);
    const auto got = here_->get(here_->vera, "/default/x", {}, {{header.toStdString(), value.toStdString()}});
    QCOMPARE(got.status, status);
    if (status < 400)
        QCOMPARE(QString::fromStdString(got.body), body);
    if (status == 206)
        QVERIFY(got.headers.find("content-range")->ends_with("/11"));
    if (status == 416)
        QCOMPARE(code(got), std::string("InvalidRange"));
}

void ObjectServiceTest::presignedAddresses()
{
    const auto presigned = [&](const Key& key, const std::string& method, const std::string& path,
                               Timestamp time) {
        Ask ask = request(method, path, method == "PUT" ? "signed" : "");
        ask.payload_hash = sigv4::unsigned_payload;
        ask.query = sigv4::presign(here_->signable(ask), {key.access_key, key.secret_key, {}},
                                   ObjectServer::scope(), time, std::chrono::seconds(60))
                        .value();
        return here_->send(ask, {});
    };
    QCOMPARE(presigned(here_->alice, "PUT", "/default/p", now()).status, 200);
    QCOMPARE(presigned(here_->vera, "GET", "/default/p", now()).body, std::string("signed"));
    QCOMPARE(code(presigned(here_->vera, "PUT", "/default/p", now())), std::string("AccessDenied"));
    const auto late = presigned(here_->vera, "GET", "/default/p", now() - std::chrono::minutes(5));
    QCOMPARE(late.status, 403);
    QCOMPARE(code(late), std::string("AccessDenied"));
}

void ObjectServiceTest::chunkedBodies()
{
    const std::string text = hello.toStdString();
    const Ask plain =
        request("PUT", "/default/c", "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n",
                {{"content-encoding", "gzip,aws-chunked"},
                 {"x-amz-decoded-content-length", "11"},
                 {"x-amz-trailer", "x-amz-checksum-crc32"}},
                {}, "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    const auto put = here_->ask(here_->alice, plain);
    QVERIFY2(put.status == 200, put.body.c_str());
    QCOMPARE(*put.headers.find("x-amz-checksum-crc32"), std::string("DUoRhQ=="));
    const auto got = here_->get(here_->vera, "/default/c", {}, {{"x-amz-checksum-mode", "ENABLED"}});
    QCOMPARE(got.body, text);
    QCOMPARE(*got.headers.find("content-encoding"), std::string("gzip"));
    QCOMPARE(*got.headers.find("x-amz-checksum-crc32"), std::string("DUoRhQ=="));

    Ask wrong = plain;
    wrong.body.replace(wrong.body.find("DUo"), 3, "EUo");
    QCOMPARE(code(here_->ask(here_->alice, wrong)), std::string("BadDigest"));
    QCOMPARE(code(here_->send(wrong, {})), std::string("AccessDenied"));
}

void ObjectServiceTest::wrongBodiesLeaveNothing()
{
    // The chunk's signature is chained to the header's, which is made after the body; a forged one must fail.
    const Ask forged =
        signedChunks("/default/f",
                     "b;chunk-signature=" + std::string(64, '0') +
                         "\r\nhello world\r\n0;chunk-signature=" + std::string(64, '0') + "\r\n\r\n",
                     11);
    QCOMPARE(code(here_->ask(here_->alice, forged)), std::string("SignatureDoesNotMatch"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/f"));

    const Ask chunked = signedChunks("/default/g", "", 11);
    const auto signature =
        sigv4::sign(here_->signable(chunked), {here_->alice.access_key, here_->alice.secret_key, {}},
                    ObjectServer::scope(), now());
    sigv4::SignedRequest complete = here_->signable(chunked);
    for (const auto& [name, value] : signature)
        complete.headers.emplace(QByteArray::fromStdString(name).toLower().toStdString(), value);
    const sigv4::Claim claim = sigv4::readClaim(complete).value();
    const std::string first =
        sigv4::chunkSignature(claim, here_->alice.secret_key, claim.signature, "hello world");
    const std::string last = sigv4::chunkSignature(claim, here_->alice.secret_key, first, "");
    Ask good = chunked;
    good.body = "b;chunk-signature=" + first + "\r\nhello world\r\n0;chunk-signature=" + last + "\r\n\r\n";
    const auto put = here_->send(good, signature);
    QVERIFY2(put.status == 200, put.body.c_str());
    QCOMPARE(here_->file("default/g"), std::string("hello world"));
}

void ObjectServiceTest::onlyTheFirstPutWins()
{
    QCOMPARE(here_->put(here_->alice, "/default/once", "1", {{"if-none-match", "*"}}).status, 200);
    const auto again = here_->put(here_->alice, "/default/once", "2", {{"if-none-match", "*"}});
    QCOMPARE(again.status, 412);
    QCOMPARE(code(again), std::string("PreconditionFailed"));
    QCOMPARE(here_->file("default/once"), std::string("1"));
}

void ObjectServiceTest::sealedDatasetIsReadOnly()
{
    const Resource dataset = here_->create(Kind::Dataset, "default", "cats", "alice", "{}");
    const std::string path = "/default/datasets/cats/" + dataset.id.text() + "/1.jpg";
    QCOMPARE(here_->put(here_->alice, path, "meow").status, 200);
    QCOMPARE(code(here_->put(here_->bob, path, "woof")), std::string("AccessDenied"));
    QVERIFY(modify(*here_->store, dataset.id, [](Resource& resource) -> Result<void> {
        resource.spec = R"({"sealed":true})";
        return {};
    }));
    for (const Key& key : {here_->alice, here_->mia}) {
        const auto put = here_->put(key, path, "woof");
        QCOMPARE(code(put), std::string("AccessDenied"));
        QVERIFY(element(put.body, "Message").find("is sealed") != std::string::npos);
        QCOMPARE(here_->ask(key, request("DELETE", path)).status, 403);
        const std::string body = "<Delete><Object><Key>" + path.substr(9) + "</Key></Object></Delete>";
        QCOMPARE(
            elements(here_->ask(key, request("POST", "/default", body, {}, {{"delete", ""}})).body, "Code"),
            std::string("AccessDenied"));
    }
    QCOMPARE(here_->get(here_->vera, path).body, std::string("meow"));
}

void ObjectServiceTest::outputsOfOthersAreTheirs()
{
    const Resource job = here_->create(Kind::Job, "default", "train", "alice", R"({"command":"true"})");
    const std::string path = "/default/jobs/train/" + job.id.text() + "/outputs/model.bin";
    QCOMPARE(here_->put(here_->alice, path, "1").status, 200);
    QCOMPARE(code(here_->put(here_->bob, path, "2")), std::string("AccessDenied"));
    QCOMPARE(here_->ask(here_->mia, request("DELETE", path)).status, 204);
    // The job may still write there.
    QVERIFY(
        std::filesystem::is_directory(here_->objects() / "default/jobs/train" / job.id.text() / "outputs"));
}

QTEST_GUILESS_MAIN(ObjectServiceTest)
#include "object_service_test.moc"
