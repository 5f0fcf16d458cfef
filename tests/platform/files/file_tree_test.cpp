// SPDX-License-Identifier: GPL-3.0-or-later
// Directories of people who may put anything there: links, pipes, strange names.
#include "platform/files/file_tree.h"
#include "platform/files/new_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace slipway;
using namespace Qt::StringLiterals;

class FileTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void paths_data();
    void paths();
    void directoriesAreListedInPages();
    void nothingLeadsOut_data();
    void nothingLeadsOut();
    void pipesHoldNobody();
    void aFileAppearsWholeOrNotAtAll();
    void whatIsThereIsKeptUnlessItIsReplaced();
    void programsStayPrograms();
    void abandonedUploadsGo();
    void moving_data();
    void moving();

private:
    void put(const QString& path, const QByteArray& text);
    QByteArray text(const QString& path) const;
    FileTree tree() const { return std::move(*FileTree::open(at(QString()).toStdString())); }
    QString at(const QString& path) const { return QString(home_->path() + u"/home/"_s + path); }

    std::unique_ptr<QTemporaryDir> home_;
};

namespace {

FilePath path(const char* text)
{
    return parseFilePath(text).value();
}

}  // namespace

void FileTreeTest::init()
{
    home_ = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(at(u"src/deep"_s)));
    put(u"notes.txt"_s, "hello");
    put(u"src/train.py"_s, "print(1)");
    QFile outside(home_->path() + u"/secret"_s);
    QVERIFY(outside.open(QIODevice::WriteOnly) && outside.write("secret") == 6);
}

void FileTreeTest::put(const QString& name, const QByteArray& bytes)
{
    QFile file(at(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray FileTreeTest::text(const QString& name) const
{
    QFile file(at(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

void FileTreeTest::paths_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");  // "!" is refused
    const auto row = [](const char* name, const QByteArray& text, const char* path) {
        QTest::newRow(name) << text << QByteArray(path);
    };
    row("names with slashes between them", "src/train.py", "src/train.py");
    row("slashes at both ends do not matter", "/src/", "src");
    row("nothing is the directory itself", "", "");
    row("steps upward are refused", "../secret", "!");
    row("steps inside are refused", "src/../../secret", "!");
    row("a dot is refused", "./src", "!");
    row("an empty name is refused", "src//train.py", "!");
    row("a zero byte is refused", QByteArray("a\0b", 3), "!");
    row("bytes that are no UTF-8 are refused", "a\xff", "!");
    row("a name of 256 bytes is refused", QByteArray(256, 'a'), "!");
    row("names may begin with dots", ".bashrc/...", ".bashrc/...");
    row("65 directories are refused", QByteArray("a/").repeated(64) + "a", "!");
}

void FileTreeTest::paths()
{
    QFETCH(const QByteArray, text);
    const auto read = parseFilePath(text.toStdString());
    QTEST(read ? QByteArray::fromStdString(formatFilePath(*read)) : QByteArray("!"), "path");
}

void FileTreeTest::directoriesAreListedInPages()
{
    QVERIFY(QFile::link(u"/etc/passwd"_s, at(u"link"_s)));
    put(u".slipway-upload-abc"_s, "half");
    const auto first = tree().list({}, {}, 2);
    QVERIFY(first);
    QCOMPARE(first->entries.size(), std::size_t(2));
    QCOMPARE(first->entries[0].name, std::string("link"));
    QCOMPARE(first->entries[0].kind, FileEntry::Kind::Link);
    QCOMPARE(first->entries[0].target, std::string("/etc/passwd"));
    QCOMPARE(first->entries[1].name, std::string("notes.txt"));
    QCOMPARE(first->entries[1].size_bytes, std::uint64_t(5));
    QVERIFY(std::chrono::abs(now() - first->entries[1].modified) < std::chrono::minutes(5));
    const auto second = tree().list({}, first->cursor, 2);
    QVERIFY(second);
    QCOMPARE(second->entries.size(), std::size_t(1));
    QCOMPARE(second->entries[0].kind, FileEntry::Kind::Directory);
    QVERIFY(second->cursor.empty());
    QCOMPARE(tree().list(path("absent"), {}, 2).error().type, std::string("no-such-file"));
    QCOMPARE(tree().list(path("notes.txt"), {}, 2).error().type, std::string("not-a-directory"));
}

void FileTreeTest::nothingLeadsOut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("a link to a file outside") << u"out"_s << u"../secret"_s << QByteArray("out");
    QTest::newRow("a link to a file inside") << u"in"_s << u"notes.txt"_s << QByteArray("in");
    QTest::newRow("a link to a directory above") << u"up"_s << u".."_s << QByteArray("up/secret");
    QTest::newRow("a link to the root") << u"root"_s << u"/"_s << QByteArray("root/etc/passwd");
    QTest::newRow("a link to a process")
        << u"proc"_s << u"/proc/self/root"_s << QByteArray("proc/etc/passwd");
}

void FileTreeTest::nothingLeadsOut()
{
    QFETCH(const QString, name);
    QFETCH(const QString, target);
    QFETCH(const QByteArray, asked);
    QCOMPARE(::symlink(target.toUtf8().constData(), at(name).toUtf8().constData()), 0);
    const FilePath wanted = path(asked.constData());
    const auto read = tree().read(wanted);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
    if (wanted.size() > 1) {
        QVERIFY(!NewFile::begin(tree(), wanted, NewFile::Existing::Replaced));
        QVERIFY(!tree().makeDirectory({wanted[0], "made"}));
        QVERIFY(!tree().move(path("notes.txt"), wanted));
        QVERIFY(!tree().openDirectory({wanted[0]}));
    }
    QCOMPARE(text(u"../secret"_s), QByteArray("secret"));
    QCOMPARE(text(u"notes.txt"_s), QByteArray("hello"));
}

void FileTreeTest::pipesHoldNobody()
{
    QCOMPARE(::mkfifo(at(u"pipe"_s).toUtf8().constData(), 0600), 0);
    QCOMPARE(tree().read(path("pipe")).error().type, std::string("not-a-file"));
    QCOMPARE(tree().read(path("src")).error().type, std::string("is-directory"));
    QCOMPARE(tree().read({}).error().type, std::string("is-directory"));
}

void FileTreeTest::aFileAppearsWholeOrNotAtAll()
{
    {
        auto file = NewFile::begin(tree(), path("src/new.bin"), NewFile::Existing::Kept);
        QVERIFY(file && file->write("half"));
        QCOMPARE(text(u"src/new.bin"_s), QByteArray("(none)"));
        QCOMPARE(QDir(at(u"src"_s)).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }
    QCOMPARE(QDir(at(u"src"_s)).entryList(QDir::Files | QDir::Hidden).size(), 1);
    auto file = NewFile::begin(tree(), path("src/new.bin"), NewFile::Existing::Kept);
    QVERIFY(file && file->write("wh") && file->write("ole") && file->finish());
    QCOMPARE(text(u"src/new.bin"_s), QByteArray("whole"));
    QCOMPARE(QDir(at(u"src"_s)).entryList(QDir::Files | QDir::Hidden).size(), 2);
}

void FileTreeTest::whatIsThereIsKeptUnlessItIsReplaced()
{
    QCOMPARE(NewFile::begin(tree(), path("notes.txt"), NewFile::Existing::Kept).error().code,
             ErrorCode::AlreadyExists);
    auto late = NewFile::begin(tree(), path("late.txt"), NewFile::Existing::Kept);
    QVERIFY(late && late->write("mine"));
    put(u"late.txt"_s, "theirs");
    QCOMPARE(late->finish().error().code, ErrorCode::AlreadyExists);
    QCOMPARE(text(u"late.txt"_s), QByteArray("theirs"));
    auto other = NewFile::begin(tree(), path("notes.txt"), NewFile::Existing::Replaced);
    QVERIFY(other && other->write("new") && other->finish());
    QCOMPARE(text(u"notes.txt"_s), QByteArray("new"));
    auto directory = NewFile::begin(tree(), path("src"), NewFile::Existing::Replaced);
    QVERIFY(directory && directory->write("x"));
    QVERIFY2(!directory->finish(), "a file replaces no directory");
}

void FileTreeTest::programsStayPrograms()
{
    put(u"run.sh"_s, "#!/bin/sh\n");
    QVERIFY(QFile::setPermissions(at(u"run.sh"_s), QFile::permissions(at(u"run.sh"_s)) | QFile::ExeOwner));
    auto file = NewFile::begin(tree(), path("run.sh"), NewFile::Existing::Replaced);
    QVERIFY(file && file->write("#!/bin/sh\nls\n") && file->finish());
    QVERIFY(QFile::permissions(at(u"run.sh"_s)).testFlag(QFile::ExeOwner));
}

void FileTreeTest::abandonedUploadsGo()
{
    put(u".slipway-upload-old"_s, "half");
    put(u".slipway-upload-new"_s, "half");
    const timespec times[2]{{1, 0}, {1, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, at(u".slipway-upload-old"_s).toUtf8().constData(), times, 0), 0);
    auto file = NewFile::begin(tree(), path("x"), NewFile::Existing::Kept);
    QVERIFY(file && file->finish());
    QCOMPARE(text(u".slipway-upload-old"_s), QByteArray("(none)"));
    QCOMPARE(text(u".slipway-upload-new"_s), QByteArray("half"));
}

void FileTreeTest::moving_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("type");  // empty: it is done
    QTest::newRow("a file gets another name")
        << QByteArray("notes.txt") << QByteArray("n.txt") << QByteArray();
    QTest::newRow("a file goes elsewhere")
        << QByteArray("notes.txt") << QByteArray("src/n.txt") << QByteArray();
    QTest::newRow("nothing is replaced")
        << QByteArray("notes.txt") << QByteArray("src/train.py") << QByteArray("file-exists");
    QTest::newRow("a directory cannot go into itself")
        << QByteArray("src") << QByteArray("src/deep/src") << QByteArray("into-itself");
    QTest::newRow("what is not there cannot move")
        << QByteArray("absent") << QByteArray("b") << QByteArray("no-such-file");
    QTest::newRow("the whole cannot move") << QByteArray("") << QByteArray("b") << QByteArray("file-exists");
}

void FileTreeTest::moving()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    const auto moved = tree().move(path(from.constData()), path(to.constData()));
    QTEST(moved ? QByteArray() : QByteArray::fromStdString(moved.error().type), "type");
    if (moved)
        QCOMPARE(text(QString::fromUtf8(to)), QByteArray("hello"));
}

QTEST_APPLESS_MAIN(FileTreeTest)
#include "file_tree_test.moc"
