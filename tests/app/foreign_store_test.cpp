// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "tests/app/running_platform.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 60'000;

}  // namespace

/// The real slipwayd with its objects in a store of somebody else, which another slipwayd plays. Its cluster
/// is away, which holds up no object.
class ForeignStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }
    void cleanup();

    void aDatasetGoesStraightToTheStore();
    void whatCannotBeRightEndsTheStart_data();
    void whatCannotBeRightEndsTheStart();
    void aStoreThatIsAwayHoldsUpNoStart();
    void theDoctorLooksAtTheStore();

private:
    struct Ended {
        int code = -1;
        QString out;
    };
    Ended run(const QString& program, const QStringList& arguments) const;
    Ended ctl(const QStringList& arguments) const { return run(u"slipwayctl"_s, arguments); }
    QStringList options(const QString& bucket = u"default"_s);
    [[nodiscard]] bool start(const QStringList& options);
    void writeFile(const QString& name, const QByteArray& content, QFile::Permissions permissions) const;
    QByteArray read(const QString& file) const;
    QString path(const QString& name) const { return directory_->filePath(name); }
    /// The files that the store has of a project.
    QStringList stored() const;

    test::RunningPlatform back_;
    QString endpoint_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<QProcess> server_;
};

void ForeignStoreTest::initTestCase()
{
    QVERIFY(back_.start());
    endpoint_ = QString::fromStdString(
        nlohmann::json::parse(read(back_.path(u"ready.json"_s)).toStdString()).at("s3").get<std::string>());
}

void ForeignStoreTest::cleanup()
{
    if (!server_)
        return;
    server_->terminate();
    QVERIFY(server_->waitForFinished(patience_ms));
    server_.reset();
}

QByteArray ForeignStoreTest::read(const QString& name) const
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ForeignStoreTest::writeFile(const QString& name, const QByteArray& content,
                                 QFile::Permissions permissions) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.setPermissions(permissions);
}

ForeignStoreTest::Ended ForeignStoreTest::run(const QString& program, const QStringList& arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setEnvironment(QProcess::systemEnvironment() +
                           QStringList{u"XDG_CONFIG_HOME="_s + path(u"config"_s),
                                       u"XDG_DATA_HOME="_s + path(u"x"_s),
                                       u"SLIPWAY_SECRET_KEY="_s +
                                           QString::fromUtf8(read(path(u"data/admin.secret"_s)).trimmed())});
    process.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/") + program, arguments);
    if (!process.waitForFinished(patience_ms))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput())};
}

QStringList ForeignStoreTest::options(const QString& bucket)
{
    const Profile& profile = back_.session().profile();
    const std::string keys = "[default]\naws_access_key_id = " + profile.access_key +
                             "\naws_secret_access_key = " + profile.secret_key + "\n";
    writeFile(u"keys"_s, QByteArray::fromStdString(keys), QFile::ReadOwner | QFile::WriteOwner);
    writeFile(u"kubeconfig"_s,
              "apiVersion: v1\nkind: Config\ncurrent-context: away\n"
              "clusters: [{name: away, cluster: {server: \"http://127.0.0.1:1\"}}]\n"
              "users: [{name: nobody, user: {}}]\n"
              "contexts: [{name: away, context: {cluster: away, user: nobody}}]\n",
              QFile::ReadOwner);
    return {u"--data"_s,
            path(u"data"_s),
            u"--listen"_s,
            u"127.0.0.1:0"_s,
            u"--s3-listen"_s,
            u"127.0.0.1:0"_s,
            u"--engine"_s,
            u"kubernetes"_s,
            u"--kubeconfig"_s,
            path(u"kubeconfig"_s),
            u"--ready-file"_s,
            path(u"ready.json"_s),
            u"--objects-endpoint"_s,
            endpoint_,
            u"--objects-bucket"_s,
            bucket,
            u"--objects-prefix"_s,
            u"slipway"_s,
            u"--objects-credentials"_s,
            path(u"keys"_s)};
}

bool ForeignStoreTest::start(const QStringList& options)
{
    server_ = std::make_unique<QProcess>();
    server_->setStandardErrorFile(path(u"log"_s));
    server_->start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayd"), options);
    return QTest::qWaitFor([this] { return QFile::exists(path(u"ready.json"_s)); }, patience_ms);
}

QStringList ForeignStoreTest::stored() const
{
    QStringList files;
    const QString place = back_.dataDirectory() + u"/objects/default/slipway/default/"_s;
    QDirIterator each(place, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        files += each.next().mid(place.size());
    files.sort();
    return files;
}

void ForeignStoreTest::aDatasetGoesStraightToTheStore()
{
    QVERIFY(start(options()));
    const auto ready = nlohmann::json::parse(read(path(u"ready.json"_s)).toStdString());
    const auto said = [&](const char* member) {
        return QString::fromStdString(ready.at(member).get<std::string>());
    };
    QCOMPARE(ctl({u"profile"_s, u"add"_s, u"p"_s, u"--server"_s, said("api"), u"--access-key"_s,
                  said("access_key")})
                 .code,
             0);
    QVERIFY(QDir().mkpath(path(u"cats/more"_s)));
    const QByteArray large(20 << 20, 'l');
    writeFile(u"cats/small name+"_s, "small", QFile::ReadOwner);
    writeFile(u"cats/more/large"_s, large, QFile::ReadOwner);
    const Ended uploaded = ctl({u"dataset"_s, u"upload"_s, path(u"cats"_s)});
    QVERIFY2(uploaded.code == 0, qPrintable(uploaded.out));
    const QStringList files = stored();
    QCOMPARE(files.size(), 2);
    QVERIFY(files[0].startsWith(u"datasets/cats/dst-"_s) && files[0].endsWith(u"/more/large"_s));
    QVERIFY(files[1].endsWith(u"/small name+"_s));
    QVERIFY(read(back_.dataDirectory() + u"/objects/default/slipway/default/"_s + files[0]) == large);
    const QByteArray log = read(path(u"log"_s));
    QVERIFY(log.contains("operation=PutObject") && log.contains("status=307"));
    for (const QByteArray& line : log.split('\n'))
        QVERIFY2(!line.contains("method=PUT path=/default") || line.contains("status=307"), line.constData());
    QVERIFY(!log.contains(QByteArray::fromStdString(back_.session().profile().secret_key)));
    QVERIFY(!QFile::exists(path(u"data/objects"_s)));

    QCOMPARE(ctl({u"dataset"_s, u"delete"_s, u"cats"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(stored(), QStringList(), patience_ms);
}

void ForeignStoreTest::whatCannotBeRightEndsTheStart_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("says");
    QTest::newRow("tasks on this machine")
        << QStringList{u"--engine"_s, u"local"_s} << u"--engine kubernetes"_s;
    QTest::newRow("no such bucket") << QStringList{u"--objects-bucket"_s, u"absent"_s}
                                    << u"has no bucket \"absent\""_s;
    QTest::newRow("a path in the address")
        << QStringList{u"--objects-endpoint"_s, u"http://127.0.0.1:1/bucket"_s} << u"without a path"_s;
    QTest::newRow("keys that others read")
        << QStringList{u"--objects-credentials"_s, u"open"_s} << u"chmod 600"_s;
    QTest::newRow("keys of nobody") << QStringList{u"--objects-credentials"_s, u"wrong"_s}
                                    << u"does not know the key"_s;
    QTest::newRow("an address that is no store's")
        << QStringList{u"--objects-endpoint"_s, u"api"_s} << u"--objects-endpoint"_s;
}

void ForeignStoreTest::whatCannotBeRightEndsTheStart()
{
    QFETCH(QStringList, more);
    QFETCH(QString, says);
    const QStringList good = options();
    writeFile(u"open"_s, read(path(u"keys"_s)), QFile::ReadOwner | QFile::ReadOther);
    writeFile(u"wrong"_s, "[default]\naws_access_key_id = SWNOBODY\naws_secret_access_key = x\n",
              QFile::ReadOwner);
    if (more[0] == u"--objects-credentials"_s)
        more[1] = path(more[1]);
    if (more[1] == u"api"_s)
        more[1] = QString::fromStdString(back_.session().profile().server);
    const Ended refused = run(u"slipwayd"_s, good + more);
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.out.contains(says), qPrintable(refused.out));
    QVERIFY(!QFile::exists(path(u"data"_s)));
}

void ForeignStoreTest::aStoreThatIsAwayHoldsUpNoStart()
{
    QVERIFY(start(options() + QStringList{u"--objects-endpoint"_s, u"http://127.0.0.1:1"_s}));
    QVERIFY(read(path(u"log"_s)).contains("event=store-not-reached"));
}

void ForeignStoreTest::theDoctorLooksAtTheStore()
{
    const Ended well = run(u"slipwayd"_s, options() + QStringList{u"doctor"_s});
    QVERIFY2(well.out.contains(u"objects: "_s + endpoint_ + u"/default/slipway/ is ours"_s),
             qPrintable(well.out));
    const Ended wrong = run(u"slipwayd"_s, options(u"absent"_s) + QStringList{u"doctor"_s});
    QCOMPARE(wrong.code, 2);
    QVERIFY2(wrong.out.contains(u"WRONG    objects: "_s), qPrintable(wrong.out));
    QCOMPARE(stored(), QStringList());
}

QTEST_GUILESS_MAIN(ForeignStoreTest)
#include "foreign_store_test.moc"
