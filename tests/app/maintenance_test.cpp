// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

/// What an administrator does with a platform beside running it, by the real slipwayd.
class MaintenanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aBackupBringsEverythingBack();
    void aDamagedBackupChangesNothing_data();
    void aDamagedBackupChangesNothing();
    void nothingIsDoneToARunningPlatform();
    void aNewMasterKeyReadsOldSecrets();
    void anInterruptedRotationIsSettled_data();
    void anInterruptedRotationIsSettled();
    void aChangedAuditTrailIsSeen();

private:
    struct Ended {
        int code = -1;
        QString out, err;
    };
    Ended slipwayd(const QStringList& arguments) const;
    QByteArray content(const QString& name) const;

    std::unique_ptr<test::RunningPlatform> platform_;
};

void MaintenanceTest::init()
{
    platform_ = std::make_unique<test::RunningPlatform>();
    QVERIFY(platform_->start());
    QVERIFY(platform_->create(Kind::Dataset, "cats", "{}"));
}

MaintenanceTest::Ended MaintenanceTest::slipwayd(const QStringList& arguments) const
{
    QProcess process;
    process.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayd"),
                  QStringList{u"--data"_s, platform_->dataDirectory()} + arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QByteArray MaintenanceTest::content(const QString& name) const
{
    QFile file(platform_->dataDirectory() + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void MaintenanceTest::aBackupBringsEverythingBack()
{
    const QString backup = platform_->path(u"backup"_s);
    const Ended made = slipwayd({u"backup"_s, backup});
    QVERIFY2(made.code == 0, qPrintable(made.err));
    QCOMPARE(QFile::permissions(backup + u"/master.key"_s) & QFile::ReadOther, QFile::Permissions());
    QVERIFY(platform_->create(Kind::Dataset, "dogs", "{}"));
    QCOMPARE(slipwayd({u"backup"_s, backup}).code, 1);  // An older one is never written over.

    platform_->stop();
    const Ended restored = slipwayd({u"restore"_s, backup});
    QVERIFY2(restored.code == 0, qPrintable(restored.err));
    QVERIFY2(restored.out.contains(u"replaced-"_s), qPrintable(restored.out));
    QVERIFY(platform_->start());
    QVERIFY(platform_->get(Kind::Dataset, "cats"));
    QCOMPARE(platform_->get(Kind::Dataset, "dogs").error().code, ErrorCode::NotFound);
}

void MaintenanceTest::aDamagedBackupChangesNothing_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("a changed database") << u"slipway.db"_s;
    QTest::newRow("another master key") << u"master.key"_s;
    QTest::newRow("a changed list of files") << u"backup.json"_s;
}

void MaintenanceTest::aDamagedBackupChangesNothing()
{
    QFETCH(QString, file);
    const QString backup = platform_->path(u"backup"_s);
    QCOMPARE(slipwayd({u"backup"_s, backup}).code, 0);
    platform_->stop();
    QFile damaged(backup + u'/' + file);
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    damaged.seek(damaged.size() / 2);
    damaged.write("\xff\xff");
    damaged.close();
    const QByteArray before = content(u"slipway.db"_s);
    const Ended restored = slipwayd({u"restore"_s, backup});
    QCOMPARE(restored.code, 1);
    QVERIFY2(restored.err.contains(u"no whole backup"_s), qPrintable(restored.err));
    QCOMPARE(content(u"slipway.db"_s), before);
}

void MaintenanceTest::nothingIsDoneToARunningPlatform()
{
    const QString backup = platform_->path(u"backup"_s);
    QCOMPARE(slipwayd({u"backup"_s, backup}).code, 0);
    for (const QStringList& task : {QStringList{u"restore"_s, backup}, QStringList{u"rotate-key"_s}}) {
        const Ended ended = slipwayd(task);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains(u"Stop it first"_s), qPrintable(ended.err));
    }
}

void MaintenanceTest::aNewMasterKeyReadsOldSecrets()
{
    platform_->stop();
    const QByteArray before = content(u"master.key"_s);
    const Ended rotated = slipwayd({u"rotate-key"_s});
    QVERIFY2(rotated.code == 0, qPrintable(rotated.err));
    QVERIFY(content(u"master.key"_s) != before);
    QVERIFY(platform_->start());  // With the same access key and secret.
    QVERIFY(platform_->get(Kind::Dataset, "cats"));
    const Ended verified = slipwayd({u"audit"_s, u"verify"_s});
    QVERIFY2(verified.code == 0, qPrintable(verified.out));
}

void MaintenanceTest::anInterruptedRotationIsSettled_data()
{
    QTest::addColumn<bool>("written");
    QTest::newRow("before the database took the new key") << false;
    QTest::newRow("after the database took the new key") << true;
}

void MaintenanceTest::anInterruptedRotationIsSettled()
{
    QFETCH(bool, written);
    platform_->stop();
    const QString key = platform_->dataDirectory() + u"/master.key"_s;
    const QByteArray before = content(u"master.key"_s);
    QVERIFY(QFile::copy(key, platform_->path(u"before"_s)));
    QCOMPARE(slipwayd({u"rotate-key"_s}).code, 0);
    // As a crash leaves it: both keys are there, and the database says which is its own.
    if (written) {
        QVERIFY(QFile::rename(key, key + u".new"_s) && QFile::copy(platform_->path(u"before"_s), key));
    } else {
        QVERIFY(QFile::copy(platform_->path(u"before"_s), key + u".new"_s));
    }
    QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner);
    QFile::setPermissions(key + u".new"_s, QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(platform_->start());
    QVERIFY(platform_->get(Kind::Dataset, "cats"));
    QVERIFY(!QFile::exists(key + u".new"_s));
    QVERIFY(content(u"master.key"_s) != before);
}

void MaintenanceTest::aChangedAuditTrailIsSeen()
{
    const Ended whole = slipwayd({u"audit"_s, u"verify"_s});  // While the server runs.
    QVERIFY2(whole.code == 0 && whole.out.contains(u"as they were written"_s),
             qPrintable(whole.out + whole.err));
    platform_->stop();
    QProcess python;
    python.start(u"/usr/bin/python3"_s,
                 {u"-c"_s,
                  u"import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
                  "c.execute(\"UPDATE audit SET user = 'mallory' WHERE sequence = 1\"); c.commit()"_s,
                  platform_->dataDirectory() + u"/slipway.db"_s});
    QVERIFY(python.waitForFinished() && python.exitCode() == 0);
    const Ended changed = slipwayd({u"audit"_s, u"verify"_s});
    QCOMPARE(changed.code, 2);
    QVERIFY2(changed.out.contains(u"Entry 1 "_s), qPrintable(changed.out));
}

QTEST_GUILESS_MAIN(MaintenanceTest)
#include "maintenance_test.moc"
