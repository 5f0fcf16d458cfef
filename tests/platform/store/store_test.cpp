// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/database.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <future>
#include <set>
#include <thread>

using namespace slipway;

namespace {

Resource job(const std::string& name, const std::string& project = "vision")
{
    Resource resource;
    resource.kind = Kind::Job;
    resource.project = project;
    resource.name = name;
    resource.owner = "alice";
    return resource;
}

std::vector<std::string> names(const Page& page)
{
    std::vector<std::string> names;
    for (const auto& item : page.items)
        names.push_back(item.name);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { store_.reset(); }

    void createdResourceIsReadBack();
    void takenNameIsRefused();
    void failingWriteIsUndoneAlone();
    void throwingWriteIsAnError();
    void writesOfManyThreadsAllArriveAndCountVersions();
    void updateRaisesVersionAndMissingIsNotFound();
    void pagesFollowTheirCursor();
    void brokenCursorIsRefused();
    void filtersHold_data();
    void filtersHold();
    void changesComeOnceInOrderWithTombstones();
    void horizonMovesWhenTombstonesArePruned();
    void auditIsNewestFirstAndFiltered();
    void recordsAreKeptApartBySpace();
    void everythingIsThereAfterReopening();
    void newerSchemaIsRefused();
    void listenerHearsEachCommitThatChangesSomething();
    void modifyWritesWhatTheChangeLeft();

private:
    std::filesystem::path file() const { return directory_->filePath(QStringLiteral("s.db")).toStdString(); }
    void reopen(StoreOptions options = {});
    Resource create(Resource resource);
    void remove(const Resource& resource);

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
};

void StoreTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    reopen();
}

void StoreTest::reopen(StoreOptions options)
{
    store_.reset();
    auto store = Store::open(file(), options);
    QVERIFY2(store, store ? "" : store.error().message.c_str());
    store_ = std::move(*store);
}

Resource StoreTest::create(Resource resource)
{
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        auto created = transaction.create(resource);
        if (!created)
            return propagate(created);
        resource = *created;
        return {};
    });
    if (!written)
        qFatal("%s", written.error().message.c_str());
    return resource;
}

void StoreTest::remove(const Resource& resource)
{
    const auto written =
        store_->write([&](Transaction& transaction) { return transaction.remove(resource.id); });
    QVERIFY(written);
}

void StoreTest::createdResourceIsReadBack()
{
    Resource wanted = job("train");
    wanted.labels = {{"team", "blue"}, {"note", "a \"quoted\" word"}};
    wanted.spec = R"({"command":"true"})";
    wanted.status = R"({"phase":"Queued"})";
    const Resource created = create(wanted);
    QVERIFY(created.id.text().starts_with("job-"));
    QCOMPARE(created.version, 1);
    const auto read = store_->get(Kind::Job, "vision", "train");
    QVERIFY(read);
    QCOMPARE(read->id.text(), created.id.text());
    QCOMPARE(read->labels, wanted.labels);
    QCOMPARE(read->spec, wanted.spec);
    QCOMPARE(read->status, wanted.status);
    QCOMPARE(read->owner, std::string("alice"));
    QVERIFY(read->created == created.created);
    QVERIFY(store_->get(created.id));
    QCOMPARE(store_->get(Kind::Job, "speech", "train").error().code, ErrorCode::NotFound);
}

void StoreTest::takenNameIsRefused()
{
    create(job("train"));
    const auto again = store_->write([&](Transaction& transaction) -> Result<void> {
        const auto created = transaction.create(job("train"));
        return created ? Result<void>() : propagate(created);
    });
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(again.error().type, std::string("name-taken"));
    QCOMPARE(again.error().field, std::string("name"));
    create(job("train", "speech"));
}

void StoreTest::failingWriteIsUndoneAlone()
{
    // The first write holds the writer until the others wait behind it, so that they share one commit.
    std::promise<void> queued;
    auto first = std::async(std::launch::async, [&] {
        return store_->write([&](Transaction&) -> Result<void> {
            queued.get_future().wait();
            return {};
        });
    });
    std::vector<std::future<Result<void>>> rest;
    for (int i = 0; i < 6; ++i) {
        rest.push_back(std::async(std::launch::async, [this, i] {
            return store_->write([i](Transaction& transaction) -> Result<void> {
                const auto created = transaction.create(job("job-" + std::to_string(i)));
                if (!created)
                    return propagate(created);
                return i % 2 == 0 ? Result<void>() : fail(ErrorCode::InvalidArgument, "No.");
            });
        }));
    }
    queued.set_value();
    QVERIFY(first.get());
    for (int i = 0; i < 6; ++i) {
        const auto answer = rest[static_cast<std::size_t>(i)].get();
        QCOMPARE(answer.has_value(), i % 2 == 0);
        QCOMPARE(store_->get(Kind::Job, "vision", "job-" + std::to_string(i)).has_value(), i % 2 == 0);
    }
    QCOMPARE(store_->version(), 3);
}

void StoreTest::throwingWriteIsAnError()
{
    const auto answer = store_->write([&](Transaction& transaction) -> Result<void> {
        static_cast<void>(transaction.create(job("train")));
        throw std::runtime_error("out of cheese");
    });
    QCOMPARE(answer.error().code, ErrorCode::Internal);
    QVERIFY(!store_->get(Kind::Job, "vision", "train"));
}

void StoreTest::writesOfManyThreadsAllArriveAndCountVersions()
{
    constexpr int threads = 8, each = 25;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t) {
        writers.emplace_back([this, t] {
            for (int i = 0; i < each; ++i)
                create(job("j" + std::to_string(t) + "-" + std::to_string(i)));
        });
    }
    for (auto& writer : writers)
        writer.join();
    QCOMPARE(store_->version(), threads * each);
    const auto changes = store_->changesSince(0, 1000);
    QCOMPARE(changes->size(), std::size_t(threads * each));
    for (std::size_t i = 0; i < changes->size(); ++i)
        QCOMPARE((*changes)[i].version, static_cast<std::int64_t>(i + 1));
}

void StoreTest::updateRaisesVersionAndMissingIsNotFound()
{
    Resource resource = create(job("train"));
    resource.status = R"({"phase":"Running"})";
    resource.labels = {{"a", "b"}};
    resource.deleting = resource.created;
    Result<Resource> updated;
    const auto update = [&](Transaction& transaction) -> Result<void> {
        updated = transaction.update(resource);
        return updated ? Result<void>() : propagate(updated);
    };
    QVERIFY(store_->write(update));
    QCOMPARE(updated->version, 2);
    const auto read = store_->get(resource.id);
    QCOMPARE(read->status, resource.status);
    QVERIFY(read->deleting == resource.created);
    remove(resource);
    QCOMPARE(store_->write(update).error().code, ErrorCode::NotFound);
}

void StoreTest::pagesFollowTheirCursor()
{
    Timestamp time = now();
    for (int i = 0; i < 5; ++i) {
        Resource resource = job("j" + std::to_string(i));
        resource.created = time + std::chrono::milliseconds(i / 2);  // Some are made in the same millisecond.
        create(resource);
    }
    ListQuery query;
    query.project = "vision";
    query.limit = 2;
    std::vector<std::string> seen;
    do {
        const auto page = store_->list(query);
        QVERIFY(page);
        QCOMPARE(page->version, 5);
        for (const auto& name : names(*page))
            seen.push_back(name);
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    QCOMPARE(seen.size(), std::size_t(5));
    QCOMPARE(seen.front(), std::string("j4"));
    QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), std::size_t(5));
}

void StoreTest::brokenCursorIsRefused()
{
    for (const char* cursor : {"x", "bm90aGluZw==", "OTk=", "%%%"}) {
        ListQuery query;
        query.cursor = cursor;
        const auto page = store_->list(query);
        QVERIFY(!page);
        QCOMPARE(page.error().type, std::string("bad-cursor"));
    }
}

void StoreTest::filtersHold_data()
{
    QTest::addColumn<ListQuery>("query");
    QTest::addColumn<Names>("found");
    const auto query = [](auto set) {
        ListQuery made;
        set(made);
        return made;
    };
    QTest::newRow("a project shows its own jobs")
        << query([](auto& q) { q.project = "speech"; }) << Names{"c"};
    QTest::newRow("no project shows all") << query([](auto&) {}) << Names{"c", "b", "a"};
    QTest::newRow("a list of projects restricts") << query([](auto& q) {
        q.projects = {{"vision", "other"}};
    }) << Names{"b", "a"};
    QTest::newRow("an empty list of projects shows nothing")
        << query([](auto& q) { q.projects.emplace(); }) << Names{};
    QTest::newRow("a label must match") << query([](auto& q) {
        q.labels = {{"team", "blue"}};
    }) << Names{"c", "a"};
    QTest::newRow("all labels must match") << query([](auto& q) {
        q.labels = {{"team", "blue"}, {"size", "big"}};
    }) << Names{"a"};
    QTest::newRow("a phase must match") << query([](auto& q) { q.phases = {"Running"}; }) << Names{"b"};
    QTest::newRow("any of the phases may match") << query([](auto& q) {
        q.phases = {"Running", "Queued"};
    }) << Names{"b", "a"};
    QTest::newRow("a list of names restricts") << query([](auto& q) {
        q.names = {{"a", "c"}};
    }) << Names{"c", "a"};
    QTest::newRow("an owner sees what is their own") << query([](auto& q) { q.owner = "bob"; }) << Names{};
    QTest::newRow("another kind is empty") << query([](auto& q) { q.kind = Kind::Dataset; }) << Names{};
    QTest::newRow("a quote in a value is only a value") << query([](auto& q) {
        q.labels = {{"team", "' OR 1=1 --"}};
    }) << Names{};
}

void StoreTest::filtersHold()
{
    QFETCH(ListQuery, query);
    QFETCH(Names, found);
    const Timestamp time = now();
    const auto add = [&](const char* name, const char* project, int age,
                         std::map<std::string, std::string> labels, const char* status) {
        Resource resource = job(name, project);
        resource.created = time - std::chrono::seconds(age);
        resource.labels = std::move(labels);
        resource.status = status;
        create(resource);
    };
    add("a", "vision", 3, {{"team", "blue"}, {"size", "big"}}, R"({"phase":"Queued"})");
    add("b", "vision", 2, {{"team", "red"}}, R"({"phase":"Running"})");
    add("c", "speech", 1, {{"team", "blue"}}, "{}");
    const auto page = store_->list(query);
    QVERIFY(page);
    QCOMPARE(names(*page), found);
}

void StoreTest::changesComeOnceInOrderWithTombstones()
{
    const Resource a = create(job("a"));
    const Resource b = create(job("b"));
    QVERIFY(modify(*store_, a.id, [](Resource& resource) -> Result<void> {
        resource.status = R"({"phase":"Running"})";
        return {};
    }));
    remove(b);
    const auto all = store_->changesSince(0, 100);
    QCOMPARE(all->size(), std::size_t(2));
    QCOMPARE((*all)[0].version, 3);
    QVERIFY(!(*all)[0].removed);
    QCOMPARE((*all)[0].resource.name, std::string("a"));
    QCOMPARE((*all)[1].version, 4);
    QVERIFY((*all)[1].removed);
    QCOMPARE((*all)[1].resource.name, std::string("b"));
    QCOMPARE((*all)[1].resource.id.text(), b.id.text());
    QCOMPARE(store_->changesSince(0, 1)->size(), std::size_t(1));
    QCOMPARE(store_->changesSince(3, 100)->size(), std::size_t(1));
    QVERIFY(store_->changesSince(4, 100)->empty());
    QCOMPARE(store_->changesSince(5, 100).error().code, ErrorCode::Gone);
}

void StoreTest::horizonMovesWhenTombstonesArePruned()
{
    StoreOptions options;
    options.tombstones_kept = 2;
    reopen(options);
    std::vector<Resource> made;
    for (int i = 0; i < 4; ++i)
        made.push_back(create(job("j" + std::to_string(i))));
    for (const auto& resource : made)
        remove(resource);
    QCOMPARE(store_->version(), 8);
    QCOMPARE(store_->horizon(), 6);
    QCOMPARE(store_->changesSince(5, 100).error().code, ErrorCode::Gone);
    QCOMPARE(store_->changesSince(6, 100)->size(), std::size_t(2));
    reopen(options);
    QCOMPARE(store_->horizon(), 6);
}

void StoreTest::auditIsNewestFirstAndFiltered()
{
    for (const auto& [user, resource] : std::vector<std::pair<std::string, std::string>>{
             {"alice", "vision/jobs/a"}, {"bob", "vision/jobs/a"}, {"alice", "vision/jobs/b"}}) {
        QVERIFY(store_->write([&](Transaction& transaction) {
            AuditEntry entry;
            entry.user = user;
            entry.resource = resource;
            return transaction.audit(entry);
        }));
    }
    const auto all = store_->auditEntries({}, {}, 0, 10);
    QCOMPARE(all->size(), std::size_t(3));
    QCOMPARE((*all)[0].resource, std::string("vision/jobs/b"));
    QVERIFY((*all)[0].time != Timestamp{});
    QCOMPARE(store_->auditEntries("alice", {}, 0, 10)->size(), std::size_t(2));
    QCOMPARE(store_->auditEntries({}, "vision/jobs/a", 0, 10)->size(), std::size_t(2));
    QCOMPARE(store_->auditEntries("alice", "vision/jobs/a", 0, 10)->size(), std::size_t(1));
    QCOMPARE(store_->auditEntries({}, {}, (*all)[0].sequence, 1)->front().sequence, (*all)[1].sequence);
}

void StoreTest::recordsAreKeptApartBySpace()
{
    QVERIFY(store_->write([](Transaction& transaction) -> Result<void> {
        static_cast<void>(transaction.putRecord("secrets", "k", "one"));
        static_cast<void>(transaction.putRecord("secrets", "k", "two"));
        return transaction.putRecord("tasks", "k", "three");
    }));
    QCOMPARE(**store_->record("secrets", "k"), std::string("two"));
    QCOMPARE(store_->records("secrets")->size(), std::size_t(1));
    QVERIFY(store_->write([](Transaction& transaction) -> Result<void> {
        if (transaction.record("tasks", "k") != "three")
            return fail(ErrorCode::Internal, "The record is not there.");
        return transaction.removeRecord("secrets", "k");
    }));
    QVERIFY(!*store_->record("secrets", "k"));
    QVERIFY(*store_->record("tasks", "k"));
}

void StoreTest::everythingIsThereAfterReopening()
{
    const Resource a = create(job("a"));
    remove(create(job("b")));
    reopen();
    QCOMPARE(store_->version(), 3);
    QCOMPARE(store_->get(a.id)->name, std::string("a"));
    QCOMPARE(store_->changesSince(1, 10)->size(), std::size_t(1));
    const auto permissions = std::filesystem::status(file()).permissions();
    QVERIFY((permissions & std::filesystem::perms(0077)) == std::filesystem::perms::none);
}

void StoreTest::newerSchemaIsRefused()
{
    store_.reset();
    QVERIFY((*Database::open(file(), Database::Access::Write))->run("PRAGMA user_version = 99"));
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::Conflict);
    QCOMPARE(store.error().type, std::string("newer-schema"));
}

void StoreTest::listenerHearsEachCommitThatChangesSomething()
{
    std::vector<std::int64_t> heard;
    store_->onCommit([&](std::int64_t version) { heard.push_back(version); });
    create(job("a"));
    QVERIFY(store_->write([](Transaction& transaction) { return transaction.putRecord("s", "k", "v"); }));
    create(job("b"));
    QCOMPARE(heard, (std::vector<std::int64_t>{1, 2}));
}

void StoreTest::modifyWritesWhatTheChangeLeft()
{
    const Resource a = create(job("a"));
    const auto modified = modify(*store_, a.id, [](Resource& resource) -> Result<void> {
        resource.generation += 1;
        return {};
    });
    QCOMPARE(modified->generation, 2);
    const auto refused = modify(*store_, a.id, [](Resource& resource) -> Result<void> {
        resource.generation += 1;
        return fail(ErrorCode::Conflict, "No.");
    });
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(store_->get(a.id)->generation, 2);
}

QTEST_GUILESS_MAIN(StoreTest)
#include "store_test.moc"
