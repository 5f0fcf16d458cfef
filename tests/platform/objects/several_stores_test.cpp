// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/bucket_client.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/statuses.h"
#include "platform/auth/task_keys.h"
#include "platform/objects/plain_objects.h"
#include "platform/objects/stores/prefix_copier.h"
#include "platform/objects/stores/routed_objects.h"
#include "tests/platform/objects/foreign_fixture.h"

#include <QTest>
#include <fmt/ranges.h>

#include <set>

using namespace slipway;
using namespace slipway::test;

namespace {

/// A platform with files of its own and one store of somebody else, called "far".
struct SeveralStores {
    ForeignFixture far;
    std::shared_ptr<StoreTable> table;
    std::unique_ptr<ObjectServer> front = std::make_unique<ObjectServer>([this](Store& resources) {
        const std::filesystem::path objects = far.back.directory() / "home";
        table = std::make_shared<StoreTable>(std::make_shared<PlainObjects>(resources, objects));
        table->add("far", std::make_shared<ForeignObjects>(resources, far.store));
        return std::make_unique<RoutedObjects>(resources, table);
    });

    std::string atHome(const std::string& key) const
    {
        std::ifstream file(far.back.directory() / "home" / "default" / key, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

Ask request(const std::string& method, const std::string& path, QueryParameters query = {},
            std::string body = {})
{
    Ask ask;
    ask.method = method;
    ask.path = path;
    ask.query = std::move(query);
    ask.body = std::move(body);
    return ask;
}

/// All keys and common prefixes of a list, page by page, in the order of the answers.
std::vector<std::string> listAll(SeveralStores& here, const QueryParameters& wish)
{
    std::vector<std::string> names;
    std::string token;
    do {
        QueryParameters query = wish;
        query.emplace_back("list-type", "2");
        if (!token.empty())
            query.emplace_back("continuation-token", token);
        const auto answer = here.front->get(here.front->alice, "/default", query);
        if (answer.status != 200)
            return {answer.body};
        std::set<std::string> page;
        const s3::ObjectPage read = s3::readObjectPage(answer.body).value();
        for (const auto& object : read.objects)
            page.insert(object.key);
        std::string rest = answer.body;
        for (std::size_t at; (at = rest.find("<CommonPrefixes>")) != rest.npos; rest.erase(0, at + 1))
            page.insert(element(rest.substr(at), "Prefix"));
        names.insert(names.end(), page.begin(), page.end());
        token = element(answer.body, "NextContinuationToken");
    } while (!token.empty() && names.size() < 1'000);
    return names;
}

}  // namespace

/// Any S3 client on a platform whose objects lie in several stores.
class SeveralStoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void eachKeyHasItsStore_data();
    void eachKeyHasItsStore();
    void listsShowAllStores_data();
    void listsShowAllStores();
    void manyAreDeletedWhereverTheyLie();
    void objectsAreCopiedBetweenStores_data();
    void objectsAreCopiedBetweenStores();
    void partsAreCopiedBetweenStores();
    void uploadsOfAllStoresAreListed();
    void ourClientPutsIntoEither();
    void aTaskReadsTheCopyBesideItsCluster();
    void whatATaskWritesWaitsUntilItsPlaceIsKnown();
    void aCopyIsWholeAndGoesOn_data();
    void aCopyIsWholeAndGoesOn();
    void aStoreThatIsAwayIsSaidToBe();
    void rightsHoldInEveryStore();

private:
    Resource dataset(const std::string& name, const std::string& store);
    void setStatus(const Resource& resource, const std::string& status);
    net::FetchResponse put(const std::string& path, const std::string& body,
                           std::vector<std::pair<std::string, std::string>> headers = {})
    {
        return here_->front->put(here_->front->alice, path, body, std::move(headers));
    }
    net::FetchResponse get(const std::string& path) { return here_->front->get(here_->front->vera, path); }
    std::string pathOf(const Resource& dataset) const
    {
        return "datasets/" + dataset.name + "/" + dataset.id.text() + "/";
    }
    /// Waits for the end of a copy.
    Result<CopyProgress> finish(PrefixCopier& copier, const PrefixCopy& copy);

    std::unique_ptr<SeveralStores> here_;
    std::string near_, far_;  ///< Where the files of a dataset at home and of one in the other store go.
};

void SeveralStoresTest::init()
{
    here_ = std::make_unique<SeveralStores>();
    near_ = pathOf(dataset("near", ""));
    far_ = pathOf(dataset("far", "far"));
}

Resource SeveralStoresTest::dataset(const std::string& name, const std::string& store)
{
    const Json place = store.empty() ? Json::object() : Json{{"store", store}};
    const Resource made = here_->front->create(Kind::Dataset, "default", name, "alice", dumpJson(place));
    setStatus(made, dumpJson(place));
    return made;
}

void SeveralStoresTest::setStatus(const Resource& resource, const std::string& status)
{
    QVERIFY(here_->front->store->write([&](Transaction& transaction) {
        auto newest = transaction.get(resource.id).value();
        newest.status = status;
        return transaction.update(newest).map([](const Resource&) {});
    }));
}

void SeveralStoresTest::eachKeyHasItsStore_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("is_far");
    QTest::newRow("a file of a dataset at home") << "near" << false;
    QTest::newRow("a file of a dataset in the other store") << "far" << true;
    QTest::newRow("any other key") << "notes" << false;
}

void SeveralStoresTest::eachKeyHasItsStore()
{
    QFETCH(QString, folder);
    QFETCH(bool, is_far);
    const std::string key = (folder == u"near"  ? near_
                             : folder == u"far" ? far_
                                                : std::string("notes/")) +
                            "a b";
    const auto stored = put("/default/" + percentEncode(key, Slash::Keep), "seven");
    QVERIFY2(stored.status == 200, stored.body.c_str());
    QCOMPARE(stored.headers.find("x-slipway-direct") != nullptr, is_far);
    QCOMPARE(here_->far.stored(key), std::string(is_far ? "seven" : ""));
    QCOMPARE(here_->atHome(key), std::string(is_far ? "" : "seven"));
    QCOMPARE(get("/default/" + percentEncode(key, Slash::Keep)).body, std::string("seven"));
    QCOMPARE(here_->front
                 ->ask(here_->front->alice, request("DELETE", "/default/" + percentEncode(key, Slash::Keep)))
                 .status,
             204);
    QCOMPARE(get("/default/" + percentEncode(key, Slash::Keep)).status, 404);
}

void SeveralStoresTest::listsShowAllStores_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("delimiter");
    QTest::addColumn<int>("page");
    QTest::newRow("everything at once") << ""
                                        << "" << 1000;
    QTest::newRow("everything, one key a page") << ""
                                                << "" << 1;
    QTest::newRow("everything, three keys a page") << ""
                                                   << "" << 3;
    QTest::newRow("folders at the top, one a page") << ""
                                                    << "/" << 1;
    QTest::newRow("folders of datasets, one a page") << "datasets/"
                                                     << "/" << 1;
    QTest::newRow("what begins like two datasets") << "datasets/"
                                                   << "" << 2;
    QTest::newRow("one dataset's files") << "FAR"
                                         << "" << 2;
    QTest::newRow("folders in one dataset") << "FAR"
                                            << "/" << 1;
    QTest::newRow("what nobody has") << "zebra/"
                                     << "" << 10;
}

void SeveralStoresTest::listsShowAllStores()
{
    QFETCH(QString, prefix);
    QFETCH(QString, delimiter);
    QFETCH(int, page);
    const std::vector<std::string> keys{
        "a.txt",     far_ + "0",      far_ + "sub/1", far_ + "sub/2", far_ + "\xE4\xBD\xA0",
        near_ + "0", near_ + "sub/1", "jobs.txt",     "notes/x",      "z"};
    for (const std::string& key : keys)
        QCOMPARE(put("/default/" + percentEncode(key, Slash::Keep), key).status, 200);
    const std::string wanted = prefix == u"FAR" ? far_ : prefix.toStdString();
    std::set<std::string> expected;
    for (const std::string& key : keys) {
        if (!key.starts_with(wanted))
            continue;
        const std::size_t end = delimiter.isEmpty() ? key.npos : key.find('/', wanted.size());
        expected.insert(end == key.npos ? key : key.substr(0, end + 1));
    }
    QueryParameters query{{"prefix", wanted}, {"max-keys", std::to_string(page)}};
    if (!delimiter.isEmpty())
        query.emplace_back("delimiter", delimiter.toStdString());
    const auto listed = listAll(*here_, query);
    QVERIFY2(listed == std::vector<std::string>(expected.begin(), expected.end()),
             fmt::format("{}", fmt::join(listed, "\n")).c_str());
}

void SeveralStoresTest::manyAreDeletedWhereverTheyLie()
{
    for (const std::string& key : {near_ + "1", far_ + "1", far_ + "2", std::string("loose")})
        QCOMPARE(put("/default/" + key, "x").status, 200);
    const std::string body =
        "<Delete><Object><Key>" + near_ + "1</Key></Object><Object><Key>" + far_ +
        "1</Key></Object><Object><Key>loose</Key></Object><Object><Key>datasets/none/x</Key>"
        "</Object></Delete>";
    const auto answer =
        here_->front->ask(here_->front->alice, request("POST", "/default", {{"delete", ""}}, body));
    QVERIFY2(answer.status == 200, answer.body.c_str());
    QCOMPARE(answer.body.find("<Error>") != std::string::npos, true);
    QVERIFY(element(answer.body, "Code") == "AccessDenied");
    QCOMPARE(listAll(*here_, {}), std::vector<std::string>{far_ + "2"});
}

void SeveralStoresTest::objectsAreCopiedBetweenStores_data()
{
    QTest::addColumn<bool>("outwards");
    QTest::addColumn<bool>("replaces");
    QTest::addColumn<int>("bytes");
    for (const bool outwards : {true, false}) {
        const std::string way = outwards ? " to the other store" : " back home";
        QTest::newRow(("an empty one" + way).c_str()) << outwards << false << 0;
        QTest::newRow(("a large one" + way).c_str()) << outwards << false << (9 << 20) + 1;
        QTest::newRow(("one that is described anew" + way).c_str()) << outwards << true << 70'000;
    }
}

void SeveralStoresTest::objectsAreCopiedBetweenStores()
{
    QFETCH(bool, outwards);
    QFETCH(bool, replaces);
    QFETCH(int, bytes);
    const std::string from = (outwards ? near_ : far_) + "x";
    const std::string to = (outwards ? far_ : near_) + "y";
    const std::string content = noise(static_cast<std::size_t>(bytes));
    QCOMPARE(put("/default/" + from, content, {{"content-type", "text/x-old"}, {"x-amz-meta-colour", "red"}})
                 .status,
             200);
    std::vector<std::pair<std::string, std::string>> headers{{"x-amz-copy-source", "/default/" + from}};
    if (replaces) {
        headers.emplace_back("x-amz-metadata-directive", "REPLACE");
        headers.emplace_back("content-type", "text/x-new");
    }
    const auto copied = put("/default/" + to, {}, headers);
    QVERIFY2(copied.status == 200, copied.body.c_str());
    QVERIFY(copied.body.find("<CopyObjectResult") != std::string::npos);
    const auto got = get("/default/" + to);
    QVERIFY(got.body == content);
    QVERIFY((outwards ? here_->far.stored(to) : here_->atHome(to)) == content);
    QCOMPARE(element(copied.body, "ETag").empty(), false);
    QCOMPARE(*got.headers.find("content-type"), std::string(replaces ? "text/x-new" : "text/x-old"));
    QCOMPARE(got.headers.find("x-amz-meta-colour") == nullptr, replaces);

    headers.emplace_back("x-amz-copy-source-if-match", "\"0123456789abcdef0123456789abcdef\"");
    QCOMPARE(put("/default/" + to, {}, headers).status, 412);
    headers = {{"x-amz-copy-source", "/default/" + from + "-not"}};
    QCOMPARE(put("/default/" + to, {}, headers).status, 404);
    headers = {{"x-amz-copy-source", "/other/secret"}};
    QCOMPARE(put("/default/" + to, {}, headers).status, 404);
}

void SeveralStoresTest::partsAreCopiedBetweenStores()
{
    const std::string content = noise(11 << 20);
    QCOMPARE(put("/default/" + near_ + "x", content).status, 200);
    const std::string path = "/default/" + far_ + "joined";
    const auto begun = here_->front->ask(here_->front->alice, request("POST", path, {{"uploads", ""}}));
    const std::string upload = element(begun.body, "UploadId");
    std::vector<s3::PartEntry> parts;
    for (int number = 1; number <= 2; ++number) {
        Ask part = request("PUT", path, {{"partNumber", std::to_string(number)}, {"uploadId", upload}});
        part.headers = {
            {"x-amz-copy-source", "/default/" + near_ + "x"},
            {"x-amz-copy-source-range", number == 1 ? "bytes=0-6291455" : "bytes=6291456-11534335"}};
        const auto copied = here_->front->ask(here_->front->alice, part);
        QVERIFY2(copied.status == 200, copied.body.c_str());
        std::string etag = element(copied.body, "ETag");
        for (const char* quote : {"\"", "&quot;"}) {
            for (std::size_t at; (at = etag.find(quote)) != etag.npos;)
                etag.erase(at, std::string(quote).size());
        }
        parts.push_back({number, 0, etag});
    }
    const auto whole = here_->front->ask(
        here_->front->alice, request("POST", path, {{"uploadId", upload}}, s3::writeParts(parts)));
    QVERIFY2(whole.status == 200, whole.body.c_str());
    QVERIFY(get(path).body == content);
}

void SeveralStoresTest::uploadsOfAllStoresAreListed()
{
    for (const std::string& key : {near_ + "b", far_ + "a", std::string("loose")})
        QCOMPARE(here_->front->ask(here_->front->alice, request("POST", "/default/" + key, {{"uploads", ""}}))
                     .status,
                 200);
    const auto keysOf = [&](QueryParameters query) {
        query.emplace_back("uploads", "");
        std::vector<std::string> keys;
        const auto listed = here_->front->get(here_->front->alice, "/default", query);
        const std::vector<s3::UploadEntry> uploads = s3::readUploads(listed.body).value();
        for (const auto& upload : uploads)
            keys.push_back(upload.key);
        return keys;
    };
    QCOMPARE(keysOf({}), (std::vector<std::string>{far_ + "a", near_ + "b", "loose"}));
    QCOMPARE(keysOf({{"prefix", far_}}), std::vector<std::string>{far_ + "a"});
    QCOMPARE(keysOf({{"max-uploads", "1"}}), std::vector<std::string>{far_ + "a"});
    QCOMPARE(keysOf({{"max-uploads", "2"}, {"key-marker", far_ + "a"}}),
             (std::vector<std::string>{near_ + "b", "loose"}));
}

void SeveralStoresTest::ourClientPutsIntoEither()
{
    Profile profile;
    profile.access_key = here_->front->alice.access_key;
    profile.secret_key = here_->front->alice.secret_key;
    TransferGate gate(std::make_shared<Transport>(profile, std::make_shared<net::Fetcher>(),
                                                  [](std::function<void()> closure) { closure(); }));
    BucketClient bucket(gate, "http://" + here_->front->address(), "default");
    // What it learned at one store must not mislead it at the other.
    for (const std::string& key : {far_ + "1", near_ + "1", far_ + "2", near_ + "2", near_ + "3"}) {
        BucketRequest wanted;
        wanted.method = "PUT";
        wanted.key = key;
        wanted.body = "content of " + key;
        wanted.payload_sha256 = hex(sha256(wanted.body));
        wanted.payload_md5 = md5Of(wanted.body);
        const auto sent = bucket.send(wanted);
        QVERIFY2(sent, sent ? "" : sent.error().message.c_str());
        QCOMPARE(get("/default/" + key).body, "content of " + key);
    }
    // The bytes for the other store went past the platform.
    QCOMPARE(here_->far.stored(far_ + "2"), "content of " + far_ + "2");
}

void SeveralStoresTest::aTaskReadsTheCopyBesideItsCluster()
{
    const Resource digits = dataset("digits", "");
    const std::string key = pathOf(digits) + "0";
    QCOMPARE(put("/default/" + key, "at home").status, 200);
    here_->front->create(Kind::Cluster, {}, "lab", "alice", R"({"store":"far"})");
    const Resource job =
        here_->front->create(Kind::Job, "default", "train", "alice", R"({"command":"true"})");
    setStatus(job, R"({"phase":"Running","attempt":1,"cluster":"lab","store":"far"})");
    KeyRoutes routes(*here_->front->store);
    Caller task;
    task.access_key = accessKeyOf({job.id, 1});
    QCOMPARE(routes.readable(task, "default", key).value(), std::vector<std::string>{"home"});
    setStatus(digits, R"({"phase":"Ready","copies":[{"store":"far","phase":"Copying"}]})");
    QCOMPARE(routes.readable(task, "default", key).value(), std::vector<std::string>{"home"});
    setStatus(digits, R"({"phase":"Ready","copies":[{"store":"far","phase":"Ready"}]})");
    QCOMPARE(routes.readable(task, "default", key).value(), (std::vector<std::string>{"far", "home"}));
    QCOMPARE(routes.readable({}, "default", key).value(), (std::vector<std::string>{"home", "far"}));
    QCOMPARE(routes.writable(task, "default", key).value(), std::string("home"));
    QCOMPARE(routes.writable(task, "default", "jobs/train/" + job.id.text() + "/outputs/x").value(),
             std::string("far"));
}

void SeveralStoresTest::whatATaskWritesWaitsUntilItsPlaceIsKnown()
{
    const Resource job =
        here_->front->create(Kind::Job, "default", "train", "alice", R"({"command":"true"})");
    const std::string key = "jobs/train/" + job.id.text() + "/outputs/x";
    KeyRoutes routes(*here_->front->store);
    Caller task;
    task.task = TaskScope{"jobs/train/" + job.id.text() + "/"};
    const auto unknown = routes.writable(task, "default", key);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().type, std::string("SlowDown"));
    setStatus(job, R"({"phase":"Running","attempt":1,"cluster":"lab"})");
    QCOMPARE(routes.writable(task, "default", key).value(), std::string("home"));
}

Result<CopyProgress> SeveralStoresTest::finish(PrefixCopier& copier, const PrefixCopy& copy)
{
    Result<CopyProgress> progress;
    const auto hasEnded = [&] {
        if (progress && !progress->done)
            progress = copier.ask(copy);
        return !progress || progress->done;
    };
    [&] { QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), 60'000); }();
    return progress;
}

void SeveralStoresTest::aCopyIsWholeAndGoesOn_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("to the other store") << "home"
                                        << "far";
    QTest::newRow("back home") << "far"
                               << "home";
}

void SeveralStoresTest::aCopyIsWholeAndGoesOn()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    const std::string prefix = from == u"home" ? near_ : far_;
    std::map<std::string, std::string> files{
        {"empty", ""}, {"a b/\xC3\xA9", "accent"}, {"large", noise(9 << 20)}};
    for (int number = 0; number < 40; ++number)
        files["many/" + std::to_string(number)] = std::to_string(number * number);
    for (const auto& [name, content] : files)
        QCOMPARE(
            put("/default/" + percentEncode(prefix + name, Slash::Keep), content, {{"x-amz-meta-of", "it"}})
                .status,
            200);
    const PrefixCopy copy{"default", prefix, from.toStdString(), to.toStdString()};
    {
        PrefixCopier copier(here_->table);
        const auto done = finish(copier, copy);
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        QCOMPARE(done->files, std::int64_t(files.size()));
    }
    const auto stored = [&](const std::string& name) {
        return to == u"far" ? here_->far.stored(prefix + name) : here_->atHome(prefix + name);
    };
    for (const auto& [name, content] : files)
        QVERIFY2(stored(name) == content, name.c_str());

    // One that is there is left as it is; one that is missing, or was cut short, is brought.
    const std::filesystem::path root = to == u"far"
                                           ? here_->far.back.objects() / "default" / "slipway" / "default"
                                           : here_->far.back.directory() / "home" / "default";
    std::ofstream(root / prefix / "many/1") << "X";
    std::filesystem::remove(root / prefix / "many/2");
    std::ofstream(root / prefix / "large") << "short";
    PrefixCopier copier(here_->table);
    QVERIFY(finish(copier, copy));
    QCOMPARE(stored("many/1"), std::string("X"));
    QCOMPARE(stored("many/2"), std::string("4"));
    QVERIFY(stored("large") == files.at("large"));
}

void SeveralStoresTest::aStoreThatIsAwayIsSaidToBe()
{
    QCOMPARE(put("/default/notes", "x").status, 200);
    QCOMPARE(put("/default/" + far_ + "x", "x").status, 200);
    here_->table->suspend("far", {ErrorCode::Unavailable, "Its key is not good any more.", {}, {}});
    const auto away = get("/default/" + far_ + "x");
    QCOMPARE(away.status, 503);
    QVERIFY2(away.body.find("Its key is not good any more.") != std::string::npos, away.body.c_str());
    QCOMPARE(get("/default/notes").body, std::string("x"));
    // A list of which a part is missing would read as if it were gone.
    QCOMPARE(here_->front->get(here_->front->vera, "/default").status, 503);
    QCOMPARE(here_->front->get(here_->front->vera, "/default", {{"prefix", near_}}).status, 200);
    PrefixCopier copier(here_->table);
    const auto copied = finish(copier, {"default", near_, "home", "far"});
    QVERIFY(!copied);
    QVERIFY(copied.error().message.find("\"far\"") != std::string::npos);
}

void SeveralStoresTest::rightsHoldInEveryStore()
{
    ObjectServer& front = *here_->front;
    QCOMPARE(put("/default/" + far_ + "x", "x").status, 200);
    QCOMPARE(front.put(front.bob, "/default/" + far_ + "x", "y").status, 403);
    QCOMPARE(front.put(front.vera, "/default/" + far_ + "z", "y").status, 403);
    QCOMPARE(front.get(front.stranger, "/default/" + far_ + "x").status, 404);
    QCOMPARE(put("/default/datasets/none/dst-1/x", "y").status, 403);
    QCOMPARE(here_->far.stored(far_ + "x"), std::string("x"));
}

QTEST_GUILESS_MAIN(SeveralStoresTest)
#include "several_stores_test.moc"
