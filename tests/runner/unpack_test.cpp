// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/unpack.h"

#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <fstream>

using namespace slipway;

namespace {

struct Entry {
    std::string name;
    int type = AE_IFREG;
    std::string content;  ///< Or a link's target.
    int mode = 0644;
};

void writeTar(const std::filesystem::path& file, const std::vector<Entry>& entries)
{
    archive* tar = archive_write_new();
    archive_write_set_format_pax_restricted(tar);
    archive_write_open_filename(tar, file.c_str());
    for (const Entry& one : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, one.name.c_str());
        archive_entry_set_filetype(entry, static_cast<unsigned>(one.type));
        archive_entry_set_perm(entry, static_cast<unsigned>(one.mode));
        if (one.type == AE_IFLNK)
            archive_entry_set_symlink(entry, one.content.c_str());
        else
            archive_entry_set_size(entry, static_cast<la_int64_t>(one.content.size()));
        archive_write_header(tar, entry);
        archive_write_data(tar, one.content.data(), one.type == AE_IFREG ? one.content.size() : 0);
        archive_entry_free(entry);
    }
    archive_write_free(tar);
}

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

/// Uploaded code, and what calls itself that.
class UnpackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everythingComesOut();
    void namesThatLeadElsewhereAreRefused_data();
    void namesThatLeadElsewhereAreRefused();
    void whatIsNoArchiveIsRefused();

private:
    QTemporaryDir directory_;
    std::filesystem::path place_, archive_;
};

void UnpackTest::init()
{
    place_ = std::filesystem::path(directory_.path().toStdString()) / "inside/work";
    std::filesystem::remove_all(place_);
    std::filesystem::create_directories(place_);
    archive_ = std::filesystem::path(directory_.path().toStdString()) / "code.tar";
}

void UnpackTest::everythingComesOut()
{
    const std::string deep = std::string(90, 'd') + "/" + std::string(90, 'e') + "/" + std::string(90, 'f');
    writeTar(archive_, {{"train.py", AE_IFREG, "print(1)\n"},
                        {"bin/run", AE_IFREG, "#!/bin/sh\n", 0755},
                        {"empty", AE_IFDIR, ""},
                        {deep, AE_IFREG, "deep"},
                        {"latest", AE_IFLNK, "train.py"},
                        {"train.py", AE_IFREG, "print(2)\n"}});
    const auto unpacked = unpackTar(archive_, place_);
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().message.c_str());
    QCOMPARE(contentOf(place_ / "train.py"), std::string("print(2)\n"));
    QCOMPARE(contentOf(place_ / "latest"), std::string("print(2)\n"));
    QCOMPARE(contentOf(place_ / deep), std::string("deep"));
    QVERIFY(std::filesystem::is_directory(place_ / "empty"));
    using std::filesystem::perms;
    QVERIFY((std::filesystem::status(place_ / "bin/run").permissions() & perms::owner_exec) != perms::none);
    QVERIFY((std::filesystem::status(place_ / "train.py").permissions() & perms::owner_exec) == perms::none);
}

void UnpackTest::namesThatLeadElsewhereAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("upwards") << QByteArray("../outside");
    QTest::newRow("upwards on the way") << QByteArray("a/../../outside");
    QTest::newRow("absolute") << QByteArray("/tmp/slipway-unpack-test-outside");
    QTest::newRow("through a link") << QByteArray("up/outside");
}

void UnpackTest::namesThatLeadElsewhereAreRefused()
{
    QFETCH(QByteArray, name);
    writeTar(archive_, {{"up", AE_IFLNK, ".."}, {name.toStdString(), AE_IFREG, "x"}});
    const auto unpacked = unpackTar(archive_, place_);
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!std::filesystem::exists(place_.parent_path() / "outside"));
    QVERIFY(!std::filesystem::exists("/tmp/slipway-unpack-test-outside"));
}

void UnpackTest::whatIsNoArchiveIsRefused()
{
    std::ofstream(archive_) << std::string(2'000, 'x');
    QVERIFY(!unpackTar(archive_, place_));
    writeTar(archive_, {{"large", AE_IFREG, std::string(100'000, 'x')}});
    std::filesystem::resize_file(archive_, 50'000);
    QVERIFY(!unpackTar(archive_, place_));
    QVERIFY(!unpackTar(archive_, place_ / "absent"));
    writeTar(archive_, {{"pipe", AE_IFIFO, ""}});
    QVERIFY(!unpackTar(archive_, place_));
}

QTEST_GUILESS_MAIN(UnpackTest)
#include "unpack_test.moc"
