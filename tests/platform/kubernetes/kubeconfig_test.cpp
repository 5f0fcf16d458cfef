// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kubeconfig/kubeconfig.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <iterator>

using namespace slipway;

namespace {

std::string usual()
{
    std::ifstream file(SLIPWAY_SOURCE_DIR "/tests/platform/kubernetes/data/kubeconfig.yaml");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

class KubeconfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contextsBecomeWays();
    void pluginsAreRead();
    void oneContextIsCutOut();
    void contextsThatCannotBeUsed_data();
    void contextsThatCannotBeUsed();
    void textsThatAreRefused_data();
    void textsThatAreRefused();
    void earlierFilesCount();
    void usualFilesFollowTheEnvironment();

private:
    std::string write(const char* name, const std::string& text) const
    {
        const std::string file = folder_.filePath(QString::fromLatin1(name)).toStdString();
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        std::ofstream(file) << text;
        return file;
    }

    QTemporaryDir folder_;
};

void KubeconfigTest::contextsBecomeWays()
{
    write("pki/alice.crt", "CERTIFICATE\n");
    const auto config = Kubeconfig::load({write("config", usual())});
    QVERIFY2(config, config ? "" : config.error().message.c_str());
    QCOMPARE(config->contexts(), (std::vector<std::string>{"lab", "edge", "broken", "old", "cloud"}));
    QCOMPARE(config->currentContext(), std::string("lab"));
    const auto lab = config->access("lab");
    QVERIFY2(lab, lab ? "" : lab.error().message.c_str());
    QCOMPARE(lab->server, std::string("https://10.0.0.1:6443"));
    QCOMPARE(lab->ca_pem, std::string("CA\n"));
    QCOMPARE(lab->tls_server_name, std::string("api.lab"));
    QCOMPARE(lab->proxy, std::string("http://proxy:3128"));
    QCOMPARE(lab->name_space, std::string("vision"));
    QCOMPARE(lab->certificate_pem, std::string("CERTIFICATE\n"));
    QCOMPARE(lab->private_key_pem, std::string("KEY\n"));
    QVERIFY(!lab->any_peer);
    const auto edge = config->access("edge");
    QVERIFY(edge);
    QCOMPARE(edge->server, std::string("https://edge.example/k8s/clusters/c-1"));
    QVERIFY(edge->any_peer);
    QCOMPARE(edge->token, std::string("abc"));
    QCOMPARE(edge->act_as, std::string("carol"));
    QCOMPARE(edge->act_as_groups, (std::vector<std::string>{"dev", "ops"}));
    QCOMPARE(edge->name_space, std::string());
}

void KubeconfigTest::oneContextIsCutOut()
{
    write("pki/alice.crt", "CERTIFICATE\n");
    const auto whole = Kubeconfig::load({write("config", usual())});
    QVERIFY(whole);
    for (const std::string context : {"lab", "edge", "cloud"}) {
        const auto access = whole->access(context);
        QVERIFY(access);
        const std::string text = formatKubeconfig(*access);
        const auto only = Kubeconfig::parse(text, "/nowhere", "cut out");
        QVERIFY2(only, only ? "" : only.error().message.c_str());
        QCOMPARE(only->contexts(), std::vector<std::string>{context});
        QCOMPARE(only->currentContext(), context);
        const auto again = only->access(context);
        QVERIFY(again);
        QCOMPARE(formatKubeconfig(*again), text);
        QCOMPARE(again->certificate_pem, access->certificate_pem);
        QCOMPARE(again->plugin.has_value(), access->plugin.has_value());
    }
}

void KubeconfigTest::pluginsAreRead()
{
    const auto config = Kubeconfig::parse(usual(), "/etc/clusters", "config");
    QVERIFY(config);
    const auto cloud = config->access("cloud");
    QVERIFY(cloud);
    QVERIFY(cloud->plugin);
    QCOMPARE(cloud->plugin->command, std::string("/etc/clusters/bin/sign-in"));
    QCOMPARE(cloud->plugin->arguments, (std::vector<std::string>{"--region", "west"}));
    QCOMPARE(cloud->plugin->environment, (std::map<std::string, std::string>{{"PROFILE", "lab"}}));
    QCOMPARE(cloud->plugin->install_hint, std::string("Install it."));
    QVERIFY(cloud->plugin->wants_cluster_info);
}

void KubeconfigTest::contextsThatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("a context that is not there is answered with those that are")
        << QByteArray("lub") << QByteArray("no context \"lub\"; there are lab, edge, broken, old, cloud.");
    QTest::newRow("a cluster that is not described is named")
        << QByteArray("broken") << QByteArray("names the cluster \"absent\"");
    QTest::newRow("a certificate file that is not there is named")
        << QByteArray("lab") << QByteArray("pki/alice.crt cannot be read.");
    QTest::newRow("a way to sign in that Kubernetes has given up says so")
        << QByteArray("old") << QByteArray("provider \"gcp\", which Kubernetes has given up.");
}

void KubeconfigTest::contextsThatCannotBeUsed()
{
    QFETCH(QByteArray, context);
    QFETCH(QByteArray, said);
    const auto config = Kubeconfig::parse(usual(), "/nowhere", "config");
    QVERIFY(config);
    const auto access = config->access(context.toStdString());
    QVERIFY(!access);
    QVERIFY2(access.error().message.find(said.toStdString()) != std::string::npos,
             access.error().message.c_str());
}

void KubeconfigTest::textsThatAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("what is no YAML") << QByteArray("clusters: [")
                                     << QByteArray("config:1:1: This is no valid YAML");
    QTest::newRow("another kind of file")
        << QByteArray("kind: Pod\n") << QByteArray("config:1:1: kind is \"Pod\"");
    QTest::newRow("a cluster without an address")
        << QByteArray("clusters:\n- name: a\n  cluster: {}\n")
        << QByteArray("config:3:3: clusters[0].cluster.server is no http or https address");
    QTest::newRow("a certificate that is no base64")
        << QByteArray("users:\n- name: a\n  user:\n    client-key-data: '%'\n")
        << QByteArray("config:4:5: users[0].user.client-key-data is no base64");
    QTest::newRow("a list that is a text")
        << QByteArray("contexts: a\n") << QByteArray("config:1:1: contexts");
}

void KubeconfigTest::textsThatAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const auto config = Kubeconfig::parse(text.toStdString(), "/", "config");
    QVERIFY(!config);
    QVERIFY2(config.error().message.find(said.toStdString()) != std::string::npos,
             config.error().message.c_str());
}

void KubeconfigTest::earlierFilesCount()
{
    const auto file = [this](const char* name, const std::string& token) {
        return write(name, "current-context: " + std::string(name) +
                               "\nclusters: [{name: c, cluster: {server: 'https://" + name +
                               "'}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}, {name: " + name +
                               ", context: {cluster: c, user: u}}]\nusers: [{name: u, user: {token: '" +
                               token + "'}}]\n");
    };
    const auto config = Kubeconfig::load({"/not/there", file("one", "1"), file("two", "2")});
    QVERIFY2(config, config ? "" : config.error().message.c_str());
    QCOMPARE(config->contexts(), (std::vector<std::string>{"x", "one", "two"}));
    QCOMPARE(config->currentContext(), std::string("one"));
    QCOMPARE(config->access("two")->server, std::string("https://one"));
    const auto none = Kubeconfig::load({"/not/there"});
    QVERIFY(!none);
    QCOMPARE(none.error().type, std::string("no-kubeconfig"));
}

void KubeconfigTest::usualFilesFollowTheEnvironment()
{
    qputenv("HOME", "/nowhere/alice");
    qunsetenv("KUBECONFIG");
    QCOMPARE(Kubeconfig::usualFiles(), (std::vector<std::filesystem::path>{"/nowhere/alice/.kube/config"}));
    qputenv("KUBECONFIG", "/a:/b::");
    QCOMPARE(Kubeconfig::usualFiles(), (std::vector<std::filesystem::path>{"/a", "/b"}));
}

QTEST_GUILESS_MAIN(KubeconfigTest)
#include "kubeconfig_test.moc"
