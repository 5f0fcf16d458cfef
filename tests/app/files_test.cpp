// SPDX-License-Identifier: GPL-3.0-or-later
// Files of environments and jobs by the API of a real slipwayd, and by the client that the workbench uses.
#include "client/files/background_work.h"
#include "client/files/workload_files.h"
#include "client/session.h"
#include "tests/app/running_platform.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

using namespace slipway;
using namespace Qt::StringLiterals;

class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theHomeIsListedAndReadInParts();
    void filesAreBroughtAndTakenWhole();
    void whatIsThereIsReplacedOnlyWhenAsked();
    void directoriesAreMadeMovedAndDeleted();
    void aReleasedEnvironmentHasItsFiles();
    void aJobShowsItsWorkingDirectory();
    void hostileNamesLeadNowhere_data();
    void hostileNamesLeadNowhere();
    void othersReadAndDoNotWrite();
    void everyChangeIsInTheHistory();

private:
    template <class T>
    Result<T> work(Session& session, std::function<Result<T>(TransferGate&)> what)
    {
        return platform_.run<T>(
            [&](auto done) { return startWork<T>(session, std::move(what), std::move(done)); });
    }
    Result<bool> done(std::function<Result<void>(TransferGate&)> what)
    {
        return work<bool>(platform_.session(), [what = std::move(what)](TransferGate& gate) -> Result<bool> {
            const auto result = what(gate);
            return result ? Result<bool>(true) : Result<bool>(propagate(result));
        });
    }
    std::vector<std::string> names(const std::string& directory);
    QString home() const;
    QString local(const QString& name, const QByteArray& bytes);

    test::RunningPlatform platform_{0};
    WorkloadFileStore files_{Kind::Environment, "default", "lab"};
};

void FilesTest::initTestCase()
{
    QVERIFY(platform_.start());
    QVERIFY(platform_.create(Kind::Environment, "lab", R"({"flavor":"cpu-small"})"));
    // Its files are there before its packages are ready.
    QTRY_VERIFY_WITH_TIMEOUT(QDir(home()).exists(), 60'000);
    QVERIFY(QDir().mkpath(home() + u"/src"_s));
    for (int i = 0; i < 3; ++i) {
        QFile file(home() + u"/src/part-%1.txt"_s.arg(i));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("0123456789") == 10);
    }
}

QString FilesTest::home() const
{
    const QDir environments(platform_.dataDirectory() + u"/environments"_s);
    return environments.filePath(environments.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0)) +
           u"/home"_s;
}

QString FilesTest::local(const QString& name, const QByteArray& bytes)
{
    const QString path = platform_.path(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("A local file cannot be written.");
    return path;
}

std::vector<std::string> FilesTest::names(const std::string& directory)
{
    const auto listing = work<FileListing>(platform_.session(),
                                           [&](TransferGate& gate) { return files_.list(gate, directory); });
    std::vector<std::string> found;
    if (listing)
        for (const FileItem& item : listing->items)
            found.push_back(item.name);
    return found;
}

void FilesTest::theHomeIsListedAndReadInParts()
{
    QCOMPARE(names("src"), (std::vector<std::string>{"part-0.txt", "part-1.txt", "part-2.txt"}));
    const auto middle = work<FileBeginning>(
        platform_.session(), [&](TransferGate& gate) { return files_.read(gate, "src/part-1.txt", 3, 4); });
    QVERIFY(middle);
    QCOMPARE(middle->bytes, std::string("3456"));
    QCOMPARE(middle->size_bytes, std::uint64_t(10));
    const auto behind = work<FileBeginning>(
        platform_.session(), [&](TransferGate& gate) { return files_.read(gate, "src/part-1.txt", 10, 4); });
    QVERIFY(behind && behind->bytes.empty() && behind->size_bytes == 10);
}

void FilesTest::filesAreBroughtAndTakenWhole()
{
    QByteArray bytes;
    for (int i = 0; bytes.size() < (20 << 20); ++i)
        bytes += "line " + QByteArray::number(i) + '\n';
    const QString source = local(u"large.bin"_s, bytes);
    std::uint64_t reported = 0;
    QVERIFY(done([&](TransferGate& gate) {
        return files_.upload(gate, source.toStdString(), "large.bin", FileStore::Existing::Kept,
                             [&](std::uint64_t sent, std::uint64_t) { reported = std::max(reported, sent); });
    }));
    QVERIFY(reported > 0);
    QFile there(home() + u"/large.bin"_s);
    QVERIFY(there.open(QIODevice::ReadOnly) && there.readAll() == bytes);
    const QString target = platform_.path(u"back.bin"_s);
    QVERIFY(done(
        [&](TransferGate& gate) { return files_.download(gate, "large.bin", target.toStdString(), {}); }));
    QFile back(target);
    QVERIFY(back.open(QIODevice::ReadOnly) && back.readAll() == bytes);
    QVERIFY(!QFile::exists(target + u".part"_s));
    const QString nothing = local(u"empty"_s, {});
    QVERIFY(done([&](TransferGate& gate) {
        return files_.upload(gate, nothing.toStdString(), "empty", FileStore::Existing::Kept, {});
    }));
    QVERIFY(done([&](TransferGate& gate) {
        return files_.download(gate, "empty", platform_.path(u"empty-back"_s).toStdString(), {});
    }));
    QVERIFY(QFile::exists(platform_.path(u"empty-back"_s)));
}

void FilesTest::whatIsThereIsReplacedOnlyWhenAsked()
{
    const QString source = local(u"new.txt"_s, "new");
    const auto kept = done([&](TransferGate& gate) {
        return files_.upload(gate, source.toStdString(), "src/part-0.txt", FileStore::Existing::Kept, {});
    });
    QCOMPARE(QString::fromStdString(kept.error().type), u"file-exists"_s);
    QVERIFY(done([&](TransferGate& gate) {
        return files_.upload(gate, source.toStdString(), "src/part-0.txt", FileStore::Existing::Replaced, {});
    }));
    QFile file(home() + u"/src/part-0.txt"_s);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == "new");
}

void FilesTest::directoriesAreMadeMovedAndDeleted()
{
    QVERIFY(done([&](TransferGate& gate) { return files_.makeDirectory(gate, "src/made"); }));
    QVERIFY(done([&](TransferGate& gate) { return files_.move(gate, "src/made", "moved"); }));
    QVERIFY(done([&](TransferGate& gate) { return files_.move(gate, "src/part-2.txt", "moved/p.txt"); }));
    QCOMPARE(names("moved"), (std::vector<std::string>{"p.txt"}));
    QVERIFY(done([&](TransferGate& gate) { return files_.remove(gate, "moved"); }));
    QVERIFY(!QFile::exists(home() + u"/moved"_s));
    QCOMPARE(done([&](TransferGate& gate) { return files_.remove(gate, "moved"); }).error().code,
             ErrorCode::NotFound);
}

void FilesTest::aReleasedEnvironmentHasItsFiles()
{
    QVERIFY(platform_.act(Kind::Environment, "lab", "release"));
    QVERIFY(platform_.reaches(Kind::Environment, "lab", Phase::Released));
    QVERIFY(!names("src").empty());
    QVERIFY(done([&](TransferGate& gate) { return files_.makeDirectory(gate, "while-released"); }));
}

void FilesTest::aJobShowsItsWorkingDirectory()
{
    QVERIFY(platform_.create(Kind::Job, "train", R"({"command":"echo hi > result.txt; mkdir d"})"));
    QVERIFY(platform_.reaches(Kind::Job, "train", Phase::Succeeded));
    const WorkloadFileStore job(Kind::Job, "default", "train");
    const auto listing =
        work<FileListing>(platform_.session(), [&](TransferGate& gate) { return job.list(gate, {}); });
    QVERIFY(listing);
    const bool there = std::any_of(listing->items.begin(), listing->items.end(), [](const FileItem& item) {
        return item.name == "result.txt" && item.size_bytes == 3;
    });
    QVERIFY(there);
    QVERIFY2(!done([&](TransferGate& gate) { return job.remove(gate, "result.txt"); }),
             "it is only looked at");
}

void FilesTest::hostileNamesLeadNowhere_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char* path : {"../../../slipway.db", "src/../../../../master.key", "up/master.key", "passwd",
                             "%2e%2e/%2e%2e/slipway.db", "pipe", "src"})
        QTest::newRow(path) << QByteArray(path);
}

void FilesTest::hostileNamesLeadNowhere()
{
    QFETCH(const QByteArray, path);
    ::symlink("../../..", (home() + u"/up"_s).toUtf8().constData());
    ::symlink("/etc/passwd", (home() + u"/passwd"_s).toUtf8().constData());
    ::mkfifo((home() + u"/pipe"_s).toUtf8().constData(), 0600);
    const auto read = work<FileBeginning>(platform_.session(), [&](TransferGate& gate) {
        return files_.read(gate, path.toStdString(), 0, 100);
    });
    QVERIFY(!read);
    const auto code = read.error().code;
    QVERIFY(code == ErrorCode::InvalidArgument || code == ErrorCode::NotFound);
    const QString source = local(u"x"_s, "x");
    if (path.contains("up/") || path.contains("..") || path.contains("%2e"))
        QVERIFY(!done([&](TransferGate& gate) {
            return files_.upload(gate, source.toStdString(), path.toStdString(),
                                 FileStore::Existing::Replaced, {});
        }));
    QVERIFY(QFile(platform_.dataDirectory() + u"/master.key"_s).size() > 1);
}

void FilesTest::othersReadAndDoNotWrite()
{
    QVERIFY(platform_.create(Kind::Member, "eve", R"({"user":"eve","role":"engineer"})"));
    auto profile = platform_.profileOf("eve");
    QVERIFY(profile);
    Session eve(*profile, platform_.session().transport()->fetcher, [](auto closure) { closure(); });
    const auto listing = work<FileListing>(eve, [&](TransferGate& gate) { return files_.list(gate, "src"); });
    QVERIFY2(listing, "as with Jupyter, engineers of the project see them");
    const auto removed = work<bool>(eve, [&](TransferGate& gate) -> Result<bool> {
        const auto done = files_.remove(gate, "src");
        return done ? Result<bool>(true) : Result<bool>(propagate(done));
    });
    QCOMPARE(removed.error().type, std::string("not-yours"));
    QVERIFY(!names("src").empty());
}

void FilesTest::everyChangeIsInTheHistory()
{
    const auto history = platform_.run<std::vector<HistoryEntry>>([&](auto done) {
        return platform_.session().history(Kind::Environment, "default", "lab", std::move(done));
    });
    QVERIFY(history);
    const auto told = [&](const char* action, const char* detail) {
        return std::any_of(history->begin(), history->end(), [&](const HistoryEntry& entry) {
            return entry.action == action && entry.detail == detail && entry.user == "admin";
        });
    };
    QVERIFY(told("write-file", "src/part-0.txt (3 bytes)"));
    QVERIFY(told("make-directory", "src/made"));
    QVERIFY(told("move-file", "src/made -> moved"));
    QVERIFY(told("delete-file", "moved"));
    const bool begun = std::any_of(history->begin(), history->end(), [](const HistoryEntry& entry) {
        return entry.action == "prepare" && entry.user.empty() &&
               entry.detail.starts_with("Attempt 1 begins");
    });
    QVERIFY2(begun, "the platform's own events are in the same line of time");
}

QTEST_GUILESS_MAIN(FilesTest)
#include "files_test.moc"
