// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/relay/back_door.h"
#include "net/relay/back_way.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <atomic>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

constexpr int patience_ms = 20'000;

quint16 portOf(const std::string& address)
{
    return static_cast<quint16>(std::stoi(address.substr(address.rfind(':') + 1)));
}

/// Says back what it hears, in capitals, and closes after a '!'.
class Echo : public QTcpServer {
public:
    Echo()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray heard = socket->readAll();
                socket->write(heard.toUpper());
                if (heard.endsWith('!'))
                    socket->disconnectFromHost();
            });
        });
    }

    std::string address() const { return "127.0.0.1:" + std::to_string(serverPort()); }

    int connections = 0;
};

/// What a caller gets who says `words`, which end with '!'.
QByteArray ask(const std::string& callers, const QByteArray& words, int timeout_ms = patience_ms)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, portOf(callers));
    socket.write(words);
    QByteArray heard;
    (void)QTest::qWaitFor(
        [&] {
            heard += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        },
        timeout_ms);
    return heard + socket.readAll();
}

}  // namespace

class RelayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void callersReachTheTarget();
    void manyCallersAtOnceAllCome();
    void largeAnswersComeWhole();
    void aCallerWaitsForTheFarEnd();
    void aCallerIsNotKeptForEver();
    void strangersAreNotLetIn_data();
    void strangersAreNotLetIn();
    void signsOfLifeKeepConnectionsReady();
    void aFarEndThatWentIsNotTaken();
    void aTargetThatIsAwayClosesTheCaller();

private:
    void openDoor(std::chrono::milliseconds patience = 20s, std::chrono::milliseconds life = 20s);
    net::BackWayOptions way();

    std::unique_ptr<Echo> echo_;
    std::unique_ptr<net::BackDoor> door_;
    std::unique_ptr<net::BackWays> ways_;
    std::atomic<int> hellos_ = 0;
};

void RelayTest::init()
{
    echo_ = std::make_unique<Echo>();
    ways_ = std::make_unique<net::BackWays>();
    hellos_ = 0;
}

void RelayTest::cleanup()
{
    ways_.reset();
    door_.reset();
    echo_.reset();
}

void RelayTest::openDoor(std::chrono::milliseconds patience, std::chrono::milliseconds life)
{
    net::BackDoorOptions options;
    options.patience = patience;
    options.sign_of_life = life;
    options.admit = [this](std::string_view hello) {
        ++hellos_;
        return hello == "open sesame";
    };
    auto opened = net::BackDoor::open(options);
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    door_ = std::move(*opened);
}

net::BackWayOptions RelayTest::way()
{
    net::BackWayOptions options;
    options.door = [address = door_->backs()] { return address; };
    options.hello = [] { return std::string("open sesame"); };
    options.target = [address = echo_->address()] { return address; };
    return options;
}

void RelayTest::callersReachTheTarget()
{
    openDoor();
    const auto lead = ways_->lead(way());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(ask(door_->callers(), "hello!"), QByteArray("HELLO!"));
    QCOMPARE(echo_->connections, 5);
}

void RelayTest::manyCallersAtOnceAllCome()
{
    openDoor();
    const auto lead = ways_->lead(way());
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    QByteArray heard;
    int closed = 0;
    for (int i = 0; i < 40; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        QTcpSocket* socket = sockets.back().get();
        connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] { heard += socket->readAll(); });
        connect(socket, &QTcpSocket::disconnected, this, [&closed] { ++closed; });
        socket->connectToHost(QHostAddress::LocalHost, portOf(door_->callers()));
        socket->write("a!");
    }
    QTRY_COMPARE_WITH_TIMEOUT(closed, 40, patience_ms);
    QCOMPARE(heard, QByteArray("A!").repeated(40));
}

void RelayTest::largeAnswersComeWhole()
{
    openDoor();
    const auto lead = ways_->lead(way());
    const QByteArray words = QByteArray("abcdefgh").repeated(1'000'000) + "!";
    const QByteArray heard = ask(door_->callers(), words);
    QCOMPARE(heard.size(), words.size());
    QVERIFY(heard == words.toUpper());
}

void RelayTest::aCallerWaitsForTheFarEnd()
{
    openDoor();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, portOf(door_->callers()));
    socket.write("late!");
    QVERIFY(socket.waitForBytesWritten(patience_ms));
    const auto lead = ways_->lead(way());
    QByteArray heard;
    QTRY_VERIFY_WITH_TIMEOUT((heard += socket.readAll(), heard == "LATE!"), patience_ms);
}

void RelayTest::aCallerIsNotKeptForEver()
{
    openDoor(200ms);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(ask(door_->callers(), "hello!"), QByteArray());
    QVERIFY(timer.elapsed() >= 150);
}

void RelayTest::strangersAreNotLetIn_data()
{
    QTest::addColumn<QByteArray>("hello");
    QTest::newRow("another word") << QByteArray("open barley\n");
    QTest::newRow("nothing") << QByteArray("\n");
    QTest::newRow("a line without end") << QByteArray(5000, 'x');
    QTest::newRow("bytes") << QByteArray::fromHex("00ff0a");
}

void RelayTest::strangersAreNotLetIn()
{
    QFETCH(QByteArray, hello);
    openDoor(300ms);
    QTcpSocket stranger;
    stranger.connectToHost(QHostAddress::LocalHost, portOf(door_->backs()));
    stranger.write(hello);
    QTRY_COMPARE_WITH_TIMEOUT(stranger.state(), QAbstractSocket::UnconnectedState, patience_ms);
    QCOMPARE(ask(door_->callers(), "hello!"), QByteArray());
    QVERIFY(stranger.readAll().isEmpty());
}

void RelayTest::signsOfLifeKeepConnectionsReady()
{
    openDoor(20s, 50ms);
    net::BackWayOptions options = way();
    options.silence = 500ms;
    options.ready = 1;
    const auto lead = ways_->lead(options);
    QTRY_COMPARE_WITH_TIMEOUT(hellos_.load(), 1, patience_ms);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY_WITH_TIMEOUT(timer.elapsed() > 1'500, patience_ms);
    QCOMPARE(hellos_.load(), 1);  // The same one is still there.
    QCOMPARE(ask(door_->callers(), "hello!"), QByteArray("HELLO!"));
}

void RelayTest::aFarEndThatWentIsNotTaken()
{
    openDoor();
    auto first = ways_->lead(way());
    QTRY_COMPARE_WITH_TIMEOUT(hellos_.load(), 2, patience_ms);
    first.reset();
    const auto second = ways_->lead(way());
    QTRY_COMPARE_WITH_TIMEOUT(hellos_.load(), 4, patience_ms);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(ask(door_->callers(), "hello!"), QByteArray("HELLO!"));
}

void RelayTest::aTargetThatIsAwayClosesTheCaller()
{
    openDoor();
    net::BackWayOptions options = way();
    std::atomic<bool> away = true;
    options.target = [this, &away] { return away ? std::string("127.0.0.1:9") : echo_->address(); };
    const auto lead = ways_->lead(options);
    QCOMPARE(ask(door_->callers(), "hello!"), QByteArray());
    away = false;
    QCOMPARE(ask(door_->callers(), "hello!"), QByteArray("HELLO!"));
}

QTEST_GUILESS_MAIN(RelayTest)
#include "relay_test.moc"
