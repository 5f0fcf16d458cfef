// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/signing/signature_v4.h"
#include "tests/client/fake_platform.h"

#include <QTest>

#include <atomic>
#include <future>
#include <optional>
#include <thread>

using namespace slipway;
using namespace std::chrono_literals;

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests();
    void signaturesVerify();
    void problems_data();
    void problems();
    void networkErrors();
    void aBrokenCreateIsSentOnceMore();
    void aCancelledCallNeverAnswers();
    void aHandleMayDieInItsOwnAnswer();
    void callsOutliveTheirSession();
    void everyCallReadsItsAnswer();
};

namespace {

const Executor at_once = [](const std::function<void()>& closure) { closure(); };

/// Runs one call to its answer.
template <class T, class Start>
Result<T> wait(Start start)
{
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto future = promise->get_future();
    const CallHandle call =
        start(Answer<T>([promise](Result<T> result) { promise->set_value(std::move(result)); }));
    if (future.wait_for(20s) != std::future_status::ready)
        return fail(ErrorCode::Internal, "no answer came");
    return future.get();
}

const char* const job_json =
    R"({"kind":"Job","id":"job-1","project":"default","name":"digits","labels":{},)"
    R"("generation":3,"version":9,"spec":{"command":"true"},"status":{"phase":"Queued"},)"
    R"("owner":"alice","created":"2026-11-23T07:11:46.120Z"})";

using Act = std::function<void(Session&)>;

}  // namespace

Q_DECLARE_METATYPE(Act)

void SessionTest::requests_data()
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* name, const char* line, const Act& act) {
        QTest::newRow(name) << act << QByteArray(line);
    };
    row("a list carries its filters", "GET /api/v1/projects/default/jobs?limit=5&label=a%3Db&phase=Running",
        [](Session& session) {
            wait<ResourcePage>([&](auto done) {
                return session.list(Kind::Job, {"default", {{"a", "b"}}, {"Running"}, 5, {}}, done);
            });
        });
    row("kinds of the platform have no project", "GET /api/v1/flavors/gpu-1", [](Session& session) {
        wait<Resource>([&](auto done) { return session.get(Kind::Flavor, "default", "gpu-1", done); });
    });
    row("a verb is posted", "POST /api/v1/projects/default/environments/e/release", [](Session& session) {
        wait<Resource>(
            [&](auto done) { return session.act(Kind::Environment, "default", "e", "release", done); });
    });
    row("a dry run says so", "POST /api/v1/projects/default/jobs?dry_run=true", [](Session& session) {
        Resource job;
        job.project = "default";
        job.name = "digits";
        wait<Resource>([&](auto done) { return session.create(job, Session::DryRun::Yes, done); });
    });
    row("names are encoded", "DELETE /api/v1/projects/default/jobs/..%2Fa%20b", [](Session& session) {
        wait<void>([&](auto done) { return session.remove(Kind::Job, "default", "../a b", done); });
    });
    row("streams are listed", "GET /api/v1/projects/default/jobs/digits/streams", [](Session& session) {
        wait<std::vector<TaskStream>>(
            [&](auto done) { return session.streams(Kind::Job, "default", "digits", done); });
    });
}

void SessionTest::requests()
{
    QFETCH(Act, act);
    QFETCH(QByteArray, line);
    FakePlatform platform([](const net::Request&) { return answer(200, job_json); });
    Session session(platform.profile(), openNetwork(), at_once);
    act(session);
    const auto requests = platform.requests();
    QCOMPARE(requests.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(requests[0].head.method + " " + requests[0].head.target), line);
}

void SessionTest::signaturesVerify()
{
    FakePlatform platform([](const net::Request&) { return answer(200, job_json); });
    Session session(platform.profile(), openNetwork(), at_once);
    Resource job;
    job.project = "default";
    job.name = "digits";
    job.generation = 3;
    QVERIFY(wait<Resource>([&](auto done) { return session.update(job, done); }));
    const auto request = platform.requests().at(0);
    sigv4::SignedRequest check{
        request.head.method, request.head.path, request.head.query, {}, hex(sha256(request.body))};
    for (const auto& [name, value] : request.head.headers.all())
        check.headers.emplace(QByteArray::fromStdString(name).toLower().toStdString(), value);
    const auto claim = sigv4::readClaim(check);
    QVERIFY(claim);
    QVERIFY(sigv4::verify(check, *claim, "secret", {}, now()));
    QVERIFY(!sigv4::verify(check, *claim, "other", {}, now()));
    QCOMPARE(*request.head.headers.find("If-Match"), std::string("\"3\""));
    QCOMPARE(*request.head.headers.find("X-Amz-Content-Sha256"), check.payload_hash);
}

void SessionTest::problems_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("a problem's detail, type and field are told")
        << 422 << QByteArray(R"({"type":"unknown-flavor","detail":"No such flavor.","field":"spec.flavor"})")
        << int(errorCodeOf(422)) << QByteArray("No such flavor.");
    QTest::newRow("what is no problem document tells its status")
        << 502 << QByteArray("<html>") << int(errorCodeOf(502))
        << QByteArray("The server answered 502 Bad Gateway. Try again later, or check its address.");
    QTest::newRow("a good status with nonsense is damaged data")
        << 200 << QByteArray("hello") << int(ErrorCode::DataLoss) << QByteArray();
}

void SessionTest::problems()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    FakePlatform platform([&](const net::Request&) { return answer(status, body.toStdString()); });
    Session session(platform.profile(), openNetwork(), at_once);
    const auto account = wait<Account>([&](auto done) { return session.account(done); });
    QVERIFY(!account);
    QCOMPARE(int(account.error().code), code);
    if (!message.isEmpty())
        QCOMPARE(QByteArray::fromStdString(account.error().message), message);
    if (status == 422)
        QCOMPARE(account.error().field, std::string("spec.flavor"));
}

void SessionTest::networkErrors()
{
    Profile nobody{"test", "http://127.0.0.1:1", "key", "secret", {}, "default"};
    Session session(nobody, openNetwork(), at_once);
    const auto account = wait<Account>([&](auto done) { return session.account(done); });
    QVERIFY(!account);
    QCOMPARE(int(account.error().code), int(ErrorCode::Unavailable));
    QVERIFY(account.error().message.ends_with('.'));

    nobody.server = "no address";
    Session nowhere(nobody, openNetwork(), at_once);
    QCOMPARE(int(wait<Account>([&](auto done) { return nowhere.account(done); }).error().code),
             int(ErrorCode::InvalidArgument));
}

void SessionTest::aBrokenCreateIsSentOnceMore()
{
    std::atomic<int> calls{0};
    FakePlatform platform([&](const net::Request&) {
        if (++calls > 1)
            return answer(201, job_json);
        return streaming([](const std::shared_ptr<net::StreamWriter>& writer) {
            writer->write("{\"kind\":");
            writer->abort();
        });
    });
    Session session(platform.profile(), openNetwork(), at_once);
    Resource job;
    job.project = "default";
    job.name = "digits";
    QVERIFY(wait<Resource>([&](auto done) { return session.create(job, Session::DryRun::No, done); }));
    const auto requests = platform.requests();
    QCOMPARE(requests.size(), std::size_t{2});
    QVERIFY(requests[0].head.headers.find("Idempotency-Key"));
    QCOMPARE(*requests[0].head.headers.find("Idempotency-Key"),
             *requests[1].head.headers.find("Idempotency-Key"));
}

void SessionTest::aCancelledCallNeverAnswers()
{
    std::promise<void> release;
    const auto released = release.get_future().share();
    FakePlatform platform([&](const net::Request&) {
        released.wait();
        return answer(200, job_json);
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    int answers = 0;
    const auto count = [&](const Result<Resource>&) { ++answers; };
    CallHandle cancelled = session.get(Kind::Job, "default", "a", count);
    CallHandle destroyed = session.get(Kind::Job, "default", "b", count);
    CallHandle answered = session.get(Kind::Job, "default", "c", count);
    cancelled->cancel();
    destroyed.reset();
    release.set_value();
    QTRY_VERIFY(executor.waiting() >= 1);
    CallHandle late = session.get(Kind::Job, "default", "d", count);
    QTRY_VERIFY(executor.waiting() >= 2);
    late.reset();  // Its answer is on the executor already, and still must not be delivered.
    executor.run();
    QCOMPARE(answers, 1);
}

void SessionTest::aHandleMayDieInItsOwnAnswer()
{
    FakePlatform platform([](const net::Request&) { return answer(200, job_json); });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    CallHandle call;
    bool answered = false;
    call = session.get(Kind::Job, "default", "a", [&](const Result<Resource>& got) {
        answered = got.has_value();
        call.reset();
    });
    QTRY_COMPARE(executor.waiting(), std::size_t{1});
    executor.run();
    QVERIFY(answered);
}

void SessionTest::callsOutliveTheirSession()
{
    FakePlatform platform([](const net::Request&) { return answer(200, job_json); });
    ManualExecutor executor;
    CallHandle call;
    std::optional<Result<Resource>> got;
    {
        Session session(platform.profile(), openNetwork(), executor.executor());
        call =
            session.get(Kind::Job, "default", "a", [&](Result<Resource> result) { got = std::move(result); });
    }
    QTRY_VERIFY((executor.run(), got.has_value()));
    QVERIFY(*got);
}

void SessionTest::everyCallReadsItsAnswer()
{
    FakePlatform platform([](const net::Request& request) {
        const auto ends = [&](std::string_view end) { return request.head.path.ends_with(end); };
        if (ends("/account"))
            return answer(200, R"({"user":"alice","administrator":true,"roles":{"default":"manager"},)"
                               R"("server_version":"1","s3_endpoint":"http://s3"})");
        if (ends("/access-keys"))
            return answer(
                201,
                R"({"kind":"AccessKey","name":"key-a","status":{"access_key":"SLIPAAAA"},"secret_key":"s"})");
        if (ends("/history"))
            return answer(
                200, R"({"items":[{"time":"2026-11-23T07:11:46.120Z","user":"alice","action":"create"}]})");
        if (ends("/queue"))
            return answer(
                200, R"({"items":[{"name":"digits","position":2,"gpus":1,"message":"Waits.",)"
                     R"("start_by":"2026-11-23T09:11:46.120Z"},{"name":"b","start_unknown":"too-far"}]})");
        if (ends("/streams"))
            return answer(200, R"({"items":[{"name":"log","attempt":2,"size_bytes":7,"complete":true}]})");
        if (ends("/open"))
            return answer(200, R"({"url":"http://127.0.0.1/x"})");
        return answer(200, std::string(R"({"items":[)") + job_json + R"(],"cursor":"c","version":9})");
    });
    Session session(platform.profile(), openNetwork(), at_once);
    const auto account = wait<Account>([&](auto done) { return session.account(done); });
    QVERIFY(account && account->administrator && account->roles.size() == 1);
    const auto key =
        wait<NewAccessKey>([&](auto done) { return session.createAccessKey("for tests", done); });
    QVERIFY(key && key->access_key == "SLIPAAAA" && key->secret_key == "s");
    const auto history = wait<std::vector<HistoryEntry>>(
        [&](auto done) { return session.history(Kind::Job, "default", "digits", done); });
    QVERIFY(history && history->at(0).action == "create");
    const auto queue = wait<std::vector<QueueEntry>>([&](auto done) { return session.queue(done); });
    QVERIFY(queue && queue->at(0).position == 2);
    QVERIFY(queue->at(0).start_by == parseTimestamp("2026-11-23T09:11:46.120Z").value());
    QVERIFY(!queue->at(1).start_by && queue->at(1).start_unknown == "too-far");
    const auto streams = wait<std::vector<TaskStream>>(
        [&](auto done) { return session.streams(Kind::Job, "default", "digits", done); });
    QVERIFY(streams && streams->at(0).complete && streams->at(0).size_bytes == 7);
    const auto link = wait<std::string>([&](auto done) { return session.openLink("default", "e", done); });
    QVERIFY(link && *link == "http://127.0.0.1/x");
    const auto page = wait<ResourcePage>([&](auto done) { return session.list(Kind::Job, {}, done); });
    QVERIFY(page && page->items.at(0).name == "digits" && page->cursor == "c" && page->version == 9);
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
