// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace slipway;
using slipway::test::RunningPlatform;

/// A slipwayd that dies at a bad moment costs nobody anything.
class CrashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runningJobIsUntouched();
    void jobThatEndsMeanwhileIsFound();
    void queuedJobStillGetsItsTurn();
    void releaseAskedForIsCarriedOut();
};

void CrashTest::runningJobIsUntouched()
{
    RunningPlatform platform;
    QVERIFY(platform.start());
    const QString copy = platform.path(QStringLiteral("copy.txt"));
    const std::string command =
        "for i in $(seq 1 400); do echo \"line $i of a job\"; sleep 0.01; done | tee " + copy.toStdString() +
        "; exit 3";
    QVERIFY(
        platform.create(Kind::Job, "steady", R"({"flavor":"gpu-1","command":)" + dumpJson(command) + "}"));
    QVERIFY(platform.reaches(Kind::Job, "steady", Phase::Running));
    QTRY_VERIFY(QFile(copy).size() > 200);

    platform.kill();
    const qint64 at_kill = QFile(copy).size();
    QTRY_VERIFY(QFile(copy).size() > at_kill);  // it goes on while nobody watches
    QVERIFY(platform.start());

    const WorkloadStatus found = platform.status(Kind::Job, "steady");
    QCOMPARE(found.phase, Phase::Running);
    QCOMPARE(found.gpus.size(), std::size_t(1));
    QVERIFY(platform.reaches(Kind::Job, "steady", Phase::Failed));
    const WorkloadStatus ended = platform.status(Kind::Job, "steady");
    QCOMPARE(ended.attempt, std::int64_t(1));
    QCOMPARE(ended.exit_code.value_or(-1), std::int64_t(3));
    QVERIFY(ended.gpus.empty());

    QFile written(copy);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const Result<std::string> log = platform.stream("steady", "log");
    QVERIFY2(log, log ? "" : log.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(*log), written.readAll());
    QCOMPARE(std::count(log->begin(), log->end(), '\n'), std::ptrdiff_t(400));
}

void CrashTest::jobThatEndsMeanwhileIsFound()
{
    RunningPlatform platform;
    QVERIFY(platform.start());
    const QString done = platform.path(QStringLiteral("done"));
    const std::string command = "while [ ! -e " + done.toStdString() +
                                " ]; do sleep 0.02; done; echo over; touch " + done.toStdString() + ".too";
    QVERIFY(platform.create(Kind::Job, "brief", R"({"command":)" + dumpJson(command) + "}"));
    QVERIFY(platform.reaches(Kind::Job, "brief", Phase::Running));
    platform.kill();
    QVERIFY(QFile(done).open(QIODevice::WriteOnly));
    QTRY_VERIFY(QFile::exists(done + QStringLiteral(".too")));
    QVERIFY(platform.start());
    QVERIFY(platform.reaches(Kind::Job, "brief", Phase::Succeeded));
    QCOMPARE(platform.status(Kind::Job, "brief").attempt, std::int64_t(1));
    QCOMPARE(platform.stream("brief", "log").value_or(""), std::string("over\n"));
}

void CrashTest::queuedJobStillGetsItsTurn()
{
    RunningPlatform platform(1);
    QVERIFY(platform.start());
    const QString go = platform.path(QStringLiteral("go"));
    const std::string wait = "while [ ! -e " + go.toStdString() + " ]; do sleep 0.02; done";
    QVERIFY(platform.create(Kind::Job, "first", R"({"flavor":"gpu-1","command":)" + dumpJson(wait) + "}"));
    QVERIFY(platform.reaches(Kind::Job, "first", Phase::Running));
    QVERIFY(platform.create(Kind::Job, "second", R"({"flavor":"gpu-1","command":"echo mine"})"));
    QVERIFY(platform.reaches(Kind::Job, "second", Phase::Queued));
    QTRY_VERIFY(platform.status(Kind::Job, "second").message.find("default/jobs/first") != std::string::npos);
    platform.kill();
    QVERIFY(platform.start());
    QVERIFY(QFile(go).open(QIODevice::WriteOnly));
    QVERIFY(platform.reaches(Kind::Job, "first", Phase::Succeeded));
    QVERIFY(platform.reaches(Kind::Job, "second", Phase::Succeeded));
}

void CrashTest::releaseAskedForIsCarriedOut()
{
    RunningPlatform platform(1);
    QVERIFY(platform.start());
    QVERIFY(platform.create(Kind::Environment, "desk", R"({"flavor":"gpu-1"})"));
    QVERIFY(platform.reaches(Kind::Environment, "desk", Phase::Running));
    QVERIFY(platform.act(Kind::Environment, "desk", "release"));
    platform.kill();  // right after the answer
    QVERIFY(platform.start());
    QVERIFY(platform.reaches(Kind::Environment, "desk", Phase::Released));
    QVERIFY(platform.status(Kind::Environment, "desk").gpus.empty());
    QVERIFY(platform.act(Kind::Environment, "desk", "resume"));
    QVERIFY(platform.reaches(Kind::Environment, "desk", Phase::Running));
}

QTEST_GUILESS_MAIN(CrashTest)
#include "crash_test.moc"
