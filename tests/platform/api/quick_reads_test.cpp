// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/api/api_server.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

const std::string job = R"({"name":"train","spec":{"command":"true","flavor":"gpu-1"}})";

}  // namespace

/// Lists that were answered before come from memory; these are the rights and the news that they must keep.
class QuickReadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { server_.reset(); }

    void whoWasAnsweredBeforeIsAnsweredQuickly();
    void nobodySeesAPageOfSomebodyElses();
    void wrongSignatureIsRefused();
    void revokedKeyIsRefused();
    void lostRoleHidesThePage();
    void everyChangeIsSeenByWhoMadeIt();
    void deletedProjectIsHidden();

private:
    /// So often that it comes from memory.
    std::string list(const std::string& user, const std::string& target)
    {
        std::string body;
        for (int i = 0; i < 3; ++i)
            body = server_->ask(user, "GET", target).body;
        return body;
    }
    /// Whether the connection's thread would answer.
    bool isQuick(const std::string& user, const std::string& target)
    {
        net::RequestHead head;
        head.method = "GET";
        head.target = target;
        head.headers = server_->request(user, "GET", target).headers;
        const auto verdict = server_->service().admit(head);
        return std::get<net::BodyPolicy>(verdict).mode == net::BodyPolicy::Mode::Quick;
    }
    std::size_t jobsOf(const std::string& user)
    {
        return server_->ask(user, "GET", "/api/v1/jobs").json().at("items").size();
    }

    std::unique_ptr<ApiServer> server_;
};

void QuickReadsTest::init()
{
    server_ = std::make_unique<ApiServer>();
    QCOMPARE(server_->ask("engineer", "POST", "/api/v1/projects/vision/jobs", job).status, 201);
}

void QuickReadsTest::whoWasAnsweredBeforeIsAnsweredQuickly()
{
    const std::string target = "/api/v1/projects/vision/jobs";
    QVERIFY(!isQuick("viewer", target));
    // The job that is there is being started meanwhile.
    QTRY_VERIFY(!list("viewer", target).empty() && isQuick("viewer", target));
    QVERIFY(!isQuick("manager", target));
    QVERIFY(!isQuick("viewer", target + "?limit=1"));
    const std::string another = R"({"name":"another","spec":{"command":"true","flavor":"gpu-1"}})";
    QCOMPARE(server_->ask("engineer", "POST", target, another).status, 201);
    QVERIFY(!isQuick("viewer", target));
}

void QuickReadsTest::nobodySeesAPageOfSomebodyElses()
{
    const std::string own = "/api/v1/projects/vision/jobs";
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(jobsOf("admin"), 1u);
        QCOMPARE(jobsOf("viewer"), 1u);
        QCOMPARE(jobsOf("stranger"), 0u);
        QCOMPARE(server_->ask("viewer", "GET", own).status, 200);
        QCOMPARE(server_->ask("stranger", "GET", own).status, 404);
    }
}

void QuickReadsTest::wrongSignatureIsRefused()
{
    list("viewer", "/api/v1/jobs");
    Extra unsigned_request;
    unsigned_request.sign = false;
    QCOMPARE(server_->ask("viewer", "GET", "/api/v1/jobs", {}, unsigned_request).status, 401);
    server_->key("viewer").secret_key = "wrong";
    QCOMPARE(server_->ask("viewer", "GET", "/api/v1/jobs").status, 401);
}

void QuickReadsTest::revokedKeyIsRefused()
{
    list("viewer", "/api/v1/jobs");
    const auto keys = server_->ask("viewer", "GET", "/api/v1/access-keys").json().at("items");
    const std::string name = keys.at(0).at("name").get<std::string>();
    QCOMPARE(server_->ask("viewer", "POST", "/api/v1/access-keys/" + name + "/revoke", "{}").status, 200);
    QCOMPARE(server_->ask("viewer", "GET", "/api/v1/jobs").status, 401);
}

void QuickReadsTest::lostRoleHidesThePage()
{
    list("viewer", "/api/v1/projects/vision/jobs");
    const auto members = server_->ask("admin", "GET", "/api/v1/projects/vision/members").json().at("items");
    for (const Json& member : members) {
        if (member.at("spec").at("user") != "viewer")
            continue;
        const std::string name = member.at("name").get<std::string>();
        QVERIFY(server_->ask("admin", "DELETE", "/api/v1/projects/vision/members/" + name).status < 300);
    }
    QCOMPARE(server_->ask("viewer", "GET", "/api/v1/projects/vision/jobs").status, 404);
    QCOMPARE(jobsOf("viewer"), 0u);
}

void QuickReadsTest::everyChangeIsSeenByWhoMadeIt()
{
    for (int i = 0; i < 20; ++i) {
        list("engineer", "/api/v1/projects/vision/jobs");
        const std::string name = "job-" + std::to_string(i);
        const std::string body = R"({"name":")" + name + R"(","spec":{"command":"true","flavor":"gpu-1"}})";
        QCOMPARE(server_->ask("engineer", "POST", "/api/v1/projects/vision/jobs", body).status, 201);
        const auto page = server_->ask("engineer", "GET", "/api/v1/projects/vision/jobs").body;
        QVERIFY2(page.find("\"" + name + "\"") != std::string::npos, page.c_str());
    }
}

void QuickReadsTest::deletedProjectIsHidden()
{
    const std::string target = "/api/v1/projects/speech/jobs";
    list("stranger", target);
    QVERIFY(server_->ask("admin", "DELETE", "/api/v1/projects/speech").status < 300);
    for (const char* user : {"stranger", "admin"})  // Its members go before it does.
        QTRY_COMPARE_WITH_TIMEOUT(server_->ask(user, "GET", target).status, 404, 10'000);
}

QTEST_GUILESS_MAIN(QuickReadsTest)
#include "quick_reads_test.moc"
