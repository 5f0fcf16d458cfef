// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/sealed_kubeconfigs.h"

#include "core/hash.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

class SealedKubeconfigsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsKeptIsReadBackSealed();
    void oneIsOfItsClusterAlone();
    void olderOnesAreForgotten();
    void anotherMasterKeyReadsThemAfterItsRotation();

private:
    static ClusterSpec handed(const std::string& text)
    {
        ClusterSpec spec;
        spec.kubeconfig = text;
        spec.kubeconfig_sha256 = hex(sha256(text));
        return spec;
    }
    void keep(const ResourceId& cluster, const ClusterSpec& spec)
    {
        QVERIFY(store_->write(
            [&](Transaction& transaction) { return keepKubeconfig(transaction, *secrets_, cluster, spec); }));
    }

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SecretBox> secrets_;
    const ResourceId lab_{"clu-lab"};
    const ResourceId labyrinth_{"clu-labyrinth"};
};

void SealedKubeconfigsTest::init()
{
    store_.reset();
    directory_ = std::make_unique<QTemporaryDir>();
    const std::filesystem::path directory = directory_->path().toStdString();
    store_ = Store::open(directory / "slipway.db").value();
    secrets_ = std::make_unique<SecretBox>(SecretBox::open(directory / "master.key").value());
}

void SealedKubeconfigsTest::whatIsKeptIsReadBackSealed()
{
    const ClusterSpec spec = handed("token: sesame");
    keep(lab_, spec);
    QCOMPARE(kubeconfigOf(*store_, *secrets_, lab_, spec).value(), std::string("token: sesame"));
    const auto records = store_->records("kubeconfigs");
    QVERIFY(records);
    QCOMPARE(records->size(), std::size_t(1));
    QVERIFY(records->front().second.find("sesame") == std::string::npos);
}

void SealedKubeconfigsTest::oneIsOfItsClusterAlone()
{
    const ClusterSpec spec = handed("a");
    keep(lab_, spec);
    QCOMPARE(kubeconfigOf(*store_, *secrets_, labyrinth_, spec).error().code, ErrorCode::DataLoss);
    // Nor does it open when somebody moved it there.
    const std::string sealed = store_->records("kubeconfigs")->front().second;
    QVERIFY(store_->write([&](Transaction& transaction) {
        return transaction.putRecord("kubeconfigs", labyrinth_.text() + "/" + spec.kubeconfig_sha256, sealed);
    }));
    QCOMPARE(kubeconfigOf(*store_, *secrets_, labyrinth_, spec).error().code, ErrorCode::DataLoss);
}

void SealedKubeconfigsTest::olderOnesAreForgotten()
{
    const ClusterSpec older = handed("a");
    const ClusterSpec newer = handed("b");
    keep(lab_, older);
    keep(lab_, newer);
    keep(labyrinth_, older);
    QVERIFY(forgetKubeconfigs(*store_, lab_, newer.kubeconfig_sha256));
    QVERIFY(!kubeconfigOf(*store_, *secrets_, lab_, older));
    QVERIFY(kubeconfigOf(*store_, *secrets_, lab_, newer));
    QVERIFY(forgetKubeconfigs(*store_, lab_, {}));
    QVERIFY(!kubeconfigOf(*store_, *secrets_, lab_, newer));
    QVERIFY(kubeconfigOf(*store_, *secrets_, labyrinth_, older));
}

void SealedKubeconfigsTest::anotherMasterKeyReadsThemAfterItsRotation()
{
    const ClusterSpec spec = handed("token: sesame");
    keep(lab_, spec);
    const auto next = SecretBox::make(directory_->path().toStdString() + "/next.key");
    QVERIFY(next);
    QVERIFY(!kubeconfigOf(*store_, *next, lab_, spec));
    QVERIFY(store_->write(
        [&](Transaction& transaction) { return resealKubeconfigs(*store_, transaction, *secrets_, *next); }));
    QCOMPARE(kubeconfigOf(*store_, *next, lab_, spec).value(), std::string("token: sesame"));
    QVERIFY(!kubeconfigOf(*store_, *secrets_, lab_, spec));
}

QTEST_GUILESS_MAIN(SealedKubeconfigsTest)
#include "sealed_kubeconfigs_test.moc"
