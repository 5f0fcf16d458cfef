// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

/// What shells offer behind the words that somebody has typed, with names that the platform knows.
class CompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void words_data();
    void words();
    void nobodyWaitsForAServerThatIsAway();
    void everyWordOfTheDocsIsOffered();
    void shellsOffer_data();
    void shellsOffer();
    void anotherShellIsRefused();

private:
    QProcessEnvironment environment();
    QString slipwayctl(const QStringList& arguments);
    QStringList offered(const QString& line);

    test::RunningPlatform platform_;
};

void CompletionTest::initTestCase()
{
    QVERIFY(platform_.start());
    const auto job = platform_.create(Kind::Job, "train-digits", R"({"command":"true"})");
    QVERIFY2(job, job ? "" : job.error().message.c_str());
}

QProcessEnvironment CompletionTest::environment()
{
    const Profile& profile = platform_.session().profile();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SLIPWAY_SERVER"_s, QString::fromStdString(profile.server));
    environment.insert(u"SLIPWAY_ACCESS_KEY"_s, QString::fromStdString(profile.access_key));
    environment.insert(u"SLIPWAY_SECRET_KEY"_s, QString::fromStdString(profile.secret_key));
    environment.insert(u"PATH"_s, QStringLiteral(SLIPWAY_BINARY_DIR "/bin:") + environment.value(u"PATH"_s));
    return environment;
}

QString CompletionTest::slipwayctl(const QStringList& arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayctl"), arguments);
    return process.waitForFinished(30'000) ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

/// The words of the lines that are printed for what is typed.
QStringList CompletionTest::offered(const QString& line)
{
    QStringList words;
    const QString lines = slipwayctl(QStringList{u"--complete"_s} + line.split(u' '));
    for (const QString& one : lines.split(u'\n', Qt::SkipEmptyParts))
        words << one.section(u'\t', 0, 0);
    return words;
}

void CompletionTest::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const QString& line, const QStringList& expected) {
        QTest::newRow(name) << line << expected;
    };
    row("a group is completed", u"da"_s, {u"dataset"_s});
    row("a command of a group is completed", u"env re"_s, {u"release"_s, u"resume"_s});
    row("global options count for every group", u"--project default job su"_s, {u"submit"_s});
    row("an option is completed", u"job logs --fo"_s, {u"--follow"_s});
    row("a global option is offered deep in the tree", u"job list --prof"_s, {u"--profile"_s});
    row("a value that must be one of some is completed", u"-o j"_s, {u"json"_s});
    row("a value behind an equals sign of its own is completed", u"--output = j"_s, {u"json"_s});
    row("a name is that of a job of the platform", u"job logs --follow tr"_s, {u"train-digits"_s});
    row("a name is that of a flavor of the platform", u"job submit --flavor gpu-1"_s, {u"gpu-1"_s});
    row("a name is that of a project of the platform", u"--project def"_s, {u"default"_s});
    row("a second name is not offered", u"job show train-digits tr"_s, {});
    row("a new name is for people to think of", u"env create tr"_s, {});
    row("a folder is left to the shell", u"dataset upload da"_s, {u":folders"_s});
    row("a file is left to the shell", u"apply -f da"_s, {u":files"_s});
    row("behind the mark is a command of one's own", u"job submit -- python3 tr"_s, {u":files"_s});
    row("nothing follows words that are unknown", u"sail aw"_s, {});
}

void CompletionTest::words()
{
    QFETCH(QString, line);
    QFETCH(QStringList, expected);
    QCOMPARE(offered(line), expected);
}

void CompletionTest::nobodyWaitsForAServerThatIsAway()
{
    QProcess process;
    auto elsewhere = environment();
    elsewhere.insert(u"SLIPWAY_SERVER"_s, u"http://127.0.0.1:1"_s);
    process.setProcessEnvironment(elsewhere);
    process.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayctl"),
                  {u"--complete"_s, u"job"_s, u"show"_s, u""_s});
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput() + process.readAllStandardError(), QByteArray());
}

void CompletionTest::everyWordOfTheDocsIsOffered()
{
    QFile docs(QStringLiteral(SLIPWAY_SOURCE_DIR "/docs/cli.md"));
    QVERIFY(docs.open(QIODevice::ReadOnly));
    int headings = 0;
    for (const QString& line : QString::fromUtf8(docs.readAll()).split(u'\n')) {
        if (!line.startsWith(u"### slipwayctl "_s))
            continue;
        const QString path = line.section(u' ', 2);
        QVERIFY2(offered(path).contains(path.section(u' ', -1)), qPrintable(path));
        ++headings;
    }
    QVERIFY(headings > 40);
}

void CompletionTest::shellsOffer_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QString>("script");
    QTest::newRow("bash offers a job's name and reads folders itself")
        << u"bash"_s
        << u"source completion; COMP_WORDS=(slipwayctl job show tr); COMP_CWORD=3; "
           "_slipwayctl slipwayctl tr show; echo \"${COMPREPLY[@]}\"; "
           "COMP_WORDS=(slipwayctl dataset upload 'my f'); _slipwayctl slipwayctl 'my f' upload; "
           "echo \"${COMPREPLY[0]}\""_s;
    // Its functions for the screen work inside of its line editor alone, so that they print here.
    QTest::newRow("zsh offers a job's name and reads folders itself")
        << u"zsh"_s
        << u"compdef() {}; _describe() { print -r -- \"${(@P)2%%:*}\" }; _files() { print -rl -- my*(/) }; "
           "source ./completion; words=(slipwayctl job show tr); CURRENT=4; _slipwayctl; "
           "words=(slipwayctl dataset upload 'my f'); CURRENT=4; _slipwayctl; true"_s;
    QTest::newRow("fish offers a job's name and reads folders itself")
        << u"fish"_s
        << u"source completion; complete -C 'slipwayctl job show tr' | string split \\t -f1; "
           "complete -C 'slipwayctl dataset upload my' | string replace -r '/.*' ''"_s;
}

void CompletionTest::shellsOffer()
{
    QFETCH(QString, shell);
    QFETCH(QString, script);
    if (QStandardPaths::findExecutable(shell).isEmpty())
        QSKIP("this shell is not installed here");
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"my folder"_s));
    QFile file(folder.filePath(u"completion"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(slipwayctl({u"--completion"_s, shell}).toUtf8());
    file.close();
    QProcess process;
    auto at_home = environment();
    at_home.insert(u"HOME"_s, folder.path());
    process.setProcessEnvironment(at_home);
    process.setWorkingDirectory(folder.path());
    process.start(shell, {u"-c"_s, script});
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(QString::fromUtf8(process.readAllStandardError()), QString());
    QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()), u"train-digits\nmy folder\n"_s);
}

void CompletionTest::anotherShellIsRefused()
{
    const auto ended = platform_.ctl({u"--completion"_s, u"csh"_s});
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.output.contains(u"bash, zsh and fish"_s));
}

QTEST_GUILESS_MAIN(CompletionTest)
#include "completion_test.moc"
