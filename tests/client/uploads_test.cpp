// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/code_upload.h"
#include "client/dataset_upload.h"
#include "client/transfer/code_archive.h"
#include "tests/client/fake_bucket.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <future>
#include <optional>

using namespace slipway;
namespace fs = std::filesystem;

class UploadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aFolderIsScanned();
    void aMissingFolderIsRefused();
    void aScanIsGivenUpBetweenTwoFiles();
    void aFolderBecomesASealedDataset();
    void largeFilesGoUpInParts();
    void aBrokenUploadGoesOn();
    void partsThatArrivedAreNotSentAgain();
    void aFailingStoreIsTriedAgain();
    void aChangingFileIsNamed();
    void aLargeFileIsNeverAMix();
    void aSealedNameIsTaken();
    void anotherFolderIsNotMixedIn();
    void cancellingEndsIt();
    void destroyingSaysNothing();
    void codeIsPackedTheSameEveryTime();
    void codeIsSentOnce();

private:
    void write(const char* name, const std::string& content);
    /// Uploads the folder to its end.
    Result<Resource> upload(const DatasetUploadOptions* changed = nullptr);
    DatasetUploadOptions options();
    fs::path folder() const { return fs::path(directory_->path().toStdString()) / "data"; }

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<FakeBucket> bucket_;
    std::unique_ptr<FakePlatform> platform_;
    UploadProgress last_progress_;
};

void UploadsTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    fs::create_directories(folder());
    bucket_ = std::make_unique<FakeBucket>();
    platform_ = std::make_unique<FakePlatform>(
        [this](const net::Request& request) { return bucket_->handle(request, platform_->url()); });
}

void UploadsTest::cleanup()
{
    platform_.reset();
}

void UploadsTest::write(const char* name, const std::string& content)
{
    fs::create_directories((folder() / name).parent_path());
    std::ofstream(folder() / name, std::ios::binary) << content;
}

DatasetUploadOptions UploadsTest::options()
{
    DatasetUploadOptions made;
    made.folder = folder();
    made.project = "default";
    made.name = "d";
    made.task = "other";
    made.parallel = 4;
    made.part_bytes = 1000;
    return made;
}

Result<Resource> UploadsTest::upload(const DatasetUploadOptions* changed)
{
    ManualExecutor executor;
    Session session(platform_->profile(), openNetwork(), executor.executor());
    std::optional<Result<Resource>> done;
    DatasetUpload running(
        session, changed ? *changed : options(), [&](UploadProgress progress) { last_progress_ = progress; },
        [&](Result<Resource> result) { done = std::move(result); });
    if (!QTest::qWaitFor([&] { return executor.run(), done.has_value(); }, 30000))
        return fail(ErrorCode::Internal, "the upload did not end");
    return *done;
}

void UploadsTest::aFolderIsScanned()
{
    write("cats/a.jpg", "123");
    write("dogs/b.jpg", "45");
    write(".hidden", "x");
    fs::create_symlink("cats", folder() / "link");
    const auto scan = scanFolder(folder());
    QVERIFY(scan);
    QCOMPARE(scan->files.size(), std::size_t{2});
    QCOMPARE(scan->files[0].relative, std::string("cats/a.jpg"));
    QCOMPARE(scan->size_bytes, std::uint64_t{5});
    QCOMPARE(scan->left_out, std::size_t{2});
    QCOMPARE(scan->suggested_task, std::string("image-classification"));
}

void UploadsTest::aMissingFolderIsRefused()
{
    QCOMPARE(int(scanFolder(folder() / "none").error().code), int(ErrorCode::NotFound));
    write("file", "x");
    QCOMPARE(int(scanFolder(folder() / "file").error().code), int(ErrorCode::InvalidArgument));
}

void UploadsTest::aScanIsGivenUpBetweenTwoFiles()
{
    for (int i = 0; i < 20; ++i)
        write(fmt::format("{}.txt", i).c_str(), "x");
    int asked = 0;
    const auto scan = scanFolder(folder(), [&asked] { return ++asked > 3; });
    QVERIFY(!scan);
    QCOMPARE(int(scan.error().code), int(ErrorCode::Canceled));
    QCOMPARE(asked, 4);
}

void UploadsTest::aFolderBecomesASealedDataset()
{
    for (int i = 0; i < 50; ++i)
        write(fmt::format("part {}/ü&<{}>.txt", i % 3, i).c_str(),
              std::string(static_cast<std::size_t>(i), 'x'));
    const auto dataset = upload();
    QVERIFY2(dataset, dataset ? "" : dataset.error().message.c_str());
    QVERIFY(bucket_->sealed);
    const auto spec = parseJson(dataset->spec);
    QCOMPARE(spec->at("file_count").get<int>(), 50);
    QCOMPARE(spec->at("size_bytes").get<int>(), 49 * 50 / 2);
    QCOMPARE(last_progress_.files_done, std::size_t{50});
    QCOMPARE(last_progress_.bytes_done, last_progress_.bytes_total);
}

void UploadsTest::largeFilesGoUpInParts()
{
    std::string content;
    for (int i = 0; i < 10'500; ++i)
        content += static_cast<char>('a' + i % 26);
    write("large", content);
    write("small", "1");
    QVERIFY(upload());
    QCOMPARE(bucket_->objects.at("datasets/d/1/large"), content);
    QCOMPARE(bucket_->part_puts, 11);
    QCOMPARE(bucket_->puts, 1);
}

void UploadsTest::aBrokenUploadGoesOn()
{
    for (int i = 0; i < 20; ++i)
        write(fmt::format("f{}", i).c_str(), fmt::format("content {}", i));
    bucket_->failWith([this](const net::Request& request) -> std::optional<net::Response> {
        if (request.head.method == "PUT" && bucket_->puts >= 10)
            return answer(403, "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>");
        return std::nullopt;
    });
    QCOMPARE(int(upload().error().code), int(ErrorCode::PermissionDenied));
    QVERIFY(!bucket_->sealed);
    QCOMPARE(bucket_->puts, 10);
    bucket_->failWith(nullptr);
    QVERIFY(upload());
    QVERIFY(bucket_->sealed);
    QCOMPARE(bucket_->puts, 20);
}

void UploadsTest::partsThatArrivedAreNotSentAgain()
{
    write("large", std::string(5'000, 'x'));
    bucket_->failWith([this](const net::Request& request) -> std::optional<net::Response> {
        if (request.head.method == "PUT" && bucket_->part_puts >= 3)
            return answer(403, "");
        return std::nullopt;
    });
    QVERIFY(!upload());
    bucket_->failWith(nullptr);
    QVERIFY(upload());
    QCOMPARE(bucket_->part_puts, 5);
    QCOMPARE(bucket_->objects.at("datasets/d/1/large").size(), std::size_t{5'000});
}

void UploadsTest::aFailingStoreIsTriedAgain()
{
    write("a", "1");
    int refusals = 2;
    bucket_->failWith([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.head.method == "PUT" && !request.head.path.starts_with("/api") && refusals-- > 0)
            return answer(503, "<Error><Code>SlowDown</Code><Message>Slow down.</Message></Error>");
        return std::nullopt;
    });
    QVERIFY(upload());
    QCOMPARE(bucket_->puts, 1);
}

void UploadsTest::aChangingFileIsNamed()
{
    write("steady", "1");
    write("growing.bin", std::string(500, 'x'));
    bucket_->on_put = [this] { write("growing.bin", std::string(600, 'y')); };
    auto one_by_one = options();
    one_by_one.parallel = 1;
    const auto result = upload(&one_by_one);
    QVERIFY(!result);
    QCOMPARE(int(result.error().code), int(ErrorCode::Conflict));
    QVERIFY(result.error().message.find("growing.bin") != std::string::npos);
    QVERIFY(!bucket_->sealed);
}

void UploadsTest::aLargeFileIsNeverAMix()
{
    write("large", std::string(5'000, 'x'));
    bucket_->failWith([this](const net::Request& request) -> std::optional<net::Response> {
        if (request.head.method == "PUT" && bucket_->part_puts == 2) {
            write("../other", std::string(5'000, 'y'));
            fs::rename(folder() / "../other", folder() / "large");
        }
        return std::nullopt;
    });
    auto one_by_one = options();
    one_by_one.parallel = 1;
    const auto result = upload(&one_by_one);
    QVERIFY(!result);
    QCOMPARE(int(result.error().code), int(ErrorCode::Conflict));
    QVERIFY(result.error().message.find("large") != std::string::npos);
    QVERIFY(bucket_->objects.empty());
    QVERIFY(!bucket_->sealed);
}

void UploadsTest::aSealedNameIsTaken()
{
    write("a", "1");
    QVERIFY(upload());
    QCOMPARE(int(upload().error().code), int(ErrorCode::AlreadyExists));
}

void UploadsTest::anotherFolderIsNotMixedIn()
{
    write("a", "1");
    bucket_->objects["datasets/d/1/other"] = "x";
    const auto result = upload();
    QVERIFY(!result);
    QVERIFY(result.error().message.find("\"other\"") != std::string::npos);
    QCOMPARE(bucket_->puts, 0);
}

void UploadsTest::cancellingEndsIt()
{
    write("a", "1");
    bucket_->failWith([](const net::Request& request) -> std::optional<net::Response> {
        if (request.head.method != "PUT")
            return std::nullopt;
        return answer(503, "");
    });
    ManualExecutor executor;
    Session session(platform_->profile(), openNetwork(), executor.executor());
    std::optional<Result<Resource>> done;
    DatasetUpload running(session, options(), {}, [&](Result<Resource> result) { done = std::move(result); });
    QTRY_VERIFY(platform_->requests().size() > 5);
    running.cancel();
    QTRY_VERIFY((executor.run(), done.has_value()));
    QVERIFY(!*done);
}

void UploadsTest::destroyingSaysNothing()
{
    write("a", "1");
    for (std::size_t round = 0; round < 8; ++round) {
        ManualExecutor executor;
        Session session(platform_->profile(), openNetwork(), executor.executor());
        bool said = false;
        auto running = std::make_unique<DatasetUpload>(
            session, options(), [&](UploadProgress) { said = true; },
            [&](const Result<Resource>&) { said = true; });
        const auto wanted = platform_->requests().size() + round;
        QTRY_VERIFY(platform_->requests().size() >= wanted || executor.waiting() > 0);
        running.reset();
        executor.run();
        QVERIFY(!said);
    }
}

void UploadsTest::codeIsPackedTheSameEveryTime()
{
    write("train.py", "print(1)");
    write("lib/a.py", "");
    write("lib/__pycache__/a.pyc", "x");
    write(".git/HEAD", "x");
    write("big.bin", "x");
    write(".slipwayignore", "*.bin\n");
    const auto never = [] { return false; };
    const auto first = CodeArchive::pack(folder(), never);
    QVERIFY(first);
    fs::permissions(folder() / "lib/a.py", fs::perms::group_write, fs::perm_options::add);
    fs::last_write_time(folder() / "train.py", fs::file_time_type::clock::now() - std::chrono::hours(5));
    write("big.bin", "changed");
    const auto second = CodeArchive::pack(folder(), never);
    QCOMPARE(second->sha256(), first->sha256());
    write("train.py", "print(2)");
    const auto third = CodeArchive::pack(folder(), never);
    QVERIFY(third->sha256() != first->sha256());
    std::ifstream tar(first->file(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(tar), {}};
    QVERIFY(bytes.find("train.py") != std::string::npos);
    QVERIFY(bytes.find("a.pyc") == std::string::npos);
    QVERIFY(bytes.find("HEAD") == std::string::npos);
    QVERIFY(bytes.find("big.bin") == std::string::npos || bytes.find("*.bin") != std::string::npos);
}

void UploadsTest::codeIsSentOnce()
{
    write("train.py", "print(1)");
    ManualExecutor executor;
    Session session(platform_->profile(), openNetwork(), executor.executor());
    std::string digest;
    for (int round = 0; round < 2; ++round) {
        std::optional<Result<std::string>> done;
        const CallHandle call = uploadCode(session, folder(), "default",
                                           [&](Result<std::string> result) { done = std::move(result); });
        QTRY_VERIFY((executor.run(), done.has_value()));
        QVERIFY2(*done, *done ? "" : done->error().message.c_str());
        digest = **done;
    }
    QCOMPARE(bucket_->puts, 1);
    QCOMPARE(hex(sha256(bucket_->objects.at("code/" + digest + ".tar"))), digest);
}

QTEST_GUILESS_MAIN(UploadsTest)
#include "uploads_test.moc"
