// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fetch/fetcher.h"

#include "net/serve/listener.h"
#include "slow_source.h"

#include <atomic>
#include <fstream>
#include <future>
#include <thread>

using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

namespace {

FetchRequest request(const std::string& url, const std::string& method = "GET")
{
    FetchRequest request;
    request.url = url;
    request.method = method;
    return request;
}

std::string outcome(const Result<FetchResponse>& result)
{
    return result ? std::to_string(result->status) : std::string(name(result.error().code));
}

// Notes how a transfer ends, and how often.
struct Ending {
    std::atomic<int> count = 0;
    std::promise<std::string> promise;
    std::future<std::string> future = promise.get_future();

    std::function<void(Result<FetchResponse>)> callback()
    {
        return [this](const Result<FetchResponse>& result) {
            if (++count == 1)
                promise.set_value(outcome(result));
        };
    }
    std::string wait()
    {
        return future.wait_for(patience) == std::future_status::ready ? future.get() : "nothing";
    }
};

std::size_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t pages = 0;
    statm >> pages >> pages;
    return pages * 4096;
}

std::string readRequest(int fd)
{
    std::string bytes;
    char piece[4096];
    while (bytes.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = ::recv(fd, piece, sizeof piece, 0);
        if (got <= 0)
            break;
        bytes.append(piece, static_cast<std::size_t>(got));
    }
    return bytes;
}

}  // namespace

class FetchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void methodsHeadersAndBodiesGoAndCome_data();
    void methodsHeadersAndBodiesGoAndCome();
    void bigBodiesNeedLittleMemory();
    void problemsAreSentences_data();
    void problemsAreSentences();
    void limitsEndATransfer_data();
    void limitsEndATransfer();
    void cancelEndsATransferInEveryPhase_data();
    void cancelEndsATransferInEveryPhase();
    void aDeadConnectionIsTriedAgain();
    void anAnswerBeforeTheEndOfTheBodyIsHeard_data();
    void anAnswerBeforeTheEndOfTheBodyIsHeard();
    void whatNobodyWantsIsNotSentToItsEnd();
    void unixSocketsOfLongPathsAreReached();
    void aSourceThatIsNotReadyIsWaitedFor();
    void aReceiverWithoutRoomHoldsTheSenderBack();
    void theDestructorEndsEverything();
    void manyTransfersShareTheThread();
};

void FetchTest::initTestCase()
{
    // A proxy that would refuse: loopback must not use it.
    qputenv("http_proxy", "http://127.0.0.1:1");
}

void FetchTest::methodsHeadersAndBodiesGoAndCome_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH"})
        QTest::newRow(method) << QByteArray(method) << QByteArray();
    QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray();
    QTest::newRow("a body with POST") << QByteArray("POST") << QByteArray("hello");
    QTest::newRow("a body with GET") << QByteArray("GET") << QByteArray("hello");
    QTest::newRow("a body that waits to be invited") << QByteArray("PUT") << QByteArray(2 << 20, 'z');
}

void FetchTest::methodsHeadersAndBodiesGoAndCome()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    Peer peer;
    peer.start();
    Fetcher fetcher;
    FetchRequest wanted = request(peer.url("/echo"), method.toStdString());
    wanted.body = body.toStdString();
    wanted.headers.add("X-Sent", "value");
    const auto got = fetcher.run(wanted);
    QVERIFY(got);
    QCOMPARE(got->status, 201);
    QCOMPARE(*got->headers.find("x-method"), method.toStdString() + " value");
    QVERIFY(got->body == body.toStdString());
}

void FetchTest::bigBodiesNeedLittleMemory()
{
    Peer peer;
    peer.start();
    std::atomic<std::uint64_t> received = 0;
    std::atomic<std::uint64_t> progress = 0;
    Ending ending;
    Fetcher fetcher;
    fetcher.run(request(peer.url("/echo")));
    [[maybe_unused]] const std::size_t before = residentBytes();

    FetchRequest upload = request(peer.url("/count"), "PUT");
    upload.source = std::make_shared<LetterSource>(big);
    const auto sent = fetcher.run(upload);
    QVERIFY(sent);
    QCOMPARE(sent->body, std::to_string(big));

    FetchCallbacks callbacks;
    callbacks.on_body = [&](std::string_view bytes) {
        received += bytes.size();
        return true;
    };
    callbacks.on_progress = [&](std::uint64_t, std::uint64_t bytes) { progress = bytes; };
    callbacks.on_done = ending.callback();
    const auto handle = fetcher.start(request(peer.url("/big")), std::move(callbacks));
    QCOMPARE(ending.wait(), std::string("200"));
    QCOMPARE(received.load(), big);
    QVERIFY(progress > 0);
#ifndef __SANITIZE_ADDRESS__  // Which keeps freed memory for a while.
    const std::size_t grown = residentBytes() - std::min(before, residentBytes());
    QVERIFY2(grown < big / 2, std::to_string(grown).c_str());
#endif
}

void FetchTest::problemsAreSentences_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("message");

    QTest::newRow("nobody listens") << QByteArray("http://127.0.0.1:1/a?secret")
                                    << QByteArray("Cannot reach 127.0.0.1:1: connection refused. "
                                                  "Check that the server is running.");
    QTest::newRow("no such host") << QByteArray("http://no-such-host.invalid/")
                                  << QByteArray("no-such-host.invalid:80");
    QTest::newRow("no URL") << QByteArray("nonsense") << QByteArray("nonsense");
    QTest::newRow("another protocol") << QByteArray("file:///etc/passwd") << QByteArray("http");
}

void FetchTest::problemsAreSentences()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, message);
    qunsetenv("http_proxy");
    Fetcher fetcher;
    const auto got = fetcher.run(request(url.toStdString()));
    QVERIFY(!got);
    QVERIFY2(got.error().message.find(message.toStdString()) != std::string::npos,
             got.error().message.c_str());
    QVERIFY(got.error().message.find("secret") == std::string::npos);
    QVERIFY(got.error().message.ends_with('.'));
}

void FetchTest::limitsEndATransfer_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QByteArray>("outcome");

    QTest::newRow("the whole takes too long") << QByteArray("total") << QByteArray("deadline-exceeded");
    QTest::newRow("nothing moves") << QByteArray("stall") << QByteArray("deadline-exceeded");
    QTest::newRow("no secure connection comes about")
        << QByteArray("connect") << QByteArray("deadline-exceeded");
    QTest::newRow("the answer is too large") << QByteArray("size") << QByteArray("too-large");
    QTest::newRow("the source fails") << QByteArray("source") << QByteArray("data-loss");
    QTest::newRow("a header breaks the line") << QByteArray("header") << QByteArray("invalid-argument");
    QTest::newRow("the trusted certificates are absent")
        << QByteArray("ca") << QByteArray("invalid-argument");
}

void FetchTest::limitsEndATransfer()
{
    QFETCH(QByteArray, limit);
    QFETCH(QByteArray, outcome);
    Peer peer;
    peer.start();
    auto silent = listenOn("127.0.0.1:0");
    Fetcher fetcher;
    FetchRequest wanted = request(peer.url("/never"));
    if (limit == "total")
        wanted.total_timeout = 100ms;
    if (limit == "stall")
        wanted.stall_timeout = 100ms;
    if (limit == "connect") {
        wanted.url = "https://" + silent->address + "/";
        wanted.connect_timeout = 100ms;
    }
    if (limit == "size") {
        wanted.url = peer.url("/big");
        wanted.max_body_bytes = 1u << 20;
    }
    if (limit == "source") {
        wanted = request(peer.url("/count"), "PUT");
        wanted.source = std::make_shared<LetterSource>(big, 1u << 20);
    }
    if (limit == "header")
        wanted.headers.add("X", "a\r\nY: b");
    if (limit == "ca") {
        wanted.url = "https://" + silent->address + "/";
        wanted.ca_file = "/no/such/file";
    }
    QCOMPARE(QByteArray::fromStdString(::outcome(fetcher.run(wanted))), outcome);
}

void FetchTest::cancelEndsATransferInEveryPhase_data()
{
    QTest::addColumn<QByteArray>("phase");
    for (const char* phase : {"at once", "connecting", "waiting", "sending", "receiving", "in a callback"})
        QTest::newRow(phase) << QByteArray(phase);
}

void FetchTest::cancelEndsATransferInEveryPhase()
{
    QFETCH(QByteArray, phase);
    Peer peer;
    peer.start();
    auto silent = listenOn("127.0.0.1:0");
    std::atomic<bool> reached = false;
    std::atomic<bool> stop = false;
    Ending ending;
    Fetcher fetcher;
    FetchRequest wanted = request(peer.url("/never"));
    FetchCallbacks callbacks;
    callbacks.on_done = ending.callback();
    if (phase == "connecting")
        wanted.url = "https://" + silent->address + "/";
    if (phase == "sending") {
        // The other end does not read, so the body cannot be sent.
        wanted = request("http://" + silent->address + "/", "PUT");
        wanted.source = std::make_shared<LetterSource>(big);
        wanted.headers.add("Expect", "");
        callbacks.on_progress = [&](std::uint64_t sent, std::uint64_t) { reached = sent > 0; };
    }
    if (phase == "receiving" || phase == "in a callback") {
        wanted.url = peer.url("/big");
        callbacks.on_body = [&](std::string_view) {
            reached = true;
            return !stop.load();
        };
    }
    if (phase == "in a callback")
        stop = true;
    const auto handle = fetcher.start(wanted, std::move(callbacks));
    if (phase == "waiting")
        QTRY_VERIFY(peer.waiting() == 1);
    if (phase == "sending" || phase == "receiving")
        QTRY_VERIFY(reached);
    if (phase != "in a callback")
        handle->cancel();
    const std::string ended = ending.wait();
    // A fast machine may have received everything before.
    QVERIFY2(ended == "canceled" || (phase == "receiving" && ended == "200"), ended.c_str());
    handle->cancel();
    QCOMPARE(ending.count.load(), 1);
}

void FetchTest::aDeadConnectionIsTriedAgain()
{
    auto listener = listenOn("127.0.0.1:0");
    QVERIFY(listener);
    std::thread server([&] {
        pollfd waiting{listener->socket.get(), POLLIN, 0};
        ::poll(&waiting, 1, int(patience.count()));
        const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        {
            const FileDescriptor first(::accept(listener->socket.get(), nullptr, nullptr));
            readRequest(first.get());
            ::send(first.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
            readRequest(first.get());  // The second request, which is left without an answer.
        }
        ::poll(&waiting, 1, int(patience.count()));
        const FileDescriptor second(::accept(listener->socket.get(), nullptr, nullptr));
        readRequest(second.get());
        ::send(second.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
        char rest[65536];
        while (::recv(second.get(), rest, sizeof rest, 0) > 0) {}
    });
    {
        Fetcher fetcher;
        QCOMPARE(outcome(fetcher.run(request("http://" + listener->address + "/"))), std::string("200"));
        FetchRequest again = request("http://" + listener->address + "/", "PUT");
        const auto source = std::make_shared<LetterSource>(100'000);
        again.source = source;
        QCOMPARE(outcome(fetcher.run(again)), std::string("200"));
        QVERIFY(source->rewinds >= 1);
    }
    server.join();
}

void FetchTest::anAnswerBeforeTheEndOfTheBodyIsHeard_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("nobody was asked") << std::string("/refuse") << std::string("403");
    QTest::newRow("nobody read it") << std::string("/taken") << std::string("409");
}

// A connection that is closed over unread bytes is reset, and then the answer may be lost on its way.
void FetchTest::anAnswerBeforeTheEndOfTheBodyIsHeard()
{
    QFETCH(std::string, path);
    QFETCH(std::string, expected);
    Peer peer;
    peer.start();
    Fetcher fetcher;
    for (int i = 0; i < 100; ++i) {
        FetchRequest sending = request(peer.url(path), "PUT");
        sending.source = std::make_shared<LetterSource>(big);
        const auto got = fetcher.run(sending);
        QVERIFY2(got, got ? "" : got.error().message.c_str());
        QCOMPARE(std::to_string(got->status), expected);
    }
}

void FetchTest::whatNobodyWantsIsNotSentToItsEnd()
{
    Peer peer;
    peer.start();
    Fetcher fetcher;
    FetchRequest sending = request(peer.url("/taken"), "PUT");
    sending.source = std::make_shared<LetterSource>(std::uint64_t(1) << 44);
    const auto begin = std::chrono::steady_clock::now();
    const auto got = fetcher.run(sending);
    QVERIFY2(got, got ? "" : got.error().message.c_str());
    QCOMPARE(got->status, 409);
    QVERIFY(std::chrono::steady_clock::now() - begin < 3s);
}

void FetchTest::unixSocketsOfLongPathsAreReached()
{
    const QTemporaryDir folder;
    const QString deep = folder.filePath(QString(150, QLatin1Char('d')));
    QVERIFY(QDir().mkpath(deep));
    const std::string path = deep.toStdString() + "/s";
    Peer peer;
    peer.start("unix:" + path);
    Fetcher fetcher;
    for (int i = 0; i < 3; ++i) {
        FetchRequest wanted = request("http://localhost/echo", "POST");
        wanted.unix_socket = path;
        wanted.body = "hello";
        const auto got = fetcher.run(wanted);
        QVERIFY2(got, got ? "" : got.error().message.c_str());
        QCOMPARE(got->body, std::string("hello"));
    }
    FetchRequest absent = request("http://localhost/");
    absent.unix_socket = path + "x";
    QCOMPARE(outcome(fetcher.run(absent)), std::string("unavailable"));
}

void FetchTest::aSourceThatIsNotReadyIsWaitedFor()
{
    Peer peer;
    peer.start();
    Fetcher fetcher;
    const auto source = std::make_shared<SlowSource>(1'000'000);
    FetchRequest wanted = request(peer.url("/count"), "PUT");
    wanted.source = source;
    wanted.stall_timeout = 1s;
    std::promise<Result<FetchResponse>> promise;
    auto answer = promise.get_future();
    FetchCallbacks callbacks;
    callbacks.on_done = [&](Result<FetchResponse> result) { promise.set_value(std::move(result)); };
    const auto fetch = fetcher.start(std::move(wanted), std::move(callbacks));
    QTRY_VERIFY(source->asked > 0);
    // Longer than a transfer may stand still that could go on.
    QVERIFY(answer.wait_for(1500ms) == std::future_status::timeout);
    source->ready = true;
    fetch->resume();
    QVERIFY(answer.wait_for(patience) == std::future_status::ready);
    const auto got = answer.get();
    QVERIFY2(got, got ? "" : got.error().message.c_str());
    QCOMPARE(got->body, std::string("1000000"));
}

void FetchTest::aReceiverWithoutRoomHoldsTheSenderBack()
{
    Peer peer;
    peer.start();
    Fetcher fetcher;
    std::atomic<bool> room = false;
    std::atomic<std::uint64_t> received = 0;
    std::atomic<bool> done = false;
    FetchCallbacks callbacks;
    callbacks.has_room = [&] { return room.load(); };
    callbacks.on_body = [&](std::string_view bytes) {
        received += bytes.size();
        room = received > (1u << 20);  // Goes on by itself only once it was asked twice.
        return true;
    };
    callbacks.on_done = [&](const Result<FetchResponse>& result) { done = result.has_value(); };
    const auto fetch = fetcher.start(request(peer.url("/big")), std::move(callbacks));
    QVERIFY(!QTest::qWaitFor([&] { return received > 0; }, 300));
    QVERIFY(QTest::qWaitFor(
        [&] {
            room = true;
            fetch->resume();
            return received > (1u << 20);
        },
        int(patience.count())));
    QTRY_VERIFY_WITH_TIMEOUT(done.load(), int(patience.count()));
    QCOMPARE(received.load(), big);
}

void FetchTest::theDestructorEndsEverything()
{
    Peer peer;
    peer.start();
    constexpr int count = 50;
    std::atomic<int> canceled = 0;
    std::shared_ptr<Fetch> kept;
    {
        Fetcher fetcher;
        for (int i = 0; i < count; ++i) {
            FetchCallbacks callbacks;
            callbacks.on_done = [&](const Result<FetchResponse>& result) {
                canceled += outcome(result) == "canceled";
            };
            kept = fetcher.start(request(peer.url("/never")), std::move(callbacks));
        }
    }
    QCOMPARE(canceled.load(), count);
    kept->cancel();
}

void FetchTest::manyTransfersShareTheThread()
{
    Peer peer;
    peer.start();
    constexpr int count = 200;
    std::atomic<int> good = 0;
    std::atomic<int> ended = 0;
    Fetcher fetcher;
    for (int i = 0; i < count; ++i) {
        FetchRequest wanted = request(peer.url("/echo"), "POST");
        wanted.body = std::to_string(i);
        FetchCallbacks callbacks;
        callbacks.on_done = [&, i](const Result<FetchResponse>& result) {
            good += result && result->body == std::to_string(i);
            ++ended;
        };
        fetcher.start(std::move(wanted), std::move(callbacks));
    }
    QTRY_COMPARE_WITH_TIMEOUT(ended.load(), count, int(patience.count()));
    QCOMPARE(good.load(), count);
}

QTEST_GUILESS_MAIN(FetchTest)
#include "fetch_test.moc"
