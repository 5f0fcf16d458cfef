// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/files/background_work.h"
#include "client/files/workload_files.h"
#include "core/kubeconfig/kubeconfig.h"
#include "core/resources/cluster.h"
#include "tests/app/running_platform.h"
#include "tests/platform/kubernetes/real_cluster.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 60'000;
constexpr const char* bridge_address = "10.97.0.1";  // This machine as the cluster's pods reach it.

QByteArray read(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

/// The real slipwayd with this machine and a real cluster at once, as somebody works with it who has only
/// slipwayctl.
class ClustersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aContextBecomesACluster();
    void whatLacksIsAskedFor();
    void jobsRunWhereTheyAreAskedTo();
    void aKubeconfigIsRenewedUnderARunningJob();
    void aWayToTheApiServerIsEnough();
    void aClusterGoesWithItsLastJob();
    void whatIsHandedInStaysSecret();
    void aClusterKeepsWhatItWritesInItsOwnStore();
    void filesInAClusterAreThereWhileItRuns();
    void aJobsFilesInAClusterAreSeenWhileItRuns();

private:
    /// What the workbench does with files, to its end.
    template <class T>
    Result<T> work(std::function<Result<T>(TransferGate&)> what)
    {
        return platform_->run<T>(
            [&](auto done) { return startWork<T>(platform_->session(), std::move(what), std::move(done)); });
    }
    Result<bool> done(std::function<Result<void>(TransferGate&)> what);
    /// Names in a directory, with a slash behind those of directories.
    QStringList names(const FileStore& files, const std::string& directory);
    /// A second upload to the same place is refused, unless it may replace.
    void whatIsThereIsKept(const std::function<Result<bool>(FileStore::Existing)>& upload);
    void seenOnlyWhileItRuns(const FileStore& files);
    QString write(const ClusterAccess& access);
    /// A cluster that works in the test's own namespace.
    bool add(const QString& name);
    bool submit(const QString& name, const QString& cluster, const QString& command);
    ClusterStatus status(const std::string& name);
    std::string log(const std::string& job) { return platform_->stream(job, "log").value_or(""); }

    std::unique_ptr<test::RealCluster> cluster_;
    QTemporaryDir certificates_;
    std::unique_ptr<test::RunningPlatform> platform_;
};

void ClustersTest::initTestCase()
{
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                   u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                   u"/CN=slipwayd"_s, u"-addext"_s,
                   u"subjectAltName=IP:127.0.0.1,IP:%1"_s.arg(QLatin1String(bridge_address)), u"-keyout"_s,
                   certificates_.filePath(u"key.pem"_s), u"-out"_s, certificates_.filePath(u"cert.pem"_s)});
    QVERIFY(openssl.waitForFinished());
    QCOMPARE(openssl.exitCode(), 0);
}

void ClustersTest::init()
{
    cluster_ = std::make_unique<test::RealCluster>();
    QVERIFY2(cluster_->ready(), cluster_->why().c_str());
    const QString certificate = certificates_.filePath(u"cert.pem"_s);
    platform_ = std::make_unique<test::RunningPlatform>(
        1, QStringList{u"--s3-listen"_s, u"%1:0"_s.arg(QLatin1String(bridge_address)), u"--tls-certificate"_s,
                       certificate, u"--tls-key"_s, certificates_.filePath(u"key.pem"_s), u"--store-ca"_s,
                       certificate});
    QVERIFY(platform_->start());
    Resource image;
    image.kind = Kind::Image;
    image.name = "busybox";
    image.spec = R"({"reference":"slipway.test/busybox:1"})";
    QVERIFY(platform_->make(image));
}

void ClustersTest::cleanup()
{
    platform_.reset();
    cluster_.reset();
}

QString ClustersTest::write(const ClusterAccess& access)
{
    QFile file(platform_->path(u"kubeconfig"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(formatKubeconfig(access)));
    return file.fileName();
}

bool ClustersTest::add(const QString& name)
{
    const auto added =
        platform_->ctl({u"cluster"_s, u"add"_s, name, u"--kubeconfig"_s, write(cluster_->access()),
                        u"--namespace"_s, QString::fromStdString(cluster_->name_space())});
    if (added.code != 0)
        qWarning("%s", qPrintable(added.output));
    return added.code == 0 &&
           QTest::qWaitFor([&] { return status(name.toStdString()).phase == "Ready"; }, patience_ms);
}

bool ClustersTest::submit(const QString& name, const QString& cluster, const QString& command)
{
    const QString image = cluster == u"local"_s ? u"host"_s : u"busybox"_s;
    const auto submitted = platform_->ctl({u"job"_s, u"submit"_s, u"--name"_s, name, u"--cluster"_s, cluster,
                                           u"--image"_s, image, u"--"_s, command});
    if (submitted.code != 0)
        qWarning("%s", qPrintable(submitted.output));
    return submitted.code == 0;
}

ClusterStatus ClustersTest::status(const std::string& name)
{
    const auto cluster = platform_->run<Resource>(
        [&](Answer<Resource> done) { return platform_->session().get(Kind::Cluster, {}, name, done); });
    return cluster ? parseJson(cluster->status).and_then(readClusterStatus).value_or(ClusterStatus())
                   : ClusterStatus();
}

void ClustersTest::aContextBecomesACluster()
{
    const QString kubeconfig = write(cluster_->access());
    const auto added = platform_->ctl(
        {u"cluster"_s, u"add"_s, u"lab"_s, u"--kubeconfig"_s, kubeconfig, u"--image"_s, u"busybox"_s});
    QVERIFY2(added.code == 0, qPrintable(added.output));
    for (const QString& check :
         {u"reach    good"_s, u"version  good     It runs Kubernetes v1.20"_s, u"rights   good"_s,
          u"nodes    good"_s, u"gpus     good"_s, u"storage  good"_s, u"pods     good"_s, u"ways     good"_s,
          u"objects  good"_s, u"The cluster lab is added."_s})
        QVERIFY2(added.output.contains(check), qPrintable(added.output));
    QTRY_COMPARE_WITH_TIMEOUT(status("lab").phase, std::string("Ready"), patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(status("lab").gpus > 0, patience_ms);
    QVERIFY(status("lab").version.starts_with("v1.20"));
    QCOMPARE(status("local").phase, std::string("Ready"));
    // What was tried with left nothing.
    const auto pods = cluster_->client().get("/api/v1/namespaces/slipway-default/pods");
    QVERIFY(!pods || std::none_of(pods->at("items").begin(), pods->at("items").end(), [](const Json& pod) {
        return pod["metadata"]["annotations"].value("slipway.dev/holder", "") == "default/jobs/check";
    }));
    const auto again = platform_->ctl({u"cluster"_s, u"check"_s, u"lab"_s});
    QVERIFY2(again.code == 0 && again.output.contains(u"rights   good"_s), qPrintable(again.output));
}

void ClustersTest::whatLacksIsAskedFor()
{
    const Json rules{{{"apiGroups", {""}}, {"resources", {"pods"}}, {"verbs", {"list", "watch", "get"}}}};
    const QString kubeconfig = write(cluster_->accountWith("narrow", rules));
    const QString name_space = QString::fromStdString(cluster_->name_space());
    const QStringList words{u"cluster"_s, u"add"_s,         u"lab"_s,  u"--kubeconfig"_s,
                            kubeconfig,   u"--namespace"_s, name_space};
    const auto refused = platform_->ctl(words);
    QCOMPARE(refused.code, 1);
    for (const QString& part :
         {u"rights   bad      The account may not do all that is needed. It lacks: create pods"_s,
          u"a Role in the namespace %1, bound there by a RoleBinding"_s.arg(name_space),
          u"    resources: [pods]\n      verbs: [create, delete, patch]"_s, u"resources: [pods/proxy]"_s,
          u"storage  untried"_s, u"The cluster was not added."_s})
        QVERIFY2(refused.output.contains(part), qPrintable(refused.output));
    QVERIFY(!platform_->ctl({u"cluster"_s, u"list"_s}).output.contains(u"lab"_s));
}

void ClustersTest::jobsRunWhereTheyAreAskedTo()
{
    QVERIFY(add(u"corner"_s));
    const QString counting = u"for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.5; done"_s;
    QVERIFY(submit(u"here"_s, u"local"_s, counting));
    QVERIFY(submit(u"there"_s, u"corner"_s, counting));
    QVERIFY(platform_->reaches(Kind::Job, "here", Phase::Running));
    QVERIFY(platform_->reaches(Kind::Job, "there", Phase::Running));
    platform_->kill();
    QVERIFY(platform_->start());
    for (const std::string job : {"here", "there"}) {
        QVERIFY(platform_->reaches(Kind::Job, job, Phase::Succeeded));
        QCOMPARE(platform_->status(Kind::Job, job).attempt, 1);
        QTRY_COMPARE_WITH_TIMEOUT(log(job), std::string("1\n2\n3\n4\n5\n6\n7\n8\n"), patience_ms);
    }
    QCOMPARE(platform_->status(Kind::Job, "here").cluster, std::string("local"));
    QCOMPARE(platform_->status(Kind::Job, "there").cluster, std::string("corner"));
    QVERIFY(platform_->status(Kind::Job, "there").node.starts_with("corner."));
}

void ClustersTest::aKubeconfigIsRenewedUnderARunningJob()
{
    QVERIFY(add(u"corner"_s));
    QVERIFY(submit(u"train"_s, u"corner"_s, u"echo begun; sleep 6; echo done"_s));
    QVERIFY(platform_->reaches(Kind::Job, "train", Phase::Running));
    ClusterAccess other = cluster_->access();
    other.name = "renewed";
    const auto renewed =
        platform_->ctl({u"cluster"_s, u"renew"_s, u"corner"_s, u"--kubeconfig"_s, write(other)});
    QVERIFY2(renewed.code == 0, qPrintable(renewed.output));
    QVERIFY(platform_->reaches(Kind::Job, "train", Phase::Succeeded));
    QCOMPARE(platform_->status(Kind::Job, "train").attempt, 1);
    QCOMPARE(log("train"), std::string("begun\ndone\n"));
}

void ClustersTest::aWayToTheApiServerIsEnough()
{
    // Nothing of this platform can be reached from elsewhere.
    test::RunningPlatform laptop(0);
    QVERIFY(laptop.start());
    Resource image;
    image.kind = Kind::Image;
    image.name = "busybox";
    image.spec = R"({"reference":"slipway.test/busybox:1"})";
    QVERIFY(laptop.make(image));
    const auto added =
        laptop.ctl({u"cluster"_s, u"add"_s, u"lab"_s, u"--kubeconfig"_s, write(cluster_->access()),
                    u"--namespace"_s, QString::fromStdString(cluster_->name_space()), u"--s3-url"_s,
                    u"api-server"_s, u"--image"_s, u"busybox"_s});
    QVERIFY2(added.code == 0, qPrintable(added.output));
    QVERIFY2(added.output.contains(u"objects  good"_s), qPrintable(added.output));
    const auto submitted = laptop.ctl(
        {u"job"_s, u"submit"_s, u"--name"_s, u"train"_s, u"--cluster"_s, u"lab"_s, u"--image"_s, u"busybox"_s,
         u"--"_s,
         u"for i in $(seq 1 20000); do echo line $i of what was learnt; done > $SLIPWAY_OUTPUTS/learnt"_s});
    QVERIFY2(submitted.code == 0, qPrintable(submitted.output));
    QVERIFY(laptop.reaches(Kind::Job, "train", Phase::Succeeded));
    QDirIterator files(laptop.dataDirectory() + u"/objects/default/jobs/train"_s, {u"learnt"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    const QByteArray learnt = read(files.next());
    QCOMPARE(learnt.count('\n'), 20'000);
    QVERIFY(learnt.endsWith("line 20000 of what was learnt\n"));
}

void ClustersTest::aClusterGoesWithItsLastJob()
{
    QVERIFY(add(u"corner"_s));
    QVERIFY(submit(u"train"_s, u"corner"_s, u"echo done"_s));
    QVERIFY(platform_->reaches(Kind::Job, "train", Phase::Succeeded));
    QCOMPARE(platform_->ctl({u"cluster"_s, u"delete"_s, u"corner"_s}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        QString::fromStdString(status("corner").message).contains(u"1 jobs such as default/train"_s),
        patience_ms);
    QVERIFY(!submit(u"later"_s, u"corner"_s, u"true"_s));  // It takes nothing new.
    QCOMPARE(log("train"), std::string("done\n"));
    QVERIFY(platform_->remove(Kind::Job, "default", "train"));
    const auto listed = [&] { return platform_->ctl({u"cluster"_s, u"list"_s}).output; };
    QTRY_VERIFY_WITH_TIMEOUT(!listed().contains(u"corner"_s), patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(platform_->dataDirectory() + u"/clusters/corner"_s), patience_ms);
}

void ClustersTest::whatIsHandedInStaysSecret()
{
    QVERIFY(add(u"corner"_s));
    const auto shown = platform_->ctl({u"cluster"_s, u"show"_s, u"corner"_s, u"-o"_s, u"json"_s});
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.output.contains(u"kubeconfig_sha256"_s));
    const QByteArray key = QByteArray::fromStdString(cluster_->access().private_key_pem).mid(40, 60);
    const QByteArray encoded =
        QByteArray::fromStdString(cluster_->access().private_key_pem).toBase64().mid(64, 60);
    QVERIFY(!key.isEmpty());
    QVERIFY(!shown.output.toUtf8().contains(encoded));
    QVERIFY(read(platform_->path(u"kubeconfig"_s)).contains(encoded));
    QDirIterator files(platform_->dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QByteArray content = read(files.next());
        QVERIFY2(!content.contains(key) && !content.contains(encoded), qPrintable(files.filePath()));
    }
    const QByteArray server_log = read(platform_->path(u"slipwayd.log"_s));
    QVERIFY(!server_log.contains(key) && !server_log.contains(encoded));
}

void ClustersTest::aClusterKeepsWhatItWritesInItsOwnStore()
{
    const QString certificate = certificates_.filePath(u"cert.pem"_s);
    test::RunningPlatform store(0, {u"--s3-listen"_s, u"%1:0"_s.arg(QLatin1String(bridge_address)),
                                    u"--tls-certificate"_s, certificate, u"--tls-key"_s,
                                    certificates_.filePath(u"key.pem"_s)});
    QVERIFY(store.start());
    const Json ready = parseJson(read(store.path(u"ready.json"_s)).toStdString()).value();
    qputenv("SLIPWAY_STORE_SECRET_KEY", store.session().profile().secret_key.c_str());
    const auto added = platform_->ctl({u"store"_s, u"add"_s, u"far"_s, u"--endpoint"_s,
                                       QString::fromStdString(ready.at("s3").get<std::string>()),
                                       u"--bucket"_s, u"default"_s, u"--ca"_s, certificate, u"--access-key"_s,
                                       QString::fromStdString(store.session().profile().access_key)});
    QVERIFY2(added.code == 0, qPrintable(added.output));
    const auto cluster = platform_->ctl(
        {u"cluster"_s, u"add"_s, u"corner"_s, u"--kubeconfig"_s, write(cluster_->access()), u"--namespace"_s,
         QString::fromStdString(cluster_->name_space()), u"--store"_s, u"far"_s});
    QVERIFY2(cluster.code == 0, qPrintable(cluster.output));
    QTRY_COMPARE_WITH_TIMEOUT(status("corner").phase, std::string("Ready"), patience_ms);

    QVERIFY(QDir().mkpath(platform_->path(u"words"_s)));
    QFile file(platform_->path(u"words/hello"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello\n") == 6);
    file.close();
    QVERIFY(platform_->ctl({u"dataset"_s, u"upload"_s, platform_->path(u"words"_s)}).code == 0);
    const QString command = u"cat $SLIPWAY_DATASETS/words/hello; mkdir -p $SLIPWAY_OUTPUTS/models; "
                            "cp $SLIPWAY_DATASETS/words/hello $SLIPWAY_OUTPUTS/models/net"_s;
    const QStringList submit{u"job"_s,     u"submit"_s,  u"--cluster"_s, u"corner"_s,
                             u"--image"_s, u"busybox"_s, u"--dataset"_s, u"words"_s};
    const auto warned = platform_->ctl(submit + QStringList{u"--name"_s, u"afar"_s, u"--"_s, command});
    QVERIFY2(warned.output.contains(u"Copy it: slipwayctl dataset copy words far."_s),
             qPrintable(warned.output));
    QVERIFY(platform_->reaches(Kind::Job, "afar", Phase::Succeeded));
    QTRY_COMPARE_WITH_TIMEOUT(log("afar"), std::string("hello\n"), patience_ms);
    const WorkloadStatus ended = platform_->status(Kind::Job, "afar");
    QCOMPARE(ended.store, std::string("far"));
    QVERIFY(!ended.notice.empty());
    QTRY_COMPARE_WITH_TIMEOUT(platform_->status(Kind::Job, "afar").models.size(), std::size_t(1),
                              patience_ms);
    const QString model = QString::fromStdString(platform_->status(Kind::Job, "afar").models[0]);
    QCOMPARE(read(store.dataDirectory() + u"/objects/default/default/"_s + model), QByteArray("hello\n"));
    QVERIFY(!QFile::exists(platform_->dataDirectory() + u"/objects/default/"_s + model));

    // With the copy beside it the cluster's pods take that one, whatever happens to the first.
    QVERIFY(platform_->ctl({u"dataset"_s, u"copy"_s, u"words"_s, u"far"_s, u"--wait"_s}).code == 0);
    const auto dataset = platform_->get(Kind::Dataset, "words");
    const QString prefix = QString::fromStdString(
        parseJson(dataset->status).and_then(readDatasetStatus).value_or(DatasetStatus()).prefix);
    QVERIFY(QFile::remove(platform_->dataDirectory() + u"/objects/default/"_s + prefix + u"hello"_s));
    const auto quiet = platform_->ctl(submit + QStringList{u"--name"_s, u"beside"_s, u"--"_s, command});
    QVERIFY2(quiet.code == 0 && !quiet.output.contains(u"Note:"_s), qPrintable(quiet.output));
    QVERIFY(platform_->reaches(Kind::Job, "beside", Phase::Succeeded));
    QVERIFY(platform_->status(Kind::Job, "beside").notice.empty());

    QVERIFY(platform_->remove(Kind::Job, "default", "afar"));
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(store.dataDirectory() + u"/objects/default/default/"_s + model),
                             patience_ms);
}

Result<bool> ClustersTest::done(std::function<Result<void>(TransferGate&)> what)
{
    return work<bool>([what = std::move(what)](TransferGate& gate) -> Result<bool> {
        const auto result = what(gate);
        return result ? Result<bool>(true) : Result<bool>(propagate(result));
    });
}

QStringList ClustersTest::names(const FileStore& files, const std::string& directory)
{
    const auto listing = work<FileListing>([&](TransferGate& gate) { return files.list(gate, directory); });
    QStringList found;
    for (const FileItem& item : listing ? listing->items : std::vector<FileItem>())
        found +=
            QString::fromStdString(item.name) + (item.kind == FileItem::Kind::Directory ? u"/"_s : QString());
    return found;
}

void ClustersTest::whatIsThereIsKept(const std::function<Result<bool>(FileStore::Existing)>& upload)
{
    auto again = upload(FileStore::Existing::Kept);
    // On a busy machine the connection has been seen to go instead: it is said why, and asked again.
    for (int i = 0; i < 3 && !again && again.error().code == ErrorCode::Unavailable; ++i) {
        qWarning("%s", again.error().message.c_str());
        again = upload(FileStore::Existing::Kept);
    }
    QVERIFY2(!again && again.error().type == "file-exists",
             again ? "It took the place of the first." : again.error().message.c_str());
}

void ClustersTest::filesInAClusterAreThereWhileItRuns()
{
    QVERIFY(add(u"lab"_s));
    Resource image;
    image.kind = Kind::Image;
    image.name = "python";
    image.spec = R"({"reference":"slipway.test/python:1"})";
    QVERIFY(platform_->make(image));
    QVERIFY(platform_->create(Kind::Environment, "desk",
                              R"({"flavor":"cpu-small","image":"python","cluster":"lab"})"));
    QVERIFY2(platform_->reaches(Kind::Environment, "desk", Phase::Running, 3 * patience_ms),
             qPrintable(platform_->ctl({u"env"_s, u"show"_s, u"desk"_s}).output));
    const WorkloadFileStore files(Kind::Environment, "default", "desk");
    QVERIFY(done([&](TransferGate& gate) { return files.makeDirectory(gate, "src"); }));

    QByteArray bytes;  // Several pieces, the last of them not whole.
    for (int i = 0; bytes.size() < (5 << 20); ++i)
        bytes += "line " + QByteArray::number(i) + '\n';
    QFile large(platform_->path(u"large.bin"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.write(bytes) == bytes.size());
    large.close();
    const auto upload = [&](FileStore::Existing existing) {
        return done([&, existing](TransferGate& gate) {
            return files.upload(gate, large.fileName().toStdString(), "src/large.bin", existing, {});
        });
    };
    QVERIFY(upload(FileStore::Existing::Kept));
    whatIsThereIsKept(upload);
    QVERIFY(upload(FileStore::Existing::Replaced));
    QCOMPARE(names(files, "src"), QStringList{u"large.bin"_s});

    const QString back = platform_->path(u"back.bin"_s);
    QVERIFY(done(
        [&](TransferGate& gate) { return files.download(gate, "src/large.bin", back.toStdString(), {}); }));
    QCOMPARE(read(back), bytes);
    const auto middle =
        work<FileBeginning>([&](TransferGate& gate) { return files.read(gate, "src/large.bin", 2, 6); });
    QVERIFY(middle);
    QCOMPARE(middle->bytes, std::string("ne 0\nl"));
    QCOMPARE(middle->size_bytes, std::uint64_t(bytes.size()));
    const auto behind = work<FileBeginning>([&](TransferGate& gate) {
        return files.read(gate, "src/large.bin", static_cast<std::uint64_t>(bytes.size()), 4);
    });
    QVERIFY(behind && behind->bytes.empty());

    QVERIFY(done([&](TransferGate& gate) { return files.move(gate, "src/large.bin", "moved.bin"); }));
    QCOMPARE(done([&](TransferGate& gate) { return files.move(gate, "gone", "there"); }).error().type,
             std::string("no-such-file"));
    QVERIFY(done([&](TransferGate& gate) { return files.remove(gate, "src"); }));
    QCOMPARE(done([&](TransferGate& gate) { return files.remove(gate, "src"); }).error().code,
             ErrorCode::NotFound);

    seenOnlyWhileItRuns(files);
}

void ClustersTest::seenOnlyWhileItRuns(const FileStore& files)
{
    QVERIFY(platform_->act(Kind::Environment, "desk", "release"));
    QVERIFY(platform_->reaches(Kind::Environment, "desk", Phase::Released, patience_ms));
    const auto released =
        work<FileListing>([&](TransferGate& gate) { return files.list(gate, std::string()); });
    QCOMPARE(released.error().type, std::string("files-while-it-runs"));
    QVERIFY(platform_->act(Kind::Environment, "desk", "resume"));
    QVERIFY(platform_->reaches(Kind::Environment, "desk", Phase::Running, 3 * patience_ms));
    QTRY_VERIFY_WITH_TIMEOUT(names(files, {}).contains(u"moved.bin"_s), patience_ms);
}

void ClustersTest::aJobsFilesInAClusterAreSeenWhileItRuns()
{
    QVERIFY(add(u"lab"_s));
    QVERIFY(submit(u"train"_s, u"lab"_s,
                   u"mkdir deep; echo kept > deep/note; ln -s /etc/passwd out; touch ready; sleep 1000"_s));
    QVERIFY(platform_->reaches(Kind::Job, "train", Phase::Running, patience_ms));
    const WorkloadFileStore files(Kind::Job, "default", "train");
    QTRY_VERIFY_WITH_TIMEOUT(names(files, {}).contains(u"ready"_s), patience_ms);
    QVERIFY(names(files, {}).contains(u"deep/"_s));
    const auto note =
        work<FileBeginning>([&](TransferGate& gate) { return files.read(gate, "deep/note", 0, 100); });
    QVERIFY(note);
    QCOMPARE(note->bytes, std::string("kept\n"));
    for (const char* path : {"out", "deep/../../key/key", "deep"})
        QVERIFY2(!work<FileBeginning>([&](TransferGate& gate) { return files.read(gate, path, 0, 100); }),
                 path);
    QVERIFY(platform_->act(Kind::Job, "train", "stop"));
    QVERIFY(platform_->reaches(Kind::Job, "train", Phase::Stopped, patience_ms));
    const auto ended = work<FileListing>([&](TransferGate& gate) { return files.list(gate, std::string()); });
    QCOMPARE(ended.error().type, std::string("files-while-it-runs"));
}

QTEST_GUILESS_MAIN(ClustersTest)
#include "clusters_test.moc"
