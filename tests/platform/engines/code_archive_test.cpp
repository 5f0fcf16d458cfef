// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/code_archive.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <vector>

using namespace slipway;

namespace {

/// One entry of an archive to be made.
struct Member {
    std::string name;
    unsigned type = AE_IFREG;
    std::string content;  ///< Of a file; where a link leads.
    unsigned mode = 0644;
    bool hard = false;
};

void writeArchive(const std::filesystem::path& file, const std::vector<Member>& members)
{
    archive* writer = archive_write_new();
    archive_write_set_format_gnutar(writer);
    archive_write_open_filename(writer, file.c_str());
    for (const Member& member : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.c_str());
        archive_entry_set_filetype(entry, member.type);
        archive_entry_set_perm(entry, member.mode);
        const bool is_file = member.type == AE_IFREG && !member.hard;
        archive_entry_set_size(entry, is_file ? static_cast<la_int64_t>(member.content.size()) : 0);
        if (member.hard)
            archive_entry_set_hardlink(entry, member.content.c_str());
        else if (member.type == AE_IFLNK)
            archive_entry_set_symlink(entry, member.content.c_str());
        archive_write_header(writer, entry);
        if (is_file)
            archive_write_data(writer, member.content.data(), member.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
}

std::string content(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Q_DECLARE_METATYPE(std::vector<Member>)

class CodeArchiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unpacksWhatWasPacked();
    void refuses_data();
    void refuses();
    void damagedArchiveIsSaidToBe();
};

void CodeArchiveTest::unpacksWhatWasPacked()
{
    const QTemporaryDir root;
    const std::filesystem::path base = root.path().toStdString();
    std::filesystem::create_directory(base / "work");
    writeArchive(base / "code.tar", {{"./", AE_IFDIR, "", 0755},
                                     {"src/", AE_IFDIR, "", 0755},
                                     {"src/train.py", AE_IFREG, "print(1)\n"},
                                     {"run.sh", AE_IFREG, "#!/bin/sh\n", 06755},
                                     {"link", AE_IFLNK, "src/train.py"},
                                     {"src/up", AE_IFLNK, "../run.sh"},
                                     {"same", AE_IFREG, "src/train.py", 0644, true}});
    const auto unpacked = unpackCode(base / "code.tar", base / "work");
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().message.c_str());
    QCOMPARE(QString::fromStdString(content(base / "work/link")), QStringLiteral("print(1)\n"));
    QCOMPARE(QString::fromStdString(content(base / "work/same")), QStringLiteral("print(1)\n"));
    QCOMPARE(QString::fromStdString(content(base / "work/src/up")), QStringLiteral("#!/bin/sh\n"));
    struct stat status {};
    QCOMPARE(::stat((base / "work/run.sh").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777, 0755U);  // executable, but no set-user-id
}

void CodeArchiveTest::refuses_data()
{
    QTest::addColumn<std::vector<Member>>("members");
    QTest::newRow("a name with ..") << std::vector<Member>{{"../evil", AE_IFREG, "x"}};
    QTest::newRow("a name with .. further in") << std::vector<Member>{{"a/../../evil", AE_IFREG, "x"}};
    QTest::newRow("an absolute name") << std::vector<Member>{{"/tmp/slipway-evil", AE_IFREG, "x"}};
    QTest::newRow("a link to an absolute place") << std::vector<Member>{{"a", AE_IFLNK, "/etc"}};
    QTest::newRow("a link that climbs out") << std::vector<Member>{{"d/a", AE_IFLNK, "../../evil"}};
    QTest::newRow("a hard link to an absolute place")
        << std::vector<Member>{{"a", AE_IFREG, "/etc/hostname", 0644, true}};
    QTest::newRow("a hard link that climbs out")
        << std::vector<Member>{{"a", AE_IFREG, "../secret", 0644, true}};
    QTest::newRow("a device") << std::vector<Member>{{"null", AE_IFCHR, ""}};
    QTest::newRow("a pipe") << std::vector<Member>{{"pipe", AE_IFIFO, ""}};
}

void CodeArchiveTest::refuses()
{
    QFETCH(std::vector<Member>, members);
    const QTemporaryDir root;
    const std::filesystem::path base = root.path().toStdString();
    std::filesystem::create_directory(base / "work");
    std::ofstream(base / "secret") << "s";
    writeArchive(base / "code.tar", members);
    const auto unpacked = unpackCode(base / "code.tar", base / "work");
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!std::filesystem::exists(base / "evil"));
    QVERIFY(!std::filesystem::exists("/tmp/slipway-evil"));
    QVERIFY(std::filesystem::is_empty(base / "work"));
}

void CodeArchiveTest::damagedArchiveIsSaidToBe()
{
    const QTemporaryDir root;
    const std::filesystem::path base = root.path().toStdString();
    std::filesystem::create_directory(base / "work");
    writeArchive(base / "code.tar", {{"a", AE_IFREG, std::string(100'000, 'x')}});
    std::filesystem::resize_file(base / "code.tar", 50'000);
    QCOMPARE(unpackCode(base / "code.tar", base / "work").error().code, ErrorCode::DataLoss);
    QCOMPARE(unpackCode(base / "absent.tar", base / "work").error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(CodeArchiveTest)
#include "code_archive_test.moc"
