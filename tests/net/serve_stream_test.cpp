// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/server.h"

#include "net_fixtures.h"

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

using namespace slipway;
using namespace slipway::net;
using namespace std::chrono_literals;

namespace {

const std::string probe = "GET /probe HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

std::string get(const std::string& path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

// A service whose answers are streams that the test writes.
struct StreamFixture {
    std::mutex mutex;
    std::vector<std::shared_ptr<StreamWriter>> writers;
    Headers headers;  ///< Of every answer.
    std::atomic<int> closed = 0;
    std::atomic<int> drained = 0;
    std::shared_ptr<FunctionService> service = std::make_shared<FunctionService>();

    StreamFixture()
    {
        service->on_handle = [this](const Request&) {
            Response response;
            response.headers = headers;
            response.body = StreamStart([this](const std::shared_ptr<StreamWriter>& writer) {
                writer->onClosed([this] { ++closed; });
                writer->onDrained([this] { ++drained; });
                const std::lock_guard lock(mutex);
                writers.push_back(writer);
            });
            return response;
        };
    }

    std::shared_ptr<StreamWriter> writer(std::size_t index = 0)
    {
        const auto there = [&] {
            const std::lock_guard lock(mutex);
            return writers.size() > index;
        };
        return QTest::qWaitFor(there, int(patience.count())) ? writers[index] : nullptr;
    }
};

bool waitFor(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, int(patience.count()));
}

}  // namespace

class ServeStreamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStreamArrivesAndEndsProperly();
    void aStreamOfKnownLengthIsNoChunks();
    void everyByteOfAFastWriterArrives();
    void anAbortedStreamArrivesBroken();
    void aSlowReaderIsCut();
    void aReaderThatStandsStillIsCut();
    void aReaderThatLeavesIsNoticed();
    void aWriterOutlivesItsServer();

    void partsOfFilesAreSent();
    void aShrinkingFileBreaksTheAnswer();
};

void ServeStreamTest::aStreamArrivesAndEndsProperly()
{
    StreamFixture streams;
    const auto server = startServer(streams.service);
    RawClient client(server->address());
    client.send(get("/"));
    QVERIFY(client.receiveUntil("\r\n\r\n"));
    const auto writer = streams.writer();
    QVERIFY(writer->write("hello"));
    QVERIFY(client.receiveUntil("5\r\nhello\r\n"));
    QVERIFY(waitFor([&] { return streams.drained == 1 && writer->queuedBytes() == 0; }));
    QVERIFY(writer->write(" world"));
    writer->finish();
    QVERIFY(!writer->write("too late"));
    QVERIFY(client.receiveUntil("6\r\n world\r\n0\r\n\r\n"));
    QVERIFY(waitFor([&] { return streams.closed == 1; }));

    // The connection is kept.
    client.forgetReceived();
    client.send(get("/"));
    streams.writer(1)->finish();
    QVERIFY(client.receiveUntil("\r\n\r\n0\r\n\r\n"));
    QVERIFY(waitFor([&] { return streams.closed == 2; }));
}

void ServeStreamTest::aStreamOfKnownLengthIsNoChunks()
{
    StreamFixture streams;
    streams.headers.set("Content-Length", "11");
    const auto server = startServer(streams.service);
    RawClient client(server->address());
    client.send(get("/"));
    const auto writer = streams.writer();
    QVERIFY(writer->write("hello"));
    QVERIFY(writer->write(" world"));
    writer->finish();
    QVERIFY(client.receiveUntil("Content-Length: 11\r\n"));
    QVERIFY(client.receiveUntil("\r\n\r\nhello world"));

    // The connection is kept.
    client.forgetReceived();
    client.send(get("/"));
    streams.writer(1)->write("short");
    QVERIFY(client.receiveUntil("\r\n\r\nshort"));
    streams.writer(1)->abort();
    QVERIFY(waitFor([&] { return streams.closed == 2; }));
}

// What is written while the connection sends, and while it rests, in every order of the two threads.
void ServeStreamTest::everyByteOfAFastWriterArrives()
{
    for (int round = 0; round < 20; ++round) {
        StreamFixture streams;
        const auto server = startServer(streams.service);
        RawClient client(server->address());
        client.send("GET / HTTP/1.0\r\n\r\n");  // So that the end is the connection's, and no chunk between.
        const auto writer = streams.writer();
        QVERIFY(writer);
        std::string written;
        for (int i = 0; i < 20'000; ++i) {
            const auto line = std::make_shared<const std::string>(std::to_string(i) + "\n");
            written += *line;
            QVERIFY(writer->write(line));
            if (i % 50 == 0)
                std::this_thread::yield();
        }
        writer->finish();
        client.receiveAll();
        const std::string& all = client.received();
        QVERIFY(all.substr(all.find("\r\n\r\n") + 4) == written);
    }
}

void ServeStreamTest::anAbortedStreamArrivesBroken()
{
    StreamFixture streams;
    const auto server = startServer(streams.service);
    RawClient client(server->address());
    client.send(get("/"));
    const auto writer = streams.writer();
    writer->write("hello");
    QVERIFY(client.receiveUntil("hello\r\n"));
    writer->abort();
    client.receiveAll();
    QVERIFY(client.hasEnded());
    QVERIFY(client.received().find("0\r\n\r\n") == std::string::npos);
    QVERIFY(waitFor([&] { return streams.closed == 1; }));
    QVERIFY(!writer->write("gone"));
}

void ServeStreamTest::aSlowReaderIsCut()
{
    StreamFixture streams;
    ServerOptions options;
    options.max_queued_stream_bytes = 1u << 20;
    const auto server = startServer(streams.service, options);
    RawClient client(server->address());
    client.send(get("/"));
    const auto writer = streams.writer();
    std::size_t written = 0;
    while (written < 256u << 20 && writer->write(std::string(64u << 10, 'x')))
        written += 64u << 10;
    QVERIFY(written < 256u << 20);
    QVERIFY(waitFor([&] { return streams.closed == 1; }));
    QCOMPARE(writer->queuedBytes(), 0u);
}

void ServeStreamTest::aReaderThatStandsStillIsCut()
{
    StreamFixture streams;
    ServerOptions options;
    options.idle_timeout = 200ms;
    options.max_queued_stream_bytes = 64u << 20;
    const auto server = startServer(streams.service, options);
    RawClient client(server->address());
    client.send(get("/"));
    streams.writer()->write(std::string(32u << 20, 'x'));
    QVERIFY(waitFor([&] { return streams.closed == 1; }));
}

void ServeStreamTest::aReaderThatLeavesIsNoticed()
{
    StreamFixture streams;
    const auto server = startServer(streams.service);
    RawClient client(server->address());
    client.send(get("/"));
    QVERIFY(client.receiveUntil("\r\n\r\n"));
    client.close();
    QVERIFY(waitFor([&] { return streams.closed == 1; }));
    QVERIFY(!streams.writer()->write("gone"));
}

void ServeStreamTest::aWriterOutlivesItsServer()
{
    StreamFixture streams;
    auto server = startServer(streams.service);
    RawClient client(server->address());
    client.send(get("/"));
    const auto writer = streams.writer();
    server.reset();
    QCOMPARE(streams.closed.load(), 1);
    QVERIFY(!writer->write("gone"));
    writer->finish();
    writer->abort();
    client.receiveAll();
    QVERIFY(client.received().find("0\r\n\r\n") == std::string::npos);
}

void ServeStreamTest::partsOfFilesAreSent()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("f")).toStdString();
    std::string content(5u << 20, '\0');
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>('a' + i % 23);
    std::ofstream(file) << content;
    const auto service = std::make_shared<FunctionService>();
    service->on_handle = [&](const Request& request) {
        Response response;
        const std::string* range = request.head.headers.find("range");
        bool satisfiable = true;
        const auto part = parseRange(range ? *range : "", content.size(), satisfiable)
                              .value_or(ByteRange{0, content.size() - 1});
        response.body =
            FileBody{request.head.path == "/absent" ? file + "x" : file, part.first,
                     request.head.path == "/long" ? content.size() + 1 : part.last - part.first + 1};
        return response;
    };
    const auto server = startServer(service);
    RawClient client(server->address());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nRange: bytes=1000-3000000\r\nConnection: close\r\n\r\n");
    QVERIFY(bodyIn(client.receiveAll()) == content.substr(1000, 2'999'001));

    RawClient others(server->address());
    others.send(get("/absent") + get("/long") + "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + probe);
    others.receiveAll();
    QCOMPARE(statusesIn(others.received()), std::string("500 500 200 200"));
    QVERIFY(others.received().ends_with(content.substr(content.size() - 1000)));
}

void ServeStreamTest::aShrinkingFileBreaksTheAnswer()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("f")).toStdString();
    constexpr std::size_t size = 32u << 20;
    std::ofstream(file) << std::string(size, 'x');
    const auto service = std::make_shared<FunctionService>();
    service->on_handle = [&](const Request&) {
        Response response;
        response.body = FileBody{file, 0, size};
        return response;
    };
    const auto server = startServer(service);
    RawClient client(server->address());
    client.send(get("/"));
    QVERIFY(client.receiveUntil("\r\n\r\n"));
    std::filesystem::resize_file(file, 1000);
    QVERIFY(client.receiveAll().size() < size);
    QVERIFY(client.hasEnded());
}

QTEST_GUILESS_MAIN(ServeStreamTest)
#include "serve_stream_test.moc"
