// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "platform/api/requests/idempotency.h"
#include "tests/platform/api/api_server.h"

#include <QTest>

#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

using namespace slipway;
using namespace slipway::test;

namespace {

const std::string vision = "/api/v1/projects/vision/";

std::string jobBody(const std::string& name, const std::string& flavor = "cpu-small")
{
    return R"({"name":")" + name + R"(","spec":{"command":"true","flavor":")" + flavor + "\"}}";
}

}  // namespace

class ApiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { server_.reset(); }

    void createdJobRunsAndIsListed();
    void listsArePagedAndFiltered();
    void dryRunMakesNothing();
    void idempotencyKeyRepeatsTheFirstAnswer();
    void oldAnswersAreForgotten();
    void ifMatchGuardsReplacement();
    void aDryRunOfAReplacementChecksEverythingAndChangesNothing();
    void whatRunsCannotBeChanged();
    void releaseAndResumeKeepTheirOrder();
    void whatHasEndedCannotBeStopped();
    void somebodyElsesNeedsReason();
    void deletionWaitsForItsController();
    void accessKeysAreShownOnceAndRevoked();
    void lastAdministratorStays();
    void twoAdministratorsCannotDeleteEachOther();
    void sealedDatasetsOnly();
    void historyAndAuditTellWhoDidWhat();
    void streamsAreReadByOffset();
    void queueShowsWhatTheCallerSees();
    void startsAreForecastFromLimitsOfTime_data();
    void startsAreForecastFromLimitsOfTime();
    void healthAndMetricsAreOpen();

private:
    Answer create(const std::string& user, const std::string& collection, const std::string& body)
    {
        return server_->ask(user, "POST", vision + collection, body);
    }
    std::string phase(const std::string& path)
    {
        return server_->ask("admin", "GET", path).json()["status"].value("phase", std::string());
    }

    std::unique_ptr<ApiServer> server_;
};

void ApiTest::init()
{
    server_ = std::make_unique<ApiServer>();
}

void ApiTest::createdJobRunsAndIsListed()
{
    const auto created = create("engineer", "jobs", jobBody("train", "gpu-1"));
    QCOMPARE(created.status, 201);
    QCOMPARE(*created.headers.find("location"), vision + "jobs/train");
    QCOMPARE(created.json()["owner"].get<std::string>(), std::string("engineer"));
    QCOMPARE(created.json()["spec"]["flavor"].get<std::string>(), std::string("gpu-1"));
    QTRY_COMPARE(phase(vision + "jobs/train"), std::string("Running"));
    const auto list = server_->ask("viewer", "GET", "/api/v1/jobs?phase=Running");
    QCOMPARE(list.json()["items"].size(), std::size_t(1));
    QCOMPARE(create("engineer", "jobs", jobBody("train")).type(), std::string("name-taken"));
    QCOMPARE(server_->ask("stranger", "GET", "/api/v1/jobs").json()["items"].size(), std::size_t(0));
}

void ApiTest::listsArePagedAndFiltered()
{
    for (int i = 0; i < 5; ++i)
        server_->put(Kind::Dataset, "vision", "set-" + std::to_string(i), "{}",
                     i == 0 ? "engineer" : "other");
    std::set<std::string> seen;
    std::string cursor;
    do {
        const auto page =
            server_->ask("viewer", "GET", vision + "datasets?limit=2&cursor=" + percentEncode(cursor));
        QCOMPARE(page.status, 200);
        const Json json = page.json();
        for (const Json& item : json["items"])
            seen.insert(item["name"].get<std::string>());
        cursor = json["cursor"].get<std::string>();
    } while (!cursor.empty());
    QCOMPARE(seen.size(), std::size_t(5));
    QCOMPARE(server_->ask("viewer", "GET", vision + "datasets?owner=engineer").json()["items"].size(),
             std::size_t(1));
    QCOMPARE(server_->ask("stranger", "GET", "/api/v1/projects").json()["items"].size(), std::size_t(1));
    QCOMPARE(server_->ask("admin", "GET", "/api/v1/projects").json()["items"].size(), std::size_t(2));
    QCOMPARE(server_->ask("engineer", "GET", "/api/v1/access-keys").json()["items"].size(), std::size_t(1));
}

void ApiTest::dryRunMakesNothing()
{
    const auto first = server_->ask("engineer", "POST", vision + "jobs?dry_run=true", jobBody("a", "gpu-1"));
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json()["status"]["phase"].get<std::string>(), std::string("Starting"));
    QCOMPARE(server_->ask("engineer", "GET", vision + "jobs/a").status, 404);
    for (const char* name : {"one", "two"}) {
        create("engineer", "jobs", jobBody(name, "gpu-1"));
        QTRY_COMPARE(phase(vision + "jobs/" + name), std::string("Running"));
    }
    const auto waiting =
        server_->ask("engineer", "POST", vision + "jobs?dry_run=true", jobBody("a", "gpu-1"));
    QCOMPARE(waiting.json()["status"]["phase"].get<std::string>(), std::string("Queued"));
    QCOMPARE(waiting.json()["status"]["reason"].get<std::string>(), std::string("waiting-for-gpu"));
    QVERIFY(!waiting.json()["status"]["message"].get<std::string>().empty());
    QCOMPARE(server_->ask("engineer", "POST", vision + "jobs?dry_run=true", jobBody("one")).type(),
             std::string("name-taken"));
}

void ApiTest::idempotencyKeyRepeatsTheFirstAnswer()
{
    Extra extra;
    extra.headers.set("Idempotency-Key", "once");
    const auto first = server_->ask("engineer", "POST", vision + "jobs", jobBody("a"), extra);
    const auto again = server_->ask("engineer", "POST", vision + "jobs", jobBody("a"), extra);
    QCOMPARE(first.status, 201);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.body, first.body);
    QCOMPARE(*again.headers.find("idempotency-replayed"), std::string("true"));
    const auto other = server_->ask("engineer", "POST", vision + "jobs", jobBody("b"), extra);
    QCOMPARE(other.status, 409);
    QCOMPARE(other.type(), std::string("idempotency-key-reused"));
    QCOMPARE(server_->ask("other", "POST", vision + "jobs", jobBody("b"), extra).status, 201);

    const auto key = server_->ask("engineer", "POST", "/api/v1/access-keys", R"({"spec":{}})", extra);
    QCOMPARE(server_->ask("engineer", "POST", "/api/v1/access-keys", R"({"spec":{}})", extra).body, key.body);
    const auto secret = key.json()["secret_key"].get<std::string>();
    const auto kept = server_->store().records("idempotency").value();
    QCOMPARE(kept.size(), std::size_t(3));
    for (const auto& [name, value] : kept)
        QVERIFY(value.find(secret) == std::string::npos);
}

void ApiTest::oldAnswersAreForgotten()
{
    for (const std::string name : {"a", "b"}) {
        Extra extra;
        extra.headers.set("Idempotency-Key", name);
        QCOMPARE(server_->ask("engineer", "POST", vision + "jobs", jobBody(name), extra).status, 201);
    }
    auto& store = server_->store();
    auto kept = store.records("idempotency").value();
    QCOMPARE(kept.size(), std::size_t(2));
    auto& [key, record] = *kept.begin();
    auto old = parseJson(record).value();
    old["time"] = formatTimestamp(now() - std::chrono::hours(25));
    QVERIFY(store.write([&, &key = key](Transaction& transaction) {
        return transaction.putRecord("idempotency", key, dumpJson(old));
    }));
    QVERIFY(forgetOldAnswers(store));
    const auto left = store.records("idempotency").value();
    QCOMPARE(left.size(), std::size_t(1));
    QVERIFY(left.begin()->first != key);
}

void ApiTest::ifMatchGuardsReplacement()
{
    create("engineer", "datasets", R"({"name":"cats","spec":{"description":"one"}})");
    Extra extra;
    extra.headers.set("If-Match", "\"1\"");
    const std::string path = vision + "datasets/cats";
    const auto first = server_->ask("engineer", "PUT", path, R"({"spec":{"description":"two"}})", extra);
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json()["generation"].get<int>(), 2);
    const auto late = server_->ask("engineer", "PUT", path, R"({"spec":{"description":"three"}})", extra);
    QCOMPARE(late.status, 412);
    QCOMPARE(late.type(), std::string("precondition-failed"));
    const auto same = server_->ask("engineer", "PUT", path, R"({"spec":{"description":"two"}})");
    QCOMPARE(same.json()["generation"].get<int>(), 2);
}

void ApiTest::aDryRunOfAReplacementChecksEverythingAndChangesNothing()
{
    create("engineer", "jobs", jobBody("train"));
    const std::string path = vision + "jobs/train?dry_run=true";
    const auto job = server_->ask("engineer", "GET", vision + "jobs/train").json();
    auto spec = job["spec"];
    spec["description"] = "tried";
    const auto tried = server_->ask("engineer", "PUT", path, dumpJson({{"spec", spec}}));
    QCOMPARE(tried.status, 200);
    QCOMPARE(tried.json()["spec"]["description"].get<std::string>(), std::string("tried"));
    QCOMPARE(tried.json()["generation"].get<int>(), job["generation"].get<int>() + 1);
    const auto after = server_->ask("engineer", "GET", vision + "jobs/train").json();
    QCOMPARE(after["generation"].get<int>(), job["generation"].get<int>());
    QVERIFY(!after["spec"].contains("description"));
    const auto history = server_->ask("engineer", "GET", vision + "jobs/train/history").json()["items"];
    for (const auto& entry : history)
        QVERIFY2(entry["action"] != "update", "a dry run leaves no trace");
    const auto frozen =
        server_->ask("engineer", "PUT", path, R"({"spec":{"command":"false","flavor":"cpu-small"}})");
    QCOMPARE(frozen.field(), std::string("spec.command"));
    const auto stranger = server_->ask("manager", "PUT", path, dumpJson({{"spec", spec}}));
    QCOMPARE(stranger.type(), std::string("reason-needed"));
}

void ApiTest::whatRunsCannotBeChanged()
{
    create("engineer", "jobs", jobBody("train"));
    const auto job =
        server_->ask("engineer", "PUT", vision + "jobs/train", R"({"spec":{"command":"false"}})");
    QCOMPARE(job.status, 409);
    QCOMPARE(job.type(), std::string("frozen-field"));
    QCOMPARE(job.field(), std::string("spec.command"));
    create("engineer", "environments", R"({"name":"lab","spec":{"flavor":"gpu-1"}})");
    QTRY_COMPARE(phase(vision + "environments/lab"), std::string("Running"));
    const auto lab =
        server_->ask("engineer", "PUT", vision + "environments/lab", R"({"spec":{"flavor":"cpu-small"}})");
    QCOMPARE(lab.type(), std::string("not-released"));
    create("engineer", "datasets", R"({"name":"cats","spec":{"sealed":true}})");
    const auto cats =
        server_->ask("engineer", "PUT", vision + "datasets/cats", R"({"spec":{"sealed":false}})");
    QCOMPARE(cats.type(), std::string("frozen-field"));
}

void ApiTest::releaseAndResumeKeepTheirOrder()
{
    const std::string lab = vision + "environments/lab";
    create("engineer", "environments", R"({"name":"lab","spec":{"flavor":"gpu-1"}})");
    QTRY_COMPARE(phase(lab), std::string("Running"));
    const auto released = server_->ask("engineer", "POST", lab + "/release");
    QCOMPARE(released.status, 200);
    QCOMPARE(released.json()["spec"]["released"].get<bool>(), true);
    QCOMPARE(released.json()["generation"].get<int>(), 2);
    QCOMPARE(server_->ask("engineer", "POST", lab + "/release").json()["generation"].get<int>(), 2);
    QTRY_COMPARE(phase(lab), std::string("Released"));
    QCOMPARE(server_->ask("engineer", "GET", lab + "/open").type(), std::string("not-running"));
    QCOMPARE(server_->ask("engineer", "POST", lab + "/resume").status, 200);
    QTRY_COMPARE(phase(lab), std::string("Running"));
}

void ApiTest::whatHasEndedCannotBeStopped()
{
    create("engineer", "jobs", jobBody("train"));
    QTRY_COMPARE(phase(vision + "jobs/train"), std::string("Running"));
    server_->engine().end(server_->engine().list().front().task, TaskExit::Cause::Exited, 0);
    QTRY_COMPARE(phase(vision + "jobs/train"), std::string("Succeeded"));
    const auto late = server_->ask("engineer", "POST", vision + "jobs/train/stop");
    QCOMPARE(late.status, 409);
    QCOMPARE(late.type(), std::string("already-ended"));
}

void ApiTest::somebodyElsesNeedsReason()
{
    create("engineer", "jobs", jobBody("train"));
    const auto silent = server_->ask("manager", "POST", vision + "jobs/train/stop", "{}");
    QCOMPARE(silent.status, 400);
    QCOMPARE(silent.type(), std::string("reason-needed"));
    QCOMPARE(server_->ask("manager", "DELETE", vision + "jobs/train").type(), std::string("reason-needed"));
    QCOMPARE(server_->ask("manager", "POST", vision + "jobs/train/stop", R"({"reason":"The power fails."})")
                 .status,
             200);
    create("engineer", "jobs", jobBody("other"));
    const std::string stopped =
        R"({"name":"other","spec":{"command":"true","flavor":"cpu-small","stopped":true}})";
    QCOMPARE(server_->ask("manager", "PUT", vision + "jobs/other", stopped).type(),
             std::string("reason-needed"));
    QCOMPARE(server_->ask("manager", "PUT", vision + "jobs/other?reason=Idle", stopped).status, 200);
    const auto history = server_->ask("viewer", "GET", vision + "jobs/train/history").json()["items"];
    const bool told = std::any_of(history.begin(), history.end(), [](const Json& entry) {
        return entry["action"] == "stop" && entry["user"] == "manager" &&
               entry["detail"] == "The power fails.";
    });
    QVERIFY(told);
}

void ApiTest::deletionWaitsForItsController()
{
    server_->engine().stops_at_once = false;
    create("engineer", "jobs", jobBody("train"));
    QTRY_COMPARE(phase(vision + "jobs/train"), std::string("Running"));
    const auto deleted = server_->ask("engineer", "DELETE", vision + "jobs/train");
    QCOMPARE(deleted.status, 202);
    QVERIFY(deleted.json().contains("deleting"));
    QCOMPARE(server_->ask("engineer", "DELETE", vision + "jobs/train").status, 202);
    QCOMPARE(server_->ask("engineer", "POST", vision + "jobs/train/stop").type(),
             std::string("being-deleted"));
    const auto task = server_->engine().list().front().task;
    server_->engine().end(task, TaskExit::Cause::Stopped, std::nullopt);
    QTRY_COMPARE(server_->ask("engineer", "GET", vision + "jobs/train").status, 404);
}

void ApiTest::accessKeysAreShownOnceAndRevoked()
{
    const auto made =
        server_->ask("engineer", "POST", "/api/v1/access-keys", R"({"spec":{"description":"Laptop"}})");
    QCOMPARE(made.status, 201);
    const auto name = made.json()["name"].get<std::string>();
    const auto secret = made.json()["secret_key"].get<std::string>();
    server_->key("engineer") = {made.json()["status"]["access_key"].get<std::string>(), secret};
    QCOMPARE(server_->ask("engineer", "GET", "/api/v1/account").json()["user"].get<std::string>(),
             std::string("engineer"));
    const auto read = server_->ask("engineer", "GET", "/api/v1/access-keys/" + name);
    QVERIFY(read.body.find(secret) == std::string::npos);
    QCOMPARE(server_->ask("engineer", "POST", "/api/v1/access-keys/" + name + "/revoke").status, 200);
    QCOMPARE(server_->ask("engineer", "GET", "/api/v1/account").type(), std::string("revoked-key"));
    const auto theirs = server_->ask("admin", "POST", "/api/v1/access-keys", R"({"owner":"eve","spec":{}})");
    QCOMPARE(theirs.json()["owner"].get<std::string>(), std::string("eve"));
    const auto mine = server_->ask("other", "POST", "/api/v1/access-keys", R"({"owner":"eve","spec":{}})");
    QCOMPARE(mine.json()["owner"].get<std::string>(), std::string("other"));
}

void ApiTest::lastAdministratorStays()
{
    QCOMPARE(server_->ask("admin", "DELETE", "/api/v1/members/admin").type(),
             std::string("last-administrator"));
    QCOMPARE(server_
                 ->ask("admin", "POST", "/api/v1/members",
                       R"({"name":"manager","spec":{"user":"manager","role":"administrator"}})")
                 .status,
             201);
    QCOMPARE(server_->ask("manager", "DELETE", "/api/v1/members/admin").status, 204);
    QCOMPARE(server_->ask("admin", "GET", vision + "jobs").status, 404);
}

void ApiTest::twoAdministratorsCannotDeleteEachOther()
{
    const std::string members = "/api/v1/members";
    for (int round = 0; round < 20; ++round) {
        for (const char* user : {"admin", "manager"}) {
            const std::string name(user);
            // Whoever was deleted in the round before comes back; the other is there.
            for (const char* friendly : {"admin", "manager"})
                server_->ask(friendly, "POST", members,
                             R"({"name":")" + name + R"(","spec":{"user":")" + name +
                                 R"(","role":"administrator"}})");
        }
        std::array<Answer, 2> answers;
        std::thread other([&] { answers[0] = server_->ask("admin", "DELETE", members + "/manager"); });
        answers[1] = server_->ask("manager", "DELETE", members + "/admin");
        other.join();
        QVERIFY(server_->ask("admin", "GET", members).status == 200 ||
                server_->ask("manager", "GET", members).status == 200);
    }
}

void ApiTest::sealedDatasetsOnly()
{
    create("engineer", "datasets", R"({"name":"cats","spec":{}})");
    const std::string body = R"({"name":"a","spec":{"command":"true","datasets":["cats"]}})";
    QCOMPARE(create("engineer", "jobs", body).type(), std::string("dataset-not-ready"));
    QCOMPARE(server_->ask("engineer", "PUT", vision + "datasets/cats", R"({"spec":{"sealed":true}})").status,
             200);
    QCOMPARE(create("engineer", "jobs", body).status, 201);
    const auto prefix = server_->ask("viewer", "GET", vision + "datasets/cats").json()["status"]["prefix"];
    QVERIFY(prefix.get<std::string>().starts_with("datasets/cats/dst-"));
}

void ApiTest::historyAndAuditTellWhoDidWhat()
{
    create("engineer", "jobs", jobBody("train"));
    server_->ask("viewer", "DELETE", vision + "jobs/train");
    const auto own = server_->ask("viewer", "GET", "/api/v1/audit-entries").json()["items"];
    QCOMPARE(own.size(), std::size_t(1));
    QCOMPARE(own[0]["action"].get<std::string>(), std::string("refused"));
    QCOMPARE(own[0]["resource"].get<std::string>(), std::string("vision/jobs/train"));
    const auto all = server_->ask("admin", "GET", "/api/v1/audit-entries").json()["items"];
    QVERIFY(all.size() >= 2);
    const auto page =
        server_->ask("admin", "GET", "/api/v1/audit-entries?limit=1&before=" + all[0]["sequence"].dump())
            .json()["items"];
    QCOMPARE(page.size(), std::size_t(1));
    QCOMPARE(page[0]["sequence"].get<int>(), all[1]["sequence"].get<int>());
}

void ApiTest::streamsAreReadByOffset()
{
    create("engineer", "jobs", jobBody("train"));
    QTRY_COMPARE(phase(vision + "jobs/train"), std::string("Running"));
    const auto attempt = server_->engine().streams_root / server_->engine().list().front().task.text() / "1";
    std::filesystem::create_directories(attempt / "streams/events");
    std::ofstream(attempt / "streams/log") << "epoch 1\nepoch 2\n";
    std::ofstream(attempt / "streams/events/a b.tfevents") << "binary";
    std::ofstream(attempt / "exit.json") << "{}";
    const std::string streams = vision + "jobs/train/streams";
    const auto list = server_->ask("viewer", "GET", streams).json()["items"];
    QCOMPARE(list.size(), std::size_t(2));
    const auto log = server_->ask("viewer", "GET", streams + "/log?offset=8");
    QCOMPARE(log.status, 200);
    QCOMPARE(log.body, std::string("epoch 2\n"));
    QCOMPARE(*log.headers.find("slipway-attempt"), std::string("1"));
    QCOMPARE(server_->ask("viewer", "GET", streams + "/log?follow=true").body,
             std::string("epoch 1\nepoch 2\n"));
    QCOMPARE(server_->ask("viewer", "GET", streams + "/log?offset=17").status, 416);
    QCOMPARE(server_->ask("viewer", "GET", streams + "/log?offset=16").body, std::string());
    QCOMPARE(server_->ask("viewer", "GET", streams + "/events/a%20b.tfevents").body, std::string("binary"));
    QCOMPARE(server_->ask("viewer", "GET", streams + "/events%2Fa%20b.tfevents").body, std::string("binary"));
    QCOMPARE(server_->ask("viewer", "GET", streams + "/..%2F..%2Fexit.json").status, 404);
    QCOMPARE(server_->ask("viewer", "GET", streams + "/none").status, 404);
    QCOMPARE(server_->ask("viewer", "GET", streams + "/none?follow=true").status, 503);
    QCOMPARE(server_->ask("stranger", "GET", streams + "/log").status, 404);
}

void ApiTest::queueShowsWhatTheCallerSees()
{
    for (const char* name : {"one", "two", "three"})
        create("engineer", "jobs", jobBody(name, "gpu-1"));
    QTRY_COMPARE(server_->ask("viewer", "GET", "/api/v1/queue").json()["items"].size(), std::size_t(1));
    const auto waiting = server_->ask("viewer", "GET", "/api/v1/queue").json()["items"][0];
    QCOMPARE(waiting["reason"].get<std::string>(), std::string("waiting-for-gpu"));
    QCOMPARE(waiting["position"].get<int>(), 1);
    QCOMPARE(server_->ask("stranger", "GET", "/api/v1/queue").json()["items"].size(), std::size_t(0));
}

void ApiTest::startsAreForecastFromLimitsOfTime_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QByteArray>("unknown");
    QTest::newRow("what runs has a limit") << QByteArray("1h") << QByteArray();
    QTest::newRow("what runs has none") << QByteArray("0") << QByteArray("held-without-limit");
}

void ApiTest::startsAreForecastFromLimitsOfTime()
{
    QFETCH(QByteArray, limit);
    QFETCH(QByteArray, unknown);
    for (const std::string name : {"one", "two", "three"})
        create("engineer", "jobs",
               R"({"name":")" + name + R"(","spec":{"command":"true","flavor":"gpu-1","duration_limit":")" +
                   limit.toStdString() + R"("}})");
    const auto first = [this] {
        const auto items = server_->ask("viewer", "GET", "/api/v1/queue").json()["items"];
        return items.empty() ? nlohmann::json::object() : items[0];
    };
    // Who runs is known a moment after it runs, and what was reckoned stays for some seconds.
    constexpr int patience_ms = 20'000;
    if (!unknown.isEmpty()) {
        QTRY_COMPARE_WITH_TIMEOUT(first().value("start_unknown", ""), unknown.toStdString(), patience_ms);
        QVERIFY(!first().contains("start_by"));
        return;
    }
    QTRY_VERIFY_WITH_TIMEOUT(first().contains("start_by"), patience_ms);
    const Timestamp start = parseTimestamp(first()["start_by"].get<std::string>()).value();
    QVERIFY(start > now() + std::chrono::minutes(55) && start <= now() + std::chrono::hours(1));
    QVERIFY(!first().contains("start_unknown"));
}

void ApiTest::healthAndMetricsAreOpen()
{
    Extra without_signature;
    without_signature.sign = false;
    QCOMPARE(server_->ask("", "GET", "/healthz", {}, without_signature).json()["status"].get<std::string>(),
             std::string("ok"));
    const auto metrics = server_->ask("", "GET", "/metrics", {}, without_signature);
    QCOMPARE(metrics.status, 200);
    for (const char* line :
         {"slipway_http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1", "slipway_gpus 2",
          "slipway_queue_length 0", "slipway_store_version "})
        QVERIFY2(metrics.body.find(line) != std::string::npos, line);
}

QTEST_GUILESS_MAIN(ApiTest)
#include "api_test.moc"
