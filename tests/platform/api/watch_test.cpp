// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/api/api_server.h"

#include <QTest>

#include <mutex>
#include <optional>

using namespace slipway;
using namespace slipway::test;

namespace {

/// One event of a watch as it came.
struct Event {
    std::string name;
    std::int64_t id = 0;
    Json data;
};

/// A client that watches and keeps what it hears. Cancels when destroyed.
class Watching {
public:
    Watching(ApiServer& server, const std::string& user, const std::string& query)
        : state_(std::make_shared<State>())
    {
        net::FetchCallbacks callbacks;
        callbacks.on_head = [state = state_](const net::FetchResponse& head) {
            const std::lock_guard lock(state->mutex);
            state->status = head.status;
        };
        callbacks.on_body = [state = state_](std::string_view bytes) {
            const std::lock_guard lock(state->mutex);
            state->text += bytes;
            return true;
        };
        callbacks.on_done = [state = state_](Result<net::FetchResponse>) {
            const std::lock_guard lock(state->mutex);
            state->ended = true;
        };
        fetch_ = server.fetcher().start(server.request(user, "GET", "/api/v1/watch" + query),
                                        std::move(callbacks));
    }
    ~Watching() { fetch_->cancel(); }

    int status() const
    {
        const std::lock_guard lock(state_->mutex);
        return state_->status;
    }
    bool ended() const
    {
        const std::lock_guard lock(state_->mutex);
        return state_->ended;
    }

    /// All whole events but heartbeats.
    std::vector<Event> events() const
    {
        const std::lock_guard lock(state_->mutex);
        std::vector<Event> found;
        std::size_t begin = 0;
        for (std::size_t end; (end = state_->text.find("\n\n", begin)) != std::string::npos;
             begin = end + 2) {
            Event event = parse(state_->text.substr(begin, end - begin));
            if (event.name != "heartbeat")
                found.push_back(std::move(event));
        }
        return found;
    }
    std::size_t heartbeats() const
    {
        const std::lock_guard lock(state_->mutex);
        std::size_t count = 0;
        for (std::size_t at = 0; (at = state_->text.find("event: heartbeat", at)) != std::string::npos; ++at)
            ++count;
        return count;
    }

private:
    static Event parse(const std::string& text)
    {
        const auto line = [&](const std::string& field) {
            const std::size_t begin = text.find(field + ": ") + field.size() + 2;
            return text.substr(begin, text.find('\n', begin) - begin);
        };
        return {line("event"), std::stoll(line("id")), parseJson(line("data")).value_or(Json())};
    }

    struct State {
        std::mutex mutex;
        int status = 0;
        bool ended = false;
        std::string text;
    };
    std::shared_ptr<State> state_;
    std::shared_ptr<net::Fetch> fetch_;
};

std::vector<std::string> names(const std::vector<Event>& events)
{
    std::vector<std::string> names;
    for (const Event& event : events)
        names.push_back(event.name + " " + event.data.value("name", std::string()));
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

class WatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { server_.reset(); }

    void changesComeOnceInOrder();
    void watcherSeesOnlyItsProjectsAndKinds();
    void watchFromTheBeginningCatchesUp();
    void heartbeatsCome();
    void revokedKeyEndsItsWatch();
    void changedRoleEndsTheWatchAndAsksForAList();
    void stoppingEndsWatches();

private:
    std::string since() { return "?since=" + std::to_string(server_->store().version()); }

    std::unique_ptr<ApiServer> server_;
};

void WatchTest::init()
{
    ApiOptions options;
    options.heartbeat = std::chrono::milliseconds(100);
    server_ = std::make_unique<ApiServer>(options);
}

void WatchTest::changesComeOnceInOrder()
{
    Watching first(*server_, "viewer", since() + "&kinds=Dataset");
    QTRY_COMPARE(first.status(), 200);
    const auto cats = server_->put(Kind::Dataset, "vision", "cats", "{}");
    Watching second(*server_, "admin", since() + "&kinds=Dataset");
    QTRY_COMPARE(second.status(), 200);
    server_->put(Kind::Dataset, "vision", "dogs", "{}");
    QTRY_VERIFY(first.events().size() >= 2);
    QVERIFY(server_->store().write([&](Transaction& transaction) { return transaction.remove(cats.id); }));
    // Controllers write statuses meanwhile, so that other changes may follow it.
    const auto removal = [](const Watching& watching) -> std::optional<Event> {
        for (const Event& event : watching.events())
            if (event.name == "removed")
                return event;
        return std::nullopt;
    };
    QTRY_VERIFY(removal(first));
    QTRY_VERIFY(removal(second));
    std::int64_t last = 0;
    for (const Event& event : first.events()) {
        QVERIFY(event.id > last);
        last = event.id;
    }
    QCOMPARE(removal(first)->data["id"].get<std::string>(), cats.id.text());
    QCOMPARE(removal(second)->id, removal(first)->id);
}

void WatchTest::watcherSeesOnlyItsProjectsAndKinds()
{
    Watching viewer(*server_, "viewer", since() + "&kinds=Dataset,AccessKey");
    Watching stranger(*server_, "stranger", since() + "&kinds=Dataset,AccessKey");
    QTRY_COMPARE(viewer.status(), 200);
    QTRY_COMPARE(stranger.status(), 200);
    server_->put(Kind::Image, "", "torch", "{}");
    server_->put(Kind::AccessKey, "", "of-another", "{}", "somebody");
    server_->put(Kind::Dataset, "vision", "cats", R"({"sealed":true})");
    server_->put(Kind::Dataset, "speech", "words", R"({"sealed":true})");
    const auto heard = [](const Watching& watching, const std::string& name) {
        const auto all = names(watching.events());
        return std::find(all.begin(), all.end(), "change " + name) != all.end();
    };
    QTRY_VERIFY(heard(viewer, "cats"));
    QTRY_VERIFY(heard(stranger, "words"));
    QVERIFY(!heard(viewer, "words") && !heard(stranger, "cats"));
    QVERIFY(!heard(viewer, "torch") && !heard(viewer, "of-another"));
}

void WatchTest::watchFromTheBeginningCatchesUp()
{
    for (int i = 0; i < 1200; ++i)
        server_->put(Kind::Image, "", "image-" + std::to_string(i), "{}");
    Watching watching(*server_, "viewer", "?since=0&kinds=Image");
    QTRY_COMPARE(watching.events().size(), std::size_t(1201));
    server_->put(Kind::Image, "", "last", "{}");
    QTRY_COMPARE(watching.events().size(), std::size_t(1202));
    QCOMPARE(watching.events().back().data["name"].get<std::string>(), std::string("last"));
}

void WatchTest::heartbeatsCome()
{
    Watching watching(*server_, "viewer", since());
    QTRY_VERIFY(watching.heartbeats() >= 3);
}

void WatchTest::revokedKeyEndsItsWatch()
{
    Watching watching(*server_, "viewer", since());
    Watching other(*server_, "engineer", since());
    QTRY_COMPARE(watching.status(), 200);
    QTRY_COMPARE(other.status(), 200);
    QCOMPARE(server_->ask("viewer", "POST", "/api/v1/access-keys/key-viewer/revoke").status, 200);
    QTRY_VERIFY(watching.ended());
    QVERIFY(!other.ended());
}

void WatchTest::changedRoleEndsTheWatchAndAsksForAList()
{
    const auto before = since();
    Watching watching(*server_, "viewer", before);
    QTRY_COMPARE(watching.status(), 200);
    server_->put(Kind::Member, "speech", "viewer", R"({"user":"viewer","role":"viewer"})");
    QTRY_VERIFY(watching.ended());
    Watching again(*server_, "viewer", before);
    QTRY_COMPARE(again.status(), 410);
    Watching unconcerned(*server_, "engineer", before);
    QTRY_COMPARE(unconcerned.status(), 200);
}

void WatchTest::stoppingEndsWatches()
{
    Watching watching(*server_, "viewer", since());
    QTRY_COMPARE(watching.status(), 200);
    // The fetcher goes with the server, so it has to be a watch that ends, not one that is cancelled.
    server_->stop();
    QTRY_VERIFY(watching.ended());
}

QTEST_GUILESS_MAIN(WatchTest)
#include "watch_test.moc"
