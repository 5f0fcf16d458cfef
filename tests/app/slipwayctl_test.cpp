// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

/// The command line against a real slipwayd: what people type, what they read, and how it ends.
class SlipwayctlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpIsWhatTheDocsSay();
    void refusals_data();
    void refusals();
    void badCredentialsAreRefused();
    void aRevokedKeyIsRefused();
    void emptyListsSayWhatToDo();
    void aJobRunsToItsEnd();
    void aFailedJobIsExitCodeOne();
    void wordsReachTheJobUnchanged();
    void oneWordIsAWholeLine();
    void codeOfAFolderIsThere();
    void metricsAreRead();
    void anEnvironmentIsReleasedAndResumed();
    void aFolderBecomesADataset();
    void filesAreApplied();
    void filesBringTheirCode();
    void profilesKeepTheSecretOut();
    void nodesAreListed();

private:
    struct Ended {
        int code = -1;
        QString out, err;
    };
    using Environment = QMap<QString, QString>;
    Ended run(const QStringList& arguments, const Environment& changes = {}, const QByteArray& input = {});
    QJsonObject json(const QStringList& arguments);
    QString write(const QString& name, const QByteArray& content);

    test::RunningPlatform platform_;
};

void SlipwayctlTest::initTestCase()
{
    QVERIFY(platform_.start());
}

SlipwayctlTest::Ended SlipwayctlTest::run(const QStringList& arguments, const Environment& changes,
                                          const QByteArray& input)
{
    const Profile& profile = platform_.session().profile();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SLIPWAY_SERVER"_s, QString::fromStdString(profile.server));
    environment.insert(u"SLIPWAY_ACCESS_KEY"_s, QString::fromStdString(profile.access_key));
    environment.insert(u"SLIPWAY_SECRET_KEY"_s, QString::fromStdString(profile.secret_key));
    environment.insert(u"XDG_CONFIG_HOME"_s, platform_.path(u"config"_s));
    for (auto change = changes.begin(); change != changes.end(); ++change)
        environment.insert(change.key(), change.value());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayctl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QJsonObject SlipwayctlTest::json(const QStringList& arguments)
{
    return QJsonDocument::fromJson(run(QStringList{u"-o"_s, u"json"_s} + arguments).out.toUtf8()).object();
}

QString SlipwayctlTest::write(const QString& name, const QByteArray& content)
{
    const QString path = platform_.path(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
    return path;
}

void SlipwayctlTest::helpIsWhatTheDocsSay()
{
    QFile docs(QStringLiteral(SLIPWAY_SOURCE_DIR "/docs/cli.md"));
    QVERIFY(docs.open(QIODevice::ReadOnly));
    QCOMPARE(run({u"--help-markdown"_s}).out, QString::fromUtf8(docs.readAll()));
}

void SlipwayctlTest::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* line, int code, const QString& says) {
        QTest::newRow(name) << QString::fromUtf8(line).split(u' ') << code << says;
    };
    row("an unknown flavor is named", "job submit --name a --flavor gpu-9000 --command true", 2,
        u"gpu-9000"_s);
    row("more GPUs than there are never fit", "job submit --name a --flavor gpu-8 --command true", 2,
        u"gpu-8"_s);
    row("a missing dataset is named", "job submit --name a --dataset nothing --command true", 2,
        u"nothing"_s);
    row("a bad name is refused", "env create ../x", 2, u"name"_s);
    row("a path as a name is not found", "job show ../../etc/passwd", 3, u"."_s);
    row("a missing job is not found", "job show nobody", 3, u"nobody"_s);
    row("a foreign project is not found", "--project elsewhere job show a", 3, u"."_s);
    row("a job needs a command", "job submit --name a", 2, u"Say what to run"_s);
    row("a pair needs its equals sign", "job submit --name a --env A --command true", 2, u"KEY=VALUE"_s);
    row("a duration must be one", "job submit --name a --limit soon --command true", 2, u"soon"_s);
    row("a missing folder is no dataset", "dataset upload /nowhere", 3, u"/nowhere"_s);
    row("a missing file is not applied", "apply -f /nowhere.yaml", 2, u"/nowhere.yaml"_s);
    row("an unknown command is bad usage", "sail", 2, u"sail"_s);
    row("an unknown option is bad usage", "job list --colour", 2, u"--colour"_s);
    row("logs of nothing are not found", "job logs nobody", 3, u"."_s);
}

void SlipwayctlTest::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, says);
    const Ended ended = run(arguments);
    QVERIFY2(ended.code == code && ended.err.contains(says),
             qPrintable(u"%1: %2%3"_s.arg(ended.code).arg(ended.err, ended.out)));
}

void SlipwayctlTest::badCredentialsAreRefused()
{
    const Ended wrong = run({u"job"_s, u"list"_s}, {{u"SLIPWAY_SECRET_KEY"_s, u"not-the-secret"_s}});
    QCOMPARE(wrong.code, 4);
    QVERIFY(!wrong.err.contains(u"not-the-secret"_s));
    QCOMPARE(run({u"job"_s, u"list"_s}, {{u"SLIPWAY_ACCESS_KEY"_s, u"SLIPNOBODY"_s}}).code, 4);
    QCOMPARE(run({u"job"_s, u"list"_s}, {{u"SLIPWAY_SERVER"_s, u"http://127.0.0.1:1"_s}}).code, 6);
}

void SlipwayctlTest::aRevokedKeyIsRefused()
{
    const QJsonObject key = json({u"key"_s, u"create"_s, u"--description"_s, u"for a test"_s});
    const Environment with_key{{u"SLIPWAY_ACCESS_KEY"_s, key[u"access_key"_s].toString()},
                               {u"SLIPWAY_SECRET_KEY"_s, key[u"secret_key"_s].toString()}};
    QCOMPARE(run({u"job"_s, u"list"_s}, with_key).code, 0);
    QVERIFY(run({u"key"_s, u"list"_s}).out.contains(u"for a test"_s));
    QCOMPARE(run({u"key"_s, u"revoke"_s, key[u"access_key"_s].toString()}).code, 0);
    QCOMPARE(run({u"job"_s, u"list"_s}, with_key).code, 4);
}

void SlipwayctlTest::emptyListsSayWhatToDo()
{
    QVERIFY(run({u"dataset"_s, u"list"_s}).out.contains(u"slipwayctl dataset upload"_s));
    QVERIFY(run({u"env"_s, u"list"_s}).out.contains(u"slipwayctl env create"_s));
    QVERIFY(json({u"job"_s, u"list"_s})[u"items"_s].isArray());
}

void SlipwayctlTest::aJobRunsToItsEnd()
{
    const Ended submitted =
        run({u"job"_s, u"submit"_s, u"--name"_s, u"hello"_s, u"--wait"_s, u"--flavor"_s, u"gpu-1"_s,
             u"--env"_s, u"WHO=wörld"_s, u"--command"_s, u"echo hello $WHO"_s});
    QVERIFY2(submitted.code == 0, qPrintable(submitted.err));
    QCOMPARE(run({u"job"_s, u"logs"_s, u"hello"_s}).out, u"hello wörld\n"_s);
    QCOMPARE(run({u"job"_s, u"logs"_s, u"--follow"_s, u"hello"_s}).out, u"hello wörld\n"_s);
    QVERIFY(run({u"job"_s, u"list"_s}).out.contains(u"Succeeded"_s));
    QCOMPARE(json({u"job"_s, u"show"_s, u"hello"_s})[u"name"_s].toString(), u"hello"_s);
    QCOMPARE(run({u"job"_s, u"submit"_s, u"--name"_s, u"hello"_s, u"--command"_s, u"true"_s}).code, 5);
    QCOMPARE(run({u"job"_s, u"delete"_s, u"hello"_s}).code, 0);
}

void SlipwayctlTest::aFailedJobIsExitCodeOne()
{
    const Ended ended =
        run({u"job"_s, u"submit"_s, u"--name"_s, u"fails"_s, u"--wait"_s, u"--command"_s, u"exit 7"_s});
    QVERIFY2(ended.code == 1, qPrintable(ended.err));
    QVERIFY(ended.err.contains(u"Failed"_s));
}

void SlipwayctlTest::wordsReachTheJobUnchanged()
{
    const Ended ended = run({u"job"_s, u"submit"_s, u"--name"_s, u"words"_s, u"--wait"_s, u"--"_s,
                             u"printf"_s, u"%s|"_s, u"a b"_s, u"it's"_s, u"$HOME"_s, u"--name"_s, u""_s});
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(run({u"job"_s, u"logs"_s, u"words"_s}).out, u"a b|it's|$HOME|--name||"_s);
}

void SlipwayctlTest::oneWordIsAWholeLine()
{
    const Ended ended =
        run({u"job"_s, u"submit"_s, u"--name"_s, u"line"_s, u"--wait"_s, u"--"_s, u"echo one; echo two"_s});
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(run({u"job"_s, u"logs"_s, u"line"_s}).out, u"one\ntwo\n"_s);
}

void SlipwayctlTest::codeOfAFolderIsThere()
{
    write(u"code/main.sh"_s, "echo from code");
    const Ended ended = run({u"job"_s, u"submit"_s, u"--name"_s, u"code"_s, u"--wait"_s, u"--code"_s,
                             platform_.path(u"code"_s), u"--"_s, u"sh"_s, u"main.sh"_s});
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(run({u"job"_s, u"logs"_s, u"code"_s}).out, u"from code\n"_s);
}

void SlipwayctlTest::metricsAreRead()
{
    const QString script =
        u"import slipway\nfor i in range(3): slipway.log({'loss': 1.0 / (i + 1)}, step=i)\n"_s;
    const Ended ended = run({u"job"_s, u"submit"_s, u"--name"_s, u"metrics"_s, u"--wait"_s, u"--"_s,
                             u"/usr/bin/python3"_s, u"-c"_s, script});
    QVERIFY2(ended.code == 0, qPrintable(ended.err + run({u"job"_s, u"logs"_s, u"metrics"_s}).out));
    const QJsonArray points = json({u"run"_s, u"metrics"_s, u"metrics"_s})[u"items"_s].toArray();
    QCOMPARE(points.size(), 3);
    QCOMPARE(points[1].toObject()[u"step"_s].toInt(), 1);
    QCOMPARE(points[1].toObject()[u"value"_s].toDouble(), 0.5);
    QVERIFY(run({u"run"_s, u"metrics"_s, u"metrics"_s, u"--csv"_s})
                .out.startsWith(u"tag,step,wall_time,value\n"_s));
    QCOMPARE(json({u"run"_s, u"metrics"_s, u"metrics"_s, u"--last"_s})[u"items"_s].toArray().size(), 1);
}

void SlipwayctlTest::anEnvironmentIsReleasedAndResumed()
{
    const Ended created = run({u"env"_s, u"create"_s, u"box"_s, u"--wait"_s});
    QVERIFY2(created.code == 0, qPrintable(created.err));
    QVERIFY(run({u"env"_s, u"list"_s}).out.contains(u"Running"_s));
    QCOMPARE(run({u"env"_s, u"release"_s, u"box"_s, u"--wait"_s}).code, 0);
    QVERIFY(run({u"env"_s, u"list"_s}).out.contains(u"Released"_s));
    QCOMPARE(run({u"env"_s, u"resume"_s, u"box"_s, u"--wait"_s}).code, 0);
    QCOMPARE(run({u"env"_s, u"delete"_s, u"box"_s}).code, 0);
}

void SlipwayctlTest::aFolderBecomesADataset()
{
    write(u"digits/train/0/a.png"_s, "abc");
    write(u"digits/train/1/b.png"_s, QByteArray(100'000, 'x'));
    const Ended uploaded = run({u"dataset"_s, u"upload"_s, platform_.path(u"digits"_s)});
    QVERIFY2(uploaded.code == 0, qPrintable(uploaded.err));
    const QJsonObject spec = json({u"dataset"_s, u"show"_s, u"digits"_s})[u"spec"_s].toObject();
    QCOMPARE(spec[u"file_count"_s].toInt(), 2);
    QCOMPARE(spec[u"task"_s].toString(), u"image-classification"_s);
    QVERIFY(spec[u"sealed"_s].toBool());
    QCOMPARE(run({u"dataset"_s, u"upload"_s, platform_.path(u"digits"_s)}).code, 5);
}

void SlipwayctlTest::filesAreApplied()
{
    const QString good =
        write(u"good.yaml"_s, "kind: Job\nname: declared\nspec:\n  command: sleep 60\n---\n"
                              "kind: Flavor\nname: tiny\nspec:\n  cpus: 1\n  memory: 1GiB\n");
    Ended ended = run({u"apply"_s, u"-f"_s, good});
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(ended.out, u"Job declared is created.\nFlavor tiny is created.\n"_s);
    ended = run({u"apply"_s, u"-f"_s, good});
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(run({u"job"_s, u"stop"_s, u"declared"_s, u"--wait"_s}).code, 0);

    const auto refused = [&](const QByteArray& content, const QString& place) {
        const Ended bad = run({u"apply"_s, u"-f"_s, write(u"bad.yaml"_s, content)});
        if (bad.code != 2 || !bad.err.contains(u"bad.yaml:"_s + place))
            qWarning() << bad.code << bad.err;
        return bad.code == 2 && bad.err.contains(u"bad.yaml:"_s + place);
    };
    QVERIFY(refused("kind: Job\nname: [\n", u"3:"_s));
    QVERIFY(refused("kind: Job\nname: a\nspec:\n  command: true\n", u"4:3: "_s));
    QVERIFY(refused("kind: Job\nname: a\nspec:\n  command: 'true'\n  flavour: x\n", u"5:3: "_s));
    QVERIFY(refused("kind: Job\nname: a\nspec:\n  command: 'true'\n  flavor: gpu-77\n", u"5:3: "_s));
    QVERIFY(refused("kind: Job\nname: a\nname: b\n", u"3:1: "_s));
}

void SlipwayctlTest::filesBringTheirCode()
{
    write(u"project/hello.sh"_s, "echo \"from the file's folder\"");
    const QString job = write(u"project/job.yaml"_s, "kind: Job\nname: brought\nspec:\n"
                                                     "  command: sh hello.sh\n  code: {folder: .}\n");
    const Ended ended = run({u"apply"_s, u"-f"_s, job, u"--wait"_s});
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(run({u"job"_s, u"logs"_s, u"brought"_s}).out, u"from the file's folder\n"_s);
    const QString both = write(u"project/both.yaml"_s, "kind: Job\nname: both\nspec:\n  command: ls\n"
                                                       "  code: {folder: ., git_url: /srv/x.git}\n");
    QCOMPARE(run({u"apply"_s, u"-f"_s, both}).code, 2);
}

void SlipwayctlTest::profilesKeepTheSecretOut()
{
    const Profile& profile = platform_.session().profile();
    const Environment none{
        {u"SLIPWAY_SERVER"_s, {}}, {u"SLIPWAY_ACCESS_KEY"_s, {}}, {u"SLIPWAY_SECRET_KEY"_s, {}}};
    QCOMPARE(run({u"job"_s, u"list"_s}, none).code, 3);
    const Ended added =
        run({u"profile"_s, u"add"_s, u"team"_s, u"--server"_s, QString::fromStdString(profile.server),
             u"--access-key"_s, QString::fromStdString(profile.access_key)},
            none, QByteArray::fromStdString(profile.secret_key + "\n"));
    QVERIFY2(added.code == 0, qPrintable(added.err));
    QCOMPARE(run({u"job"_s, u"list"_s}, none).code, 0);
    const QString listed = run({u"profile"_s, u"list"_s}, none).out +
                           run({u"-o"_s, u"json"_s, u"profile"_s, u"list"_s}, none).out;
    QVERIFY(listed.contains(u"team"_s));
    QVERIFY(!listed.contains(QString::fromStdString(profile.secret_key)));
    QCOMPARE(run({u"profile"_s, u"use"_s, u"nobody"_s}, none).code, 3);
}

void SlipwayctlTest::nodesAreListed()
{
    const Ended nodes = run({u"node"_s, u"list"_s});
    QCOMPARE(nodes.code, 0);
    QVERIFY2(nodes.out.contains(u"simulated"_s), qPrintable(nodes.out));
    QCOMPARE(run({u"node"_s, u"queue"_s}).code, 0);
}

QTEST_GUILESS_MAIN(SlipwayctlTest)
#include "slipwayctl_test.moc"
