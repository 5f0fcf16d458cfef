// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_record.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace slipway;

/// What the Python SDK writes is what the workbench reads.
class EventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLoggedPointIsRead();
};

void EventsTest::everyLoggedPointIsRead()
{
    QTemporaryDir directory;
    QProcess python;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SLIPWAY_EVENTS"), directory.path());
    environment.insert(QStringLiteral("PYTHONPATH"), QStringLiteral(SLIPWAY_SOURCE_DIR "/sdk/python"));
    python.setProcessEnvironment(environment);
    python.start(
        QStringLiteral("/usr/bin/python3"),
        {QStringLiteral("-c"), QStringLiteral("import slipway\n"
                                              "for i in range(1000):\n"
                                              "    slipway.log({'loss': 1 / (i + 1), 'up': i}, step=i * 3)\n"
                                              "slipway.log({'loss': float('nan')}, step=-5)\n")});
    QVERIFY(python.waitForFinished());
    QCOMPARE(python.exitCode(), 0);

    const QFileInfoList files = QDir(directory.path()).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QFile file(files.first().filePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    events::EventReader reader;
    std::vector<events::ScalarPoint> points;
    reader.feed(file.readAll().toStdString(), points);

    QCOMPARE(points.size(), std::size_t(2001));
    for (std::size_t i = 0; i < 1000; ++i) {
        QCOMPARE(points[2 * i].tag, std::string("loss"));
        QCOMPARE(points[2 * i].step, std::int64_t(i) * 3);
        QCOMPARE(points[2 * i].value, double(float(1.0 / double(i + 1))));
        QCOMPARE(points[2 * i + 1].value, double(i));
        QVERIFY(points[2 * i].wall_time > 1.6e9);
    }
    QCOMPARE(points.back().step, std::int64_t(-5));
    QVERIFY(std::isnan(points.back().value));
    QVERIFY(!reader.broken());
    QCOMPARE(reader.skippedRecords(), std::uint64_t(0));
}

QTEST_GUILESS_MAIN(EventsTest)
#include "events_test.moc"
