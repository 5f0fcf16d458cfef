// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/access/credentials.h"
#include "platform/engines/kubernetes/access/in_cluster.h"
#include "platform/engines/kubernetes/access/program_output.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const std::string version = "client.authentication.k8s.io/v1";

/// What a plugin is told.
const std::string told =
    R"({"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",)"
    R"("spec":{"cluster":{"server":"https://cluster.example:6443"},"interactive":false}})";

/// What a plugin prints, with the members of its status.
std::string credential(const std::string& status)
{
    return R"({"kind":"ExecCredential","apiVersion":")" + version + R"(","status":{)" + status + "}}";
}

std::string header(const net::FetchRequest& request, const char* name)
{
    const std::string* value = request.headers.find(name);
    return value == nullptr ? std::string() : *value;
}

}  // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void programsAreRunToTheirEnd_data();
    void programsAreRunToTheirEnd();
    void slowProgramsAreKilledWithWhatTheyStarted();
    void pluginsSignIn();
    void expiredCredentialsAreMadeAnew();
    void pluginsThatFailSayWhatToDo();
    void answersThatAreNoCredential_data();
    void answersThatAreNoCredential();
    void staticWaysSign_data();
    void staticWaysSign();
    void podsSignAsTheirAccount();

private:
    std::string path(const char* name) const
    {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }
    /// A plugin that runs this shell script.
    ClusterAccess plugin(const std::string& script) const
    {
        ClusterAccess access;
        access.server = "https://cluster.example:6443";
        access.plugin =
            ExecPlugin{version, "/bin/sh", {"-c", script}, {}, "Install it from the lab's page.", true};
        return access;
    }

    QTemporaryDir folder_;
};

void CredentialsTest::programsAreRunToTheirEnd_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("its output is taken")
        << QByteArray("sh") << QByteArray("echo a; echo b >&2") << QByteArray("a\n") << QByteArray();
    QTest::newRow("variables are set, and replace ours")
        << QByteArray("sh") << QByteArray("echo $A $HOME") << QByteArray("1 /nowhere\n") << QByteArray();
    QTest::newRow("there is nothing to read")
        << QByteArray("sh") << QByteArray("cat") << QByteArray() << QByteArray();
    QTest::newRow("much output is taken whole")
        << QByteArray("sh") << QByteArray("head -c 500000 /dev/zero | tr '\\0' x") << QByteArray(500'000, 'x')
        << QByteArray();
    QTest::newRow("too much output is refused")
        << QByteArray("sh") << QByteArray("yes") << QByteArray() << QByteArray("wrote more than 1 MiB");
    QTest::newRow("a failure is told in its own words")
        << QByteArray("sh") << QByteArray("echo 'not signed in' >&2; exit 1") << QByteArray()
        << QByteArray("failed: not signed in");
    QTest::newRow("what is not there is named")
        << QByteArray("no-such-program") << QByteArray() << QByteArray()
        << QByteArray("The program \"no-such-program\" cannot be started: No such file or directory.");
}

void CredentialsTest::programsAreRunToTheirEnd()
{
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, error);
    const auto said = outputOf(program.toStdString(), {"-c", script.toStdString()},
                               {{"A", "1"}, {"HOME", "/nowhere"}}, 30s);
    QCOMPARE(said.has_value(), error.isEmpty());
    if (said)
        QCOMPARE(QByteArray::fromStdString(*said), output);
    else
        QVERIFY2(said.error().message.find(error.toStdString()) != std::string::npos,
                 said.error().message.c_str());
}

void CredentialsTest::slowProgramsAreKilledWithWhatTheyStarted()
{
    const std::string file = path("pid");
    // The first holds our pipes open; the second closes them and stays.
    for (const std::string& script : {"sleep 300 & echo $! > " + file + "; wait",
                                      "exec > /dev/null 2>&1; echo $$ > " + file + "; sleep 300"}) {
        const auto said = outputOf("sh", {"-c", script}, {}, 300ms);
        QVERIFY(!said);
        QCOMPARE(said.error().code, ErrorCode::DeadlineExceeded);
        std::string pid;
        std::ifstream(file) >> pid;
        QVERIFY(!pid.empty());
        QTRY_VERIFY(!std::filesystem::exists("/proc/" + pid + "/exe"));
    }
}

void CredentialsTest::pluginsSignIn()
{
    const std::string file = path("info");
    Credentials credentials(plugin("echo \"$KUBERNETES_EXEC_INFO\" > " + file + "; echo '" +
                                   credential(R"("token":"abc")") + "'"));
    net::FetchRequest request;
    const auto done = credentials.sign(request);
    QVERIFY2(done, done ? "" : done.error().message.c_str());
    QCOMPARE(header(request, "authorization"), std::string("Bearer abc"));
    std::string info;
    std::ifstream read(file);
    std::getline(read, info);
    QCOMPARE(info, told);
    Credentials certified(
        plugin("echo '" + credential(R"("clientCertificateData":"C","clientKeyData":"K")") + "'"));
    net::FetchRequest other;
    QVERIFY(certified.sign(other));
    QCOMPARE(other.tls->certificate_pem, std::string("C"));
    QCOMPARE(other.tls->private_key_pem, std::string("K"));
    QCOMPARE(header(other, "authorization"), std::string());
}

void CredentialsTest::expiredCredentialsAreMadeAnew()
{
    const std::string file = path("count");
    const auto counting = [&](const std::string& expires) {
        std::filesystem::remove(file);
        return "echo x >> " + file + "; echo '" +
               credential("\"token\":\"'$(wc -l < " + file + ")'\",\"expirationTimestamp\":\"" + expires +
                          "\"") +
               "'";
    };
    const auto token = [](Credentials& credentials) {
        net::FetchRequest request;
        return credentials.sign(request) ? header(request, "authorization") : std::string("none");
    };
    Credentials lasting(plugin(counting(formatTimestamp(now() + std::chrono::hours(1)))));
    QCOMPARE(token(lasting), std::string("Bearer 1"));
    QCOMPARE(token(lasting), std::string("Bearer 1"));
    QVERIFY(lasting.refused());
    QCOMPARE(token(lasting), std::string("Bearer 2"));
    QCOMPARE(token(lasting), std::string("Bearer 2"));
    Credentials expiring(plugin(counting(formatTimestamp(now() + std::chrono::seconds(20)))));
    QCOMPARE(token(expiring), std::string("Bearer 1"));
    QCOMPARE(token(expiring), std::string("Bearer 2"));
}

void CredentialsTest::pluginsThatFailSayWhatToDo()
{
    net::FetchRequest request;
    const auto failed = Credentials(plugin("echo 'session over' >&2; exit 1")).sign(request);
    QVERIFY(!failed);
    QCOMPARE(failed.error().type, std::string("plugin-failed"));
    QCOMPARE(failed.error().message,
             std::string(
                 "The program \"/bin/sh\" failed: session over Install it from the lab's page. Sign in again "
                 "with the cluster's own command, then try once more."));
    ClusterAccess missing = plugin("");
    missing.plugin->command = "no-such-program";
    const auto absent = Credentials(missing).sign(request);
    QVERIFY(!absent);
    QVERIFY(absent.error().message.ends_with("No such file or directory. Install it from the lab's page."));
}

void CredentialsTest::answersThatAreNoCredential_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no JSON") << QByteArray("token: abc") << QByteArray("it is no JSON");
    QTest::newRow("another kind") << QByteArray(R"({"kind":"Pod","apiVersion":"v1"})")
                                  << QByteArray("it is a \"Pod\" of \"v1\"");
    QTest::newRow("another version")
        << QByteArray(R"({"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"})")
        << QByteArray("v1beta1\" instead of an ExecCredential of client.authentication.k8s.io/v1");
    QTest::newRow("nothing in it") << QByteArray::fromStdString(credential(""))
                                   << QByteArray("neither a token nor a certificate");
    QTest::newRow("a certificate without its key")
        << QByteArray::fromStdString(credential(R"("clientCertificateData":"C")"))
        << QByteArray("neither a token nor a certificate");
    QTest::newRow("a time that is none")
        << QByteArray::fromStdString(credential(R"("token":"a","expirationTimestamp":"soon")"))
        << QByteArray("status.expirationTimestamp");
}

void CredentialsTest::answersThatAreNoCredential()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const auto read = readExecCredential(text.toStdString(), version);
    QVERIFY(!read);
    QCOMPARE(read.error().type, std::string("bad-exec-credential"));
    QVERIFY2(read.error().message.find(said.toStdString()) != std::string::npos,
             read.error().message.c_str());
}

void CredentialsTest::staticWaysSign_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("act_as");
    QTest::addColumn<QByteArray>("authorization");
    QTest::newRow("a token is borne")
        << QByteArray("abc") << QByteArray() << QByteArray() << QByteArray("Bearer abc");
    QTest::newRow("a name and password are basic")
        << QByteArray() << QByteArray("alice") << QByteArray() << QByteArray("Basic YWxpY2U6c2VjcmV0");
    QTest::newRow("another may be acted for")
        << QByteArray("abc") << QByteArray() << QByteArray("carol") << QByteArray("Bearer abc");
    QTest::newRow("a certificate alone needs no header")
        << QByteArray() << QByteArray() << QByteArray() << QByteArray();
}

void CredentialsTest::staticWaysSign()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, act_as);
    QFETCH(QByteArray, authorization);
    ClusterAccess access;
    access.token = token.toStdString();
    access.user = user.toStdString();
    access.password = user.isEmpty() ? "" : "secret";
    access.act_as = act_as.toStdString();
    access.act_as_groups = act_as.isEmpty() ? std::vector<std::string>() : std::vector<std::string>{"a", "b"};
    access.certificate_pem = "C";
    access.ca_pem = "CA";
    access.proxy = "http://proxy:3128";
    Credentials credentials(access);
    net::FetchRequest request;
    QVERIFY(credentials.sign(request));
    QCOMPARE(header(request, "authorization"), authorization.toStdString());
    QCOMPARE(header(request, "impersonate-user"), act_as.toStdString());
    const auto& fields = request.headers.all();
    QCOMPARE(std::count(fields.begin(), fields.end(),
                        std::pair<std::string, std::string>("Impersonate-Group", "b")),
             act_as.isEmpty() ? 0 : 1);
    QCOMPARE(request.tls->certificate_pem, std::string("C"));
    QCOMPARE(request.tls->ca_pem, std::string("CA"));
    QCOMPARE(request.proxy, std::string("http://proxy:3128"));
    QVERIFY(!credentials.refused());
}

void CredentialsTest::podsSignAsTheirAccount()
{
    const std::filesystem::path account = path("account");
    std::filesystem::create_directory(account);
    qunsetenv("KUBERNETES_SERVICE_HOST");
    QCOMPARE(inClusterAccess(account).error().type, std::string("not-in-cluster"));
    qputenv("KUBERNETES_SERVICE_HOST", "fd00::1");
    qputenv("KUBERNETES_SERVICE_PORT", "443");
    QCOMPARE(inClusterAccess(account).error().type, std::string("not-in-cluster"));
    std::ofstream(account / "ca.crt") << "CA";
    std::ofstream(account / "token") << "abc\n";
    std::ofstream(account / "namespace") << "vision";
    const auto access = inClusterAccess(account);
    QVERIFY(access);
    QCOMPARE(access->server, std::string("https://[fd00::1]:443"));
    QCOMPARE(access->name_space, std::string("vision"));
    Credentials credentials(*access);
    net::FetchRequest request;
    QVERIFY(credentials.sign(request));
    QCOMPARE(header(request, "authorization"), std::string("Bearer abc"));
    qunsetenv("KUBERNETES_SERVICE_HOST");
}

QTEST_GUILESS_MAIN(CredentialsTest)
#include "credentials_test.moc"
