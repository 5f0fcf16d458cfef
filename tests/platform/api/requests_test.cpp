// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/routes/route.h"
#include "tests/platform/api/api_server.h"

#include <yaml-cpp/yaml.h>

#include <QTest>

#include <set>

using namespace slipway;
using namespace slipway::test;

namespace {

const std::string vision = "/api/v1/projects/vision/";

std::string jobBody(const std::string& name)
{
    return R"({"name":")" + name + R"(","spec":{"command":"true"}})";
}

}  // namespace

/// What is asked of every request before anything is done.
class RequestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { server_ = std::make_unique<ApiServer>(); }
    void cleanup() { server_.reset(); }

    void documentAndRoutesAgree();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void rolesDecide_data();
    void rolesDecide();
    void unsignedAndForgedRequestsAreRefused();
    void oneKeyHasItsShareOfRequests();

private:
    std::unique_ptr<ApiServer> server_;
};

void RequestsTest::documentAndRoutesAgree()
{
    const auto document = YAML::LoadFile(SLIPWAY_SOURCE_DIR "/platform/api/openapi.yaml");
    std::set<std::string> described;
    for (const auto& path : document["paths"]) {
        for (const auto& operation : path.second) {
            auto method = operation.first.as<std::string>();
            if (method == "parameters")
                continue;
            std::transform(method.begin(), method.end(), method.begin(), ::toupper);
            described.insert(method + " " + path.first.as<std::string>());
        }
    }
    std::set<std::string> served;
    for (const Route& route : routes())
        served.insert(std::string(route.method) + " " + std::string(route.pattern));
    for (const auto& route : served)
        QVERIFY2(described.contains(route), route.c_str());
    for (const auto& route : described)
        QVERIFY2(served.contains(route), route.c_str());
    QCOMPARE(served.size(), routes().size());
}

void RequestsTest::badRequestsAreRefused_data()
{
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("field");
    const auto row = [](const char* rule, const char* method, const std::string& target,
                        const std::string& body, int status, const char* type, const char* field = "") {
        QTest::newRow(rule) << std::string(method) << target << body << status << std::string(type)
                            << std::string(field);
    };
    const std::string jobs = vision + "jobs";
    const auto spec = [](const std::string& members) {
        return R"({"name":"a","spec":{"command":"true",)" + members + "}}";
    };
    row("an unknown address is not found", "GET", "/api/v1/nonsense", "", 404, "not-found");
    row("an unknown method is refused", "DELETE", jobs, "", 405, "method-not-allowed");
    row("an unknown project is not found", "GET", "/api/v1/projects/none/jobs", "", 404, "not-found",
        "project");
    row("an unknown job is not found", "GET", jobs + "/none", "", 404, "not-found");
    row("a broken escape is not found", "GET", jobs + "/%zz", "", 404, "not-found");
    row("a body that is no JSON is refused", "POST", jobs, "{", 400, "bad-json");
    row("a body that is no object is refused", "POST", jobs, "[]", 400, "bad-json");
    row("a name with capitals is refused", "POST", jobs, jobBody("Train"), 400, "bad-name", "name");
    row("a missing name is refused", "POST", jobs, R"({"spec":{"command":"true"}})", 400, "missing-field",
        "name");
    row("another kind than the address's is refused", "POST", jobs,
        R"({"kind":"Dataset","name":"a","spec":{}})", 400, "contradiction", "kind");
    row("another project than the address's is refused", "POST", jobs,
        R"({"project":"speech","name":"a","spec":{"command":"true"}})", 400, "contradiction", "project");
    row("an unknown member of a spec is refused", "POST", jobs, spec(R"("colour":"red")"), 400,
        "unknown-field", "spec.colour");
    row("an unknown flavor is refused", "POST", jobs, spec(R"("flavor":"gpu-9")"), 400, "unknown-flavor",
        "spec.flavor");
    row("an unknown image is refused", "POST", jobs, spec(R"("image":"none")"), 400, "unknown-image",
        "spec.image");
    row("an unknown environment is refused", "POST", jobs, spec(R"("environment":"none")"), 400,
        "unknown-environment", "spec.environment");
    row("an unknown dataset is refused", "POST", jobs, spec(R"("datasets":["none"])"), 400, "unknown-dataset",
        "spec.datasets");
    row("what no machine can hold is refused", "POST", jobs, spec(R"("flavor":"gpu-64")"), 400, "never-fits",
        "spec.flavor");
    row("a label with a space in its name is refused", "POST", jobs,
        R"({"name":"a","labels":{"a b":"c"},"spec":{"command":"true"}})", 400, "bad-label", "labels");
    row("a limit of nothing is refused", "GET", jobs + "?limit=0", "", 400, "bad-parameter", "limit");
    row("a limit that is no number is refused", "GET", jobs + "?limit=many", "", 400, "bad-parameter",
        "limit");
    row("a cursor of somebody's own is refused", "GET", jobs + "?cursor=x", "", 400, "bad-cursor", "cursor");
    row("a label without a value is refused", "GET", jobs + "?label=team", "", 400, "bad-parameter", "label");
    row("a role of the platform in a project is refused", "POST", vision + "members",
        R"({"name":"eve","spec":{"user":"eve","role":"administrator"}})", 400, "bad-role", "spec.role");
    row("a role of a project on the platform is refused", "POST", "/api/v1/members",
        R"({"name":"eve","spec":{"user":"eve","role":"viewer"}})", 400, "bad-role", "spec.role");
    row("a watch of an unknown kind is refused", "GET", "/api/v1/watch?kinds=Jobs", "", 400, "unknown-kind",
        "kinds");
    row("a watch from the future has to list", "GET", "/api/v1/watch?since=999999", "", 410, "gone", "since");
    row("an unknown verb is not found", "POST", jobs + "/a/explode", "{}", 404, "not-found");
    row("a body of a megabyte is too large", "POST", jobs, std::string(1u << 20, ' '), 413, "");
}

void RequestsTest::badRequestsAreRefused()
{
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(int, status);
    QFETCH(std::string, type);
    QFETCH(std::string, field);
    const auto before = server_->store().version();
    const auto answer = server_->ask("admin", method, target, body);
    QVERIFY2(answer.status == status, answer.body.c_str());
    if (type.empty())
        return;  // Refused before the API sees it.
    QCOMPARE(answer.type(), type);
    QCOMPARE(answer.field(), field);
    QVERIFY(!answer.json()["detail"].get<std::string>().empty());
    QCOMPARE(*answer.headers.find("content-type"), std::string("application/problem+json"));
    QVERIFY(server_->store().list(ListQuery())->items.empty());
    QVERIFY(server_->store().version() - before <= 1);  // At most the node was published meanwhile.
}

void RequestsTest::rolesDecide_data()
{
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::vector<int>>("statuses");  // stranger, viewer, other, engineer, manager, admin
    const auto row = [](const char* rule, const char* method, const std::string& target,
                        const std::string& body, std::vector<int> statuses) {
        QTest::newRow(rule) << std::string(method) << target << body << statuses;
    };
    const std::string job = vision + "jobs/mine";
    row("members list jobs", "GET", vision + "jobs", "", {404, 200, 200, 200, 200, 200});
    row("members read jobs", "GET", job, "", {404, 200, 200, 200, 200, 200});
    row("engineers make jobs", "POST", vision + "jobs", jobBody("new"), {404, 403, 201, 201, 201, 201});
    row("owners and managers change jobs", "PUT", job + "?reason=Labels",
        R"({"labels":{"a":"b"},"spec":{"command":"sleep"}})", {404, 403, 403, 200, 200, 200});
    row("owners and managers stop jobs", "POST", job + "/stop", R"({"reason":"Too long."})",
        {404, 403, 403, 200, 200, 200});
    row("owners and managers delete jobs", "DELETE", job + "?reason=Old", "", {404, 403, 403, 202, 202, 202});
    row("engineers make environments", "POST", vision + "environments", R"({"name":"new","spec":{}})",
        {404, 403, 201, 201, 201, 201});
    row("members read history", "GET", job + "/history", "", {404, 200, 200, 200, 200, 200});
    row("managers add members", "POST", vision + "members",
        R"({"name":"eve","spec":{"user":"eve","role":"viewer"}})", {404, 403, 403, 403, 201, 201});
    row("managers remove members", "DELETE", vision + "members/viewer", "", {404, 403, 403, 403, 204, 204});
    row("managers describe projects", "PUT", "/api/v1/projects/vision", R"({"spec":{"description":"Eyes"}})",
        {404, 403, 403, 403, 200, 200});
    row("administrators make projects", "POST", "/api/v1/projects", R"({"name":"audio","spec":{}})",
        {403, 403, 403, 403, 403, 201});
    row("administrators delete projects", "DELETE", "/api/v1/projects/vision", "",
        {404, 403, 403, 403, 403, 202});
    row("everybody lists flavors", "GET", "/api/v1/flavors", "", {200, 200, 200, 200, 200, 200});
    row("administrators make flavors", "POST", "/api/v1/flavors", R"({"name":"tiny","spec":{"cpus":1}})",
        {403, 403, 403, 403, 403, 201});
    row("administrators name administrators", "POST", "/api/v1/members",
        R"({"name":"eve","spec":{"user":"eve","role":"administrator"}})", {403, 403, 403, 403, 403, 201});
    row("everybody makes keys of their own", "POST", "/api/v1/access-keys", R"({"spec":{}})",
        {201, 201, 201, 201, 201, 201});
    row("others' keys are hidden", "GET", "/api/v1/access-keys/key-engineer", "",
        {404, 404, 404, 200, 404, 200});
    row("only one's own keys are revoked", "POST", "/api/v1/access-keys/key-engineer/revoke",
        R"({"reason":"Leaked."})", {404, 404, 404, 200, 404, 200});
}

void RequestsTest::rolesDecide()
{
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(std::vector<int>, statuses);
    const char* users[] = {"stranger", "viewer", "other", "engineer", "manager", "admin"};
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        server_ = std::make_unique<ApiServer>();
        const auto job = server_->put(Kind::Job, "vision", "mine", R"({"command":"sleep"})", "engineer");
        const auto answer = server_->ask(users[i], method, target, body);
        QVERIFY2(
            answer.status == statuses[i],
            (std::string(users[i]) + " got " + std::to_string(answer.status) + " " + answer.body).c_str());
    }
}

void RequestsTest::unsignedAndForgedRequestsAreRefused()
{
    Extra without_signature;
    without_signature.sign = false;
    const auto anonymous = server_->ask("admin", "GET", "/api/v1/account", {}, without_signature);
    QCOMPARE(anonymous.status, 401);
    QCOMPARE(anonymous.type(), std::string("missing-signature"));

    Extra other_body;
    other_body.signed_body = jobBody("innocent");
    const auto forged = server_->ask("engineer", "POST", vision + "jobs", jobBody("evil"), other_body);
    QCOMPARE(forged.status, 401);
    QCOMPARE(forged.type(), std::string("bad-payload-hash"));

    server_->key("other").secret_key = "wrong";
    QCOMPARE(server_->ask("other", "GET", "/api/v1/account").type(), std::string("bad-signature"));
    const auto metrics = server_->ask("", "GET", "/metrics", {}, without_signature);
    QVERIFY(metrics.body.find("slipway_unauthenticated_requests_total{type=\"bad-signature\"} 1") !=
            std::string::npos);
}

void RequestsTest::oneKeyHasItsShareOfRequests()
{
    TrafficOptions traffic;
    traffic.requests_per_key = 5;
    test::ApiServer limited({}, traffic);
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        const auto answer = limited.ask("engineer", "GET", "/api/v1/account");
        if (answer.status == 200)
            continue;
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.type(), std::string("too-many-requests"));
        ++refused;
    }
    QVERIFY2(refused >= 5 && refused <= 10, std::to_string(refused).c_str());
    QCOMPARE(limited.ask("admin", "GET", "/api/v1/account").status, 200);
    QVERIFY(QTest::qWaitFor([&] { return limited.ask("engineer", "GET", "/api/v1/account").status == 200; }));
    Extra without_signature;
    without_signature.sign = false;
    const auto metrics = limited.ask("", "GET", "/metrics", {}, without_signature);
    QVERIFY2(metrics.body.find("slipway_limited_requests_total{limit=\"key\"}") != std::string::npos,
             metrics.body.c_str());
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "requests_test.moc"
