// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/json/resource_text.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace slipway;

namespace {

Resource resource(Kind kind, const std::string& name, const std::string& project = {})
{
    Resource made;
    made.kind = kind;
    made.project = project;
    made.name = name;
    made.owner = "al\"ice";
    made.labels = {{"team", "vision\n"}, {"a", "b"}};
    made.spec = R"({"command":"true"})";
    return made;
}

}  // namespace

class KeptReadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { store_.reset(); }

    void textIsThatOfTheResources();
    void pagesOfTextFollowTheirCursor();
    void everyWriteIsSeenAtOnce_data();
    void everyWriteIsSeenAtOnce();
    void writesToOtherKindsRaiseThePagesVersion();
    void differentQuestionsHaveDifferentAnswers();
    void writtenPlatformResourceIsReadAnew();
    void readersBesideAWriterNeverSeeLessThanWasAnswered();

private:
    Resource write(const std::function<Result<Resource>(Transaction&)>& act);
    Resource create(const Resource& wanted)
    {
        return write([&](Transaction& transaction) { return transaction.create(wanted); });
    }
    std::string items(const ListQuery& query) { return *store_->listText(query)->items; }

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
};

void KeptReadsTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    auto store = Store::open(directory_->filePath(QStringLiteral("s.db")).toStdString());
    QVERIFY2(store, store ? "" : store.error().message.c_str());
    store_ = std::move(*store);
}

Resource KeptReadsTest::write(const std::function<Result<Resource>(Transaction&)>& act)
{
    Result<Resource> done;
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        done = act(transaction);
        return done ? Result<void>() : propagate(done);
    });
    if (!written)
        qFatal("%s", written.error().message.c_str());
    return *done;
}

void KeptReadsTest::textIsThatOfTheResources()
{
    Resource first = create(resource(Kind::Job, "first", "vision"));
    first.deleting = now();
    first = write([&](Transaction& transaction) { return transaction.update(first); });
    const Resource second = create(resource(Kind::Job, "second", "vision"));
    ListQuery query;
    query.project = "vision";
    const auto page = store_->list(query);
    QCOMPARE(page->items.size(), 2u);
    QCOMPARE(items(query), formatResource(page->items[0]) + "," + formatResource(page->items[1]));
    QCOMPARE(store_->listText(query)->version, page->version);
    query.names = std::vector<std::string>{"nobody"};
    QCOMPARE(items(query), std::string());
}

void KeptReadsTest::pagesOfTextFollowTheirCursor()
{
    for (const char* name : {"a", "b", "c", "d", "e"})
        create(resource(Kind::Job, name, "vision"));
    ListQuery query;
    query.limit = 2;
    std::string all;
    int pages = 0;
    do {
        const auto kept = store_->listText(query);
        QCOMPARE(store_->listText(query)->cursor, kept->cursor);
        all += (all.empty() ? "" : ",") + *kept->items;
        query.cursor = kept->cursor;
        ++pages;
    } while (!query.cursor.empty());
    QCOMPARE(pages, 3);
    QCOMPARE(all, items(ListQuery()));
}

void KeptReadsTest::everyWriteIsSeenAtOnce_data()
{
    QTest::addColumn<int>("act");
    QTest::newRow("a page read before a creation is not given after it") << 0;
    QTest::newRow("a page read before a change is not given after it") << 1;
    QTest::newRow("a page read before a removal is not given after it") << 2;
}

void KeptReadsTest::everyWriteIsSeenAtOnce()
{
    QFETCH(int, act);
    Resource one = create(resource(Kind::Job, "one", "vision"));
    const ListQuery query;
    const std::string before = items(query);
    QCOMPARE(items(query), before);
    if (act == 0)
        create(resource(Kind::Job, "two", "vision"));
    one.status = R"({"phase":"Running"})";
    if (act == 1)
        write([&](Transaction& transaction) { return transaction.update(one); });
    if (act == 2)
        write([&](Transaction& transaction) { return transaction.remove(one.id).map([&] { return one; }); });
    QVERIFY(items(query) != before);
}

void KeptReadsTest::writesToOtherKindsRaiseThePagesVersion()
{
    create(resource(Kind::Job, "one", "vision"));
    const auto before = store_->listText({});
    const std::int64_t of_jobs = store_->version(Kind::Job);
    create(resource(Kind::Dataset, "data", "vision"));
    const auto after = store_->listText({});
    QCOMPARE(*after->items, *before->items);
    QCOMPARE(after->version, store_->version());
    QVERIFY(after->version > before->version);
    QCOMPARE(store_->version(Kind::Job), of_jobs);
    QCOMPARE(store_->version(Kind::Dataset), store_->version());
}

void KeptReadsTest::differentQuestionsHaveDifferentAnswers()
{
    create(resource(Kind::Job, "one", "vision"));
    create(resource(Kind::Job, "two", "speech"));
    ListQuery all;
    ListQuery of_vision;
    of_vision.projects = std::vector<std::string>{"vision"};
    ListQuery of_nobody;
    of_nobody.projects = std::vector<std::string>();
    ListQuery of_owner;
    of_owner.owner = "vision";
    for (int i = 0; i < 2; ++i) {
        QVERIFY(items(all).find("two") != std::string::npos);
        QVERIFY(items(of_vision).find("one") != std::string::npos);
        QVERIFY(items(of_vision).find("two") == std::string::npos);
        QCOMPARE(items(of_nobody), std::string());
        QCOMPARE(items(of_owner), std::string());
    }
}

void KeptReadsTest::writtenPlatformResourceIsReadAnew()
{
    Resource flavor = create(resource(Kind::Flavor, "small"));
    QCOMPARE(store_->get(Kind::Flavor, {}, "small")->spec, flavor.spec);
    flavor.spec = R"({"cpus":2})";
    write([&](Transaction& transaction) { return transaction.update(flavor); });
    QCOMPARE(store_->get(Kind::Flavor, {}, "small")->spec, flavor.spec);
    write(
        [&](Transaction& transaction) { return transaction.remove(flavor.id).map([&] { return flavor; }); });
    QCOMPARE(store_->get(Kind::Flavor, {}, "small").error().code, ErrorCode::NotFound);
}

void KeptReadsTest::readersBesideAWriterNeverSeeLessThanWasAnswered()
{
    std::atomic<int> answered = 0;
    std::atomic<bool> over = false;
    std::atomic<int> missed = 0;
    std::thread reader([&] {
        while (!over) {
            const int least = answered;
            const auto page = store_->listText({});
            int count = 0;
            for (std::size_t at = page->items->find("\"kind\""); at != std::string::npos;
                 at = page->items->find("\"kind\"", at + 1))
                ++count;
            if (count < least)
                ++missed;
        }
    });
    for (int i = 0; i < 200; ++i) {
        create(resource(Kind::Job, "job-" + std::to_string(i), "vision"));
        answered = i + 1;
    }
    over = true;
    reader.join();
    QCOMPARE(missed.load(), 0);
}

QTEST_GUILESS_MAIN(KeptReadsTest)
#include "kept_reads_test.moc"
