// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/streams/stream_catalog.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>

#include <fstream>

using namespace slipway;

class StreamCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listsFilesAlone();
    void everythingIsCompleteOnceTheAttemptEnded();
    void opens_data();
    void opens();

private:
    std::unique_ptr<QTemporaryDir> root_;
    std::filesystem::path attempt_;
};

void StreamCatalogTest::init()
{
    root_ = std::make_unique<QTemporaryDir>();
    attempt_ = root_->path().toStdString();
    const std::filesystem::path streams = attempt_ / "streams";
    std::filesystem::create_directories(streams / "events" / "eval");
    std::ofstream(streams / "log") << "hello";
    std::ofstream(streams / "events" / "events.out.1") << "abc";
    std::ofstream(streams / "events" / "eval" / "odd name.2") << "";
    std::ofstream(attempt_ / "secret") << "secret";
    std::filesystem::create_symlink(attempt_ / "secret", streams / "link");
    std::filesystem::create_symlink(attempt_, streams / "up");
    ::mkfifo((streams / "pipe").c_str(), 0600);
}

void StreamCatalogTest::listsFilesAlone()
{
    const std::vector<StreamInfo> streams = StreamCatalog(attempt_ / "streams").list();
    QStringList names;
    for (const StreamInfo& stream : streams) {
        names << QStringLiteral("%1=%2").arg(QString::fromStdString(stream.name)).arg(stream.size_bytes);
        QVERIFY(!stream.complete);
    }
    QCOMPARE(names.join(QLatin1Char(' ')),
             QStringLiteral("events/eval/odd name.2=0 events/events.out.1=3 log=5"));
    QVERIFY(StreamCatalog(attempt_ / "none").list().empty());
}

void StreamCatalogTest::everythingIsCompleteOnceTheAttemptEnded()
{
    std::ofstream(attempt_ / "exit.json") << "{}";
    for (const StreamInfo& stream : StreamCatalog(attempt_ / "streams/").list())
        QVERIFY(stream.complete);
}

void StreamCatalogTest::opens_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("found");
    QTest::newRow("a file") << QStringLiteral("log") << true;
    QTest::newRow("a file further in") << QStringLiteral("events/eval/odd name.2") << true;
    QTest::newRow("an absent file") << QStringLiteral("nothing") << false;
    QTest::newRow("a directory") << QStringLiteral("events") << false;
    QTest::newRow("a link") << QStringLiteral("link") << false;
    QTest::newRow("a file behind a link") << QStringLiteral("up/secret") << false;
    QTest::newRow("a pipe, without waiting for it") << QStringLiteral("pipe") << false;
    QTest::newRow("a step up") << QStringLiteral("../secret") << false;
    QTest::newRow("a step up from further in") << QStringLiteral("events/../../secret") << false;
    QTest::newRow("an absolute name") << QStringLiteral("/etc/hostname") << false;
    QTest::newRow("nothing at all") << QString() << false;
    QTest::newRow("a doubled slash") << QStringLiteral("events//events.out.1") << false;
    QTest::newRow("a name with NUL") << QStringLiteral("log") + QChar(0) << false;
}

void StreamCatalogTest::opens()
{
    QFETCH(QString, name);
    QFETCH(bool, found);
    const auto stream = StreamCatalog(attempt_ / "streams").open(name.toStdString());
    QCOMPARE(stream.has_value(), found);
    if (!stream)
        QCOMPARE(stream.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(StreamCatalogTest)
#include "stream_catalog_test.moc"
