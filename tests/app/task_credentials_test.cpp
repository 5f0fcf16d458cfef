// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/api_request.h"
#include "net/fetch/fetcher.h"
#include "tests/app/running_platform.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

/// What tasks do with the key of their own, by a real S3 client inside them.
class TaskCredentialsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aTaskReadsItsBucketAndWritesItsOutputs();
    void theKeyIsNowhereElseAndEndsWithTheTask();
    void theApiIsClosedToIt();

private:
    QString s3Endpoint() const
    {
        QFile file(platform_->path(u"ready.json"_s));
        return file.open(QIODevice::ReadOnly)
                   ? QJsonDocument::fromJson(file.readAll()).object()[u"s3"_s].toString()
                   : QString();
    }
    /// Runs a job and returns its log; empty when it did not succeed.
    QString logOf(const QString& name, const QString& command);

    std::unique_ptr<test::RunningPlatform> platform_;
};

void TaskCredentialsTest::init()
{
    platform_ = std::make_unique<test::RunningPlatform>();
    QVERIFY(platform_->start());
}

QString TaskCredentialsTest::logOf(const QString& name, const QString& command)
{
    const QJsonObject spec{{u"command"_s, command}};
    const std::string text = QJsonDocument(spec).toJson(QJsonDocument::Compact).toStdString();
    if (!platform_->create(Kind::Job, name.toStdString(), text) ||
        !platform_->reaches(Kind::Job, name.toStdString(), Phase::Succeeded))
        return {};
    return QString::fromStdString(platform_->stream(name.toStdString(), "log").value_or(std::string()));
}

void TaskCredentialsTest::aTaskReadsItsBucketAndWritesItsOutputs()
{
    const QString aws = u"aws --endpoint-url \"$SLIPWAY_S3_ENDPOINT\" s3 "_s;
    const QString log = logOf(
        u"talks"_s, u"prefix=${SLIPWAY_OUTPUTS#*/objects/default/}; echo hello > file; "_s + aws +
                        u"cp file s3://default/$prefix/greeting --no-progress && "_s + aws +
                        u"cp s3://default/$prefix/greeting - && cat $SLIPWAY_OUTPUTS/greeting && "_s + aws +
                        u"ls s3://default/ && ! "_s + aws + u"cp file s3://default/elsewhere && ! "_s + aws +
                        u"cp file s3://default/jobs/talks/other/outputs/x && ! "_s + aws +
                        u"ls s3://foreign/ && echo done"_s);
    QVERIFY2(log.contains(u"hello\nhello\n"_s) && log.endsWith(u"done\n"_s), qPrintable(log));
    QVERIFY2(log.contains(u"AccessDenied"_s) && log.contains(u"NoSuchBucket"_s), qPrintable(log));
}

void TaskCredentialsTest::theKeyIsNowhereElseAndEndsWithTheTask()
{
    const QString log =
        logOf(u"shows"_s, u"stat -c %a \"$AWS_SHARED_CREDENTIALS_FILE\"; "
                          "s=$(sed -n 's/^aws_secret_access_key = //p' \"$AWS_SHARED_CREDENTIALS_FILE\"); "
                          "env | grep -c \"$s\"; tr '\\0' ' ' < /proc/$$/cmdline | grep -c \"$s\"; "
                          "cat \"$AWS_SHARED_CREDENTIALS_FILE\""_s);
    QVERIFY2((log.startsWith(u"400\n0\n0\n[default]"_s) || log.startsWith(u"600\n0\n0\n[default]"_s)),
             qPrintable(log));
    const QString secret = log.section(u"aws_secret_access_key = "_s, 1).trimmed();
    QCOMPARE(secret.size(), 64);

    // Whoever kept the key has nothing any more.
    QFile kept(platform_->path(u"credentials"_s));
    QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write(log.mid(log.indexOf(u'[')).toUtf8()) > 0);
    kept.close();
    QProcess aws;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"AWS_SHARED_CREDENTIALS_FILE"_s, kept.fileName());
    environment.insert(u"AWS_DEFAULT_REGION"_s, u"slipway"_s);
    aws.setProcessEnvironment(environment);
    aws.start(u"aws"_s, {u"--endpoint-url"_s, s3Endpoint(), u"s3"_s, u"ls"_s, u"s3://default/"_s});
    QVERIFY(aws.waitForFinished(60'000));
    const QByteArray said = aws.readAllStandardError();
    QVERIFY2(aws.exitCode() != 0 && said.contains("InvalidAccessKeyId"), said.constData());
}

void TaskCredentialsTest::theApiIsClosedToIt()
{
    QVERIFY(platform_->create(Kind::Job, "long", R"({"command":"sleep 600"})"));
    QVERIFY(platform_->reaches(Kind::Job, "long", Phase::Running));
    QDirIterator files(platform_->dataDirectory() + u"/tasks"_s, {u"credentials"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    QFile file(files.next());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    const auto valueOf = [&](const QString& name) {
        return text.section(name + u" = "_s, 1).section(u'\n', 0, 0).toStdString();
    };
    Profile profile = platform_->session().profile();
    profile.access_key = valueOf(u"aws_access_key_id"_s);
    profile.secret_key = valueOf(u"aws_secret_access_key"_s);
    for (const char* path : {"account", "projects/default/jobs", "projects"}) {
        ApiRequest request;
        request.path = path;
        const auto to_send = signedRequest(profile, request);
        QVERIFY(to_send);
        const auto answer = answerBody(net::Fetcher().run(*to_send));
        QVERIFY(!answer);
        QCOMPARE(answer.error().type, std::string("task-key"));
        QCOMPARE(answer.error().code, ErrorCode::PermissionDenied);
    }
}

QTEST_GUILESS_MAIN(TaskCredentialsTest)
#include "task_credentials_test.moc"
