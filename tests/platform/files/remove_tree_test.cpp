// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/remove_tree.h"

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

using namespace slipway;
namespace fs = std::filesystem;

class RemoveTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void anythingIsDeleted_data();
    void anythingIsDeleted();
    void absenceIsASuccess();
    void linksAreNotFollowed();
    void aTreeDeeperThanAPathCanBeIsDeleted();
    void askedToStopItLeavesTheRest();

private:
    std::unique_ptr<QTemporaryDir> root_;
    fs::path tree_;
};

void RemoveTreeTest::init()
{
    root_ = std::make_unique<QTemporaryDir>();
    tree_ = fs::path(root_->path().toStdString()) / "tree";
}

void RemoveTreeTest::anythingIsDeleted_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("a file") << "echo x > tree";
    QTest::newRow("a link to nothing") << "ln -s nowhere tree";
    QTest::newRow("a pipe") << "mkfifo tree";
    QTest::newRow("an empty directory") << "mkdir tree";
    QTest::newRow("files and directories") << "mkdir -p tree/a/b tree/c && touch tree/a/x tree/a/b/y";
    QTest::newRow("a directory that nobody may write")
        << "mkdir -p tree/a/b && touch tree/a/x && chmod 500 tree/a";
    QTest::newRow("a directory that nobody may read")
        << "mkdir -p tree/a/b && touch tree/a/x && chmod 0 tree/a tree";
    QTest::newRow("many files") << "mkdir tree && cd tree && seq 3000 | xargs touch";
}

void RemoveTreeTest::anythingIsDeleted()
{
    QFETCH(QString, script);
    QProcess shell;
    shell.setWorkingDirectory(root_->path());
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script});
    QVERIFY(shell.waitForFinished() && shell.exitCode() == 0);
    const auto removed = removeTree(tree_);
    QVERIFY2(removed, removed ? "" : removed.error().message.c_str());
    QVERIFY(!fs::exists(fs::symlink_status(tree_)));
}

void RemoveTreeTest::absenceIsASuccess()
{
    QVERIFY(removeTree(tree_));
}

void RemoveTreeTest::linksAreNotFollowed()
{
    const fs::path outside = tree_.parent_path() / "outside";
    fs::create_directories(outside / "inner");
    fs::create_directories(tree_ / "a");
    fs::create_directory_symlink(outside, tree_ / "a/link");
    QVERIFY(removeTree(tree_));
    QVERIFY(fs::exists(outside / "inner"));
    fs::create_directory_symlink(outside, tree_);
    QVERIFY(removeTree(tree_));
    QVERIFY(fs::exists(outside / "inner"));
}

void RemoveTreeTest::aTreeDeeperThanAPathCanBeIsDeleted()
{
    constexpr int depth = 3000;
    fs::create_directory(tree_);
    int place = ::open(tree_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; i < depth; ++i) {
        QCOMPARE(::mkdirat(place, "deeper", 0755), 0);
        const int next = ::openat(place, "deeper", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        ::close(place);
        place = next;
    }
    ::close(place);
    const auto removed = removeTree(tree_);
    QVERIFY2(removed, removed ? "" : removed.error().message.c_str());
    QVERIFY(!fs::exists(tree_));
}

void RemoveTreeTest::askedToStopItLeavesTheRest()
{
    fs::create_directories(tree_ / "a");
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(removeTree(tree_, stop.get_token()).error().code, ErrorCode::Canceled);
    QVERIFY(fs::exists(tree_ / "a"));
    QVERIFY(removeTree(tree_));
}

QTEST_GUILESS_MAIN(RemoveTreeTest)
#include "remove_tree_test.moc"
