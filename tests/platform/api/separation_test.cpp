// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/api/api_server.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

const std::string vision = "/api/v1/projects/vision/";

}  // namespace

/// Several people on an engine that runs all tasks in reach of each other.
class SeparationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { server_ = std::make_unique<ApiServer>(); }
    void cleanup() { server_.reset(); }

    void tasksAreRefused_data();
    void tasksAreRefused();
    void onePersonMore_data();
    void onePersonMore();
    void whatWaitsRunsOnceItMay();

private:
    std::string submit(const std::string& name);
    std::string statusOf(const std::string& name, const char* member);

    std::unique_ptr<ApiServer> server_;
};

std::string SeparationTest::submit(const std::string& name)
{
    const auto answer =
        server_->ask("engineer", "POST", vision + "jobs",
                     R"({"name":")" + name + R"(","spec":{"command":"true","flavor":"gpu-1"}})");
    return answer.status == 201 ? std::string() : answer.type();
}

std::string SeparationTest::statusOf(const std::string& name, const char* member)
{
    return server_->ask("engineer", "GET", vision + "jobs/" + name)
        .json()["status"]
        .value(member, std::string());
}

void SeparationTest::tasksAreRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("body");
    QTest::newRow("a job is not created") << "jobs"
                                          << R"({"name":"a","spec":{"command":"true","flavor":"gpu-1"}})";
    QTest::newRow("a rehearsed job is refused too")
        << "jobs?dry_run=true"
        << R"({"name":"a","spec":{"command":"true","flavor":"gpu-1"}})";
    QTest::newRow("an environment is not created") << "environments"
                                                   << R"({"name":"a","spec":{"flavor":"gpu-1"}})";
}

void SeparationTest::tasksAreRefused()
{
    QFETCH(QString, path);
    QFETCH(QString, body);
    server_->engine().separates = false;
    const auto answer = server_->ask("engineer", "POST", vision + path.toStdString(), body.toStdString());
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.type(), std::string("tasks-not-separate"));
    QVERIFY2(answer.body.find("--trust-members") != std::string::npos, answer.body.c_str());
}

void SeparationTest::onePersonMore_data()
{
    QTest::addColumn<bool>("separates");
    QTest::addColumn<int>("status");
    QTest::newRow("is welcome where tasks are kept apart") << true << 201;
    QTest::newRow("is refused where they are not") << false << 409;
}

void SeparationTest::onePersonMore()
{
    QFETCH(bool, separates);
    QFETCH(int, status);
    server_->engine().separates = separates;
    const auto answer = server_->ask("manager", "POST", vision + "members",
                                     R"({"name":"bob","spec":{"user":"bob","role":"viewer"}})");
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.type(), std::string(separates ? "" : "tasks-not-separate"));
}

void SeparationTest::whatWaitsRunsOnceItMay()
{
    server_->engine().stops_at_once = false;
    for (const char* name : {"one", "two", "waits"})
        QCOMPARE(submit(name), std::string());
    QTRY_COMPARE(statusOf("two", "phase"), std::string("Running"));
    QTRY_COMPARE(statusOf("waits", "phase"), std::string("Queued"));
    server_->engine().separates = false;
    for (const TaskStart& start : server_->engine().starts())
        server_->engine().end(start.task, TaskExit::Cause::Exited, 0);
    QTRY_COMPARE(statusOf("waits", "reason"), std::string("tasks-not-separate"));
    QCOMPARE(statusOf("waits", "phase"), std::string("Pending"));
    server_->engine().separates = true;
    QCOMPARE(server_->ask("manager", "DELETE", vision + "members/viewer").status, 204);
    QTRY_COMPARE(statusOf("waits", "phase"), std::string("Running"));
}

QTEST_GUILESS_MAIN(SeparationTest)
#include "separation_test.moc"
