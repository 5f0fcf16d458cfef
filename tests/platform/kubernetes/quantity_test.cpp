// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/quantity.h"

#include <QTest>

#include <limits>

using namespace slipway;

class QuantityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void read_data();
    void read();
};

void QuantityTest::read_data()
{
    constexpr qint64 none = -1;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("wholes");
    QTest::addColumn<qint64>("thousandths");
    const auto row = [](const char* name, const char* text, qint64 whole, qint64 thousandth) {
        QTest::newRow(name) << QByteArray(text) << whole << thousandth;
    };
    row("a bare number", "2", 2, 2'000);
    row("thousandths of a processor", "100m", 1, 100);
    row("binary units", "16Gi", 16ll << 30, (16ll << 30) * 1'000);
    row("decimal units", "16G", 16'000'000'000, 16'000'000'000'000);
    row("as a node writes its memory", "24581684Ki", 24581684ll << 10, (24581684ll << 10) * 1'000);
    row("a fraction", "1.5k", 1'500, 1'500'000);
    row("a fraction is rounded up", "0.0001", 1, 1);
    row("nano and micro are rounded up", "1500u", 1, 2);
    row("an exponent", "1e3", 1'000, 1'000'000);
    row("a negative exponent", "25E-1", 3, 2'500);
    row("a positive exponent", "2e+2", 200, 200'000);
    row("a point at either end", "1.", 1, 1'000);
    row("a point in front", ".5", 1, 500);
    row("a plus", "+3", 3, 3'000);
    row("nothing is there", "0", 0, 0);
    row("nothing of much", "0E", 0, 0);
    row("as many bytes as fit", "9223372036854775807", std::numeric_limits<qint64>::max(), none);
    row("more bytes than fit", "9223372036854775808", none, none);
    row("8 Ei do not fit", "8Ei", none, none);
    row("a large exponent", "1e30", none, none);
    row("an exponent beyond reason", "1e999999", none, none);
    row("digits without end", "00000000000000000000000000000000000000000001", none, none);
    row("an empty text", "", none, none);
    row("a unit alone", "Gi", none, none);
    row("an unknown unit", "1Xi", none, none);
    row("two points", "1.2.3", none, none);
    row("a negative number", "-1", none, none);
    row("a space", "1 Gi", none, none);
    row("an exponent and a unit", "1e3Gi", none, none);
    row("an exponent without a number", "1e", none, none);
    row("a point alone", ".", none, none);
}

void QuantityTest::read()
{
    QFETCH(QByteArray, text);
    QTEST(static_cast<qint64>(wholes(text.toStdString()).value_or(-1)), "wholes");
    QTEST(static_cast<qint64>(thousandths(text.toStdString()).value_or(-1)), "thousandths");
}

QTEST_GUILESS_MAIN(QuantityTest)
#include "quantity_test.moc"
