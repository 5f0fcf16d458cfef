// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file_descriptor.h"
#include "tests/app/running_platform.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 30'000;

/// What a service manager hears, in the order it came.
class NotifySocket {
public:
    explicit NotifySocket(const QString& path)
        : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_un where{};
        where.sun_family = AF_UNIX;
        const QByteArray name = QFile::encodeName(path);
        std::memcpy(where.sun_path, name.constData(), std::size_t(name.size()) + 1);
        bound_ = ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
    }

    bool hears(const QByteArray& word)
    {
        char text[512];
        ssize_t size = 0;
        while ((size = ::recv(socket_.get(), text, sizeof text, 0)) > 0)
            heard_ += QByteArray(text, size) + '\n';
        return bound_ && heard_.contains(word);
    }
    void forget() { heard_.clear(); }

private:
    FileDescriptor socket_;
    bool bound_ = false;
    QByteArray heard_;
};

QByteArray contentOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

}  // namespace

/// slipwayd as a service of the machine: what it tells the service manager, what it logs, what it keeps to
/// itself, and what `slipwayd doctor` says of it.
class ServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }

    void theServiceManagerKnowsHowItIs();
    void memoryIsPrivate();
    void theLogIsFieldsAndHoldsNoSecret();
    void prometheusUnderstandsTheMetrics();
    void certificatesAreRenewedOnHangup();
    void othersAreToldWhereObjectsAre();
    void addressesThatNobodyCouldUseAreRefused_data();
    void addressesThatNobodyCouldUseAreRefused();
    void theDoctorFindsNothingWhereAllIsWell();
    void theDoctorTellsWhatIsWrong_data();
    void theDoctorTellsWhatIsWrong();
    void theUnitIsUnderstoodBySystemd();

private:
    struct Ended {
        int code = -1;
        QString out;
    };
    bool start(const QStringList& options = {}, const QStringList& environment = {});
    void stop();
    Ended run(const QString& program, const QStringList& arguments) const;
    Ended doctor(const QStringList& options = {}) const
    {
        return run(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayd"),
                   QStringList{u"--data"_s, path(u"data"_s), u"doctor"_s} + options);
    }
    bool makeCertificate(const QString& name, int days);
    QString path(const QString& name) const { return directory_->filePath(name); }

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<QProcess> server_;
};

bool ServiceTest::start(const QStringList& options, const QStringList& environment)
{
    server_ = std::make_unique<QProcess>();
    server_->setEnvironment(QProcess::systemEnvironment() + environment);
    server_->setStandardErrorFile(path(u"log"_s), QIODevice::Append);
    server_->start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayd"),
                   QStringList{u"--data"_s, path(u"data"_s), u"--listen"_s, u"127.0.0.1:0"_s,
                               u"--s3-listen"_s, u"127.0.0.1:0"_s, u"--simulate-gpus"_s, u"1"_s,
                               u"--idle-exit"_s, u"300"_s, u"--ready-file"_s, path(u"ready.json"_s)} +
                       options);
    return QTest::qWaitFor([this] { return QFile::exists(path(u"ready.json"_s)); }, patience_ms);
}

void ServiceTest::stop()
{
    server_->terminate();
    QVERIFY(server_->waitForFinished(patience_ms));
    QCOMPARE(server_->exitCode(), 0);
}

ServiceTest::Ended ServiceTest::run(const QString& program, const QStringList& arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(patience_ms))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput())};
}

bool ServiceTest::makeCertificate(const QString& name, int days)
{
    return run(u"openssl"_s,
               {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                u"-nodes"_s, u"-days"_s, QString::number(days), u"-subj"_s, u"/CN="_s + name, u"-addext"_s,
                u"subjectAltName=IP:127.0.0.1"_s, u"-keyout"_s, path(u"tls.key"_s), u"-out"_s,
                path(u"tls.pem"_s)})
               .code == 0;
}

void ServiceTest::theServiceManagerKnowsHowItIs()
{
    NotifySocket manager(path(u"notify"_s));
    QVERIFY(start({}, {u"NOTIFY_SOCKET="_s + path(u"notify"_s), u"WATCHDOG_USEC=600000"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(manager.hears("READY=1"), patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(manager.hears("WATCHDOG=1"), patience_ms);
    manager.forget();
    QTRY_VERIFY_WITH_TIMEOUT(manager.hears("WATCHDOG=1"), patience_ms);
    stop();
    QVERIFY(manager.hears("STOPPING=1"));
    QVERIFY(!QFile::exists(path(u"ready.json"_s)));
}

void ServiceTest::memoryIsPrivate()
{
    QVERIFY(start());
    const QString process = u"/proc/%1/"_s.arg(server_->processId());
    const QByteArray limits = contentOf(process + u"limits"_s);
    const qsizetype core = limits.indexOf("Max core file size");
    QVERIFY2(limits.mid(core, 50).simplified().startsWith("Max core file size 0 "), limits.constData());
    if (::geteuid() != 0)
        QVERIFY2(contentOf(process + u"environ"_s).isEmpty(),
                 "not even others of the same user read its memory");
    const QByteArray secret = contentOf(path(u"data/admin.secret"_s)).trimmed();
    QVERIFY(secret.size() > 20);
    QVERIFY(!contentOf(process + u"cmdline"_s).contains(secret));
    stop();
}

void ServiceTest::theLogIsFieldsAndHoldsNoSecret()
{
    QVERIFY(start());
    const QJsonObject ready = QJsonDocument::fromJson(contentOf(path(u"ready.json"_s))).object();
    const QByteArray secret = contentOf(path(u"data/admin.secret"_s)).trimmed();
    for (const QString& target :
         {u"/healthz"_s, u"/api/v1/account?X-Amz-Signature=abcdef"_s, u"/no%20such place"_s})
        run(u"curl"_s, {u"-s"_s, u"-k"_s, u"--path-as-is"_s, ready[u"api"_s].toString() + target});
    stop();
    const QByteArray log = contentOf(path(u"log"_s));
    const QRegularExpression line(
        uR"(^time=\d{4}-\d\d-\d\dT[\d:.]+Z level=(info|warning|error) event=[a-z-]+( [a-z0-9_]+=("([^"\\]|\\.)*"|[^" =]+))*$)"_s);
    const QList<QByteArray> lines = log.trimmed().split('\n');
    QVERIFY(lines.size() >= 4);
    for (const QByteArray& each : lines)
        QVERIFY2(line.match(QString::fromUtf8(each)).hasMatch(), each.constData());
    QVERIFY(log.contains("event=request id=req-"));
    QVERIFY(log.contains(" peer=127.0.0.1 "));
    QVERIFY(!log.contains(secret) && !log.contains("abcdef"));
}

void ServiceTest::prometheusUnderstandsTheMetrics()
{
    QVERIFY(start());
    const QJsonObject ready = QJsonDocument::fromJson(contentOf(path(u"ready.json"_s))).object();
    const QString s3 = ready[u"s3"_s].toString();
    run(u"curl"_s, {u"-s"_s, ready[u"api"_s].toString() + u"/api/v1/account"_s});
    run(u"curl"_s, {u"-s"_s, s3 + u"/default/a"_s});
    QCOMPARE(run(u"curl"_s,
                 {u"-s"_s, u"-f"_s, u"-o"_s, path(u"metrics"_s), ready[u"api"_s].toString() + u"/metrics"_s})
                 .code,
             0);
    const QString script = uR"(
import sys
from prometheus_client.parser import text_string_to_metric_families as parse
families = {f.name: f for f in parse(open(sys.argv[1]).read())}
for name, kind in [line.split() for line in """
slipway_http_requests counter
slipway_http_request_duration_seconds histogram
slipway_s3_requests counter
slipway_s3_request_duration_seconds histogram
slipway_unauthenticated_requests counter
slipway_store_commit_duration_seconds histogram
slipway_store_group_writes histogram
slipway_store_version gauge
slipway_queue_length gauge
slipway_queue_oldest_seconds gauge
slipway_tasks gauge
slipway_gpus gauge
slipway_data_free_bytes gauge
slipway_stream_bytes counter
slipway_watches_open gauge
process_resident_memory_bytes gauge
process_open_fds gauge""".split("\n") if line]:
    assert name in families, name + " is missing"
    assert families[name].type == kind, (name, families[name].type)
    assert families[name].documentation, name + " is not explained"
for family in families.values():
    most, counts = {}, {}
    for sample in family.samples:
        labels = tuple(sorted((k, v) for k, v in sample.labels.items() if k != "le"))
        if sample.name.endswith("_bucket"):
            assert sample.value >= most.get(labels, 0), sample
            most[labels] = sample.value
        if sample.name.endswith("_count"):
            counts[labels] = sample.value
    assert family.type != "histogram" or most == counts, family
)"_s;
    const Ended parsed = run(u"/usr/bin/python3"_s, {u"-c"_s, script, path(u"metrics"_s)});
    QVERIFY2(parsed.code == 0, qPrintable(parsed.out));
    stop();
}

void ServiceTest::certificatesAreRenewedOnHangup()
{
    QVERIFY(makeCertificate(u"first"_s, 30));
    QVERIFY(start({u"--tls-certificate"_s, path(u"tls.pem"_s), u"--tls-key"_s, path(u"tls.key"_s)}));
    const QString api =
        QJsonDocument::fromJson(contentOf(path(u"ready.json"_s))).object()[u"api"_s].toString();
    const auto isTrusted = [&](const QString& certificate) {
        return run(u"curl"_s, {u"-s"_s, u"-f"_s, u"--cacert"_s, certificate, api + u"/healthz"_s}).code == 0;
    };
    QVERIFY(QFile::copy(path(u"tls.pem"_s), path(u"old.pem"_s)));
    QVERIFY(isTrusted(path(u"old.pem"_s)));
    QVERIFY(makeCertificate(u"second"_s, 30));
    QVERIFY(isTrusted(path(u"old.pem"_s)));
    ::kill(static_cast<pid_t>(server_->processId()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(isTrusted(path(u"tls.pem"_s)), patience_ms);
    QVERIFY(!isTrusted(path(u"old.pem"_s)));

    QVERIFY(QFile::resize(path(u"tls.pem"_s), 10));
    ::kill(static_cast<pid_t>(server_->processId()), SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(path(u"log"_s)).contains("event=certificate-kept"), patience_ms);
    QCOMPARE(run(u"curl"_s, {u"-s"_s, u"-k"_s, api + u"/healthz"_s}).code, 0);
    stop();
}

void ServiceTest::othersAreToldWhereObjectsAre()
{
    QVERIFY(start(
        {u"--s3-url"_s, u"https://objects.example.com"_s, u"--task-s3-url"_s, u"https://[fd00::1]:8471"_s}));
    const auto ready = QJsonDocument::fromJson(contentOf(path(u"ready.json"_s))).object();
    QCOMPARE(ready[u"s3"].toString(), u"https://objects.example.com"_s);
    stop();
}

void ServiceTest::addressesThatNobodyCouldUseAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("sentence");
    const QString no_address = u"is no address of the objects."_s;
    QTest::newRow("a path would be part of what is signed") << u"https://example.com/objects"_s << no_address;
    QTest::newRow("a slash at the end is a path") << u"https://example.com:8471/"_s << no_address;
    QTest::newRow("a query") << u"https://example.com?a=b"_s << no_address;
    QTest::newRow("no scheme") << u"example.com:8471"_s << no_address;
    QTest::newRow("another scheme") << u"s3://bucket"_s << no_address;
    QTest::newRow("a port that is none") << u"https://example.com:84711"_s << no_address;
    QTest::newRow("plain HTTP over the network")
        << u"http://example.com:8471"_s << u"Give an https address."_s;
}

void ServiceTest::addressesThatNobodyCouldUseAreRefused()
{
    QFETCH(QString, url);
    QFETCH(QString, sentence);
    for (const QString& option : {u"--s3-url"_s, u"--task-s3-url"_s}) {
        QProcess server;
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayd"),
                     {u"--data"_s, path(u"data"_s), u"--listen"_s, u"127.0.0.1:0"_s, u"--s3-listen"_s,
                      u"127.0.0.1:0"_s, option, url});
        QVERIFY(server.waitForFinished(patience_ms));
        QCOMPARE(server.exitCode(), 1);
        QVERIFY(QString::fromUtf8(server.readAll()).contains(sentence));
    }
}

void ServiceTest::theDoctorFindsNothingWhereAllIsWell()
{
    QVERIFY(start());
    const Ended beside = doctor();
    QVERIFY2(beside.code == 0 && !beside.out.contains(u"WRONG"_s), qPrintable(beside.out));
    QVERIFY2(beside.out.contains(u"A slipwayd runs on this data directory."_s), qPrintable(beside.out));
    QVERIFY2(beside.out.contains(u"database: All its pages"_s), qPrintable(beside.out));
    stop();
    const Ended alone = doctor();
    QVERIFY2(alone.code == 0 && alone.out.contains(u"No slipwayd runs"_s), qPrintable(alone.out));
}

void ServiceTest::theDoctorTellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("said");

    QTest::newRow("others may write") << u"chmod go+w data"_s << u"Others may write to"_s;
    QTest::newRow("others read the key")
        << u"chmod 644 data/master.key"_s << u"Others can read the master key"_s;
    QTest::newRow("the key is another's") << u"head -c 32 /dev/urandom > data/master.key"_s
                                          << u"not the one that the database was written with"_s;
    QTest::newRow("the key is gone") << u"rm data/master.key"_s << u"WRONG    master key:"_s;
    QTest::newRow("the database is damaged")
        << u"rm -f data/slipway.db-wal; dd if=/dev/urandom of=data/slipway.db bs=1k seek=5 count=20 conv=notrunc 2>/dev/null"_s
        << u"WRONG    database:"_s;
    QTest::newRow("the data directory is a file") << u"rm -r data && touch data"_s << u"is no directory"_s;
}

void ServiceTest::theDoctorTellsWhatIsWrong()
{
    QFETCH(QString, damage);
    QFETCH(QString, said);
    QVERIFY(start());
    stop();
    QCOMPARE(run(u"sh"_s, {u"-c"_s, u"cd '%1' && %2"_s.arg(directory_->path(), damage)}).code, 0);
    const Ended found = doctor();
    QVERIFY2(found.code == 2 && found.out.contains(said), qPrintable(found.out));
    QVERIFY2(found.out.contains(u"-> "_s), qPrintable(found.out));
}

void ServiceTest::theUnitIsUnderstoodBySystemd()
{
    if (!QFile::exists(u"/usr/bin/systemd-analyze"_s))
        QSKIP("systemd is not installed here");
    QFile unit(QStringLiteral(SLIPWAY_SOURCE_DIR "/deploy/systemd/slipwayd.service"));
    QVERIFY(unit.open(QIODevice::ReadOnly));
    QByteArray text = unit.readAll();
    text.replace("/usr/bin/slipwayd", SLIPWAY_BINARY_DIR "/bin/slipwayd");
    QFile copy(path(u"slipwayd.service"_s));
    QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(text) == text.size());
    copy.close();
    const Ended verified = run(u"/usr/bin/systemd-analyze"_s,
                               {u"verify"_s, u"--man=no"_s, u"--recursive-errors=no"_s, copy.fileName()});
    QVERIFY2(verified.code == 0, qPrintable(verified.out));
    QVERIFY2(!verified.out.contains(u"slipwayd.service"_s), qPrintable(verified.out));
}

QTEST_GUILESS_MAIN(ServiceTest)
#include "service_test.moc"
