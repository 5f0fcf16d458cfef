// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/store_answers.h"
#include "platform/objects/foreign/store_check.h"
#include "platform/objects/foreign/store_credentials.h"
#include "platform/objects/foreign/store_keeper.h"
#include "tests/platform/objects/foreign_fixture.h"

#include <QTest>

#include <future>
#include <thread>

using namespace slipway;
using namespace slipway::test;

namespace {

/// Takes requests, and answers none before it is released.
class SilentService final : public net::Service {
public:
    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy();
    }
    net::Response handle(net::Request) override
    {
        if (++count_ == 2)
            both_.set_value();
        released_.wait();
        return {};
    }
    /// Done once two requests are there.
    std::future<void> twoCame() { return both_.get_future(); }
    void release() { release_.set_value(); }

private:
    std::atomic<int> count_ = 0;
    std::promise<void> both_;
    std::promise<void> release_;
    std::shared_future<void> released_ = release_.get_future().share();
};

}  // namespace

/// What slipwayd itself does with a store of somebody else, and how it reads what that says.
class ForeignStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void credentialsAreRead_data();
    void credentialsAreRead();
    void credentialsOthersCanReadAreRefused();
    void optionsThatCannotBeRightAreRefused_data();
    void optionsThatCannotBeRightAreRefused();
    void problemsSayWhatToDo_data();
    void problemsSayWhatToDo();
    void whoeverAsksLearnsNothingOfTheStore();
    void answersAreRewritten_data();
    void answersAreRewritten();
    void theCheckFindsWhatIsWrong();
    void keysAreLookedUpAside();
    void removalsGoOnAside();
    void abandonedUploadsAreGivenUp();
    void aProjectGoesAlone();
    void aStoreThatIsAwayIsAnError();
    void nobodyWaitsForAClosedStore();
};

void ForeignStoreTest::credentialsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("key");  // empty: refused
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("as the AWS tools write it")
        << QByteArray("[default]\naws_access_key_id = AK\naws_secret_access_key = se/cr=et\n")
        << QByteArray("AK se/cr=et") << QByteArray();
    QTest::newRow("without spaces, with a token and comments")
        << QByteArray(
               "# "
               "ours\n[default]\r\naws_access_key_id=AK\r\n;x\naws_secret_access_key=S\naws_session_token=T=")
        << QByteArray("AK S") << QByteArray("T=");
    QTest::newRow("other profiles do not count")
        << QByteArray(
               "[old]\naws_access_key_id=X\n[default]\naws_access_key_id=AK\naws_secret_access_key=S\n[b]\n"
               "aws_secret_access_key=Y\n")
        << QByteArray("AK S") << QByteArray();
    QTest::newRow("no profile of that name")
        << QByteArray("[old]\naws_access_key_id=X\naws_secret_access_key=S\n") << QByteArray()
        << QByteArray();
    QTest::newRow("no secret") << QByteArray("[default]\naws_access_key_id=X\n") << QByteArray()
                               << QByteArray();
    QTest::newRow("a key that would break a header")
        << QByteArray("[default]\naws_access_key_id=A B\naws_secret_access_key=S\n") << QByteArray()
        << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void ForeignStoreTest::credentialsAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, token);
    const auto read = parseStoreCredentials(text.toStdString());
    QCOMPARE(read.has_value(), !key.isEmpty());
    if (!read)
        return;
    QCOMPARE(read->access_key + " " + read->secret_key, key.toStdString());
    QCOMPARE(read->session_token, token.toStdString());
}

void ForeignStoreTest::credentialsOthersCanReadAreRefused()
{
    QTemporaryDir directory;
    const std::filesystem::path file = directory.filePath(QStringLiteral("credentials")).toStdString();
    std::ofstream(file) << "[default]\naws_access_key_id = AK\naws_secret_access_key = hidden\n";
    using std::filesystem::perms;
    std::filesystem::permissions(file, perms::owner_read | perms::group_read);
    const auto open = readStoreCredentials(file);
    QCOMPARE(open.error().code, ErrorCode::PermissionDenied);
    QVERIFY(open.error().message.find("chmod 600") != std::string::npos);
    std::filesystem::permissions(file, perms::owner_read);
    QCOMPARE(readStoreCredentials(file)->access_key, std::string("AK"));
    QCOMPARE(readStoreCredentials(directory.path().toStdString()).error().code, ErrorCode::InvalidArgument);
    std::ofstream(file, std::ios::trunc) << "[default]\naws_secret_access_key = hidden\n";
    std::filesystem::permissions(file, perms::owner_read);
    QCOMPARE(readStoreCredentials(file / "x").error().code, ErrorCode::Unavailable);
}

void ForeignStoreTest::optionsThatCannotBeRightAreRefused_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* option, const char* value) {
        QTest::newRow(name) << QString::fromLatin1(option) << QString::fromLatin1(value);
    };
    row("no address", "endpoint", "s3.example.org");
    row("an address with a path", "endpoint", "https://s3.example.org/bucket");
    row("another protocol", "endpoint", "ftp://s3.example.org");
    row("no bucket", "bucket", "");
    row("a bucket with a slash", "bucket", "a/bucket");
    row("a prefix that leads up", "prefix", "../x");
    row("a prefix with an empty part", "prefix", "a//b");
    row("a prefix that starts at the root", "prefix", "/a");
    row("a region with a slash", "region", "eu/1");
    row("no region", "region", "");
}

void ForeignStoreTest::optionsThatCannotBeRightAreRefused()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    ForeignStoreOptions options;
    options.endpoint = "https://s3.example.org";
    options.bucket = "bucket";
    QVERIFY(ForeignStore::open(options));
    std::string* member = option == QLatin1String("endpoint") ? &options.endpoint
                          : option == QLatin1String("bucket") ? &options.bucket
                          : option == QLatin1String("prefix") ? &options.prefix
                                                              : &options.region;
    *member = value.toStdString();
    const auto opened = ForeignStore::open(options);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(opened.error().field, option.toStdString());
}

void ForeignStoreTest::problemsSayWhatToDo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<QByteArray>("told");  // to who asked for an object

    const auto row = [](const char* name, int status, const char* code, ErrorCode kind, const char* says,
                        const char* told) {
        QTest::newRow(name) << status << QByteArray(code) << int(kind) << QByteArray(says)
                            << QByteArray(told);
    };
    row("busy", 503, "SlowDown", ErrorCode::Unavailable, "Try again", "SlowDown");
    row("busy, without a body", 503, "", ErrorCode::Unavailable, "Try again", "SlowDown");
    row("broken", 500, "InternalError", ErrorCode::Unavailable, "Try again", "ServiceUnavailable");
    row("denied", 403, "AccessDenied", ErrorCode::PermissionDenied, "let that key", "ServiceUnavailable");
    row("denied, without a body", 403, "", ErrorCode::PermissionDenied, "let that key", "ServiceUnavailable");
    row("unknown key", 403, "InvalidAccessKeyId", ErrorCode::PermissionDenied, "one that it knows",
        "ServiceUnavailable");
    row("wrong secret", 403, "SignatureDoesNotMatch", ErrorCode::PermissionDenied, "secret does not belong",
        "ServiceUnavailable");
    row("an ended session", 400, "ExpiredToken", ErrorCode::PermissionDenied, "session",
        "ServiceUnavailable");
    row("no bucket", 404, "NoSuchBucket", ErrorCode::InvalidArgument, "correct the name",
        "ServiceUnavailable");
    row("another region", 301, "PermanentRedirect", ErrorCode::InvalidArgument, "Correct the region",
        "ServiceUnavailable");
    row("another region, without a body", 400, "", ErrorCode::InvalidArgument, "\"mars-1\"",
        "ServiceUnavailable");
    row("a bad request, without a body", 400, "", ErrorCode::InvalidArgument, "InvalidRequest",
        "InvalidRequest");
    row("clocks differ", 403, "RequestTimeTooSkewed", ErrorCode::InvalidArgument, "NTP",
        "ServiceUnavailable");
    row("full", 403, "QuotaExceeded", ErrorCode::Unavailable, "full", "ServiceUnavailable");
    row("no such object", 404, "NoSuchKey", ErrorCode::NotFound, "said so", "NoSuchKey");
    row("no such object, without a body", 404, "", ErrorCode::NotFound, "NoSuchKey", "NoSuchKey");
    row("a part too small", 400, "EntityTooSmall", ErrorCode::InvalidArgument, "said so", "EntityTooSmall");
    row("behind the end", 416, "", ErrorCode::InvalidArgument, "InvalidRange", "InvalidRange");
    row("no S3 at all", 418, "", ErrorCode::InvalidArgument, "InvalidRequest", "InvalidRequest");
    row("a code of its own", 400, "TeapotEmpty", ErrorCode::Unavailable, "S3 endpoint", "ServiceUnavailable");
}

void ForeignStoreTest::problemsSayWhatToDo()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(int, kind);
    QFETCH(QByteArray, says);
    QFETCH(QByteArray, told);
    net::FetchResponse answer;
    answer.status = status;
    if (says.contains("mars-1"))
        answer.headers.set("x-amz-bucket-region", "mars-1");
    if (!code.isEmpty())
        answer.body =
            "<Error><Code>" + code.toStdString() + "</Code><Message>The store said so.</Message></Error>";
    const Error error = storeError({"https://s3.example.org", "bucket", "us-east-1", "AK"}, answer);
    QVERIFY2(error.message.find(says.toStdString()) != std::string::npos, error.message.c_str());
    if (status != 416 && status != 418)
        QCOMPARE(int(error.code), kind);
    QCOMPARE(answerFor(error).type, told.toStdString());
}

void ForeignStoreTest::whoeverAsksLearnsNothingOfTheStore()
{
    net::FetchResponse answer;
    answer.status = 403;
    const Error told = answerFor(storeError({"https://s3.example.org", "bucket", "us-east-1", "AK"}, answer));
    QVERIFY(told.message.find("example.org") == std::string::npos);
    QVERIFY(told.message.find("AK") == std::string::npos);
}

void ForeignStoreTest::answersAreRewritten_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("encoded");
    QTest::addColumn<QByteArray>("rewritten");  // without its head; empty: refused
    const auto row = [](const char* name, const char* xml, bool encoded, const char* rewritten) {
        QTest::newRow(name) << QByteArray(xml) << encoded << QByteArray(rewritten);
    };
    row("keys lose where they lie",
        "<R><Name>b</Name><Contents><Key>pre/p1/a</Key><Size>3</Size></Contents></R>", false,
        "<Name>p1</Name><Contents><Key>a</Key><Size>3</Size></Contents>");
    row("common prefixes, too", "<R><CommonPrefixes><Prefix>pre/p1/a/</Prefix></CommonPrefixes></R>", false,
        "<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>");
    row("encoded keys are decoded", "<R><EncodingType>url</EncodingType><Key>pre%2Fp1/a+b%2Bc%26</Key></R>",
        false, "<Key>a b+c&amp;</Key>");
    row("and encoded for those who want that",
        "<R><EncodingType>url</EncodingType><Key>pre/p1/a%20b%01</Key></R>", true,
        "<EncodingType>url</EncodingType><Key>a%20b%01</Key>");
    row("keys that are not encoded stay", "<R><Key>pre/p1/100%25+1</Key></R>", false, "<Key>100%25+1</Key>");
    row("whose keys they are is not told",
        "<R><Owner><ID>root</ID><DisplayName>Admin</DisplayName></Owner></R>", false,
        "<Owner><ID>p1</ID><DisplayName>p1</DisplayName></Owner>");
    row("a foreign key is nothing", "<R><Key>other/x</Key></R>", false, "<Key></Key>");
    row("space before it", "  \n<R><ETag>\"e\"</ETag></R>", false, "<ETag>&quot;e&quot;</ETag>");
    row("no XML", "oops", false, "");
    row("nothing", "", false, "");
    QTest::newRow("a byte that no XML holds")
        << QByteArray("<R><Key>a\0</Key></R>", 20) << false << QByteArray();
}

void ForeignStoreTest::answersAreRewritten()
{
    QFETCH(QByteArray, xml);
    QFETCH(bool, encoded);
    QFETCH(QByteArray, rewritten);
    const auto answer = rewriteAnswer(xml.toStdString(), {"p1", "pre/p1/", encoded});
    QCOMPARE(answer.has_value(), !rewritten.isEmpty());
    if (!answer)
        return;
    const std::string expected =
        "<R xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + rewritten.toStdString() + "</R>";
    QVERIFY2(answer->ends_with(expected), answer->c_str());
}

void ForeignStoreTest::theCheckFindsWhatIsWrong()
{
    ForeignFixture here;
    const auto checked = checkStore(*here.store);
    QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
    QVERIFY(listKeys(*here.store, "", 10)->empty());

    const auto verdict = [&](const std::function<void(ForeignStoreOptions&)>& change) {
        ForeignStoreOptions options = here.options();
        change(options);
        return checkStore(**ForeignStore::open(options)).error();
    };
    const auto says = [](const Error& error, const char* words) {
        return error.type == store_refuses && error.message.find(words) != std::string::npos;
    };
    QVERIFY(says(verdict([](auto& o) { o.credentials.secret_key = "wrong"; }), "does not belong to the key"));
    QVERIFY(says(verdict([](auto& o) { o.credentials.access_key = "SWNOBODY"; }), "does not know the key"));
    QVERIFY(says(verdict([](auto& o) { o.bucket = "absent"; }), "no bucket \"absent\""));
    QCOMPARE(verdict([&](auto& o) {
                 o.credentials = {here.back.vera.access_key, here.back.vera.secret_key, {}};
             }).code,
             ErrorCode::PermissionDenied);
    QCOMPARE(verdict([](auto& o) { o.endpoint = "http://127.0.0.1:1"; }).code, ErrorCode::Unavailable);
}

void ForeignStoreTest::keysAreLookedUpAside()
{
    ForeignFixture here;
    QCOMPARE(here.front.put(here.front.alice, "/default/m/b%20c", "1").status, 200);
    QCOMPARE(here.front.put(here.front.alice, "/default/m/a", "1").status, 200);
    QCOMPARE(here.front.put(here.front.alice, "/default/n", "1").status, 200);
    StoreKeeper keeper(here.store);
    std::optional<std::vector<std::string>> found;
    // Not by QTRY_VERIFY, which asks once more than it needs.
    QVERIFY(QTest::qWaitFor([&] { return (found = keeper.keys("default", "m/").value()).has_value(); }));
    QCOMPARE(*found, (std::vector<std::string>{"m/a", "m/b c"}));
    found.reset();
    QVERIFY(QTest::qWaitFor([&] { return (found = keeper.keys("other", "").value()).has_value(); }));
    QVERIFY(found->empty());
}

void ForeignStoreTest::removalsGoOnAside()
{
    ForeignFixture here;
    for (int i = 0; i < 1'100; ++i) {
        const std::filesystem::path file = here.back.objects() / "default" / place / "d" / std::to_string(i);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << "x";
    }
    QCOMPARE(here.front.put(here.front.alice, "/default/dd", "stays").status, 200);
    Ask begin;
    begin.method = "POST";
    begin.path = "/default/d/upload";
    begin.query = {{"uploads", ""}};
    QCOMPARE(here.front.ask(here.front.alice, begin).status, 200);
    StoreKeeper keeper(here.store);
    QVERIFY(QTest::qWaitFor([&] { return keeper.remove("default", "d/").value(); }, 30'000));
    QCOMPARE(*listKeys(*here.store, "slipway/", 10), std::vector<std::string>{place + "dd"});
    QCOMPARE(*abortUploads(*here.store, "slipway/", Timestamp::max()), std::size_t(0));
}

void ForeignStoreTest::abandonedUploadsAreGivenUp()
{
    ForeignFixture here;
    Ask begin;
    begin.method = "POST";
    begin.path = "/default/u";
    begin.query = {{"uploads", ""}};
    QCOMPARE(here.front.ask(here.front.alice, begin).status, 200);
    QCOMPARE(*abortUploads(*here.store, "slipway/", now() - std::chrono::hours(1)), std::size_t(0));
    QCOMPARE(*abortUploads(*here.store, "slipway/", now() + std::chrono::hours(1)), std::size_t(1));
    QCOMPARE(*abortUploads(*here.store, "slipway/", now() + std::chrono::hours(1)), std::size_t(0));
}

void ForeignStoreTest::aStoreThatIsAwayIsAnError()
{
    ForeignStoreOptions options;
    options.endpoint = "http://127.0.0.1:1";
    options.bucket = "bucket";
    StoreKeeper keeper(ForeignStore::open(options).value());
    Result<bool> removed = false;
    QVERIFY(QTest::qWaitFor([&] { return !(removed = keeper.remove("default", "d/")); }));
    QCOMPARE(removed.error().code, ErrorCode::Unavailable);
    QCOMPARE(removed.error().field, std::string("endpoint"));
}

void ForeignStoreTest::aProjectGoesAlone()
{
    ForeignFixture here;
    QCOMPARE(here.front.put(here.front.alice, "/default/a/b", "x").status, 200);
    QCOMPARE(here.back.put(here.back.alice, "/default/slipway/default2/c", "x").status, 200);
    StoreKeeper keeper(here.store);
    QVERIFY(QTest::qWaitFor([&] { return keeper.remove("default", "").value(); }));
    QCOMPARE(*listKeys(*here.store, "", 10), std::vector<std::string>{"slipway/default2/c"});
}

void ForeignStoreTest::nobodyWaitsForAClosedStore()
{
    const auto silent = std::make_shared<SilentService>();
    const auto server = net::Server::start({}, silent).value();
    ForeignStoreOptions options;
    options.endpoint = "http://" + server->address();
    options.bucket = "bucket";
    const auto store = ForeignStore::open(options).value();
    StoreKeeper keeper(store);
    QVERIFY(!keeper.remove("default", "").value());
    // Once both are on their way.
    std::thread closer([&] {
        silent->twoCame().wait();
        store->close();
    });
    const auto waited = store->ask({});
    closer.join();
    QCOMPARE(waited.error().code, ErrorCode::Unavailable);
    Result<bool> removed = false;
    QVERIFY(QTest::qWaitFor([&] { return !(removed = keeper.remove("default", "")); }));
    QCOMPARE(store->ask({}).error().code, ErrorCode::Unavailable);
    silent->release();
}

QTEST_GUILESS_MAIN(ForeignStoreTest)
#include "foreign_store_test.moc"
