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

namespace {

const QString no_project =
    QStringLiteral("There is no project \"%1\" that you are a member of. Check its name, or "
                   "ask its manager to add you.");
const QString no_job =
    QStringLiteral("There is no \"%1\" among the jobs of project \"default\" that you may see. "
                   "List them to find its name.");

}  // namespace

/// The command line against a real slipwayd: what people type, what they read, and how it ends.
class SlipwayctlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpIsWhatTheDocsSay();
    void refusals_data();
    void refusals();
    void peopleAreRefused_data();
    void peopleAreRefused();
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
    void namesOfFilesLeadNowhere();
    void filesAreApplied();
    void aTemplateStartsJobs();
    void badFilesAreRefusedAtTheirPlace_data();
    void badFilesAreRefusedAtTheirPlace();
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
    static Environment keysOf(const Profile& profile);

    test::RunningPlatform platform_;
};

/// A flavor larger than the machine, a project that only administrators see, and names that are taken.
void SlipwayctlTest::initTestCase()
{
    QVERIFY(platform_.start());
    const QString all =
        write(u"all.yaml"_s, "kind: Flavor\nname: gpu-64\nspec: {cpus: 1, memory: 1GiB, gpus: 64}\n"
                             "---\nkind: Project\nname: elsewhere\nspec: {}\n"
                             "---\nkind: Job\nname: taken\nspec: {command: echo}\n");
    const Ended applied = run({u"apply"_s, u"-f"_s, all});
    QVERIFY2(applied.code == 0, qPrintable(applied.err));
    write(u"taken/a.txt"_s, "abc");
    const Ended uploaded = run({u"dataset"_s, u"upload"_s, platform_.path(u"taken"_s)});
    QVERIFY2(uploaded.code == 0, qPrintable(uploaded.err));
}

SlipwayctlTest::Environment SlipwayctlTest::keysOf(const Profile& profile)
{
    return {{u"SLIPWAY_ACCESS_KEY"_s, QString::fromStdString(profile.access_key)},
            {u"SLIPWAY_SECRET_KEY"_s, QString::fromStdString(profile.secret_key)}};
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
    const auto row = [](const char* name, const QString& line, int code, const QString& says) {
        QTest::newRow(name) << line.split(u' ') << code << says;
    };
    const QString folder = platform_.path(u"taken"_s);
    const QString name_rule =
        u" cannot be a name. Use 1 to 63 lower-case letters, digits and hyphens, starting "
        "with a letter and ending with a letter or digit."_s;
    const QString unknown_flavor =
        u"Flavor \"gpu-9000\" does not exist. Choose one of: cpu-large, cpu-small, gpu-1, gpu-2, gpu-64"_s;
    row("an unknown flavor of a job is named with those there are",
        u"job submit --name a --flavor gpu-9000 --command true"_s, 2, unknown_flavor);
    row("an unknown flavor of an environment is named with those there are",
        u"env create a --flavor gpu-9000"_s, 2, unknown_flavor);
    row("more GPUs than there are never fit", u"job submit --name a --flavor gpu-64 --command true"_s, 2,
        u"No machine can hold the flavor \"gpu-64\". Needs 64 GPUs; the machine has 2. Choose a smaller flavor."_s);
    row("a taken name of a job is refused", u"job submit --name taken --command true"_s, 5,
        u"The name \"taken\" is taken by another job. Choose another name."_s);
    row("a taken name of a dataset is refused", u"dataset upload "_s + folder, 5,
        u"The dataset \"taken\" exists and is complete. Choose another name."_s);
    row("a missing dataset is named with those there are",
        u"job submit --name a --dataset nothing --command true"_s, 2,
        u"Dataset \"nothing\" does not exist. Choose one of: taken"_s);
    row("a path is no name of an environment", u"env create ../x"_s, 2, u"\"../x\""_s + name_rule);
    row("a path is no name of a dataset", u"dataset upload "_s + folder + u" --name ../../escape"_s, 2,
        u"\"../../escape\""_s + name_rule);
    row("a path is no name of a dataset to use", u"job submit --name a --dataset ../../x --command true"_s, 2,
        u"\"../../x\""_s + name_rule);
    row("a path as a name is not found", u"job show ../../etc/passwd"_s, 3,
        no_job.arg(u"../../etc/passwd"_s));
    row("a path as a project is not found", u"--project ../default job list"_s, 3,
        no_project.arg(u"../default"_s));
    row("a missing job is not found", u"job show nobody"_s, 3, no_job.arg(u"nobody"_s));
    row("a job needs a command", u"job submit --name a"_s, 2, u"Say what to run"_s);
    row("a pair needs its equals sign", u"job submit --name a --env A --command true"_s, 2, u"KEY=VALUE"_s);
    row("a duration must be one", u"job submit --name a --limit soon --command true"_s, 2, u"soon"_s);
    row("a missing folder is no dataset", u"dataset upload /nowhere"_s, 3, u"/nowhere"_s);
    row("a missing file is not applied", u"apply -f /nowhere.yaml"_s, 2, u"/nowhere.yaml"_s);
    row("an unknown command is bad usage", u"sail"_s, 2, u"sail"_s);
    row("an unknown option is bad usage", u"job list --colour"_s, 2, u"--colour"_s);
    row("logs of nothing are not found", u"job logs nobody"_s, 3, no_job.arg(u"nobody"_s));
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

void SlipwayctlTest::peopleAreRefused_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto eve = platform_.profileOf("eve");
    QVERIFY(eve);
    QTest::newRow("a bad signature is refused")
        << Environment{{u"SLIPWAY_SECRET_KEY"_s, u"not-the-secret"_s}} << 4
        << u"The signature does not match the request. Check the secret key, and that no proxy on the way "
           "changes requests."_s;
    QTest::newRow("an unknown key is refused")
        << Environment{{u"SLIPWAY_ACCESS_KEY"_s, u"SLIPNOBODY"_s}} << 4
        << u"This access key is not known here. Check the key and the server's address."_s;
    QTest::newRow("a foreign project is not found") << keysOf(*eve) << 3 << no_project.arg(u"elsewhere"_s);
    write(u"damaged/slipway/profiles.yaml"_s, "current: a\nprofiles: [\n");
    QTest::newRow("a damaged file of profiles is told with line and column")
        << Environment{{u"XDG_CONFIG_HOME"_s, platform_.path(u"damaged"_s)}} << 2
        << u"profiles.yaml:3:1: This is no valid YAML (end of sequence flow not found). Correct the line or "
           u"remove "
           "the file."_s;
    QTest::newRow("a server that is not there is unreachable")
        << Environment{{u"SLIPWAY_SERVER"_s, u"http://127.0.0.1:1"_s}} << 6 << u"127.0.0.1:1"_s;
}

void SlipwayctlTest::peopleAreRefused()
{
    QFETCH(Environment, environment);
    QFETCH(int, code);
    QFETCH(QString, says);
    const Ended ended = run({u"--project"_s, u"elsewhere"_s, u"job"_s, u"list"_s}, environment);
    QVERIFY2(ended.code == code && ended.err.contains(says),
             qPrintable(u"%1: %2%3"_s.arg(ended.code).arg(ended.err, ended.out)));
    QVERIFY(!ended.err.contains(u"not-the-secret"_s));
}

void SlipwayctlTest::aRevokedKeyIsRefused()
{
    const QJsonObject key = json({u"key"_s, u"create"_s, u"--description"_s, u"for a test"_s});
    const Environment with_key{{u"SLIPWAY_ACCESS_KEY"_s, key[u"access_key"_s].toString()},
                               {u"SLIPWAY_SECRET_KEY"_s, key[u"secret_key"_s].toString()}};
    QCOMPARE(run({u"job"_s, u"list"_s}, with_key).code, 0);
    QVERIFY(run({u"key"_s, u"list"_s}).out.contains(u"for a test"_s));
    QCOMPARE(run({u"key"_s, u"revoke"_s, key[u"access_key"_s].toString()}).code, 0);
    const Ended refused = run({u"job"_s, u"list"_s}, with_key);
    QCOMPARE(refused.code, 4);
    QCOMPARE(refused.err, u"slipwayctl: This access key was revoked. Use another, or make a new one.\n"_s);
}

void SlipwayctlTest::emptyListsSayWhatToDo()
{
    const auto list = [this](const QString& kind) {
        return run({u"--project"_s, u"elsewhere"_s, kind, u"list"_s}).out;
    };
    QVERIFY(list(u"dataset"_s).contains(u"slipwayctl dataset upload"_s));
    QVERIFY(list(u"env"_s).contains(u"slipwayctl env create"_s));
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

void SlipwayctlTest::namesOfFilesLeadNowhere()
{
    const QStringList names{u"%2E%2E%2F%2E%2E%2Fescape"_s, u"%~dd"_s, u"back\\..\\slash"_s};
    for (const QString& name : names)
        write(u"odd/"_s + name, "abc");
    QVERIFY(QFile::link(u"/etc/passwd"_s, platform_.path(u"odd/link"_s)));
    const Ended uploaded = run({u"dataset"_s, u"upload"_s, platform_.path(u"odd"_s)});
    QVERIFY2(uploaded.code == 0, qPrintable(uploaded.err));
    const QJsonObject dataset = json({u"dataset"_s, u"show"_s, u"odd"_s});
    QCOMPARE(dataset[u"spec"_s].toObject()[u"file_count"_s].toInt(), names.size());
    const QDir stored(platform_.dataDirectory() + u"/objects/default/"_s +
                      dataset[u"status"_s].toObject()[u"prefix"_s].toString());
    QCOMPARE(stored.entryList(QDir::Files | QDir::Hidden).size(), names.size());
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
}

void SlipwayctlTest::aTemplateStartsJobs()
{
    QCOMPARE(run({u"job"_s, u"submit"_s, u"--name"_s, u"model"_s, u"--env"_s, u"WHO=you"_s, u"--param"_s,
                  u"lr=0.1"_s, u"--command"_s, u"echo hello $WHO"_s, u"--wait"_s})
                 .code,
             0);
    const Ended kept = run({u"template"_s, u"create"_s, u"greeting"_s, u"--job"_s, u"model"_s,
                            u"--description"_s, u"Says hello"_s});
    QVERIFY2(kept.code == 0, qPrintable(kept.err));
    QVERIFY(run({u"template"_s, u"list"_s}).out.contains(u"Says hello"_s));
    const Ended submitted = run({u"job"_s, u"submit"_s, u"--name"_s, u"greeted"_s, u"--template"_s,
                                 u"greeting"_s, u"--env"_s, u"WHO=all"_s, u"--wait"_s});
    QVERIFY2(submitted.code == 0, qPrintable(submitted.err));
    QCOMPARE(run({u"job"_s, u"logs"_s, u"greeted"_s}).out, u"hello all\n"_s);
    const QJsonObject spec = json({u"job"_s, u"show"_s, u"greeted"_s})[u"spec"_s].toObject();
    QCOMPARE(spec[u"params"_s].toObject()[u"lr"_s].toString(), u"0.1"_s);
    QCOMPARE(run({u"job"_s, u"submit"_s, u"--template"_s, u"nowhere"_s}).code,
             run({u"job"_s, u"show"_s, u"nowhere"_s}).code);
    QCOMPARE(run({u"template"_s, u"delete"_s, u"greeting"_s}).code, 0);
}

void SlipwayctlTest::badFilesAreRefusedAtTheirPlace_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("YAML that does not end is refused")
        << "kind: Job\nname: [\n"_ba
        << u"3:1: This is no valid YAML: end of sequence flow not found. Correct it there."_s;
    QTest::newRow("a member that is given twice is refused")
        << "kind: Job\nname: a\nname: b\n"_ba
        << u"3:1: The member \"name\" is given twice. Keep one of them."_s;
    QTest::newRow("a file of nothing is refused")
        << "# nothing\n"_ba << u"1:1: The file holds nothing. Declare something in it."_s;
    QTest::newRow("a value of the wrong type is refused")
        << "kind: Job\nname: a\nspec:\n  command: true\n"_ba << u"4:3: spec.command must be a text."_s;
    QTest::newRow("a member that nobody knows is refused")
        << "kind: Job\nname: a\nspec:\n  command: 'true'\n  flavour: x\n"_ba << u"5:3: "_s;
    QTest::newRow("an unknown flavor is refused")
        << "kind: Job\nname: a\nspec:\n  command: 'true'\n  flavor: gpu-77\n"_ba
        << u"5:3: Flavor \"gpu-77\" does not exist. Choose one of: "_s;
    QTest::newRow("more GPUs than there are never fit")
        << "kind: Job\nname: a\nspec:\n  command: 'true'\n  flavor: gpu-64\n"_ba
        << u"5:3: No machine can hold the flavor \"gpu-64\"."_s;
    QTest::newRow("a missing dataset is refused")
        << "kind: Job\nname: a\nspec:\n  command: 'true'\n  datasets: [none]\n"_ba
        << u"5:3: Dataset \"none\" does not exist. Choose one of: "_s;
    QTest::newRow("a path is no name") << "kind: Job\nname: ../a\nspec: {command: ls}\n"_ba
                                       << u"2:1: \"../a\" cannot be a name. Use 1 to 63 "_s;
}

void SlipwayctlTest::badFilesAreRefusedAtTheirPlace()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const Ended ended = run({u"apply"_s, u"-f"_s, write(u"bad.yaml"_s, content)});
    QVERIFY2(ended.code == 2 && ended.err.contains(u"bad.yaml:"_s + says),
             qPrintable(u"%1: %2%3"_s.arg(ended.code).arg(ended.err, ended.out)));
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
