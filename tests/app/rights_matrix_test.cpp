// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include "client/api/answers.h"
#include "client/api/api_request.h"
#include "core/json.h"
#include "net/fetch/fetcher.h"

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <array>
#include <map>
#include <set>
#include <vector>

using namespace slipway;

namespace {

/// Who asks. What follows None is somebody whose key is in order; a task's key is, too, but for objects
/// alone.
enum class Asker {
    Unsigned,
    WrongSecret,
    RevokedKey,
    ExpiredKey,
    UnknownKey,
    EndedTask,
    Task,
    None,
    Stranger,
    Viewer,
    Engineer,
    Owner,
    Manager,
    Administrator
};

constexpr std::array askers{Asker::Unsigned,     Asker::WrongSecret, Asker::RevokedKey, Asker::ExpiredKey,
                            Asker::UnknownKey,   Asker::EndedTask,   Asker::Task,       Asker::Stranger,
                            Asker::Viewer,       Asker::Engineer,    Asker::Owner,      Asker::Manager,
                            Asker::Administrator};

const char* nameOf(Asker asker)
{
    constexpr std::array names{"nobody",         "a wrong secret",
                               "a revoked key",  "an expired key",
                               "an unknown key", "a task that ended",
                               "a task",         "",
                               "stranger",       "viewer",
                               "engineer",       "owner",
                               "manager",        "admin"};
    return names[static_cast<std::size_t>(asker)];
}

enum class Verdict { Unauthenticated, Forbidden, Hidden, Allowed };

const char* nameOf(Verdict verdict)
{
    constexpr std::array names{"401", "403", "404", "let in"};
    return names[static_cast<std::size_t>(verdict)];
}

/// One request that the document describes, with the rights that its description tells.
struct Operation {
    std::string method, path, needs;

    bool has(const char* text) const { return path.find(text) != std::string::npos; }
    bool ofProject() const { return has("{project}"); }
};

std::vector<Operation> operations()
{
    const YAML::Node document = YAML::LoadFile(SLIPWAY_SOURCE_DIR "/platform/api/openapi.yaml");
    std::vector<Operation> found;
    for (const auto& path : document["paths"]) {
        if (!path.first.as<std::string>().starts_with("/api/v1/"))
            continue;  // The server's health, and its figures for this machine: no rights are needed.
        for (const auto& entry : path.second) {
            const auto method = QString::fromStdString(entry.first.as<std::string>()).toUpper().toStdString();
            if (entry.second.IsMap() && entry.second["description"])
                found.push_back(
                    {method, path.first.as<std::string>(), entry.second["description"].as<std::string>()});
        }
    }
    return found;
}

/// The least role that is let in where a sentence names one; nothing for a sentence that is not known.
std::optional<Asker> leastOf(const Operation& operation)
{
    static const std::map<std::string, Asker> sentences{
        {"Anybody signed in.", Asker::Stranger},
        {"Needs the role viewer in the project.", Asker::Viewer},
        {"Needs the role engineer in the project.", Asker::Engineer},
        {"Needs to be the owner (as an engineer of the project) or a manager.", Asker::Owner},
        {"Needs the role manager in the project.", Asker::Manager},
        {"Needs an administrator.", Asker::Administrator}};
    const auto found = sentences.find(operation.needs);
    return found == sentences.end() ? std::nullopt : std::optional(found->second);
}

Verdict expected(const Operation& operation, Asker asker)
{
    if (asker == Asker::Task)
        return Verdict::Forbidden;
    if (asker < Asker::None)
        return Verdict::Unauthenticated;
    if (operation.has("/access-keys/{name}"))
        return asker == Asker::Owner || asker == Asker::Administrator ? Verdict::Allowed : Verdict::Hidden;
    if (asker == Asker::Stranger && operation.ofProject())
        return Verdict::Hidden;
    return asker >= leastOf(operation).value_or(Asker::None) ? Verdict::Allowed : Verdict::Forbidden;
}

}  // namespace

/// Every route of the document against everybody who may ask, on a real slipwayd.
class RightsMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCellIsAsTheDocumentSays_data();
    void everyCellIsAsTheDocumentSays();

private:
    net::FetchResponse send(const std::string& as, const std::string& method, const std::string& path,
                            const std::string& body = {});
    void make(const std::string& as, const std::string& path, const std::string& body);
    std::string newKey(const std::string& user);
    std::string phaseOf(const std::string& job);
    /// Starts a job of the owner with this spec, and returns the key that its task was given.
    Profile startTask(const std::string& job, const std::string& spec);
    /// The path with names of things made for this request alone.
    std::string pathFor(const Operation& operation);
    std::string freshThing(const std::string& collection);
    std::string bodyFor(const Operation& operation) const;
    static Verdict verdictOf(const net::FetchResponse& answer);

    test::RunningPlatform platform_;
    net::Fetcher fetcher_;
    std::map<std::string, Profile> profiles_;  ///< By who asks.
    std::string node_;
    int things_ = 0;
};

void RightsMatrixTest::initTestCase()
{
    QVERIFY(platform_.start());
    profiles_["admin"] = platform_.session().profile();
    make("admin", "projects", R"({"name":"vision","spec":{}})");
    make("admin", "projects", R"({"name":"speech","spec":{}})");
    const std::map<std::string, std::string> roles{
        {"viewer", "viewer"}, {"engineer", "engineer"}, {"owner", "engineer"}, {"manager", "manager"}};
    for (const auto& [user, role] : roles)
        make("admin", "projects/vision/members",
             dumpJson({{"name", user}, {"spec", {{"user", user}, {"role", role}}}}));
    make("admin", "projects/speech/members",
         R"({"name":"stranger","spec":{"user":"stranger","role":"manager"}})");
    for (const char* user : {"viewer", "engineer", "owner", "manager", "stranger"})
        profiles_[user] = platform_.profileOf(user).value();

    profiles_[nameOf(Asker::WrongSecret)] = profiles_["owner"];
    profiles_[nameOf(Asker::WrongSecret)].secret_key += "x";
    profiles_[nameOf(Asker::UnknownKey)] = profiles_["owner"];
    profiles_[nameOf(Asker::UnknownKey)].access_key = "SLIPNOBODYKNOWSTHIS0";
    profiles_[nameOf(Asker::RevokedKey)] = profiles_["owner"];
    const NewAccessKey revoked =
        readNewAccessKey(send("owner", "POST", "access-keys", R"({"spec":{}})").body).value();
    profiles_[nameOf(Asker::RevokedKey)].access_key = revoked.access_key;
    profiles_[nameOf(Asker::RevokedKey)].secret_key = revoked.secret_key;
    make("owner", "access-keys/" + revoked.name + "/revoke", "{}");

    const Timestamp soon = now() + std::chrono::seconds(1);
    const NewAccessKey expired =
        readNewAccessKey(
            send("owner", "POST", "access-keys", dumpJson({{"spec", {{"expires", formatTimestamp(soon)}}}}))
                .body)
            .value();
    profiles_[nameOf(Asker::ExpiredKey)] = profiles_["owner"];
    profiles_[nameOf(Asker::ExpiredKey)].access_key = expired.access_key;
    profiles_[nameOf(Asker::ExpiredKey)].secret_key = expired.secret_key;
    QTRY_VERIFY(now() > soon);

    profiles_[nameOf(Asker::EndedTask)] = startTask("leaver", R"({"command":"sleep 600"})");
    make("owner", "projects/vision/jobs/leaver/stop", "{}");
    QTRY_COMPARE(phaseOf("leaver"), std::string("Stopped"));
    // Holds both GPUs, so that nothing of what is made below begins to run.
    profiles_[nameOf(Asker::Task)] = startTask("holder", R"({"command":"sleep 600","flavor":"gpu-2"})");
    node_ = parseJson(send("admin", "GET", "nodes").body)->at("items").at(0).at("name").get<std::string>();
}

net::FetchResponse RightsMatrixTest::send(const std::string& as, const std::string& method,
                                          const std::string& path, const std::string& body)
{
    ApiRequest request;
    request.method = method;
    const std::size_t query = path.find('?');
    request.path = path.substr(0, query);
    if (query != std::string::npos)
        request.query = parseQuery(path.substr(query + 1)).value();
    request.body = body;
    const bool unsigned_one = as == nameOf(Asker::Unsigned);
    net::FetchRequest to_send = signedRequest(profiles_[unsigned_one ? "admin" : as], request).value();
    if (unsigned_one)
        to_send.headers = {};
    return fetcher_.run(std::move(to_send)).value();
}

void RightsMatrixTest::make(const std::string& as, const std::string& path, const std::string& body)
{
    const net::FetchResponse answer = send(as, "POST", path, body);
    if (answer.status != 200 && answer.status != 201)
        qFatal("%s: %s", path.c_str(), answer.body.c_str());
}

std::string RightsMatrixTest::newKey(const std::string& user)
{
    const auto answer =
        send("admin", "POST", "access-keys", dumpJson({{"owner", user}, {"spec", Json::object()}}));
    return parseJson(answer.body)->at("name").get<std::string>();
}

std::string RightsMatrixTest::phaseOf(const std::string& job)
{
    const auto answer = send("owner", "GET", "projects/vision/jobs/" + job);
    return parseJson(answer.body)->at("status").value("phase", "");
}

Profile RightsMatrixTest::startTask(const std::string& job, const std::string& spec)
{
    make("owner", "projects/vision/jobs", R"({"name":")" + job + R"(","spec":)" + spec + "}");
    if (!QTest::qWaitFor([&] { return phaseOf(job) == "Running"; }, 30'000))
        qFatal("The job %s does not run.", job.c_str());
    const auto answer = send("owner", "GET", "projects/vision/jobs/" + job);
    const auto id = parseJson(answer.body)->at("id").get<std::string>();
    QDirIterator files(platform_.dataDirectory() + QStringLiteral("/tasks"), {QStringLiteral("credentials")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const auto valueOf = [&](const char* name) {
            return text.section(QLatin1String(name) + QStringLiteral(" = "), 1)
                .section(u'\n', 0, 0)
                .toStdString();
        };
        Profile profile = profiles_["owner"];
        profile.access_key = valueOf("aws_access_key_id");
        profile.secret_key = valueOf("aws_secret_access_key");
        if (profile.access_key.find(id) != std::string::npos)
            return profile;
    }
    qFatal("The task of %s was given no key.", job.c_str());
}

std::string RightsMatrixTest::freshThing(const std::string& collection)
{
    static const std::map<std::string, std::pair<std::string, std::string>> makers{
        {"environments", {"owner", R"("flavor":"gpu-1")"}},
        {"jobs", {"owner", R"("command":"true","flavor":"gpu-1")"}},
        {"datasets", {"owner", ""}},
        {"volumes", {"owner", R"("size":"1GiB")"}},
        {"templates", {"owner", R"("job":{"command":"true"})"}},
        {"flavors", {"admin", R"("cpus":1)"}},
        {"images", {"admin", ""}}};
    const std::string name = "thing-" + std::to_string(++things_);
    if (collection == "access-keys")
        return newKey("owner");
    if (collection == "nodes")
        return node_;
    if (collection == "clusters")
        return "local";
    if (collection == "stores")
        return "home";
    if (collection == "projects/vision/members" || collection == "members") {
        const std::string role = collection == "members" ? "administrator" : "viewer";
        make("admin", collection, dumpJson({{"name", name}, {"spec", {{"user", name}, {"role", role}}}}));
        return name;
    }
    const auto& [maker, spec] = makers.at(collection.substr(collection.rfind('/') + 1));
    make(maker, collection, R"({"name":")" + name + R"(","spec":{)" + spec + "}}");
    return name;
}

std::string RightsMatrixTest::pathFor(const Operation& operation)
{
    std::string path = operation.path.substr(std::string("/api/v1/").size());
    const auto replace = [&](const std::string& what, const std::string& with) {
        if (const std::size_t at = path.find(what); at != std::string::npos)
            path.replace(at, what.size(), with);
    };
    if (operation.method == "DELETE" && path == "projects/{project}") {
        const std::string name = "gone-" + std::to_string(++things_);
        make("admin", "projects", R"({"name":")" + name + R"(","spec":{}})");
        for (const char* user : {"viewer", "engineer", "owner", "manager"})
            make("admin", "projects/" + name + "/members",
                 dumpJson({{"name", user},
                           {"spec",
                            {{"user", user}, {"role", user == std::string("owner") ? "engineer" : user}}}}));
        return "projects/" + name;
    }
    replace("{project}", "vision");
    replace("{stream}", "log");
    replace("{file}", "notes.txt");
    if (const std::size_t at = path.find("/{name}"); at != std::string::npos)
        replace("{name}", freshThing(path.substr(0, at)));
    if (path == "watch")
        path += "?since=999999999";  // So that it ends at once.
    return path;
}

std::string RightsMatrixTest::bodyFor(const Operation& operation) const
{
    if (operation.method == "GET" || operation.method == "DELETE")
        return {};
    const bool verb = operation.has("/{name}/");
    return verb ? R"({"reason":"A test."})"
                : R"({"name":"new-)" + std::to_string(things_) + R"(","spec":{}})";
}

Verdict RightsMatrixTest::verdictOf(const net::FetchResponse& answer)
{
    if (answer.status == 401)
        return Verdict::Unauthenticated;
    if (answer.status == 403)
        return Verdict::Forbidden;
    const auto at_fault = [&answer](const char* field) {
        return answer.body.find(R"("field":")" + std::string(field) + "\"") != std::string::npos;
    };
    const bool none_yet = at_fault("stream") || at_fault("path");
    return answer.status == 404 && !none_yet ? Verdict::Hidden : Verdict::Allowed;
}

void RightsMatrixTest::everyCellIsAsTheDocumentSays_data()
{
    QTest::addColumn<int>("operation");
    const std::vector<Operation> all = operations();
    QVERIFY(all.size() > 70);
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::addRow("%s %s", all[i].method.c_str(), all[i].path.c_str()) << static_cast<int>(i);
}

void RightsMatrixTest::everyCellIsAsTheDocumentSays()
{
    QFETCH(int, operation);
    static const std::vector<Operation> all = operations();
    const Operation& asked = all[static_cast<std::size_t>(operation)];
    QVERIFY2(leastOf(asked), asked.needs.c_str());
    for (const Asker asker : askers) {
        const std::string path = pathFor(asked);
        const net::FetchResponse answer = send(nameOf(asker), asked.method, path, bodyFor(asked));
        QVERIFY2(verdictOf(answer) == expected(asked, asker),
                 qPrintable(QStringLiteral("%1 should be %2, got %3 %4")
                                .arg(QString::fromLatin1(nameOf(asker)),
                                     QString::fromLatin1(nameOf(expected(asked, asker))),
                                     QString::number(answer.status),
                                     QString::fromStdString(answer.body.substr(0, 300)))));
    }
}

QTEST_GUILESS_MAIN(RightsMatrixTest)
#include "rights_matrix_test.moc"
