// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/sealed_texts.h"

#include "core/hash.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

class SealedTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsKeptIsReadBackSealed();
    void oneIsOfItsOwnerAlone();
    void olderOnesAreForgotten();
    void anotherMasterKeyReadsThemAfterItsRotation();

private:
    static constexpr SealedKind kind = SealedKind::Kubeconfig;

    void keep(const ResourceId& owner, const std::string& version, const std::string& text)
    {
        QVERIFY(store_->write([&](Transaction& transaction) {
            return keepSealed(transaction, *secrets_, kind, owner, version, text);
        }));
    }
    Result<std::string> read(const ResourceId& owner, const std::string& version, const SecretBox& secrets)
    {
        return sealedText(*store_, secrets, kind, owner, version);
    }
    Result<std::string> read(const ResourceId& owner, const std::string& version)
    {
        return read(owner, version, *secrets_);
    }

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SecretBox> secrets_;
    const ResourceId lab_{"clu-lab"};
    const ResourceId labyrinth_{"clu-labyrinth"};
};

void SealedTextsTest::init()
{
    store_.reset();
    directory_ = std::make_unique<QTemporaryDir>();
    const std::filesystem::path directory = directory_->path().toStdString();
    store_ = Store::open(directory / "slipway.db").value();
    secrets_ = std::make_unique<SecretBox>(SecretBox::open(directory / "master.key").value());
}

void SealedTextsTest::whatIsKeptIsReadBackSealed()
{
    keep(lab_, "1", "token: sesame");
    QCOMPARE(read(lab_, "1").value(), std::string("token: sesame"));
    const auto records = store_->records("kubeconfigs");
    QVERIFY(records);
    QCOMPARE(records->size(), std::size_t(1));
    QVERIFY(records->front().second.find("sesame") == std::string::npos);
    // What another kind of resource has by the same name is not it.
    QCOMPARE(sealedText(*store_, *secrets_, SealedKind::StoreSecret, lab_, "1").error().code,
             ErrorCode::DataLoss);
}

void SealedTextsTest::oneIsOfItsOwnerAlone()
{
    keep(lab_, "1", "a");
    QCOMPARE(read(labyrinth_, "1").error().code, ErrorCode::DataLoss);
    // Nor does it open when somebody moved it there.
    const std::string sealed = store_->records("kubeconfigs")->front().second;
    QVERIFY(store_->write([&](Transaction& transaction) {
        return transaction.putRecord("kubeconfigs", labyrinth_.text() + "/1", sealed);
    }));
    QCOMPARE(read(labyrinth_, "1").error().code, ErrorCode::DataLoss);
}

void SealedTextsTest::olderOnesAreForgotten()
{
    keep(lab_, "1", "a");
    keep(lab_, "2", "b");
    keep(labyrinth_, "1", "a");
    QVERIFY(forgetSealed(*store_, kind, lab_, "2"));
    QVERIFY(!read(lab_, "1"));
    QVERIFY(read(lab_, "2"));
    QVERIFY(forgetSealed(*store_, kind, lab_, {}));
    QVERIFY(!read(lab_, "2"));
    QVERIFY(read(labyrinth_, "1"));
}

void SealedTextsTest::anotherMasterKeyReadsThemAfterItsRotation()
{
    keep(lab_, "1", "token: sesame");
    QVERIFY(store_->write([&](Transaction& transaction) {
        return keepSealed(transaction, *secrets_, SealedKind::StoreSecret, labyrinth_, "1", "open");
    }));
    const auto next = SecretBox::make(directory_->path().toStdString() + "/next.key");
    QVERIFY(next);
    QVERIFY(!read(lab_, "1", *next));
    QVERIFY(store_->write(
        [&](Transaction& transaction) { return resealTexts(*store_, transaction, *secrets_, *next); }));
    QCOMPARE(read(lab_, "1", *next).value(), std::string("token: sesame"));
    QCOMPARE(sealedText(*store_, *next, SealedKind::StoreSecret, labyrinth_, "1").value(),
             std::string("open"));
    QVERIFY(!read(lab_, "1"));
}

QTEST_GUILESS_MAIN(SealedTextsTest)
#include "sealed_texts_test.moc"
