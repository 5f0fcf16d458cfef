// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/objects/foreign_fixture.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

std::string code(const net::FetchResponse& answer)
{
    return element(answer.body, "Code");
}

Ask request(const std::string& method, const std::string& path, const std::string& body = {},
            QueryParameters query = {})
{
    Ask ask;
    ask.method = method;
    ask.path = path;
    ask.body = body;
    ask.query = std::move(query);
    return ask;
}

}  // namespace

/// Any S3 client on an object service whose objects lie in a store of somebody else.
class ForeignObjectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { here_ = std::make_unique<ForeignFixture>(); }

    void objectsComeBackAsTheyWent_data();
    void objectsComeBackAsTheyWent();
    void headersComeBack();
    void partsOfObjectsAreGiven_data();
    void partsOfObjectsAreGiven();
    void listsAreOfTheProjectAlone();
    void longListsAreWhole();
    void oddKeysAreKept_data();
    void oddKeysAreKept();
    void uploadsInParts();
    void copies();
    void manyAreDeletedAtOnce();
    void rightsAreThePlatforms_data();
    void rightsAreThePlatforms();
    void whatDoesNotMatchIsNotKept_data();
    void whatDoesNotMatchIsNotKept();
    void signedChunksArrive();
    void codeHasItsHash();
    void nothingIsReplacedUnasked();
    void aReaderThatLeavesEndsTheTransfer();
    void aStoreThatIsAwayIsToBeTriedAgain();
    void aStoreThatDeniesIsNotTheCallersFault();

private:
    net::FetchResponse put(const std::string& path, const std::string& body,
                           std::vector<std::pair<std::string, std::string>> headers = {})
    {
        return here_->front.put(here_->front.alice, path, body, std::move(headers));
    }
    net::FetchResponse get(const std::string& path, QueryParameters query = {},
                           std::vector<std::pair<std::string, std::string>> headers = {})
    {
        return here_->front.get(here_->front.vera, path, std::move(query), std::move(headers));
    }
    net::FetchResponse ask(const Ask& ask) { return here_->front.ask(here_->front.alice, ask); }

    std::unique_ptr<ForeignFixture> here_;
};

void ForeignObjectsTest::objectsComeBackAsTheyWent_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("an empty one") << 0;
    QTest::newRow("a small one") << 1'000;
    QTest::newRow("one that just waits in memory") << (1 << 20);
    QTest::newRow("one that is handed on while it comes") << (1 << 20) + 1;
    QTest::newRow("one larger than all that waits") << (40 << 20) + 7;
}

void ForeignObjectsTest::objectsComeBackAsTheyWent()
{
    QFETCH(int, bytes);
    const std::string content = noise(static_cast<std::size_t>(bytes));
    const auto stored = put("/default/x", content);
    QVERIFY2(stored.status == 200, stored.body.c_str());
    Md5 md5;
    md5.update(content);
    QCOMPARE(*stored.headers.find("etag"), "\"" + hex(md5.finish()) + "\"");
    QVERIFY(here_->stored("x") == content);
    const auto got = get("/default/x");
    QCOMPARE(got.status, 200);
    QVERIFY(got.body == content);
    QCOMPARE(*got.headers.find("content-length"), std::to_string(bytes));
    Ask head = request("HEAD", "/default/x");
    const auto known = ask(head);
    QCOMPARE(known.status, 200);
    QCOMPARE(*known.headers.find("content-length"), std::to_string(bytes));
    QCOMPARE(ask(request("DELETE", "/default/x")).status, 204);
    QCOMPARE(get("/default/x").status, 404);
    QCOMPARE(code(get("/default/x")), std::string("NoSuchKey"));
    QCOMPARE(ask(head).status, 404);
}

void ForeignObjectsTest::headersComeBack()
{
    QCOMPARE(
        put("/default/x", "hello",
            {{"content-type", "text/plain"}, {"x-amz-meta-author", "alice"}, {"cache-control", "no-cache"}})
            .status,
        200);
    const auto got = get("/default/x");
    QCOMPARE(*got.headers.find("content-type"), std::string("text/plain"));
    QCOMPARE(*got.headers.find("x-amz-meta-author"), std::string("alice"));
    QCOMPARE(*got.headers.find("cache-control"), std::string("no-cache"));
    QVERIFY(got.headers.find("x-slipway-direct"));
    const auto named = get("/default/x", {{"response-content-type", "text/csv"}});
    QCOMPARE(*named.headers.find("content-type"), std::string("text/csv"));
    const auto wished = put("/default/x", "hello", {{"x-amz-acl", "public-read"}});
    QCOMPARE(code(wished), std::string("NotImplemented"));
}

void ForeignObjectsTest::partsOfObjectsAreGiven_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a range") << QByteArray("range") << QByteArray("bytes=1-3") << 206 << QByteArray("ell");
    QTest::newRow("the end") << QByteArray("range") << QByteArray("bytes=-2") << 206 << QByteArray("lo");
    QTest::newRow("behind the end") << QByteArray("range") << QByteArray("bytes=9-") << 416 << QByteArray();
    QTest::newRow("not modified") << QByteArray("if-none-match")
                                  << QByteArray("\"5d41402abc4b2a76b9719d911017c592\"") << 304
                                  << QByteArray();
    QTest::newRow("another") << QByteArray("if-match") << QByteArray("\"x\"") << 412 << QByteArray();
}

void ForeignObjectsTest::partsOfObjectsAreGiven()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QCOMPARE(put("/default/x", "hello").status, 200);
    const auto got = get("/default/x", {}, {{header.toStdString(), value.toStdString()}});
    QCOMPARE(got.status, status);
    if (status < 400)
        QCOMPARE(got.body, body.toStdString());
    if (status == 206)
        QVERIFY(got.headers.find("content-range")->ends_with("/5"));
}

void ForeignObjectsTest::listsAreOfTheProjectAlone()
{
    for (const char* key : {"a", "b/1", "b/2", "c"})
        QCOMPARE(put(std::string("/default/") + key, "x").status, 200);
    QCOMPARE(here_->back.put(here_->back.alice, "/default/slipway/default2/z", "x").status, 200);
    QCOMPARE(here_->back.put(here_->back.alice, "/default/unrelated", "x").status, 200);
    const auto all = get("/default", {{"list-type", "2"}});
    QCOMPARE(elements(all.body, "Key"), std::string("a b/1 b/2 c"));
    QCOMPARE(element(all.body, "Name"), std::string("default"));
    QVERIFY(all.body.find("slipway/") == std::string::npos);
    const auto folded = get("/default", {{"delimiter", "/"}});
    QCOMPARE(elements(folded.body, "Key"), std::string("a c"));
    QVERIFY(folded.body.find("<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>") != std::string::npos);
    QCOMPARE(elements(get("/default", {{"prefix", "b/"}}).body, "Key"), std::string("b/1 b/2"));
    QCOMPARE(elements(get("/default", {{"list-type", "2"}, {"start-after", "b/1"}}).body, "Key"),
             std::string("b/2 c"));
    QCOMPARE(elements(get("/default", {{"marker", "b/1"}}).body, "Key"), std::string("b/2 c"));
    QCOMPARE(code(get("/default", {{"list-type", "2"}, {"max-keys", "many"}})),
             std::string("InvalidArgument"));
    QCOMPARE(code(get("/default", {{"encoding-type", "base64"}})), std::string("InvalidArgument"));
    const auto buckets = get("/");
    QCOMPARE(elements(buckets.body, "Name"), std::string("default"));
}

void ForeignObjectsTest::longListsAreWhole()
{
    for (int i = 0; i < 2'100; ++i) {
        const std::filesystem::path file =
            here_->back.objects() / "default" / place / std::to_string(10'000 + i);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << "x";
    }
    for (const char* type : {"1", "2"}) {
        const bool second = *type == '2';
        std::size_t count = 0;
        std::string mark;
        do {
            QueryParameters query{{"list-type", type}};
            if (!mark.empty())
                query.emplace_back(second ? "continuation-token" : "marker", mark);
            const auto page = get("/default", query);
            QCOMPARE(page.status, 200);
            std::string keys = elements(page.body, "Key");
            count += static_cast<std::size_t>(std::count(keys.begin(), keys.end(), ' ')) + 1;
            mark = element(page.body, second ? "NextContinuationToken" : "NextMarker");
        } while (!mark.empty() && count < 3'000);
        QCOMPARE(count, std::size_t(2'100));
    }
}

void ForeignObjectsTest::oddKeysAreKept_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("possible");
    QTest::newRow("space, plus, percent") << QByteArray("a b+c%20") << true;
    QTest::newRow("markup") << QByteArray("<a>&\"'") << true;
    QTest::newRow("another script") << QByteArray("数据/名前 é") << true;
    QTest::newRow("a slash at the end") << QByteArray("folder/") << true;
    QTest::newRow("two slashes") << QByteArray("a//b") << true;
    QTest::newRow("a control character") << QByteArray("a\x01z") << true;
    QTest::newRow("dots that are no step") << QByteArray("...a/.b/c..") << true;
    QTest::newRow("a step up") << QByteArray("a/../../other/x") << false;
    QTest::newRow("a step up at the end") << QByteArray("a/..") << false;
    QTest::newRow("a step nowhere") << QByteArray("./a") << false;
    QTest::newRow("too long with what goes before it") << QByteArray(1'000, 'k') << false;
}

void ForeignObjectsTest::oddKeysAreKept()
{
    QFETCH(QByteArray, key);
    QFETCH(bool, possible);
    const std::string path = "/default/" + percentEncode(key.toStdString(), Slash::Keep);
    const auto stored = put(path, "odd");
    if (!possible) {
        QVERIFY2(stored.status == 400, stored.body.c_str());
        return;
    }
    QVERIFY2(stored.status == 200, stored.body.c_str());
    QCOMPARE(get(path).body, std::string("odd"));
    const auto listed = get("/default", {{"list-type", "2"}, {"encoding-type", "url"}});
    QCOMPARE(element(listed.body, "Key"), percentEncode(key.toStdString(), Slash::Keep));
    QCOMPARE(ask(request("DELETE", path)).status, 204);
    QCOMPARE(get(path).status, 404);
}

void ForeignObjectsTest::uploadsInParts()
{
    Ask begin = request("POST", "/default/big", {}, {{"uploads", ""}});
    begin.headers = {{"x-amz-checksum-algorithm", "CRC32"}, {"content-type", "text/plain"}};
    const auto begun = ask(begin);
    QVERIFY2(begun.status == 200, begun.body.c_str());
    QCOMPARE(element(begun.body, "Bucket"), std::string("default"));
    QCOMPARE(element(begun.body, "Key"), std::string("big"));
    const std::string id = element(begun.body, "UploadId");
    const auto uploads = get("/default", {{"uploads", ""}});
    QCOMPARE(elements(uploads.body, "Key"), std::string("big"));
    std::string parts;
    for (int number : {1, 2}) {
        Ask part = request("PUT", "/default/big", number == 1 ? noise(5 << 20) : "end",
                           {{"partNumber", std::to_string(number)}, {"uploadId", id}});
        const auto sent = ask(part);
        QVERIFY2(sent.status == 200, sent.body.c_str());
        parts += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" +
                 *sent.headers.find("etag") + "</ETag><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>";
    }
    const auto listed = get("/default/big", {{"uploadId", id}});
    QCOMPARE(elements(listed.body, "PartNumber"), std::string("1 2"));
    const auto wrong = ask(request("POST", "/default/big",
                                   "<CompleteMultipartUpload><Part><PartNumber>3</PartNumber>"
                                   "<ETag>x</ETag></Part></CompleteMultipartUpload>",
                                   {{"uploadId", id}}));
    QCOMPARE(code(wrong), std::string("InvalidPart"));
    const auto whole =
        ask(request("POST", "/default/big",
                    "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>", {{"uploadId", id}}));
    QVERIFY2(whole.status == 200, whole.body.c_str());
    QCOMPARE(element(whole.body, "Key"), std::string("big"));
    QVERIFY(get("/default/big").body == noise(5 << 20) + "end");

    const auto again = ask(request("POST", "/default/gone", {}, {{"uploads", ""}}));
    const QueryParameters other{{"uploadId", element(again.body, "UploadId")}};
    QCOMPARE(ask(request("DELETE", "/default/gone", {}, other)).status, 204);
    QCOMPARE(code(ask(request("GET", "/default/gone", {}, other))), std::string("NoSuchUpload"));
}

void ForeignObjectsTest::copies()
{
    QCOMPARE(put("/default/a%20b", "hello", {{"content-type", "text/plain"}}).status, 200);
    Ask copy = request("PUT", "/default/copy");
    copy.headers = {{"x-amz-copy-source", "/default/a%20b"}};
    const auto copied = ask(copy);
    QVERIFY2(copied.status == 200, copied.body.c_str());
    QCOMPARE(element(copied.body, "ETag"), std::string("&quot;5d41402abc4b2a76b9719d911017c592&quot;"));
    QCOMPARE(get("/default/copy").body, std::string("hello"));
    QCOMPARE(*get("/default/copy").headers.find("content-type"), std::string("text/plain"));
    copy.headers = {{"x-amz-copy-source", "/other/x"}};
    QCOMPARE(code(ask(copy)), std::string("NoSuchBucket"));
    copy.headers = {{"x-amz-copy-source", "/default/../other/x"}};
    QCOMPARE(code(ask(copy)), std::string("InvalidArgument"));
    copy.headers = {{"x-amz-copy-source", "/default/absent"}};
    QCOMPARE(code(ask(copy)), std::string("NoSuchKey"));
}

void ForeignObjectsTest::manyAreDeletedAtOnce()
{
    for (const char* key : {"a", "b", "c", "%01"})
        QCOMPARE(put(std::string("/default/") + key, "x").status, 200);
    const auto removed =
        ask(request("POST", "/default",
                    "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object>"
                    "<Object><Key>&#1;</Key></Object>"
                    "<Object><Key>../c</Key></Object><Object><Key>datasets/d/1/x</Key></Object>"
                    "</Delete>",
                    {{"delete", ""}}));
    QCOMPARE(removed.status, 200);
    QVERIFY2(removed.body.find("<Deleted><Key>a</Key></Deleted><Deleted><Key>b</Key></Deleted>"
                               "<Deleted><Key>&#x1;</Key></Deleted>"
                               "<Error><Key>../c</Key><Code>InvalidArgument</Code>") != std::string::npos,
             removed.body.c_str());
    QCOMPARE(elements(get("/default").body, "Key"), std::string("c"));
    QCOMPARE(code(ask(request("POST", "/default", "<Delete", {{"delete", ""}}))),
             std::string("MalformedXML"));
}

void ForeignObjectsTest::rightsAreThePlatforms_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("refused");
    const auto row = [](const char* name, const char* who, const char* method, const char* path,
                        const char* refused) {
        QTest::newRow(name) << QByteArray(who) << QByteArray(method) << QByteArray(path)
                            << QByteArray(refused);
    };
    row("a viewer reads", "vera", "GET", "/default/x", "");
    row("a viewer does not write", "vera", "PUT", "/default/x", "AccessDenied");
    row("a viewer does not delete", "vera", "DELETE", "/default/x", "AccessDenied");
    row("a stranger sees no bucket", "stranger", "GET", "/default/x", "NoSuchBucket");
    row("an engineer of another project sees none", "alice", "GET", "/other/x", "NoSuchBucket");
    row("nobody writes what is no dataset's", "alice", "PUT", "/default/datasets/none/1/x", "AccessDenied");
    row("a key of the store is none of the platform's", "store", "GET", "/default/x", "InvalidAccessKeyId");
}

void ForeignObjectsTest::rightsAreThePlatforms()
{
    QFETCH(QByteArray, who);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, refused);
    QCOMPARE(put("/default/x", "hello").status, 200);
    ObjectServer& front = here_->front;
    const Key& key = who == "vera"       ? front.vera
                     : who == "alice"    ? front.alice
                     : who == "stranger" ? front.stranger
                                         : here_->back.alice;
    for (const bool direct : {false, true}) {
        Ask ask = request(method.toStdString(), path.toStdString(), method == "PUT" ? "new" : "");
        if (direct)
            ask.headers = {{"x-slipway-direct", "1"}, {"content-md5", "IspX7ciABOjAfJXaKGM5cw=="}};
        const auto answer = front.ask(key, ask);
        QCOMPARE(code(answer), refused.toStdString());
        QVERIFY(refused.isEmpty() || !answer.headers.find("location"));
    }
    QCOMPARE(here_->stored("x"), std::string("hello"));
}

void ForeignObjectsTest::whatDoesNotMatchIsNotKept_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("refused");
    for (const int bytes : {100, 3 << 20}) {
        QTest::addRow("%d bytes, %s", bytes, "wrong Content-MD5")
            << bytes << QByteArray("content-md5") << QByteArray("XUFAKrxLKna5cZ2REBfFkg==")
            << QByteArray("BadDigest");
        QTest::addRow("%d bytes, %s", bytes, "wrong CRC-32C")
            << bytes << QByteArray("x-amz-checksum-crc32c") << QByteArray("AAAAAA==")
            << QByteArray("BadDigest");
        QTest::addRow("%d bytes, %s", bytes, "wrong SHA-256")
            << bytes << QByteArray() << QByteArray(64, '0') << QByteArray("XAmzContentSHA256Mismatch");
    }
}

void ForeignObjectsTest::whatDoesNotMatchIsNotKept()
{
    QFETCH(int, bytes);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, refused);
    QCOMPARE(put("/default/x", "before").status, 200);
    Ask wrong = request("PUT", "/default/x", noise(static_cast<std::size_t>(bytes)));
    if (header.isEmpty())
        wrong.payload_hash = value.toStdString();
    else
        wrong.headers = {{header.toStdString(), value.toStdString()}};
    const auto answer = ask(wrong);
    QCOMPARE(answer.status, 400);
    QCOMPARE(code(answer), refused.toStdString());
    QCOMPARE(here_->stored("x"), std::string("before"));
}

void ForeignObjectsTest::signedChunksArrive()
{
    Ask chunked =
        request("PUT", "/default/c", "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n");
    chunked.headers = {{"content-encoding", "aws-chunked"},
                       {"x-amz-decoded-content-length", "11"},
                       {"x-amz-trailer", "x-amz-checksum-crc32"}};
    chunked.payload_hash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const auto stored = ask(chunked);
    QVERIFY2(stored.status == 200, stored.body.c_str());
    QCOMPARE(here_->stored("c"), std::string("hello world"));
    QVERIFY(!get("/default/c").headers.find("content-encoding"));
    chunked.body = "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
    QCOMPARE(code(ask(chunked)), std::string("BadDigest"));
    chunked.body = "b\r\nhello world\r\n";
    QCOMPARE(code(ask(chunked)), std::string("IncompleteBody"));
}

void ForeignObjectsTest::codeHasItsHash()
{
    const std::string good = "/default/code/" + hex(sha256("code")) + ".tar";
    QCOMPARE(put(good, "code").status, 200);
    QCOMPARE(code(put(good, "other code")), std::string("BadDigest"));
    QCOMPARE(here_->stored(good.substr(9)), std::string("code"));
    QCOMPARE(code(ask(request("POST", good, {}, {{"uploads", ""}}))), std::string("InvalidRequest"));
    Ask known = request("GET", good);
    known.headers = {{"x-slipway-direct", "1"}};
    QCOMPARE(ask(known).status, 307);
    Ask direct = request("PUT", good, "other code");
    direct.headers = {{"x-slipway-direct", "1"}, {"content-md5", "IspX7ciABOjAfJXaKGM5cw=="}};
    QCOMPARE(code(ask(direct)), std::string("BadDigest"));
}

void ForeignObjectsTest::nothingIsReplacedUnasked()
{
    QCOMPARE(put("/default/x", "first", {{"if-none-match", "*"}}).status, 200);
    QCOMPARE(code(put("/default/x", "second", {{"if-none-match", "*"}})), std::string("PreconditionFailed"));
    QCOMPARE(here_->stored("x"), std::string("first"));
}

void ForeignObjectsTest::aReaderThatLeavesEndsTheTransfer()
{
    QCOMPARE(put("/default/x", noise(32 << 20)).status, 200);
    const Ask whole = request("GET", "/default/x");
    net::FetchRequest fetch;
    fetch.url = here_->front.url(whole);
    const Key& key = here_->front.vera;
    for (const auto& [name, value] :
         sigv4::sign(here_->front.signable(whole), {key.access_key, key.secret_key, {}},
                     ObjectServer::scope(), now()))
        fetch.headers.set(name, value);
    std::atomic<int> ended = 0;
    for (int i = 0; i < 8; ++i) {
        net::FetchCallbacks callbacks;
        callbacks.on_body = [](std::string_view) { return false; };
        callbacks.on_done = [&](const Result<net::FetchResponse>& done) { ended += done ? 0 : 1; };
        here_->front.fetcher.start(fetch, std::move(callbacks));
    }
    QTRY_COMPARE(ended.load(), 8);
    QCOMPARE(get("/default/x", {}, {{"range", "bytes=0-1"}}).status, 206);
}

void ForeignObjectsTest::aStoreThatIsAwayIsToBeTriedAgain()
{
    QCOMPARE(put("/default/x", "hello").status, 200);
    here_->back.server->stop(std::chrono::milliseconds(10));
    const std::vector<Ask> asked{request("GET", "/default/x"), request("PUT", "/default/x", "small"),
                                 request("PUT", "/default/x", noise(3 << 20)),
                                 request("DELETE", "/default/x"), request("GET", "/default")};
    for (const Ask& one : asked) {
        const auto answer = ask(one);
        QCOMPARE(answer.status, 503);
        QCOMPARE(code(answer), std::string("ServiceUnavailable"));
        QVERIFY(answer.headers.find("retry-after"));
    }
    QCOMPARE(ask(request("HEAD", "/default/x")).status, 503);
}

void ForeignObjectsTest::aStoreThatDeniesIsNotTheCallersFault()
{
    const Result<void> revoked = here_->back.store->write(
        [&](Transaction& transaction) { return transaction.remove(here_->back.alice.resource.id); });
    QVERIFY(revoked);
    for (const Ask& one : {request("GET", "/default/x"), request("PUT", "/default/x", "small"),
                           request("PUT", "/default/x", noise(3 << 20))}) {
        const auto answer = ask(one);
        QCOMPARE(answer.status, 503);
        QVERIFY2(element(answer.body, "Message").find("administrator") != std::string::npos,
                 answer.body.c_str());
        QVERIFY(answer.body.find(here_->back.alice.access_key) == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(ForeignObjectsTest)
#include "foreign_objects_test.moc"
