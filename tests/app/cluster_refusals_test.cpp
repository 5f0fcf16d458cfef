// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include <QFile>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* closed_port = "https://127.0.0.1:9";

QString kubeconfig(const QString& server, const QString& cluster, const QString& user)
{
    return uR"(current-context: lab
clusters: [{name: lab, cluster: {server: "%1"%2}}]
users: [{name: me, user: {%3}}]
contexts: [{name: lab, context: {cluster: lab, user: me}}]
)"_s.arg(server, cluster, user);
}

}  // namespace

/// What the real slipwayd and slipwayctl say where a cluster cannot be added.
class ClusterRefusalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(platform_.start()); }
    void whatCannotBeAddedSaysWhy_data();
    void whatCannotBeAddedSaysWhy();
    void clustersThatAreNotThereAreNamed_data();
    void clustersThatAreNotThereAreNamed();
    void homeStays();
    void aProgramIsRunOnlyForItsOwner();
    void homeKeepsItsNameWhenItsContextIsRenamed();

private:
    QString write(const QString& text)
    {
        const QString name = platform_.path(u"kubeconfig"_s);
        QFile file(name);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
        return name;
    }

    test::RunningPlatform platform_;
};

void ClusterRefusalsTest::whatCannotBeAddedSaysWhy_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    const QString closed = QString::fromLatin1(closed_port);
    QTest::newRow("nobody answers") << kubeconfig(closed, u""_s, u"token: abc"_s) << QStringList()
                                    << u"127.0.0.1:9"_s;
    QTest::newRow("a program signs in") << kubeconfig(closed, u""_s,
                                                      u"exec: {apiVersion: client.authentication.k8s.io/v1, "
                                                      "command: /bin/sign-in}"_s)
                                        << QStringList() << u"signs in by the program /bin/sign-in"_s;
    QTest::newRow("a token is in a file") << kubeconfig(closed, u""_s, u"tokenFile: /run/token"_s)
                                          << QStringList() << u"has its token in a file, /run/token"_s;
    QTest::newRow("a gang that is none")
        << kubeconfig(closed, u""_s, u"token: abc"_s) << QStringList{u"--gang"_s, u"slurm"_s} << u"slurm"_s;
    QTest::newRow("an address that is none")
        << kubeconfig(closed, u""_s, u"token: abc"_s) << QStringList{u"--s3-url"_s, u"objects"_s}
        << u"\"objects\" is no address"_s;
    QTest::newRow("a context that is none")
        << kubeconfig(closed, u""_s, u"token: abc"_s) << QStringList{u"--context"_s, u"moon"_s}
        << u"no context \"moon\"; there are lab"_s;
    QTest::newRow("no kubeconfig") << u"clusters: 3"_s << QStringList() << u"clusters"_s;
    QTest::newRow("a certificate that is missing")
        << kubeconfig(closed, u", certificate-authority: /no/such/ca"_s, u"token: abc"_s) << QStringList()
        << u"/no/such/ca cannot be read"_s;
}

void ClusterRefusalsTest::whatCannotBeAddedSaysWhy()
{
    QFETCH(QString, text);
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    const QStringList source = QStringList{u"--kubeconfig"_s, write(text)} + options;
    const auto looked = platform_.ctl(QStringList{u"cluster"_s, u"add"_s, u"lab"_s} + source);
    QVERIFY(looked.code != 0);
    QVERIFY2(looked.output.contains(said), qPrintable(looked.output));
    const auto anyway = platform_.ctl(QStringList{u"cluster"_s, u"add"_s, u"lab"_s, u"--anyway"_s} + source);
    QVERIFY(anyway.code != 0);
    QVERIFY2(anyway.output.contains(said), qPrintable(anyway.output));
    QVERIFY(!platform_.ctl({u"cluster"_s, u"list"_s}).output.contains(u"lab"_s));
}

void ClusterRefusalsTest::clustersThatAreNotThereAreNamed_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("a job") << QStringList{u"job"_s,       u"submit"_s, u"--name"_s, u"a"_s,
                                          u"--cluster"_s, u"moon"_s,   u"--"_s,     u"true"_s};
    QTest::newRow("an environment") << QStringList{u"env"_s, u"create"_s, u"a"_s, u"--cluster"_s, u"moon"_s};
}

void ClusterRefusalsTest::clustersThatAreNotThereAreNamed()
{
    QFETCH(QStringList, words);
    const auto refused = platform_.ctl(words);
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.output.contains(u"Cluster \"moon\" does not exist. Choose one of: local."_s),
             qPrintable(refused.output));
}

void ClusterRefusalsTest::homeStays()
{
    const auto refused = platform_.ctl({u"cluster"_s, u"delete"_s, u"local"_s});
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.output.contains(u"slipwayd was started with the cluster \"local\""_s),
             qPrintable(refused.output));
    const auto renewed =
        platform_.ctl({u"cluster"_s, u"renew"_s, u"local"_s, u"--kubeconfig"_s,
                       write(kubeconfig(QString::fromLatin1(closed_port), u""_s, u"token: abc"_s))});
    QCOMPARE(renewed.code, 5);
    const auto listed = platform_.ctl({u"cluster"_s, u"list"_s});
    QVERIFY2(listed.output.contains(u"local  Ready  local"_s), qPrintable(listed.output));
    QCOMPARE(platform_.ctl({u"cluster"_s, u"pause"_s, u"local"_s}).code, 0);
    QCOMPARE(platform_.ctl({u"job"_s, u"submit"_s, u"--name"_s, u"waits"_s, u"--"_s, u"true"_s}).code, 0);
    QTRY_COMPARE(platform_.status(Kind::Job, "waits").reason, std::string("cluster-paused"));
    QCOMPARE(platform_.ctl({u"cluster"_s, u"resume"_s, u"local"_s}).code, 0);
    QVERIFY(platform_.reaches(Kind::Job, "waits", Phase::Succeeded));
}

void ClusterRefusalsTest::aProgramIsRunOnlyForItsOwner()
{
    test::RunningPlatform own(0, {u"--kubeconfig-programs"_s});
    QVERIFY(own.start());
    const QString file =
        write(kubeconfig(QString::fromLatin1(closed_port), u""_s,
                         u"exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/false}"_s));
    const auto looked = own.ctl({u"cluster"_s, u"check"_s, u"--kubeconfig"_s, file});
    QCOMPARE(looked.code, 1);
    QVERIFY2(looked.output.contains(u"/bin/false"_s), qPrintable(looked.output));
}

void ClusterRefusalsTest::homeKeepsItsNameWhenItsContextIsRenamed()
{
    const QString text = kubeconfig(QString::fromLatin1(closed_port), u""_s, u"token: abc"_s);
    const QString file = write(text);
    test::RunningPlatform cluster(
        0, {u"--engine"_s, u"kubernetes"_s, u"--simulate-gpus"_s, u"0"_s, u"--kubeconfig"_s, file});
    const auto listed = [&] { return cluster.ctl({u"cluster"_s, u"list"_s}).output; };
    QVERIFY(cluster.start());
    QTRY_VERIFY_WITH_TIMEOUT(listed().contains(u"lab   Away   kubernetes"_s), 20'000);
    cluster.stop();
    QString renamed = text;
    renamed.replace(u"lab"_s, u"moved"_s);
    QCOMPARE(write(renamed), file);
    QVERIFY(cluster.start());
    QTRY_VERIFY_WITH_TIMEOUT(listed().contains(u"lab   Away   kubernetes"_s), 20'000);
    QVERIFY2(!listed().contains(u"moved"_s), qPrintable(listed()));
}

QTEST_GUILESS_MAIN(ClusterRefusalsTest)
#include "cluster_refusals_test.moc"
