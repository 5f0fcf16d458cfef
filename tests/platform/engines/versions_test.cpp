// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/engines/engine_fixture.h"

#include "core/json.h"
#include "runner/records/record_version.h"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace slipway;
using std::chrono::milliseconds;

/// An engine on attempts that a neighbouring version of it left.
class VersionsTest : public QObject, private EngineFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void attemptsOfNeighboursGoOn_data();
    void attemptsOfNeighboursGoOn();
    void attemptsOfLaterVersionsAreLeftAlone();
    void whatNobodyWaitsForIsStartedAnew();

private:
    /// Whether the command runs and every record that says so is there.
    bool written(const TaskStart& start) const
    {
        return log(start) == "ready\n" && AttemptDirectory(attemptOf(start)).readChild();
    }
    void rewrite(const TaskStart& start, std::int64_t version) const;
};

/// Makes every record of an attempt one of another version, with a member that this one does not know.
void VersionsTest::rewrite(const TaskStart& start, std::int64_t version) const
{
    for (const auto& entry : std::filesystem::directory_iterator(attemptOf(start))) {
        if (entry.path().extension() != ".json" || entry.path().filename() == "params.json")
            continue;
        Json record = Json::parse(content(entry.path()));
        record.erase("version");
        if (version > 0) {
            record["version"] = version;
            record["unheard_of"] = true;
        }
        std::ofstream(entry.path()) << dumpJson(record);
    }
}

void VersionsTest::attemptsOfNeighboursGoOn_data()
{
    QTest::addColumn<qint64>("version");
    QTest::newRow("records without a version") << qint64(0);
    QTest::newRow("records of the next version") << qint64(record_version + 1);
}

void VersionsTest::attemptsOfNeighboursGoOn()
{
    QFETCH(qint64, version);
    const TaskStart runs = job("runs", "echo ready; while [ ! -e go ]; do sleep 0.02; done; exit 5", 1);
    const TaskStart stops = job("stops", "echo ready; exec sleep 600", 1);
    const TaskStart ended = job("ended", "exit 4");
    QCOMPARE(runToEnd(ended).code.value_or(-1), std::int64_t{4});
    QVERIFY(engine_->start(runs));
    QVERIFY(engine_->start(stops));
    QTRY_VERIFY(written(runs) && written(stops));
    engine_.reset();
    for (const TaskStart& start : {runs, stops, ended})
        rewrite(start, version);
    restartEngine();
    QCOMPARE(stateOf(ended).exit->code.value_or(-1), std::int64_t{4});
    QCOMPARE(stateOf(runs).stage, TaskState::Stage::Running);
    QCOMPARE(freeGpus(), std::int64_t{0});
    QVERIFY(engine_->stop(stops.task, 1, milliseconds(5000)));
    std::ofstream(attemptOf(runs) / "work/go") << "";
    QTRY_VERIFY(this->ended(runs) && this->ended(stops));
    QCOMPARE(stateOf(runs).exit->code.value_or(-1), std::int64_t{5});
    QCOMPARE(stateOf(stops).exit->cause, TaskExit::Cause::Stopped);
    QCOMPARE(freeGpus(), std::int64_t{2});
}

void VersionsTest::attemptsOfLaterVersionsAreLeftAlone()
{
    const TaskStart start = job("later", "echo ready; while [ ! -e go ]; do sleep 0.02; done; exit 5", 1);
    QVERIFY(engine_->start(start));
    QTRY_VERIFY(written(start));
    engine_.reset();
    rewrite(start, record_version + 2);
    const auto refused = LocalEngine::create({data_, runner_, sdk_, 2});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY2(refused.error().message.find("later version") != std::string::npos,
             refused.error().message.c_str());
    rewrite(start, record_version);
    restartEngine();
    QCOMPARE(stateOf(start).stage, TaskState::Stage::Running);
    std::ofstream(attemptOf(start) / "work/go") << "";
    QTRY_VERIFY(ended(start));
    QCOMPARE(stateOf(start).exit->code.value_or(-1), std::int64_t{5});
}

/// An engine that died while it gave up an attempt has left it claimed for nobody.
void VersionsTest::whatNobodyWaitsForIsStartedAnew()
{
    const TaskStart start = job("half", "echo run");
    engine_.reset();
    const AttemptDirectory directory(attemptOf(start));
    std::filesystem::create_directories(directory.streams());
    QVERIFY(directory.claim(WaiterRecord()));
    restartEngine();
    QVERIFY(engine_->list().empty());
    QCOMPARE(runToEnd(start).code.value_or(-1), std::int64_t{0});
    QCOMPARE(QString::fromStdString(log(start)), QStringLiteral("run\n"));
}

QTEST_GUILESS_MAIN(VersionsTest)
#include "versions_test.moc"
