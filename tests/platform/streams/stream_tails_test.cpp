// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/dialer.h"
#include "platform/streams/stream_tails.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <atomic>
#include <fstream>
#include <future>
#include <mutex>
#include <thread>

using namespace slipway;
using Follow = StreamTails::Follow;

namespace {

/// Serves one stream of one directory: /NAME?offset, or /follow/NAME.
class OneCatalog : public net::Service {
public:
    OneCatalog(const std::filesystem::path& streams, StreamTails& tails) : catalog_(streams), tails_(tails) {}

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy{};
    }
    net::Response handle(net::Request request) override
    {
        const bool follow = request.head.path.starts_with("/follow/");
        const std::string* offset = find(request.head.query, "offset");
        const auto response =
            tails_.respond(catalog_, request.head.path.substr(follow ? 8 : 1),
                           offset ? std::stoull(*offset) : 0, follow ? Follow::Yes : Follow::No);
        net::Response absent;
        absent.status = 404;
        return response ? *response : absent;
    }

private:
    StreamCatalog catalog_;
    StreamTails& tails_;
};

/// A writer whose reader takes nothing until told.
class SlowReader : public net::StreamWriter {
public:
    bool write(net::SharedBytes bytes) override
    {
        const std::lock_guard lock(mutex_);
        queued_ += bytes->size();
        most_ = std::max(most_, queued_);
        largest_ = std::max(largest_, bytes->size());
        total_ += bytes->size();
        return !gone_;
    }
    std::size_t queuedBytes() const override
    {
        const std::lock_guard lock(mutex_);
        return queued_;
    }
    void finish() override { finished = true; }
    void abort() override { aborted = true; }
    void onDrained(std::function<void()> drained) override { drained_ = std::move(drained); }
    void onClosed(std::function<void()> closed) override { closed_ = std::move(closed); }

    void drain()
    {
        {
            const std::lock_guard lock(mutex_);
            queued_ = 0;
        }
        drained_();
    }
    void goAway()
    {
        {
            const std::lock_guard lock(mutex_);
            gone_ = true;
        }
        closed_();
    }
    std::size_t total() const { return locked(total_); }
    std::size_t most() const { return locked(most_); }
    std::size_t largest() const { return locked(largest_); }
    std::atomic<bool> finished{false}, aborted{false};

private:
    std::size_t locked(const std::size_t& value) const
    {
        const std::lock_guard lock(mutex_);
        return value;
    }

    mutable std::mutex mutex_;
    std::size_t queued_ = 0, most_ = 0, largest_ = 0, total_ = 0;
    bool gone_ = false;
    std::function<void()> drained_, closed_;
};

}  // namespace

class StreamTailsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void readsFromAnOffset();
    void followsUntilTheAttemptEnds();
    void followsWhatEndedToItsEnd();
    void thousandReadersGetEveryByte();
    void slowReaderIsFedAsItDrains();
    void readerThatLeavesIsForgotten();
    void deletedStreamBreaksOff();
    void destructionBreaksOff();

private:
    void append(const std::string& text) { std::ofstream(log_, std::ios::app | std::ios::binary) << text; }
    void endAttempt()
    {
        std::ofstream(attempt_ / "exit.json.new") << "{}";
        std::filesystem::rename(attempt_ / "exit.json.new", attempt_ / "exit.json");
    }
    Result<net::DialResponse> get(const std::string& target) const
    {
        net::DialRequest request;
        request.target = target;
        return net::dial({server_->address(), false, {}, {}}, request);
    }
    std::shared_ptr<SlowReader> followSlowly()
    {
        auto reader = std::make_shared<SlowReader>();
        const auto response = tails_->respond(StreamCatalog(attempt_ / "streams"), "log", 0, Follow::Yes);
        std::get<net::StreamStart>(response->body)(reader);
        return reader;
    }

    std::unique_ptr<QTemporaryDir> root_;
    std::filesystem::path attempt_, log_;
    std::unique_ptr<StreamTails> tails_;
    std::unique_ptr<net::Server> server_;
};

void StreamTailsTest::init()
{
    root_ = std::make_unique<QTemporaryDir>();
    attempt_ = root_->path().toStdString();
    log_ = attempt_ / "streams" / "log";
    std::filesystem::create_directories(log_.parent_path());
    append("");
    tails_ = std::make_unique<StreamTails>();
    auto server = net::Server::start({}, std::make_shared<OneCatalog>(attempt_ / "streams", *tails_));
    QVERIFY(server);
    server_ = std::move(*server);
}

void StreamTailsTest::cleanup()
{
    server_->stop(std::chrono::milliseconds(0));
    server_.reset();
    tails_.reset();
}

void StreamTailsTest::readsFromAnOffset()
{
    append("0123456789");
    QCOMPARE(get("/log")->body, std::string("0123456789"));
    QCOMPARE(get("/log?offset=7")->body, std::string("789"));
    QCOMPARE(get("/log?offset=10")->body, std::string());
    QCOMPARE(get("/log?offset=11")->status, 416);
    QCOMPARE(get("/follow/log?offset=11")->status, 416);
    QCOMPARE(get("/other")->status, 404);
}

void StreamTailsTest::followsUntilTheAttemptEnds()
{
    append("one\n");
    std::atomic<std::size_t> received{0};
    auto followed = std::async(std::launch::async, [&] {
        net::DialRequest request;
        request.target = "/follow/log?offset=1";
        std::string body;
        request.on_body = [&](std::string_view piece) {
            body += piece;
            received = body.size();
            return true;
        };
        const auto response = net::dial({server_->address(), false, {}, {}}, request);
        return response ? body : response.error().message;
    });
    QTRY_COMPARE(received.load(), std::size_t{3});
    append("two\n");
    QTRY_COMPARE(received.load(), std::size_t{7});
    append("last without newline");
    endAttempt();
    QCOMPARE(followed.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    QCOMPARE(followed.get(), std::string("ne\ntwo\nlast without newline"));
    QTRY_COMPARE(tails_->followers(), std::size_t{0});
}

void StreamTailsTest::followsWhatEndedToItsEnd()
{
    append(std::string(3'000'000, 'x'));
    endAttempt();
    QCOMPARE(get("/follow/log")->body.size(), std::size_t{3'000'000});
}

void StreamTailsTest::thousandReadersGetEveryByte()
{
    std::vector<std::shared_ptr<SlowReader>> readers;
    for (int i = 0; i < 1000; ++i)
        readers.push_back(followSlowly());
    QTRY_COMPARE(tails_->followers(), std::size_t{1000});
    for (int i = 0; i < 100; ++i)
        append(std::string(1000, 'x'));
    endAttempt();
    for (const auto& reader : readers) {
        QTRY_VERIFY_WITH_TIMEOUT(reader->finished, 60'000);
        QCOMPARE(reader->total(), std::size_t{100'000});
    }
    QTRY_COMPARE(tails_->followers(), std::size_t{0});
}

void StreamTailsTest::slowReaderIsFedAsItDrains()
{
    append(std::string(5u << 20, 'x'));
    const auto slow = followSlowly();
    const auto quick = followSlowly();
    endAttempt();
    QTRY_VERIFY(slow->queuedBytes() >= 512u << 10);
    for (int i = 0; i < 100 && !quick->finished; ++i) {
        QTRY_VERIFY(quick->queuedBytes() > 0 || quick->finished);
        quick->drain();
    }
    QVERIFY(quick->finished);
    QVERIFY(!slow->finished);
    QVERIFY(slow->most() <= 768u << 10);
    QVERIFY(slow->largest() <= 256u << 10);
    while (!slow->finished) {
        QTRY_VERIFY(slow->queuedBytes() > 0 || slow->finished);
        slow->drain();
    }
    QCOMPARE(slow->total(), std::size_t{5u << 20});
}

void StreamTailsTest::readerThatLeavesIsForgotten()
{
    const auto reader = followSlowly();
    QTRY_COMPARE(tails_->followers(), std::size_t{1});
    reader->goAway();
    QTRY_COMPARE(tails_->followers(), std::size_t{0});
    append("more");
    QVERIFY(!reader->finished);
}

void StreamTailsTest::deletedStreamBreaksOff()
{
    append("abc");
    const auto reader = followSlowly();
    QTRY_COMPARE(reader->total(), std::size_t{3});
    std::filesystem::remove_all(attempt_ / "streams");
    QTRY_VERIFY(reader->aborted);
    QTRY_COMPARE(tails_->followers(), std::size_t{0});
}

void StreamTailsTest::destructionBreaksOff()
{
    const auto reader = followSlowly();
    const auto response = tails_->respond(StreamCatalog(attempt_ / "streams"), "log", 0, Follow::Yes);
    server_->stop(std::chrono::milliseconds(0));
    tails_.reset();
    QVERIFY(reader->aborted);
    const auto late = std::make_shared<SlowReader>();
    std::get<net::StreamStart>(response->body)(late);
    QVERIFY(late->aborted);
    init();
}

QTEST_GUILESS_MAIN(StreamTailsTest)
#include "stream_tails_test.moc"
