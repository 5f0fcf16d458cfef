// SPDX-License-Identifier: GPL-3.0-or-later
#include "attempt_fixture.h"

#include "core/json.h"
#include "runner/records/attempt_records.h"
#include "runner/records/record_version.h"

#include <nlohmann/json.hpp>

using namespace slipway;

namespace {

// The records as the first version wrote them, which gave them no number.
constexpr const char* first_task =
    R"({"attempt":1,"cpus":1,"duration_limit_ms":0,"env":{"PATH":"/usr/bin:/bin"},"environment":"","gpus":["sim-0"],)"
    R"("grace_ms":10000,"holder":"default/jobs/a","memory_bytes":1048576,"notebook":false,)"
    R"("stages":[{"always":false,"argv":["/bin/sh","-c","exit 3"],"name":"command"}],"task":"job-a-0",)"
    R"("user":{"gid":1900000001,"groups":[44],"uid":1900000001},"working_directory":"/","workload":"job-a"})";
constexpr const char* first_waiter =
    R"({"boot_id":"06385b44-565f-468e-9498-b559186b5687","cgroup":"/sys/fs/cgroup/slipway-job-a-0-1-7","pid":7,)"
    R"("start_ticks":1422729,"started_at":"2026-11-25T17:44:53.819Z"})";
constexpr const char* first_child = R"({"pid":8,"stage":"command","start_ticks":1422734})";
constexpr const char* first_stop = R"({"cause":"stopped","grace_ms":700})";
constexpr const char* first_exit =
    R"({"cause":"exited","code":3,"ended_at":"2026-11-25T17:45:04.539Z","message":"It ended.","signal":null})";

/// The same record as another version writes it, with members of its own at every level.
std::string of(std::int64_t version, const char* record)
{
    Json json = Json::parse(record);
    json["version"] = version;
    json["unheard_of"] = Json{{"a", 1}};
    if (json.contains("stages"))
        json["stages"][0]["unheard_of"] = true;
    if (json.contains("user"))
        json["user"]["unheard_of"] = "x";
    return dumpJson(json);
}

/// Reads a record of this kind and writes it again; empty with the error's type when it is refused.
std::pair<std::string, Error> readAgain(const QString& kind, const std::string& text)
{
    const auto both = [](const auto& read, const auto& format) {
        return read ? std::pair(format(*read), Error()) : std::pair(std::string(), read.error());
    };
    const auto record = [](const auto& value) { return formatRecord(value); };
    if (kind == u"task")
        return both(parseTaskFile(text), [](const TaskFile& task) { return formatTaskFile(task); });
    if (kind == u"waiter")
        return both(parseWaiterRecord(text), record);
    if (kind == u"child")
        return both(parseChildRecord(text), record);
    if (kind == u"stop")
        return both(parseStopRequest(text), record);
    return both(parseExitRecord(text), record);
}

}  // namespace

class VersionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neighboursAreRead_data();
    void neighboursAreRead();
    void waiterRunsWhatANeighbourWrote_data();
    void waiterRunsWhatANeighbourWrote();
    void waiterRefusesALaterTask();
};

void VersionsTest::neighboursAreRead_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("record");
    for (const auto& [kind, record] :
         {std::pair("task", first_task), std::pair("waiter", first_waiter), std::pair("child", first_child),
          std::pair("stop", first_stop), std::pair("exit", first_exit)})
        QTest::newRow(kind) << QString::fromLatin1(kind) << QByteArray(record);
}

void VersionsTest::neighboursAreRead()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, record);
    Json expected = Json::parse(record.toStdString());
    expected["version"] = record_version;
    for (const std::string& text :
         {record.toStdString(), of(record_version - 1, record.constData()),
          of(record_version, record.constData()), of(record_version + 1, record.constData())})
        QCOMPARE(QString::fromStdString(readAgain(kind, text).first),
                 QString::fromStdString(dumpJson(expected)));
    const auto [read, error] = readAgain(kind, of(record_version + 2, record.constData()));
    QVERIFY(read.empty());
    QCOMPARE(error.code, ErrorCode::Unavailable);
    QCOMPARE(QString::fromStdString(error.type), QString::fromLatin1(later_version));
    QVERIFY(error.message.find("later version") != std::string::npos);
}

void VersionsTest::waiterRunsWhatANeighbourWrote_data()
{
    QTest::addColumn<qint64>("version");
    QTest::newRow("the version before") << qint64(record_version - 1);
    QTest::newRow("the next version") << qint64(record_version + 1);
}

void VersionsTest::waiterRunsWhatANeighbourWrote()
{
    QFETCH(qint64, version);
    AttemptFixture attempt;
    attempt.addStage("command", "echo here; exit 3");
    const std::string text = of(version, formatTaskFile(attempt.task).c_str());
    std::ofstream(attempt.directory.path() / "task.json") << text;
    attempt.waiter().start(
        AttemptFixture::program(),
        {QStringLiteral("wait"), QString::fromStdString(attempt.directory.path().string())});
    const ExitRecord exit = attempt.finish();
    QCOMPARE(exit.cause, ExitCause::Exited);
    QCOMPARE(exit.code.value_or(-1), std::int64_t{3});
    QCOMPARE(QString::fromStdString(attempt.log()), QStringLiteral("here\n"));
}

void VersionsTest::waiterRefusesALaterTask()
{
    AttemptFixture attempt;
    attempt.addStage("command", "echo never");
    std::ofstream(attempt.directory.path() / "task.json")
        << of(record_version + 2, formatTaskFile(attempt.task).c_str());
    attempt.waiter().start(
        AttemptFixture::program(),
        {QStringLiteral("wait"), QString::fromStdString(attempt.directory.path().string())});
    const ExitRecord exit = attempt.finish();
    QCOMPARE(exit.cause, ExitCause::NotStarted);
    QVERIFY2(exit.message.find("later version") != std::string::npos, exit.message.c_str());
    QVERIFY(!attempt.logHas("never"));
}

QTEST_GUILESS_MAIN(VersionsTest)
#include "versions_test.moc"
