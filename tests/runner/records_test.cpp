// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "runner/processes/cgroup_mounts.h"
#include "runner/processes/process_stat.h"
#include "runner/records/attempt_records.h"
#include "runner/records/durable_file.h"
#include "runner/records/task_file.h"

#include <QTemporaryDir>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include <sys/stat.h>

using namespace slipway;

class RecordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void processStat_data();
    void processStat();
    void taskFileIsReadAsWritten();
    void brokenTaskFiles_data();
    void brokenTaskFiles();
    void recordsAreReadAsWritten();
    void brokenRecordsAreRefused();
    void onlyFilesAreRead();
    void cgroupDirectory_data();
    void cgroupDirectory();
};

void RecordsTest::processStat_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("threads");
    QTest::addColumn<bool>("alive");
    QTest::newRow("a plain name") << QStringLiteral("sh") << QStringLiteral("S") << 1 << true;
    QTest::newRow("a name with blanks and brackets")
        << QStringLiteral("a) R 1 (b") << QStringLiteral("R") << 1 << true;
    QTest::newRow("a name with a line end") << QStringLiteral("a\nb") << QStringLiteral("D") << 1 << true;
    QTest::newRow("a zombie does not live") << QStringLiteral("sh") << QStringLiteral("Z") << 1 << false;
    QTest::newRow("a zombie whose threads run lives")
        << QStringLiteral("sh") << QStringLiteral("Z") << 3 << true;
}

void RecordsTest::processStat()
{
    QFETCH(QString, name);
    QFETCH(QString, state);
    QFETCH(int, threads);
    QFETCH(bool, alive);
    const std::string text =
        QStringLiteral("42 (%1) %2 7 42 40 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 %3 0 987654 1 2\n")
            .arg(name, state)
            .arg(threads)
            .toStdString();
    const auto stat = parseProcessStat(text);
    QVERIFY(stat);
    QCOMPARE(stat->pid, 42);
    QCOMPARE(stat->parent, 7);
    QCOMPARE(stat->session, 40);
    QCOMPARE(stat->start_ticks, std::uint64_t{987654});
    QCOMPARE(stat->alive(), alive);
    for (std::size_t size = 0; size + 5 < text.size(); ++size)
        QVERIFY2(!parseProcessStat(std::string_view(text).substr(0, size)) || size > text.find("987654"),
                 "half a line is no process");
}

void RecordsTest::taskFileIsReadAsWritten()
{
    TaskFile task;
    task.task = TaskId("job-a-0");
    task.attempt = 3;
    task.stages = {{"command", {"/bin/sh", "-c", "echo \"ü\"\n"}, false}, {"post-command", {"x"}, true}};
    task.env = {{"A", "1=2"}, {"EMPTY", ""}};
    task.working_directory = "/w";
    task.duration_limit = std::chrono::hours(1);
    task.grace = std::chrono::milliseconds(5);
    task.disk = {4_GiB, {"/w", "/o"}, true};
    task.workload = ResourceId("job-a");
    task.holder = "p/jobs/a";
    task.environment = ResourceId("env-a");
    task.gpus = {"sim-0"};
    task.cpus = 2;
    task.memory = 3_GiB;
    task.notebook = true;
    task.user = TaskUser{1900000001, 1900000001, {44, 105}};
    const auto read = parseTaskFile(formatTaskFile(task));
    QVERIFY(read);
    QCOMPARE(formatTaskFile(*read), formatTaskFile(task));
    QCOMPARE(read->stages[0].argv[2], task.stages[0].argv[2]);
    QVERIFY(read->stages[1].always);
    QCOMPARE(read->disk.bytes.count(), (4_GiB).count());
    QCOMPARE(read->disk.directories, task.disk.directories);
    QVERIFY(read->disk.kept);
}

void RecordsTest::brokenTaskFiles_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no JSON") << QStringLiteral("{");
    QTest::newRow("no object") << QStringLiteral("[]");
    QTest::newRow("nothing in it") << QStringLiteral("{}");
    QTest::newRow("a stage without command") << QStringLiteral(
        R"({"task":"t","attempt":1,"env":{},"working_directory":"/","stages":[{"name":"x","argv":[]}]})");
    QTest::newRow("a user whose number would wrap to root's")
        << QStringLiteral(R"({"task":"t","attempt":1,"env":{},"working_directory":"/","stages":[],)"
                          R"("user":{"uid":4294967296,"gid":1,"groups":[]}})");
    QTest::newRow("a wrong type") << QStringLiteral(
        R"({"task":"t","attempt":"1","env":{},"working_directory":"/","stages":[]})");
}

void RecordsTest::brokenTaskFiles()
{
    QFETCH(QString, text);
    const auto task = parseTaskFile(text.toStdString());
    QVERIFY(!task);
    QCOMPARE(task.error().code, ErrorCode::DataLoss);
}

void RecordsTest::recordsAreReadAsWritten()
{
    const ExitRecord exit{ExitCause::Deadline,
                          {},
                          9,
                          "It was \"late\".",
                          Timestamp(std::chrono::milliseconds(1'700'000'000'123))};
    const auto read = parseExitRecord(formatRecord(exit));
    QVERIFY(read);
    QCOMPARE(read->cause, exit.cause);
    QVERIFY(!read->code && read->signal == exit.signal && read->message == exit.message);
    QCOMPARE(read->ended_at, exit.ended_at);

    const ExitRecord full{ExitCause::Disk, {}, 15, "It was full.", exit.ended_at};
    QCOMPARE(parseExitRecord(formatRecord(full))->cause, ExitCause::Disk);
    // Who does not know this limit yet knows that a limit ended it.
    QCOMPARE(parseJson(formatRecord(full))->at("cause").get<std::string>(), std::string("deadline"));

    const WaiterRecord waiter{{12, 34, "boot"}, exit.ended_at, "/sys/fs/cgroup/x"};
    QCOMPARE(formatRecord(*parseWaiterRecord(formatRecord(waiter))), formatRecord(waiter));
    const ChildRecord child{56, 78, "command"};
    QCOMPARE(formatRecord(*parseChildRecord(formatRecord(child))), formatRecord(child));
    const StopRequest stop{ExitCause::Stopped, std::chrono::milliseconds(250)};
    QCOMPARE(parseStopRequest(formatRecord(stop))->grace, stop.grace);
}

void RecordsTest::brokenRecordsAreRefused()
{
    QVERIFY(!parseExitRecord(""));
    QVERIFY(!parseExitRecord(R"({"cause":"tired","ended_at":"2026-11-23T07:11:46Z"})"));
    QVERIFY(!parseExitRecord(R"({"cause":"exited","code":"zero","ended_at":"2026-11-23T07:11:46Z"})"));
    QVERIFY(!parseExitRecord(R"({"cause":"exited","ended_at":"yesterday"})"));
    QVERIFY(!parseStopRequest(R"({"cause":"stopped","grace_ms":-1})"));
    QVERIFY(!parseStopRequest(R"({"cause":"stopped","grace_ms":1e300})"));
    QVERIFY(!parseWaiterRecord("[]"));
    QVERIFY(!parseChildRecord(R"({"pid":"1"})"));
    QVERIFY(!parseChildRecord(R"({"pid":4294967297,"start_ticks":1})"));
}

void RecordsTest::onlyFilesAreRead()
{
    const QTemporaryDir directory;
    const std::filesystem::path place = directory.path().toStdString();
    QVERIFY(replaceFile(place / "record", "text", Durability::Crash));
    QCOMPARE(readSmallFile(place / "record").value(), std::string("text"));
    std::filesystem::create_symlink(place / "record", place / "link");
    QVERIFY(!readSmallFile(place / "link"));
    QCOMPARE(::mkfifo((place / "pipe").c_str(), 0600), 0);
    QVERIFY(!readSmallFile(place / "pipe"));
    QVERIFY(!readSmallFile(place));
}

void RecordsTest::cgroupDirectory_data()
{
    QTest::addColumn<QString>("cgroup");
    QTest::addColumn<QString>("mountinfo");
    QTest::addColumn<bool>("unified");
    QTest::addColumn<QString>("directory");
    const QString v2 =
        QStringLiteral("30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
    const QString v1 = QStringLiteral("31 23 0:27 / /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer\n");
    const QString container =
        QStringLiteral("31 23 0:27 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
    QTest::newRow("version 2") << QStringLiteral("0::/user.slice/app\n") << v2 << true
                               << QStringLiteral("/sys/fs/cgroup/user.slice/app");
    QTest::newRow("the root of version 2")
        << QStringLiteral("0::/\n") << v2 << true << QStringLiteral("/sys/fs/cgroup");
    QTest::newRow("a container's part")
        << QStringLiteral("0::/docker/abc/x\n") << container << true << QStringLiteral("/sys/fs/cgroup/x");
    QTest::newRow("the freezer") << QStringLiteral("6:freezer:/a\n4:memory:/b\n0::/c\n") << v2 + v1 << false
                                 << QStringLiteral("/sys/fs/cgroup/freezer/a");
    QTest::newRow("no version 2") << QStringLiteral("6:freezer:/a\n") << v1 << true << QString();
    QTest::newRow("nothing at all") << QString() << QString() << true << QString();
}

void RecordsTest::cgroupDirectory()
{
    QFETCH(QString, cgroup);
    QFETCH(QString, mountinfo);
    QFETCH(bool, unified);
    QFETCH(QString, directory);
    const auto found =
        slipway::cgroupDirectory(cgroup.toStdString(), mountinfo.toStdString(),
                                 unified ? CgroupHierarchy::Unified : CgroupHierarchy::Freezer);
    QCOMPARE(QString::fromStdString(found.value_or(std::filesystem::path()).string()), directory);
}

QTEST_GUILESS_MAIN(RecordsTest)
#include "records_test.moc"
