// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/bucket_client.h"
#include "client/transfer/file_part.h"
#include "runner/data/task_bucket.h"
#include "tests/platform/objects/foreign_fixture.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

Ask direct(const std::string& method, const std::string& path, const std::string& body = {},
           QueryParameters query = {})
{
    Ask ask;
    ask.method = method;
    ask.path = path;
    ask.query = std::move(query);
    ask.headers = {{"x-slipway-direct", "1"}};
    if (method == "PUT") {
        ask.headers.emplace_back("content-md5", base64(*unhex(md5Of(body))));
        ask.payload_hash = hex(sha256(body));
    }
    return ask;
}

}  // namespace

/// Bodies that go between our own clients and the store of somebody else, past the platform.
class ForeignDirectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theAnswerNamesTheStore();
    void anAddressIsGoodForItsRequestAlone();
    void whatIsNoBodyStaysHere_data();
    void whatIsNoBodyStaysHere();
    void theClientSendsPastThePlatform_data();
    void theClientSendsPastThePlatform();
    void theClientSendsThroughWhereItMust();
    void theClientSendsToServersOfOldAsBefore();
    void aTaskReadsAndWritesPastThePlatform_data();
    void aTaskReadsAndWritesPastThePlatform();
    void aTaskGoesThroughWhereItMust();

private:
    /// A front whose store has another address, where nobody answers, for those who are sent there.
    void makeUnreachable();
    /// Sends an address as a client does that was sent there.
    net::FetchResponse follow(const std::string& address, const std::string& method, const std::string& body,
                              const std::string& md5_of);
    BucketAccess access(const ObjectServer& server) const
    {
        return {
            "http://" + server.address(), "default", server.alice.access_key, server.alice.secret_key, {}};
    }
    std::unique_ptr<TransferGate> gateTo(const ObjectServer& server) const;

    std::unique_ptr<ForeignFixture> here_;
    QTemporaryDir directory_;
    std::filesystem::path place_;
};

void ForeignDirectTest::init()
{
    here_ = std::make_unique<ForeignFixture>();
    place_ = std::filesystem::path(directory_.path().toStdString()) / newId("place");
    std::filesystem::create_directories(place_);
}

std::unique_ptr<TransferGate> ForeignDirectTest::gateTo(const ObjectServer& server) const
{
    Profile profile;
    profile.access_key = server.alice.access_key;
    profile.secret_key = server.alice.secret_key;
    return std::make_unique<TransferGate>(std::make_shared<Transport>(
        profile, std::make_shared<net::Fetcher>(), [](std::function<void()> closure) { closure(); }));
}

net::FetchResponse ForeignDirectTest::follow(const std::string& address, const std::string& method,
                                             const std::string& body, const std::string& md5_of)
{
    net::FetchRequest request;
    request.method = method;
    request.url = address;
    request.body = body;
    if (method == "PUT")
        request.headers.set("Content-MD5", base64(*unhex(md5Of(md5_of))));
    return here_->front.fetcher.run(std::move(request)).value();
}

void ForeignDirectTest::theAnswerNamesTheStore()
{
    const auto put = here_->front.ask(here_->front.alice, direct("PUT", "/default/a%20b", "hello"));
    QCOMPARE(put.status, 307);
    const std::string address = *put.headers.find("location");
    QVERIFY2(address.starts_with("http://" + here_->back.address() + "/default/slipway/default/a%20b?"),
             address.c_str());
    QVERIFY(address.find(here_->back.alice.secret_key) == std::string::npos);
    QCOMPARE(follow(address, "PUT", "hello", "hello").status, 200);
    QCOMPARE(here_->stored("a b"), std::string("hello"));
    const auto get = here_->front.ask(here_->front.vera, direct("GET", "/default/a%20b"));
    QCOMPARE(get.status, 307);
    QCOMPARE(follow(*get.headers.find("location"), "GET", {}, {}).body, std::string("hello"));
    QCOMPARE(here_->front.received_bytes.load(), std::uint64_t(0));
}

void ForeignDirectTest::anAddressIsGoodForItsRequestAlone()
{
    const auto put = here_->front.ask(here_->front.alice, direct("PUT", "/default/x", "hello"));
    const std::string address = *put.headers.find("location");
    QCOMPARE(follow(address, "PUT", "other", "hello").status, 400);
    QCOMPARE(follow(address, "PUT", "other", "other").status, 403);
    QCOMPARE(follow(address, "GET", {}, {}).status, 403);
    std::string elsewhere = address;
    elsewhere.replace(elsewhere.find("/x?"), 3, "/y?");
    QCOMPARE(follow(elsewhere, "PUT", "hello", "hello").status, 403);
    QCOMPARE(here_->stored("x"), std::string());
}

void ForeignDirectTest::whatIsNoBodyStaysHere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::newRow("a head") << QByteArray("HEAD") << QByteArray("/default/x") << QByteArray() << 200;
    QTest::newRow("a list") << QByteArray("GET") << QByteArray("/default") << QByteArray() << 200;
    QTest::newRow("the parts of none")
        << QByteArray("GET") << QByteArray("/default/x") << QByteArray("uploadId=u") << 404;
    QTest::newRow("a deletion") << QByteArray("DELETE") << QByteArray("/default/x") << QByteArray() << 204;
    QTest::newRow("a new upload") << QByteArray("POST") << QByteArray("/default/x") << QByteArray("uploads=")
                                  << 200;
}

void ForeignDirectTest::whatIsNoBodyStaysHere()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    QCOMPARE(here_->front.put(here_->front.alice, "/default/x", "hello").status, 200);
    const auto answer = here_->front.ask(here_->front.alice, direct(method.toStdString(), path.toStdString(),
                                                                    {}, *parseQuery(query.toStdString())));
    QCOMPARE(answer.status, status);
}

void ForeignDirectTest::theClientSendsPastThePlatform_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("an empty file") << 0;
    QTest::newRow("a small file") << 1'000;
    QTest::newRow("a large file") << (20 << 20);
}

void ForeignDirectTest::theClientSendsPastThePlatform()
{
    QFETCH(int, bytes);
    const std::string content = noise(static_cast<std::size_t>(bytes));
    std::ofstream(place_ / "file", std::ios::binary) << content;
    const auto gate = gateTo(here_->front);
    BucketClient bucket(*gate, "http://" + here_->front.address(), "default");
    QVERIFY(bucket.list(""));  // As uploads do first; from then on it is known where bodies go.
    BucketRequest request;
    request.method = "PUT";
    request.key = "file";
    const auto part = FilePart::open(place_ / "file", content.size(), 0, content.size()).value();
    request.source = part;
    request.payload_sha256 = hex(sha256(content));
    request.payload_md5 = md5Of(content);
    std::uint64_t sent_bytes = 0;
    const auto first = bucket.send(request);  // It learns here.
    QVERIFY2(first, first ? "" : first.error().message.c_str());
    const std::uint64_t received = here_->front.received_bytes;
    const auto sent =
        bucket.send(request, [&](std::uint64_t bytes_so_far, std::uint64_t) { sent_bytes = bytes_so_far; });
    QVERIFY2(sent, sent ? "" : sent.error().message.c_str());
    QVERIFY(here_->stored("file") == content);
    QCOMPARE(here_->front.received_bytes.load(), received);
    QCOMPARE(sent_bytes, std::uint64_t(content.size()));
    BucketRequest get;
    get.key = "file";
    QVERIFY(bucket.send(get)->body == content);
    BucketRequest wrong = request;
    wrong.payload_md5 = md5Of("another");
    const auto refused = bucket.send(wrong);
    QVERIFY(!refused);
    QVERIFY(here_->stored("file") == content);
}

void ForeignDirectTest::makeUnreachable()
{
    // The store is asked through a name that only the platform can use: its address for others answers
    // nobody.
    class Detour final : public ObjectBackend {
    public:
        Detour(Store& resources, std::shared_ptr<ForeignStore> store,
               const std::shared_ptr<ForeignStore>& told)
            : real_(resources, std::move(store)), told_(resources, told)
        {
        }
        void openBucket(const std::string&) override {}
        Result<void> checkKey(std::string_view key) const override { return real_.checkKey(key); }
        bool isElsewhere(const net::RequestHead&) const override { return true; }
        std::optional<net::Response> elsewhere(const S3Request& request) const override
        {
            return told_.elsewhere(request);
        }
        Result<net::Response> onBucket(const S3Request& request) override { return real_.onBucket(request); }
        Result<net::Response> onObject(const S3Request& request) override { return real_.onObject(request); }

    private:
        ForeignObjects real_, told_;
    };
    ForeignStoreOptions away = here_->options();
    away.endpoint = "http://127.0.0.1:1";
    const ObjectParts parts{here_->front.authenticator, *here_->front.store, here_->front.limits,
                            here_->front.metrics};
    here_->front.service = std::make_shared<ObjectService>(
        parts, std::make_unique<Detour>(*here_->front.store, here_->store, ForeignStore::open(away).value()));
    here_->front.server = net::Server::start({}, here_->front.service).value();
}

void ForeignDirectTest::theClientSendsThroughWhereItMust()
{
    makeUnreachable();
    const std::string content = noise(3 << 20);
    const auto gate = gateTo(here_->front);
    BucketClient bucket(*gate, "http://" + here_->front.address(), "default");
    BucketRequest request;
    request.method = "PUT";
    request.key = "file";
    request.body = content;
    request.payload_md5 = md5Of(content);
    for (int time = 0; time < 2; ++time) {
        const auto sent = bucket.send(request);
        QVERIFY2(sent, sent ? "" : sent.error().message.c_str());
    }
    QVERIFY(here_->stored("file") == content);
}

void ForeignDirectTest::theClientSendsToServersOfOldAsBefore()
{
    const auto gate = gateTo(here_->back);
    BucketClient bucket(*gate, "http://" + here_->back.address(), "default");
    BucketRequest request;
    request.method = "PUT";
    request.key = "file";
    request.body = "hello";
    request.payload_md5 = md5Of("hello");
    QVERIFY(bucket.send(request));
    QCOMPARE(here_->back.file("default/file"), std::string("hello"));
    request.payload_md5 = md5Of("other");
    QCOMPARE(bucket.send(request).error().type, std::string("BadDigest"));
}

void ForeignDirectTest::aTaskReadsAndWritesPastThePlatform_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("an empty file") << 0;
    QTest::newRow("a small file") << 1'000;
    QTest::newRow("one of three parts") << (40 << 20);
}

void ForeignDirectTest::aTaskReadsAndWritesPastThePlatform()
{
    QFETCH(int, bytes);
    const std::string content = noise(static_cast<std::size_t>(bytes));
    std::ofstream(place_ / "out", std::ios::binary) << content;
    const TaskBucket bucket(access(here_->front));
    QVERIFY(bucket.store(place_ / "out", "first"));  // It learns here.
    const std::uint64_t received = here_->front.received_bytes;
    const auto stored = bucket.store(place_ / "out", "scratch/o ut");
    QVERIFY2(stored, stored ? "" : stored.error().message.c_str());
    QVERIFY(here_->stored("scratch/o ut") == content);
    QCOMPARE(here_->front.received_bytes.load(), received);
    const auto fetched = bucket.fetch("scratch/o ut", place_ / "in");
    QVERIFY2(fetched, fetched ? "" : fetched.error().message.c_str());
    std::ifstream in(place_ / "in", std::ios::binary);
    QVERIFY(std::string(std::istreambuf_iterator<char>(in), {}) == content);
    QCOMPARE(bucket.fetch("absent", place_ / "none").error().code, ErrorCode::NotFound);
}

void ForeignDirectTest::aTaskGoesThroughWhereItMust()
{
    makeUnreachable();
    std::ofstream(place_ / "out", std::ios::binary) << "hello";
    {
        const TaskBucket bucket(access(here_->front));
        const auto stored = bucket.store(place_ / "out", "x");
        QVERIFY2(stored, stored ? "" : stored.error().message.c_str());
        QCOMPARE(here_->stored("x"), std::string("hello"));
    }
    const TaskBucket bucket(access(here_->front));
    const auto fetched = bucket.fetch("x", place_ / "in");
    QVERIFY2(fetched, fetched ? "" : fetched.error().message.c_str());
}

QTEST_GUILESS_MAIN(ForeignDirectTest)
#include "foreign_direct_test.moc"
