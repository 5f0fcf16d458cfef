// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/data_plan.h"
#include "runner/data/output_sync.h"
#include "runner/data/task_bucket.h"
#include "tests/platform/objects/object_server.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void writeFile(const std::filesystem::path& file, const std::string& content)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

/// Content that repeats nowhere near.
std::string noise(std::size_t bytes)
{
    std::string content(bytes, '\0');
    std::uint32_t state = 1;
    for (char& c : content)
        c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return content;
}

}  // namespace

/// Objects as the runner in a pod takes and leaves them, against a real object service.
class TaskBucketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filesComeBackAsTheyWent_data();
    void filesComeBackAsTheyWent();
    void longListsAreWhole();
    void whatIsRefusedSaysWhy();
    void aStoreThatIsAwayIsAnError();
    void outputsAreStoredOnceTheyStandStill();
    void plansReadBack();

private:
    BucketAccess access() const
    {
        return {"http://" + server_->address(), "default", key_.access_key, key_.secret_key, {}};
    }

    std::unique_ptr<ObjectServer> server_;
    Key key_;
    QTemporaryDir directory_;
    std::filesystem::path place_;
};

void TaskBucketTest::init()
{
    server_ = std::make_unique<ObjectServer>();
    key_ = server_->alice;
    place_ = std::filesystem::path(directory_.path().toStdString()) / newId("place");
}

void TaskBucketTest::filesComeBackAsTheyWent_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("an empty file") << qint64(0) << QByteArray("scratch/outputs/empty");
    QTest::newRow("a small file") << qint64(1'000) << QByteArray("scratch/outputs/with space + sign");
    QTest::newRow("one that just needs no parts") << (qint64(16) << 20) << QByteArray("scratch/outputs/16");
    QTest::newRow("one of three parts") << (qint64(40) << 20) << QByteArray("scratch/outputs/40");
}

void TaskBucketTest::filesComeBackAsTheyWent()
{
    QFETCH(qint64, bytes);
    QFETCH(QByteArray, key);
    const std::string content = noise(static_cast<std::size_t>(bytes));
    writeFile(place_ / "out", content);
    const TaskBucket bucket(access());
    const auto stored = bucket.store(place_ / "out", key.toStdString());
    QVERIFY2(stored, stored ? "" : stored.error().message.c_str());
    const auto fetched = bucket.fetch(key.toStdString(), place_ / "in/here");
    QVERIFY2(fetched, fetched ? "" : fetched.error().message.c_str());
    QVERIFY(contentOf(place_ / "in/here") == content);
}

void TaskBucketTest::longListsAreWhole()
{
    for (int i = 0; i < 2'100; ++i)
        writeFile(server_->objects() / "default/datasets/d/1" / std::to_string(10'000 + i), "x");
    const auto found = TaskBucket(access()).list("datasets/d/1/");
    QVERIFY(found);
    QCOMPARE(found->size(), std::size_t(2'100));
    QCOMPARE(found->back().key, std::string("datasets/d/1/12099"));
}

void TaskBucketTest::whatIsRefusedSaysWhy()
{
    BucketAccess wrong = access();
    wrong.secret_key = "not-the-secret";
    const auto refused = TaskBucket(wrong).list("");
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("403") != std::string::npos, refused.error().message.c_str());
    const auto absent = TaskBucket(access()).fetch("code/none.tar", place_ / "none");
    QCOMPARE(absent.error().code, ErrorCode::NotFound);
    QVERIFY(!std::filesystem::exists(place_ / "none"));
    const auto gone = TaskBucket(access()).store(place_ / "no-such-file", "scratch/outputs/x");
    QCOMPARE(gone.error().code, ErrorCode::Canceled);
}

void TaskBucketTest::aStoreThatIsAwayIsAnError()
{
    BucketAccess away = access();
    away.endpoint = "no address";
    QVERIFY(!TaskBucket(away).list(""));
}

void TaskBucketTest::outputsAreStoredOnceTheyStandStill()
{
    const std::filesystem::path outputs = place_ / "outputs";
    const std::filesystem::path stored = server_->objects() / "default/scratch/outputs";
    OutputSync sync(TaskBucket(access()), "scratch/outputs/", outputs);
    QVERIFY(sync.pass());  // Nothing there yet.
    writeFile(outputs / "models/first", "one");
    QVERIFY(sync.pass());
    QVERIFY(!std::filesystem::exists(stored / "models/first"));
    const auto storedByPass = [&] { return sync.pass() && std::filesystem::exists(stored / "models/first"); };
    QTRY_VERIFY_WITH_TIMEOUT(storedByPass(), 10'000);
    QCOMPARE(contentOf(stored / "models/first"), std::string("one"));
    writeFile(outputs / "models/first", "another");
    writeFile(outputs / "second", "two");
    std::filesystem::create_symlink("/etc/passwd", outputs / "link");
    QVERIFY(sync.finish());
    QCOMPARE(contentOf(stored / "models/first"), std::string("another"));
    QCOMPARE(contentOf(stored / "second"), std::string("two"));
    QVERIFY(!std::filesystem::exists(stored / "link"));
    std::filesystem::remove(outputs / "second");
    QVERIFY(sync.finish());
    QCOMPARE(contentOf(stored / "second"), std::string("two"));
}

void TaskBucketTest::plansReadBack()
{
    DataPlan plan;
    plan.store = access();
    plan.code_key = "code/abc.tar";
    plan.code_sha256 = "abc";
    plan.datasets = {{"digits", "datasets/digits/1/"}};
    plan.outputs_prefix = "jobs/a/1/outputs/";
    const auto read = parseDataPlan(formatDataPlan(plan));
    QVERIFY(read);
    QCOMPARE(formatDataPlan(*read), formatDataPlan(plan));
    QVERIFY(!parseDataPlan("{}"));
    QVERIFY(!parseDataPlan("[]"));
    QVERIFY(!parseDataPlan("no json"));
}

QTEST_GUILESS_MAIN(TaskBucketTest)
#include "task_bucket_test.moc"
