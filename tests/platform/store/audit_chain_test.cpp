// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/audit_chain.h"

#include "platform/store/database.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

/// Changes of the audit trail that somebody makes behind the store's back.
class AuditChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aWholeTrailIsWhole();
    void anEmptyTrailIsWhole();
    void changesAreSeen_data();
    void changesAreSeen();
    void anotherKeyDoesNotFit();
    void aTrailIsLinkedWithAnotherKey();
    void anUndoneWriteLeavesNoGap();

private:
    static constexpr const char* key = "key of the trail";
    std::filesystem::path file() const { return directory_->filePath(QStringLiteral("s.db")).toStdString(); }
    void open(const std::string& audit_key = key);
    void append(const std::string& user);

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
};

void AuditChainTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    open();
}

void AuditChainTest::open(const std::string& audit_key)
{
    store_.reset();
    StoreOptions options;
    options.audit_key = audit_key;
    store_ = Store::open(file(), options).value();
}

void AuditChainTest::append(const std::string& user)
{
    QVERIFY(store_->write([&](Transaction& transaction) {
        AuditEntry entry;
        entry.user = user;
        entry.action = "stop";
        entry.resource = "vision/jobs/train";
        return transaction.audit(entry);
    }));
}

void AuditChainTest::aWholeTrailIsWhole()
{
    for (const char* user : {"alice", "bob", "alice"})
        append(user);
    open();
    append("carol");
    const auto check = checkAudit(file(), key).value();
    QVERIFY2(!check.broken_at, check.problem.c_str());
    QCOMPARE(check.entries, 4);
    QCOMPARE(check.last_sequence, 4);
}

void AuditChainTest::anEmptyTrailIsWhole()
{
    const auto check = checkAudit(file(), key).value();
    QVERIFY2(!check.broken_at, check.problem.c_str());
    QCOMPARE(check.entries, 0);
}

void AuditChainTest::changesAreSeen_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("at");
    QTest::newRow("another user is put in") << "UPDATE audit SET user = 'mallory' WHERE sequence = 2" << 2;
    QTest::newRow("another time is put in") << "UPDATE audit SET time = time + 1 WHERE sequence = 3" << 3;
    QTest::newRow("a text moves from one field to the next")
        << "UPDATE audit SET action = '', resource = action || resource WHERE sequence = 1" << 1;
    QTest::newRow("an entry is removed") << "DELETE FROM audit WHERE sequence = 2" << 3;
    QTest::newRow("the first is removed") << "DELETE FROM audit WHERE sequence = 1" << 2;
    QTest::newRow("the last is removed") << "DELETE FROM audit WHERE sequence = 4" << 3;
    QTest::newRow("all are removed") << "DELETE FROM audit" << 0;
    QTest::newRow("the last is removed, and the end put before it")
        << "DELETE FROM audit WHERE sequence = 4; UPDATE audit_head SET sequence = 3, link = (SELECT link "
           "FROM "
           "audit WHERE sequence = 3)"
        << 3;
    QTest::newRow("everything is removed, and the end too")
        << "DELETE FROM audit; DELETE FROM audit_head" << 0;
    QTest::newRow("two change places") << "UPDATE audit SET sequence = 9 WHERE sequence = 2; UPDATE audit "
                                          "SET sequence = 2 WHERE sequence = 3; "
                                          "UPDATE audit SET sequence = 3 WHERE sequence = 9"
                                       << 2;
    QTest::newRow("one is put between") << "INSERT INTO audit SELECT 5, time, user, access_key, action, "
                                           "resource, detail, link FROM audit WHERE "
                                           "sequence = 4"
                                        << 5;
}

void AuditChainTest::changesAreSeen()
{
    QFETCH(QString, sql);
    QFETCH(int, at);
    for (const char* user : {"alice", "bob", "carol", "dave"})
        append(user);
    store_.reset();
    QVERIFY(Database::open(file(), Database::Access::Write).value()->run(sql.toUtf8().constData()));
    const auto check = checkAudit(file(), key).value();
    QVERIFY(check.broken_at.has_value());
    QCOMPARE(*check.broken_at, at);
    QVERIFY(!check.problem.empty());
}

void AuditChainTest::anotherKeyDoesNotFit()
{
    append("alice");
    QCOMPARE(checkAudit(file(), "another key").value().broken_at.value_or(0), 1);
}

void AuditChainTest::aTrailIsLinkedWithAnotherKey()
{
    append("alice");
    append("bob");
    QVERIFY(store_->write([](Transaction& transaction) { return transaction.relinkAudit("next key"); }));
    open("next key");
    append("carol");
    QVERIFY(checkAudit(file(), key).value().broken_at.has_value());
    const auto check = checkAudit(file(), "next key").value();
    QVERIFY2(!check.broken_at, check.problem.c_str());
    QCOMPARE(check.entries, 3);
}

void AuditChainTest::anUndoneWriteLeavesNoGap()
{
    append("alice");
    QVERIFY(!store_->write([](Transaction& transaction) -> Result<void> {
        AuditEntry entry;
        entry.user = "bob";
        if (auto added = transaction.audit(entry); !added)
            return added;
        return fail(ErrorCode::Conflict, "It was not to be.");
    }));
    append("carol");
    const auto check = checkAudit(file(), key).value();
    QVERIFY2(!check.broken_at, check.problem.c_str());
    QCOMPARE(check.entries, 2);
}

QTEST_GUILESS_MAIN(AuditChainTest)
#include "audit_chain_test.moc"
