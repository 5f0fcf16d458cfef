// SPDX-License-Identifier: GPL-3.0-or-later
// What people do wrong, and the whole sentence that the API answers: what happened, and what to do.
#include "tests/platform/api/api_server.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

const std::string vision = "/api/v1/projects/vision/";
const std::string name_rule =
    " cannot be a name. Use 1 to 63 lower-case letters, digits and hyphens, starting "
    "with a letter and ending with a letter or digit.";

}  // namespace

class RefusalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { server_.reset(); }

    void refusalsSayWhatToDo_data();
    void refusalsSayWhatToDo();
    void whatIsHiddenLooksAbsent_data();
    void whatIsHiddenLooksAbsent();
    void deletedDatasetsAreNotOffered();
    void whatAProjectMayIsTheAdministratorsToSay();

private:
    std::unique_ptr<ApiServer> server_;
};

/// The user "other" has a wrong secret key, and the key of "viewer" is revoked.
void RefusalsTest::init()
{
    server_ = std::make_unique<ApiServer>();
    server_->put(Kind::Job, "vision", "taken", R"({"command":"true"})", "engineer");
    server_->put(Kind::Dataset, "vision", "cats", R"({"sealed":true})", "engineer");
    server_->put(Kind::Volume, "vision", "shared", R"({"size":"10GiB"})", "engineer");
    server_->put(Kind::Volume, "vision", "theirs", R"({"size":"1GiB","scope":"personal"})", "other");
    server_->put(Kind::Job, "vision", "mounts", R"({"command":"true","volumes":[{"name":"shared"}]})",
                 "engineer");
    const auto phase = [&] {
        const Json job = server_->ask("engineer", "GET", vision + "jobs/mounts").json();
        return job.value("status", Json::object()).value("phase", std::string());
    };
    QTRY_COMPARE(phase(), std::string("Running"));
    server_->key("other").secret_key = "wrong";
    QCOMPARE(server_->ask("viewer", "POST", "/api/v1/access-keys/key-viewer/revoke").status, 200);
}

void RefusalsTest::refusalsSayWhatToDo_data()
{
    QTest::addColumn<std::string>("user");
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("field");
    QTest::addColumn<std::string>("detail");
    const auto row = [](const char* rule, const char* user, const std::string& request,
                        const std::string& body, int status, const char* type, const char* field,
                        const std::string& detail) {
        QTest::newRow(rule) << std::string(user) << request << body << status << std::string(type)
                            << std::string(field) << detail;
    };
    const std::string jobs = vision + "jobs", make = "POST " + jobs;
    const auto job = [](const std::string& name, const std::string& members) {
        return R"({"name":")" + name + R"(","spec":{"command":"true")" + members + "}}";
    };
    const std::string unknown_flavor =
        R"(Flavor "gpu-9" does not exist. Choose one of: cpu-small, gpu-1, gpu-64.)";
    row("an unknown flavor of a job is named with those there are", "engineer", make,
        job("a", R"(,"flavor":"gpu-9")"), 400, "unknown-flavor", "spec.flavor", unknown_flavor);
    row("an unknown flavor of an environment is named with those there are", "engineer",
        "POST " + vision + "environments", R"({"name":"a","spec":{"flavor":"gpu-9"}})", 400, "unknown-flavor",
        "spec.flavor", unknown_flavor);
    row("more GPUs than there are never fit", "engineer", make, job("a", R"(,"flavor":"gpu-64")"), 400,
        "never-fits", "spec.flavor",
        R"(No machine can hold the flavor "gpu-64". Needs 64 GPUs; the machine has 2. Choose a smaller flavor.)");
    row("a taken name is refused", "engineer", make, job("taken", ""), 409, "name-taken", "name",
        R"(The name "taken" is taken by another job. Choose another name.)");
    row("a rehearsal finds the name taken", "engineer", make + "?dry_run=true", job("taken", ""), 409,
        "name-taken", "name", R"(The name "taken" is taken. Choose another name.)");
    row("malformed JSON is refused with line and column", "engineer", make, "{\n  \"name\": train\n}", 400,
        "bad-json", "",
        "The body cannot be read. The text is not valid JSON at line 2, column 13. Correct it and send it "
        "again.");
    row("JSON that is no object is refused", "engineer", make, "[]", 400, "bad-json", "",
        R"(The body must be a JSON object. Send one like {"name":"train","spec":{...}}.)");
    row("a bad signature is refused", "other", "GET " + jobs, "", 401, "bad-signature", "",
        "The signature does not match the request. Check the secret key, and that no proxy on the way "
        "changes requests.");
    row("a revoked key is refused", "viewer", "GET " + jobs, "", 401, "revoked-key", "",
        "This access key was revoked. Use another, or make a new one.");
    row("a foreign project is not found", "stranger", "GET " + jobs, "", 404, "not-found", "project",
        R"(There is no project "vision" that you are a member of. Check its name, or ask its manager to add you.)");
    row("a missing dataset is named with those there are", "engineer", make,
        job("a", R"(,"datasets":["none"])"), 400, "unknown-dataset", "spec.datasets",
        R"(Dataset "none" does not exist. Choose one of: cats.)");
    row("a missing dataset of a project without any says to make one", "stranger",
        "POST /api/v1/projects/speech/jobs", job("a", R"(,"datasets":["cats"])"), 400, "unknown-dataset",
        "spec.datasets", R"(Dataset "cats" does not exist. There is none yet; make one first.)");
    row("a path is no name of a job", "engineer", make, job("../../etc/passwd", ""), 400, "bad-name", "name",
        "\"../../etc/passwd\"" + name_rule);
    row("a path is no name of a dataset", "engineer", "POST " + vision + "datasets",
        R"({"name":"../cats","spec":{}})", 400, "bad-name", "name", "\"../cats\"" + name_rule);
    row("a path in the place of a name is not found", "engineer", "GET " + jobs + "/..%2F..%2Fetc%2Fpasswd",
        "", 404, "not-found", "",
        R"(There is no "../../etc/passwd" among the jobs of project "vision" that you may see. List them to find its name.)");
    row("a path is no name of a dataset to use", "stranger", "POST /api/v1/projects/speech/jobs",
        job("a", R"(,"datasets":["../vision/cats"])"), 400, "bad-name", "spec.datasets",
        "\"../vision/cats\"" + name_rule);
    const std::string make_volume = "POST " + vision + "volumes";
    row("a missing volume is named with those there are", "engineer", make,
        job("a", R"(,"volumes":[{"name":"none"}])"), 400, "unknown-volume", "spec.volumes",
        R"(Volume "none" does not exist. Choose one of: shared, theirs.)");
    row("a personal volume of somebody else is refused", "engineer", make,
        job("a", R"(,"volumes":[{"name":"theirs"}])"), 400, "not-your-volume", "spec.volumes",
        R"(The volume "theirs" is other's own, and only their workloads mount it. Leave it out, or have them make one of scope "project".)");
    row("a claim is the administrator's to name", "manager", make_volume,
        R"({"name":"a","spec":{"kind":"claim","claim":"data"}})", 403, "needs-administrator", "spec.kind",
        R"(Only an administrator may make a volume of kind "claim". Ask one, or make one of kind "shared".)");
    row("a driver is the administrator's to name", "manager", make_volume,
        R"({"name":"a","spec":{"kind":"csi","csi":{"driver":"hdfs.csi.example.org"}}})", 403,
        "needs-administrator", "spec.kind",
        R"(Only an administrator may make a volume of kind "csi". Ask one, or make one of kind "shared".)");
    row("a volume does not shrink", "engineer", "PUT " + vision + "volumes/shared",
        R"({"spec":{"size":"1GiB"}})", 409, "cannot-shrink", "spec.size",
        "The volume has 10 GiB and cannot shrink. Make a smaller one and copy the files.");
    row("a volume stays whose it is", "engineer", "PUT " + vision + "volumes/shared",
        R"({"spec":{"size":"10GiB","scope":"personal"}})", 409, "frozen-field", "spec.scope",
        R"("scope" cannot change any more: the files are where the volume was made. Make another one.)");
    row("a volume that is mounted stays", "engineer", "DELETE " + vision + "volumes/shared", "", 409,
        "volume-in-use", "", R"(vision/jobs/mounts mounts the volume "shared". Stop or release it first.)");
    row("a path in the place of a project is not found", "engineer", "GET /api/v1/projects/..%2Fvision/jobs",
        "", 404, "not-found", "project",
        R"(There is no project "../vision" that you are a member of. Check its name, or ask its manager to add you.)");
    row("dots in the place of a project are not found", "engineer", "GET /api/v1/projects/../vision/jobs", "",
        404, "not-found", "",
        "There is nothing at this address. The API is described in platform/api/openapi.yaml.");
}

void RefusalsTest::refusalsSayWhatToDo()
{
    QFETCH(std::string, user);
    QFETCH(std::string, request);
    QFETCH(std::string, body);
    const std::size_t space = request.find(' ');
    const auto answer = server_->ask(user, request.substr(0, space), request.substr(space + 1), body);
    QTEST(answer.status, "status");
    QTEST(answer.type(), "type");
    QTEST(answer.field(), "field");
    QFETCH(std::string, detail);
    QCOMPARE(QString::fromStdString(answer.json().value("detail", std::string())),
             QString::fromStdString(detail));
    QCOMPARE(answer.json().value("status", 0), answer.status);
    QCOMPARE(*answer.headers.find("content-type"), std::string("application/problem+json"));
}

void RefusalsTest::whatIsHiddenLooksAbsent_data()
{
    QTest::addColumn<std::string>("request");  // With % for what is hidden.
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("hidden");
    QTest::addColumn<std::string>("absent");
    const auto project = [](const char* rule, const std::string& request, const std::string& body = {}) {
        QTest::newRow(rule) << request << body << std::string("vision") << std::string("nobody");
    };
    const std::string here = " /api/v1/projects/%";
    project("a foreign project", "GET" + here);
    project("a change of a foreign project", "PUT" + here, R"({"spec":{}})");
    project("the end of a foreign project", "DELETE" + here);
    project("the jobs of a foreign project", "GET" + here + "/jobs");
    project("a job of a foreign project", "GET" + here + "/jobs/taken");
    project("the history of a job of a foreign project", "GET" + here + "/jobs/taken/history");
    project("the streams of a job of a foreign project", "GET" + here + "/jobs/taken/streams");
    project("the log of a job of a foreign project", "GET" + here + "/jobs/taken/streams/log");
    project("a new job of a foreign project", "POST" + here + "/jobs",
            R"({"name":"a","spec":{"command":"true"}})");
    project("a taken name of a foreign project", "POST" + here + "/jobs?dry_run=true",
            R"({"name":"taken","spec":{"command":"true"}})");
    project("malformed JSON for a foreign project", "POST" + here + "/jobs", "{");
    project("the stop of a job of a foreign project", "POST" + here + "/jobs/taken/stop", "{}");
    project("the members of a foreign project", "GET" + here + "/members");
    for (const auto& [rule, request] :
         {std::pair("somebody's key", "GET /api/v1/access-keys/%"),
          std::pair("the history of somebody's key", "GET /api/v1/access-keys/%/history"),
          std::pair("the revocation of somebody's key", "POST /api/v1/access-keys/%/revoke"),
          std::pair("the end of somebody's key", "DELETE /api/v1/access-keys/%")})
        QTest::newRow(rule) << std::string(request) << std::string() << std::string("key-manager")
                            << std::string("key-nobodys");
}

void RefusalsTest::whatIsHiddenLooksAbsent()
{
    QFETCH(std::string, request);
    QFETCH(std::string, body);
    QFETCH(std::string, hidden);
    QFETCH(std::string, absent);
    const auto ask = [&](const std::string& name) {
        std::string filled = request;
        filled.replace(filled.find('%'), 1, name);
        const std::size_t space = filled.find(' ');
        auto answer = server_->ask("stranger", filled.substr(0, space), filled.substr(space + 1), body);
        for (std::size_t at = 0; (at = answer.body.find(name, at)) != std::string::npos;)
            answer.body.replace(at, name.size(), "%");
        return answer;
    };
    const auto theirs = ask(hidden), none = ask(absent);
    QCOMPARE(theirs.status, 404);
    QCOMPARE(theirs.status, none.status);
    QCOMPARE(theirs.body, none.body);
    QCOMPARE(theirs.headers.all().size(), none.headers.all().size());
}

void RefusalsTest::deletedDatasetsAreNotOffered()
{
    QCOMPARE(server_->ask("engineer", "DELETE", vision + "datasets/cats").status, 202);
    const auto answer = server_->ask("engineer", "POST", vision + "jobs",
                                     R"({"name":"a","spec":{"command":"true","datasets":["cats"]}})");
    QCOMPARE(answer.json().value("detail", std::string()),
             std::string(R"(Dataset "cats" does not exist. There is none yet; make one first.)"));
}

void RefusalsTest::whatAProjectMayIsTheAdministratorsToSay()
{
    const std::string project = "/api/v1/projects/vision";
    const std::string described = R"({"name":"vision","spec":{"description":"ours"}})";
    const std::string rooted = R"({"name":"vision","spec":{"description":"ours","allow_root":true}})";
    QCOMPARE(server_->ask("manager", "PUT", project, described).status, 200);
    const auto refused = server_->ask("manager", "PUT", project, rooted);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.find("Only an administrator may change whether tasks run as root.") !=
            std::string::npos);
    QCOMPARE(server_->ask("admin", "PUT", project, rooted).status, 200);
    QCOMPARE(server_->ask("manager", "PUT", project, rooted).status, 200);
    QCOMPARE(server_->ask("manager", "PUT", project, described).status, 403);
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "refusals_test.moc"
