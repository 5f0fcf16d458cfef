// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/resource_feed.h"
#include "client/stream_tail.h"
#include "core/uri.h"
#include "tests/client/fake_platform.h"

#include <QTest>

#include <atomic>
#include <fmt/format.h>
#include <optional>

using namespace slipway;
using namespace std::chrono_literals;

class FeedsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFeedListsAllPagesThenWatches();
    void aKindThatTheServerDoesNotKnowIsEmpty();
    void changesThatComeTogetherAreHandedOverTogether();
    void aSilentWatchIsTakenUpAgainWhereItStopped();
    void aWatchBehindTheHorizonListsAgain();
    void aFeedSaysWhyItIsNotLive();
    void aFeedMayDieAtAnyTime();
    void aTailGoesOnWhereItBroke();
    void aTailKeepsToOneAttempt();
    void aTailEndsFinally_data();
    void aTailEndsFinally();
    void aSlowReaderCostsNoMemory();
    void aTailMayDieInItsOwnCallback();
};

namespace {

constexpr FeedTiming quick{500ms, 10ms, 50ms};

std::string job(const std::string& name, int version)
{
    return fmt::format(
        R"({{"kind":"Job","id":"job-{0}","project":"default","name":"{0}","generation":1,"version":{1},)"
        R"("spec":{{}},"status":{{}},"owner":"alice","created":"2026-11-23T07:11:46.120Z"}})",
        name, version);
}

std::string change(const std::string& name, int version)
{
    return fmt::format("event: change\nid: {1}\ndata: {0}\n\n", job(name, version), version);
}

bool isWatch(const net::Request& request)
{
    return request.head.path == "/api/v1/watch";
}

std::string query(const net::Request& request, std::string_view name)
{
    const std::string* value = find(request.head.query, name);
    return value ? *value : std::string();
}

/// What a feed told, in short: "reset a b", "change c", "removed d", "live", "lost".
struct Told {
    FeedCallbacks callbacks()
    {
        FeedCallbacks calls;
        calls.on_reset = [this](const std::vector<Resource>& all) {
            std::string line = "reset";
            for (const auto& resource : all)
                line += " " + resource.name;
            lines.push_back(line);
        };
        calls.on_changes = [this](const std::vector<FeedChange>& changes) {
            std::string line;
            for (const auto& one : changes)
                line += (line.empty() ? "" : ", ") + std::string(one.removed ? "removed " : "change ") +
                        one.resource.name;
            lines.push_back(line);
        };
        calls.on_state = [this](bool live, const Error* error) {
            lines.push_back(live ? "live" : "lost");
            if (error)
                last_error = *error;
        };
        return calls;
    }
    std::string text() const
    {
        std::string all;
        for (const auto& line : lines)
            all += line + "; ";
        return all;
    }
    std::vector<std::string> lines;
    Error last_error;
};

}  // namespace

void FeedsTest::aFeedListsAllPagesThenWatches()
{
    FakePlatform platform([](const net::Request& request) {
        if (isWatch(request))
            return streaming([](const std::shared_ptr<net::StreamWriter>& writer) {
                writer->write(change("old", 5));  // The list holds it already.
                writer->write(change("new", 11));
                writer->write("event: removed\nid: 12\ndata: "
                              R"({"kind":"Job","id":"job-a","project":"default","name":"a","version":12})"
                              "\n\n");
            });
        if (query(request, "cursor").empty())
            return answer(200, R"({"items":[)" + job("a", 3) + R"(],"cursor":"next","version":10})");
        return answer(200, R"({"items":[)" + job("b", 2) + R"(],"cursor":"","version":10})");
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    Told told;
    const ResourceFeed feed(session, {Kind::Job}, told.callbacks(), quick);
    const auto has = [&](const char* text) {
        executor.run();
        return told.text().find(text) != std::string::npos;
    };
    QTRY_VERIFY(has("removed a"));
    QVERIFY(has("reset a b; "));
    QVERIFY(has("change new"));
    QVERIFY(!has("old"));
    const auto requests = platform.requests();
    QCOMPARE(query(requests.at(2), "since"), std::string("10"));
    QCOMPARE(query(requests.at(2), "kinds"), std::string("Job"));
}

void FeedsTest::aKindThatTheServerDoesNotKnowIsEmpty()
{
    FakePlatform platform([](const net::Request& request) {
        if (isWatch(request))
            return streaming([](const std::shared_ptr<net::StreamWriter>& writer) {
                writer->write("event: heartbeat\nid: 7\n\n");
            });
        if (request.head.path == "/api/v1/templates")
            return answer(404, R"({"type":"not-found","detail":"There is no such path."})",
                          "application/problem+json");
        return answer(200, R"({"items":[)" + job("a", 3) + R"(],"cursor":"","version":7})");
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    Told told;
    const ResourceFeed feed(session, {Kind::Job, Kind::Template}, told.callbacks(), quick);
    const auto has = [&](const char* text) {
        executor.run();
        return told.text().find(text) != std::string::npos;
    };
    QTRY_VERIFY(has("live"));
    QVERIFY(has("reset a; "));
}

void FeedsTest::changesThatComeTogetherAreHandedOverTogether()
{
    FakePlatform platform([](const net::Request& request) {
        if (!isWatch(request))
            return answer(200, R"({"items":[],"cursor":"","version":1})");
        return streaming([](const std::shared_ptr<net::StreamWriter>& writer) {
            for (int i = 2; i < 100; ++i)
                writer->write(change("j", i));
            writer->write("event: heartbeat\nid: 100\n\n");
        });
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    std::size_t calls = 0, changes = 0;
    FeedCallbacks callbacks;
    callbacks.on_changes = [&](const std::vector<FeedChange>& got) {
        ++calls;
        changes += got.size();
    };
    const ResourceFeed feed(session, {Kind::Job}, callbacks, {2000ms, 10ms, 50ms});
    QTRY_VERIFY_WITH_TIMEOUT((executor.run(), changes == 98), 10000);
    QVERIFY(calls < 20);
}

void FeedsTest::aSilentWatchIsTakenUpAgainWhereItStopped()
{
    std::atomic<int> watches{0};
    FakePlatform platform([&](const net::Request& request) {
        if (!isWatch(request))
            return answer(200, R"({"items":[],"cursor":"","version":1})");
        const int turn = ++watches;
        return streaming([turn](const std::shared_ptr<net::StreamWriter>& writer) {
            writer->write(turn == 1 ? change("a", 7) : change("b", 8));
        });
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    Told told;
    const ResourceFeed feed(session, {Kind::Job}, told.callbacks(), {300ms, 10ms, 50ms});
    QTRY_VERIFY_WITH_TIMEOUT((executor.run(), told.text().find("change b") != std::string::npos), 10000);
    QVERIFY(told.text().find("live; ") != std::string::npos);
    const auto requests = platform.requests();
    QCOMPARE(query(requests.at(2), "since"), std::string("7"));
}

void FeedsTest::aWatchBehindTheHorizonListsAgain()
{
    std::atomic<int> lists{0}, watches{0};
    FakePlatform platform([&](const net::Request& request) {
        if (!isWatch(request))
            return answer(200, ++lists == 1
                                   ? R"({"items":[],"cursor":"","version":1})"
                                   : R"({"items":[)" + job("b", 50) + R"(],"cursor":"","version":60})");
        if (++watches == 1)
            return answer(410, R"({"type":"gone","detail":"List again."})", "application/problem+json");
        return streaming(
            [](const std::shared_ptr<net::StreamWriter>& writer) { writer->write(": hello\n"); });
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    Told told;
    const ResourceFeed feed(session, {Kind::Job}, told.callbacks(), quick);
    QTRY_VERIFY((executor.run(), told.text().find("live") != std::string::npos));
    QVERIFY(told.text().find("reset b; ") != std::string::npos);
    QCOMPARE(lists.load(), 2);
}

void FeedsTest::aFeedSaysWhyItIsNotLive()
{
    FakePlatform platform([](const net::Request&) {
        return answer(401, R"({"type":"unknown-key","detail":"The key is revoked."})",
                      "application/problem+json");
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    Told told;
    const ResourceFeed feed(session, {Kind::Job}, told.callbacks(), quick);
    QTRY_VERIFY(platform.requests().size() >= 3);
    executor.run();
    QCOMPARE(told.text(), std::string("lost; "));
    QCOMPARE(told.last_error.message, std::string("The key is revoked."));
}

void FeedsTest::aFeedMayDieAtAnyTime()
{
    FakePlatform platform([](const net::Request& request) {
        if (!isWatch(request))
            return answer(200, R"({"items":[],"cursor":"","version":1})");
        return streaming([](const std::shared_ptr<net::StreamWriter>& writer) {
            writer->write(change("a", 7));
            writer->abort();
        });
    });
    for (int round = 0; round < 60; ++round) {
        ManualExecutor executor;
        Session session(platform.profile(), openNetwork(), executor.executor());
        std::unique_ptr<ResourceFeed> feed;
        FeedCallbacks callbacks;
        callbacks.on_changes = [&](const std::vector<FeedChange>&) { feed.reset(); };
        feed = std::make_unique<ResourceFeed>(session, std::vector{Kind::Job, Kind::Flavor}, callbacks,
                                              FeedTiming{100ms, 1ms, 2ms});
        const auto seen = platform.requests().size() + static_cast<std::size_t>(round % 6);
        QTRY_VERIFY_WITH_TIMEOUT((executor.run(), !feed || platform.requests().size() >= seen), 5000);
    }
}

void FeedsTest::aTailGoesOnWhereItBroke()
{
    const std::string content = "one\ntwo\nthree\n";
    std::atomic<int> turn{0};
    FakePlatform platform([&](const net::Request& request) {
        const auto offset = std::stoul(query(request, "offset"));
        const int now_turn = ++turn;
        if (now_turn == 2)
            return answer(503, R"({"type":"unavailable","detail":"Restarting."})",
                          "application/problem+json");
        auto response = streaming([=](const std::shared_ptr<net::StreamWriter>& writer) {
            if (now_turn < 4) {
                writer->write(content.substr(offset, 4));
                writer->onDrained([writer] { writer->abort(); });
            } else {
                writer->write(content.substr(offset));
                writer->finish();
            }
        });
        response.headers.set("Slipway-Attempt", "1");
        return response;
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    std::string got;
    std::optional<Result<void>> end;
    std::vector<bool> states;
    TailCallbacks callbacks;
    callbacks.on_bytes = [&](const std::string& bytes) { got += bytes; };
    callbacks.on_state = [&](bool live, const Error*) { states.push_back(live); };
    callbacks.on_end = [&](Result<void> result) { end = std::move(result); };
    const StreamTail tail(session, {Kind::Job, "default", "digits"}, StreamTail::Follow::Yes, callbacks);
    QTRY_VERIFY_WITH_TIMEOUT((executor.run(), end.has_value()), 15000);
    QVERIFY(*end);
    QCOMPARE(got, content);
    QVERIFY(!states.empty() && states.back());
}

void FeedsTest::aTailKeepsToOneAttempt()
{
    std::atomic<int> turn{0};
    FakePlatform platform([&](const net::Request&) {
        const bool first = ++turn == 1;
        auto response = streaming([first](const std::shared_ptr<net::StreamWriter>& writer) {
            writer->write("a");
            if (first)
                writer->onDrained([writer] { writer->abort(); });
            else
                writer->finish();
        });
        response.headers.set("Slipway-Attempt", "3");
        return response;
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    bool ended = false;
    TailCallbacks callbacks;
    callbacks.on_end = [&](const Result<void>&) { ended = true; };
    const StreamTail tail(session, {Kind::Job, "default", "digits", "events/a b", 0, 5},
                          StreamTail::Follow::Yes, callbacks);
    QTRY_VERIFY_WITH_TIMEOUT((executor.run(), ended), 10000);
    const auto requests = platform.requests();
    QCOMPARE(requests.at(0).head.target,
             std::string("/api/v1/projects/default/jobs/digits/streams/events/a%20b?offset=5&follow=true"));
    QCOMPARE(requests.at(1).head.target,
             std::string(
                 "/api/v1/projects/default/jobs/digits/streams/events/a%20b?attempt=3&offset=6&follow=true"));
}

void FeedsTest::aTailEndsFinally_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::newRow("not found ends it") << 404 << int(ErrorCode::NotFound);
    QTest::newRow("not allowed ends it") << 403 << int(ErrorCode::PermissionDenied);
    QTest::newRow("a revoked key ends it") << 401 << int(ErrorCode::Unauthenticated);
}

void FeedsTest::aTailEndsFinally()
{
    QFETCH(int, status);
    QFETCH(int, code);
    FakePlatform platform([&](const net::Request&) {
        return answer(status, R"({"type":"x","detail":"A sentence."})", "application/problem+json");
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    std::optional<Result<void>> end;
    TailCallbacks callbacks;
    callbacks.on_end = [&](Result<void> result) { end = std::move(result); };
    const StreamTail tail(session, {Kind::Job, "default", "digits"}, StreamTail::Follow::Yes, callbacks);
    QTRY_VERIFY((executor.run(), end.has_value()));
    QVERIFY(!*end);
    QCOMPARE(int(end->error().code), code);
    QCOMPARE(end->error().message, std::string("A sentence."));
}

void FeedsTest::aSlowReaderCostsNoMemory()
{
    constexpr std::size_t size = 20u << 20;
    FakePlatform platform([](const net::Request& request) {
        const auto offset = std::stoul(query(request, "offset"));
        return answer(200, std::string(size - offset, 'x'), "application/octet-stream");
    });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    std::size_t got = 0, largest = 0;
    bool ended = false;
    TailCallbacks callbacks;
    callbacks.on_bytes = [&](const std::string& bytes) {
        got += bytes.size();
        largest = std::max(largest, bytes.size());
    };
    callbacks.on_end = [&](const Result<void>& result) { ended = result.has_value(); };
    const StreamTail tail(session, {Kind::Job, "default", "digits"}, StreamTail::Follow::No, callbacks);
    QTRY_VERIFY_WITH_TIMEOUT((executor.run(), ended), 30000);
    QCOMPARE(got, size);
    QVERIFY(largest < (6u << 20));
}

void FeedsTest::aTailMayDieInItsOwnCallback()
{
    FakePlatform platform(
        [](const net::Request&) { return answer(200, "bytes", "application/octet-stream"); });
    ManualExecutor executor;
    Session session(platform.profile(), openNetwork(), executor.executor());
    std::unique_ptr<StreamTail> tail;
    bool ended = false;
    TailCallbacks callbacks;
    callbacks.on_bytes = [&](const std::string&) { tail.reset(); };
    callbacks.on_end = [&](const Result<void>&) { ended = true; };
    tail = std::make_unique<StreamTail>(session, StreamAddress{Kind::Job, "default", "digits"},
                                        StreamTail::Follow::No, callbacks);
    QTRY_VERIFY((executor.run(), !tail));
    executor.run();
    QVERIFY(!ended);
}

QTEST_GUILESS_MAIN(FeedsTest)
#include "feeds_test.moc"
