// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/engines/engine_fixture.h"

#include "runner/processes/process_stat.h"

#include <QtCore/QProcess>

using namespace slipway;
using std::chrono::milliseconds;
using Stage = TaskState::Stage;

class LocalEnvironmentTest : public QObject, private EngineFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void missingInterpreterStartsNothing();
    void environmentKeepsPackagesAndFiles();
    void environmentServesJupyter();
    void environmentFilesAreDeletedForEver();
};

void LocalEnvironmentTest::missingInterpreterStartsNothing()
{
    TaskStart start = environment("nopython");
    start.python = "/no/such/python3";
    const auto started = engine_->start(start);
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::InvalidArgument);
    QVERIFY(started.error().message.find("/no/such/python3") != std::string::npos);
}

void LocalEnvironmentTest::environmentKeepsPackagesAndFiles()
{
    TaskStart start = environment("keep");
    // As an attempt that was killed half way leaves it.
    std::filesystem::create_directories(data_ / "environments/env-keep/python/bin");
    std::ofstream(data_ / "environments/env-keep/python/bin/python") << "half";
    QVERIFY(engine_->start(start));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(start).stage, Stage::Running, 60'000);
    const std::filesystem::path prefix = data_ / "environments/env-keep/python";
    const std::string site = "import site; print(site.getsitepackages()[0])";
    QProcess python;
    python.start(QString::fromStdString((prefix / "bin/python").string()),
                 {QStringLiteral("-c"), QString::fromStdString(site)});
    QVERIFY(python.waitForFinished());
    const std::filesystem::path packages = python.readAllStandardOutput().trimmed().toStdString();
    std::ofstream(packages / "installed_by_alice.py") << "answer = 42\n";
    std::ofstream(data_ / "environments/env-keep/home/notes.txt") << "mine";
    QVERIFY(engine_->stop(start.task, 1, milliseconds(2000)));
    QTRY_VERIFY(ended(start));

    start.attempt = 2;
    QVERIFY(engine_->start(start));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(start).stage, Stage::Running, 10'000);
    QVERIFY2(log(start).find("Preparing") == std::string::npos, "made once, not again");

    TaskStart with = job(
        "with", "python -c 'import installed_by_alice; print(installed_by_alice.answer)'; cat ~/notes.txt");
    with.environment = start.environment;
    QCOMPARE(runToEnd(with).code.value_or(-1), std::int64_t{0});
    QCOMPARE(QString::fromStdString(log(with)), QStringLiteral("42\nmine"));
}

void LocalEnvironmentTest::environmentServesJupyter()
{
    if (QProcess::execute(QStringLiteral("/usr/bin/python3"),
                          {QStringLiteral("-c"), QStringLiteral("import jupyter_server")}) != 0)
        QSKIP("Jupyter is not installed for the system's Python");
    const TaskStart start = environment("jupyter");
    QVERIFY(engine_->start(start));
    QTRY_VERIFY_WITH_TIMEOUT(!stateOf(start).url.empty(), 60'000);
    const auto url = engine_->openUrl(start.task, 1);
    QVERIFY(url);
    const std::string token = url->substr(url->find("token=") + 6);
    QCOMPARE(token.size(), std::size_t{40});
    QVERIFY(stateOf(start).url.find(token) == std::string::npos);
    QVERIFY(log(start).find(token) == std::string::npos);
    const std::vector<ProcessStat> all = allProcesses().value();
    for (const ProcessStat& process : all)
        QVERIFY(content("/proc/" + std::to_string(process.pid) + "/cmdline").find(token) ==
                std::string::npos);
    const std::string ask = "import sys, urllib.request as r; "
                            "print(r.urlopen(sys.argv[1].replace('?', 'api/status?')).status)";
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral("-c"), QString::fromStdString(ask), QString::fromStdString(*url)});
    QVERIFY(python.waitForFinished());
    QCOMPARE(python.readAllStandardOutput().trimmed(), QByteArray("200"));
    QVERIFY(engine_->stop(start.task, 1, milliseconds(5000)));
    QTRY_VERIFY(ended(start));
    QVERIFY(!engine_->openUrl(start.task, 1));
}

void LocalEnvironmentTest::environmentFilesAreDeletedForEver()
{
    const std::filesystem::path outside = data_ / "outside";
    const std::filesystem::path home = data_ / "environments/env-gone/home";
    std::filesystem::create_directories(outside);
    std::filesystem::create_directories(home);
    std::ofstream(outside / "file") << "x";
    std::filesystem::create_symlink(outside, home / "link");
    QVERIFY(engine_->deleteEnvironmentFiles(ResourceId("env-gone")));
    QVERIFY(!std::filesystem::exists(data_ / "environments/env-gone"));
    QVERIFY(std::filesystem::exists(outside / "file"));
    QVERIFY(engine_->deleteEnvironmentFiles(ResourceId("env-gone")));
    QVERIFY(!engine_->deleteEnvironmentFiles(ResourceId("../outside")));
    QVERIFY(!engine_->deleteEnvironmentFiles(ResourceId("")));
}

QTEST_GUILESS_MAIN(LocalEnvironmentTest)
#include "local_environment_test.moc"
