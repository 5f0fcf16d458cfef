// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/store_file.h"

#include "platform/store/audit_chain.h"
#include "platform/store/database.h"
#include "platform/store/store.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace slipway;

/// The database as a file: written by older versions, damaged, copied while in use.
class StoreFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }

    void olderSchemasAreMigrated_data();
    void olderSchemasAreMigrated();
    void damageIsRefused();
    void aCopyIsOneState();
    void aCopyReplacesNothing();

private:
    std::filesystem::path path(const char* name) const
    {
        return directory_->filePath(QString::fromLatin1(name)).toStdString();
    }
    static StoreOptions options()
    {
        StoreOptions options;
        options.audit_key = "key";
        return options;
    }

    std::unique_ptr<QTemporaryDir> directory_;
};

void StoreFileTest::olderSchemasAreMigrated_data()
{
    QTest::addColumn<QString>("dump");
    const QDir dumps(QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/platform/store/schemas"));
    for (const QString& name : dumps.entryList({QStringLiteral("*.sql")}))
        QTest::addRow("schema %s", qPrintable(name)) << dumps.filePath(name);
}

void StoreFileTest::olderSchemasAreMigrated()
{
    QFETCH(QString, dump);
    QFile file(dump);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto written =
        Database::open(path("s.db"), Database::Access::Write).value()->run(file.readAll().constData());
    QVERIFY2(written, written ? "" : written.error().message.c_str());

    auto opened = Store::open(path("s.db"), options());
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    const auto store = std::move(*opened);
    const auto job = store->get(Kind::Job, "vision", "train");
    QVERIFY(job);
    QCOMPARE(job->labels.at("team"), std::string("red"));
    QCOMPARE(job->generation, 2);
    QCOMPARE(store->version(), 3);
    QCOMPARE(store->horizon(), 1);
    QCOMPARE(store->changesSince(1, 10)->size(), std::size_t(2));
    QCOMPARE(**store->record("secrets", "SLIPKEY"), std::string("sealed"));
    QCOMPARE(store->auditEntries({}, {}, 0, 10)->front().action, std::string("update"));
    QVERIFY(store->write([](Transaction& transaction) { return transaction.audit({}); }));
    const auto check = checkAudit(path("s.db"), "key").value();
    QVERIFY2(!check.broken_at, check.problem.c_str());
    QCOMPARE(check.entries, 4);
}

void StoreFileTest::damageIsRefused()
{
    {
        const auto store = Store::open(path("s.db"), options()).value();
        QVERIFY(store->write([](Transaction& transaction) -> Result<void> {
            for (int i = 0; i < 500; ++i) {
                if (auto put = transaction.putRecord("tasks", std::to_string(i), std::string(200, 'x')); !put)
                    return put;
            }
            return {};
        }));
    }
    std::filesystem::remove(path("s.db-wal"));  // All of it is in the database, too.
    QFile file(QString::fromStdString(path("s.db").string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 page = 4096;
    for (qint64 at = file.size() / 2 / page * page; at < file.size() / 2 + 4 * page; at += page) {
        file.seek(at);
        file.write(QByteArray(600, '\xa5'));
    }
    file.close();
    const auto opened = Store::open(path("s.db"), options());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::DataLoss);
    QVERIFY2(opened.error().message.find("slipwayd restore") != std::string::npos,
             opened.error().message.c_str());
    QVERIFY(!checkDatabaseFile(path("s.db")));
}

void StoreFileTest::aCopyIsOneState()
{
    const auto store = Store::open(path("s.db"), options()).value();
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int i = 0; !stop; ++i) {
            // Both or none are in the copy.
            store->write([&](Transaction& transaction) {
                return transaction.putRecord("tasks", "one", std::to_string(i)).and_then([&] {
                    return transaction.putRecord("tasks", "two", std::to_string(i));
                });
            });
        }
    });
    Result<void> copied;
    for (int i = 0; copied && i < 20; ++i)
        copied = copyDatabase(path("s.db"), path(("copy" + std::to_string(i)).c_str()));
    stop = true;
    writer.join();
    QVERIFY2(copied, copied ? "" : copied.error().message.c_str());
    for (int i = 0; i < 20; ++i) {
        const auto copy = path(("copy" + std::to_string(i)).c_str());
        QVERIFY(checkDatabaseFile(copy));
        QCOMPARE(readRecord(copy, "tasks", "one").value(), readRecord(copy, "tasks", "two").value());
        QCOMPARE(std::filesystem::status(copy).permissions(), std::filesystem::perms(0600));
    }
}

void StoreFileTest::aCopyReplacesNothing()
{
    const auto store = Store::open(path("s.db"), options()).value();
    QVERIFY(copyDatabase(path("s.db"), path("copy")));
    QCOMPARE(copyDatabase(path("s.db"), path("copy")).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(copyDatabase(path("nothing.db"), path("other")).error().code, ErrorCode::NotFound);
    QVERIFY(!std::filesystem::exists(path("other")));
}

QTEST_GUILESS_MAIN(StoreFileTest)
#include "store_file_test.moc"
