// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/caretaker.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <memory>

using namespace slipway;
using namespace std::chrono_literals;

class CaretakerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void choresComeAgainAndAgain();
    void endingWaitsForChoresInHand();
    void endingDoesNotWaitForTheNextTime();
};

void CaretakerTest::choresComeAgainAndAgain()
{
    std::atomic<int> done = 0;
    const Caretaker caretaker(1ms, [&] { ++done; });
    QTRY_VERIFY(done >= 3);
}

void CaretakerTest::endingWaitsForChoresInHand()
{
    QSemaphore begun;
    QSemaphore go_on;
    bool over = false;
    auto caretaker = std::make_unique<Caretaker>(1ms, [&] {
        begun.release();
        go_on.acquire();
        over = true;
    });
    begun.acquire();
    std::thread ending([&] { caretaker.reset(); });
    go_on.release(1000);  // Maybe more rounds begin before it is ending.
    ending.join();
    QVERIFY(over);
}

void CaretakerTest::endingDoesNotWaitForTheNextTime()
{
    bool done = false;
    const auto begin = std::chrono::steady_clock::now();
    {
        const Caretaker caretaker(std::chrono::hours(1), [&] { done = true; });
    }
    QVERIFY(std::chrono::steady_clock::now() - begin < 1min);
    QVERIFY(!done);
}

QTEST_GUILESS_MAIN(CaretakerTest)
#include "caretaker_test.moc"
