// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <fstream>

using namespace slipway;

/// The store on a file system of its own that others fill to the last byte.
class FullDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void whatCanWaitWaitsAndTheRestGoesThrough();
    void aFullDiskIsNoticedInTheMiddleOfAGroup();
    void itOpensAgainOnAFullDisk();

private:
    std::filesystem::path path(const char* name) const
    {
        return directory_->filePath(QString::fromLatin1(name)).toStdString();
    }
    void open(std::uint64_t reserved_bytes_each = 1u << 20);
    /// Takes all the room there is, however small the pieces.
    void fill() const;
    Result<void> put(const std::string& key, Store::Urgency urgency, std::size_t bytes = 1000);

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
};

void FullDiskTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    if (::mount("tmpfs", directory_->path().toUtf8().constData(), "tmpfs", 0, "size=16m") != 0)
        QSKIP("A small file system can be mounted by root only.");
    open();
}

void FullDiskTest::cleanup()
{
    store_.reset();
    ::umount2(directory_->path().toUtf8().constData(), MNT_DETACH);
}

void FullDiskTest::open(std::uint64_t reserved_bytes_each)
{
    store_.reset();
    StoreOptions options;
    options.reserved_bytes_each = reserved_bytes_each;
    auto store = Store::open(path("s.db"), options);
    QVERIFY2(store, store ? "" : store.error().message.c_str());
    store_ = std::move(*store);
}

void FullDiskTest::fill() const
{
    const int file = ::open(path("filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::array<char, 65536> block{};
    for (std::size_t size = block.size(); size > 0; size /= 2) {
        while (::write(file, block.data(), size) == static_cast<ssize_t>(size)) {}
    }
    ::close(file);
}

Result<void> FullDiskTest::put(const std::string& key, Store::Urgency urgency, std::size_t bytes)
{
    return store_->write(
        [&](Transaction& transaction) {
            return transaction.putRecord("tasks", key, std::string(bytes, 'x')).and_then([&] {
                return transaction.audit({});
            });
        },
        urgency);
}

void FullDiskTest::whatCanWaitWaitsAndTheRestGoesThrough()
{
    QVERIFY(put("before", Store::Urgency::CanWait));
    fill();
    // What was taken ahead is used up to the half of it first.
    QTRY_VERIFY(!put("waits", Store::Urgency::CanWait, 50'000));
    const auto refused = put("waits", Store::Urgency::CanWait);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ResourceExhausted);
    QCOMPARE(refused.error().type, std::string("disk-full"));
    for (int i = 0; i < 50; ++i) {
        const auto written = put("essential", Store::Urgency::Essential);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
    }
    QVERIFY(*store_->record("tasks", "essential"));
    std::filesystem::remove(path("filler"));
    QTRY_VERIFY_WITH_TIMEOUT(put("after", Store::Urgency::CanWait).has_value(), 10'000);
}

void FullDiskTest::aFullDiskIsNoticedInTheMiddleOfAGroup()
{
    open(0);
    fill();
    // Without a reserve even what is essential fails in the end, cleanly.
    QTRY_VERIFY(!put("essential", Store::Urgency::Essential, 200'000));
    const auto failed = put("essential", Store::Urgency::Essential, 200'000);
    QCOMPARE(failed.error().type, std::string("disk-full"));
    std::filesystem::remove(path("filler"));
    QTRY_VERIFY(put("after", Store::Urgency::CanWait).has_value());
}

void FullDiskTest::itOpensAgainOnAFullDisk()
{
    QVERIFY(put("before", Store::Urgency::CanWait));
    fill();
    open();
    QVERIFY(store_);
    const auto written = put("essential", Store::Urgency::Essential);
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    QVERIFY(*store_->record("tasks", "before"));
}

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
