// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/engines/engine_fixture.h"

#include "platform/engines/local/workspace/task_users.h"

#include <QtCore/QProcess>

#include <sys/stat.h>
#include <unistd.h>

using namespace slipway;
using std::chrono::milliseconds;
using Stage = TaskState::Stage;
namespace fs = std::filesystem;

/// Tasks of different projects on one machine: what they may do, and what they cannot.
class SeparateTasksTest : public QObject, private EngineFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void eachProjectHasItsUserForEver();
    void damagedUsersAreRefused();
    void withoutAWayToTheDataTheyAreNotSeparate();
    void aJobHasWhatItNeeds();
    void aJobCannotReach_data();
    void aJobCannotReach();
    void anEnvironmentIsItsProjectsOwn();
    void whatAnotherUserStartedIsStopped();

private:
    uid_t userOf(const std::string& project) const;
    TaskStart jobOf(const std::string& project, const std::string& name, const std::string& command) const;
};

void SeparateTasksTest::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("Separate users need root.");
    passable_ = true;
    sdk_ = SLIPWAY_SOURCE_DIR "/sdk/python";
    ::umask(022);
}

uid_t SeparateTasksTest::userOf(const std::string& project) const
{
    return TaskUsers::open(DataLayout(data_)).value()->of(project).value().value_or(TaskUser{}).uid;
}

TaskStart SeparateTasksTest::jobOf(const std::string& project, const std::string& name,
                                   const std::string& command) const
{
    TaskStart start = job(name, command);
    start.project = project;
    start.holder = project + "/jobs/" + name;
    return start;
}

void SeparateTasksTest::eachProjectHasItsUserForEver()
{
    QVERIFY(engine_->separatesProjects());
    const uid_t vision = userOf("vision");
    QVERIFY(vision >= 1'900'000'000);
    QVERIFY(userOf("speech") != vision);
    QCOMPARE(userOf("vision"), vision);
}

void SeparateTasksTest::damagedUsersAreRefused()
{
    for (const char* text : {"{", "[]", R"({"vision":"root"})", R"({"vision":-1})"}) {
        std::ofstream(data_ / "task-users.json") << text;
        const auto opened = TaskUsers::open(DataLayout(data_));
        QVERIFY2(!opened && opened.error().code == ErrorCode::DataLoss, text);
    }
}

void SeparateTasksTest::withoutAWayToTheDataTheyAreNotSeparate()
{
    fs::permissions(data_.parent_path(), fs::perms::owner_all);
    restartEngine();
    const auto separate = engine_->separatesProjects();
    QVERIFY(!separate);
    QCOMPARE(separate.error().type, "tasks-not-separate");
    QVERIFY2(separate.error().message.find(data_.parent_path().string()) != std::string::npos,
             separate.error().message.c_str());
    TaskStart start = job("own", "id -u");
    QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{0});
    QCOMPARE(log(start), "0\n");
}

void SeparateTasksTest::aJobHasWhatItNeeds()
{
    fs::create_directories(data_ / "objects/vision/datasets/d/ds-1");
    std::ofstream(data_ / "objects/vision/datasets/d/ds-1/file") << "data\n";
    TaskStart start = jobOf(
        "vision", "needs",
        "id -u; id -g; cat $SLIPWAY_DATASETS/d/file code; echo kept > outputs/file; "
        "echo mine > ~/mine; echo said >> /dev/stderr; cat $SLIPWAY_PARAMS; echo; "
        "python3 -c 'import slipway; slipway.log({\"loss\": 1.0}, step=1)' && ls $SLIPWAY_EVENTS | wc -l");
    start.datasets = {{"d", "vision", "datasets/d/ds-1/"}};
    start.code.folder_sha256 = uploadCode("echo code > code", "vision");
    const TaskExit exit = runToEnd(start);
    const std::string user = std::to_string(userOf("vision"));
    QCOMPARE(QString::fromStdString(log(start)),
             QString::fromStdString(user + "\n" + user + "\ndata\ncode\nsaid\n{}\n1\n"));
    QCOMPARE(exit.code.value_or(-1), std::int64_t{0});
    QCOMPARE(content(data_ / "objects/vision/jobs/needs/job-needs/outputs/file"), "kept\n");
}

void SeparateTasksTest::aJobCannotReach_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("the platform's keys") << "cat DATA/master.key";
    QTest::newRow("what the data directory holds") << "ls DATA";
    QTest::newRow("the names of other projects") << "ls DATA/objects";
    QTest::newRow("datasets of another project") << "cat DATA/objects/speech/datasets/d/file";
    QTest::newRow("a place in another project's bucket") << "touch DATA/objects/speech/mine";
    QTest::newRow("its own project's datasets to write to") << "touch DATA/objects/vision/datasets/d/mine";
    QTest::newRow("another project's environments") << "cat DATA/environments/env-other/home/notes";
    QTest::newRow("another project's attempts") << "cat DATA/tasks/job-other-0/1/task.json";
    QTest::newRow("its own records") << "touch DATA/tasks/job-tries-0/1/exit.json";
    QTest::newRow("its waiter") << "kill -9 $PPID";
    QTest::newRow("processes of another project") << "kill -9 OTHER";
    QTest::newRow("the environment of processes of another project") << "cat /proc/OTHER/environ";
    QTest::newRow("more rights than it has") << "grep -q '^NoNewPrivs:.0' /proc/self/status";
}

void SeparateTasksTest::aJobCannotReach()
{
    QFETCH(QString, command);
    std::ofstream(data_ / "master.key") << "secret";
    fs::permissions(data_ / "master.key", fs::perms(0600));
    for (const char* project : {"vision", "speech"}) {
        fs::create_directories(data_ / "objects" / project / "datasets/d");
        std::ofstream(data_ / "objects" / project / "datasets/d/file") << "data\n";
    }
    const TaskStart other = jobOf("speech", "other", "echo $$; sleep 600");
    QVERIFY(engine_->start(other));
    QTRY_VERIFY(log(other).ends_with('\n'));
    if (command.contains(QStringLiteral("environments"))) {
        TaskStart environment_of_others = environment("other");
        environment_of_others.project = "speech";
        QVERIFY(engine_->start(environment_of_others));
        std::ofstream(data_ / "environments/env-other/home/notes") << "private";
    }
    command.replace(QStringLiteral("DATA"), QString::fromStdString(data_.string()));
    command.replace(QStringLiteral("OTHER"), QString::fromStdString(log(other)).trimmed());

    const TaskStart start = jobOf("vision", "tries", command.toStdString() + " && echo reached");
    const TaskExit exit = runToEnd(start);
    QCOMPARE(exit.cause, TaskExit::Cause::Exited);
    QVERIFY2(exit.code.value_or(0) != 0, log(start).c_str());
    QVERIFY2(log(start).find("reached") == std::string::npos, log(start).c_str());
    QCOMPARE(stateOf(other).stage, Stage::Running);
}

void SeparateTasksTest::anEnvironmentIsItsProjectsOwn()
{
    TaskStart start = environment("own");
    start.project = "vision";
    // As a platform left it that ran all tasks as one user.
    fs::create_directories(data_ / "environments/env-own/home");
    std::ofstream(data_ / "environments/env-own/home/notes") << "old";
    const auto started = engine_->start(start);
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(start).stage, Stage::Running, 60'000);
    struct stat status {};
    QCOMPARE(::stat((data_ / "environments/env-own/home/notes").c_str(), &status), 0);
    QCOMPARE(status.st_uid, userOf("vision"));
    TaskStart with = jobOf("vision", "with", "echo new > ~/notes && python -m pip --version");
    with.environment = start.environment;
    QCOMPARE(runToEnd(with).code.value_or(-1), std::int64_t{0});
    QVERIFY(engine_->stop(start.task, 1, milliseconds(0)));
    QTRY_VERIFY(ended(start));
    QVERIFY(engine_->deleteEnvironmentFiles(start.environment));
    QTRY_VERIFY(fs::is_empty(data_ / ".trash"));
}

void SeparateTasksTest::whatAnotherUserStartedIsStopped()
{
    const TaskStart start =
        jobOf("vision", "flees", "setsid sh -c 'trap \"\" TERM; sleep 600; sleep 600' & wait");
    QVERIFY(engine_->start(start));
    QTRY_COMPARE(stateOf(start).stage, Stage::Running);
    QVERIFY(engine_->stop(start.task, 1, milliseconds(100)));
    QTRY_VERIFY(ended(start));
    QProcess find;
    find.start(QStringLiteral("pgrep"), {QStringLiteral("-u"), QString::number(userOf("vision"))});
    QVERIFY(find.waitForFinished());
    QCOMPARE(find.readAllStandardOutput(), QByteArray());
}

QTEST_GUILESS_MAIN(SeparateTasksTest)
#include "separate_tasks_test.moc"
