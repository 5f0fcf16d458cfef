// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bytes.h"

#include <QTest>

using namespace slipway;

class BytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_data();
    void parse();
    void text_data();
    void text();
};

void BytesTest::parse_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<quint64>("count");

    QTest::newRow("a bare number is bytes") << QByteArray("512") << true << quint64{512};
    QTest::newRow("KiB is 1024") << QByteArray("64KiB") << true << quint64{65536};
    QTest::newRow("KB is 1000") << QByteArray("64KB") << true << quint64{64000};
    QTest::newRow("a space may stand before the unit") << QByteArray("2 GiB") << true << quint64{2147483648};
    QTest::newRow("units may be in any case") << QByteArray("1gib") << true << quint64{1073741824};
    QTest::newRow("Gi is read as Kubernetes writes it") << QByteArray("1Gi") << true << quint64{1073741824};
    QTest::newRow("fractions are rounded to a byte") << QByteArray("1.5 KiB") << true << quint64{1536};
    QTest::newRow("10GB is decimal") << QByteArray("10GB") << true << quint64{10000000000};
    QTest::newRow("PiB and EiB are read, since text() writes them")
        << QByteArray("2 PiB") << true << quint64{1} * 2 * 1024 * 1024 * 1024 * 1024 * 1024;
    QTest::newRow("the largest number is exact")
        << QByteArray("18446744073709551615") << true << quint64{18446744073709551615u};
    QTest::newRow("what does not fit is refused")
        << QByteArray("18446744073709551616") << false << quint64{0};
    QTest::newRow("what overflows by its unit is refused")
        << QByteArray("99999999999TiB") << false << quint64{0};
    QTest::newRow("an empty text is refused") << QByteArray("") << false << quint64{0};
    QTest::newRow("a negative size is refused") << QByteArray("-1") << false << quint64{0};
    QTest::newRow("an unknown unit is refused") << QByteArray("3 bananas") << false << quint64{0};
    QTest::newRow("a number that ends in a dot is refused") << QByteArray("3.GiB") << false << quint64{0};
    QTest::newRow("two dots are refused") << QByteArray("1.2.3MiB") << false << quint64{0};
    QTest::newRow("a unit alone is refused") << QByteArray("GiB") << false << quint64{0};
}

void BytesTest::parse()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(quint64, count);
    const auto parsed = Bytes::parse(text.toStdString());
    QCOMPARE(parsed.has_value(), good);
    if (good)
        QCOMPARE(quint64{parsed->count()}, count);
    else
        QVERIFY(parsed.error().message.find(text.toStdString()) != std::string::npos);
}

void BytesTest::text_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing is zero bytes") << quint64{0} << QByteArray("0 B");
    QTest::newRow("small sizes are exact") << quint64{999} << QByteArray("999 B");
    QTest::newRow("never four digits") << quint64{1000} << QByteArray("0.98 KiB");
    QTest::newRow("whole units have no fraction") << quint64{1} * (2u << 30) << QByteArray("2 GiB");
    QTest::newRow("three digits are kept") << quint64{155189248} << QByteArray("148 MiB");
    QTest::newRow("rounding carries to the next unit") << quint64{1023} * 1048576 << QByteArray("1 GiB");
    QTest::newRow("a tenth is kept below a hundred") << quint64{13107} << QByteArray("12.8 KiB");
    QTest::newRow("the largest size has a unit") << quint64{18446744073709551615u} << QByteArray("16 EiB");
}

void BytesTest::text()
{
    QFETCH(quint64, count);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(Bytes(count).text()), text);
}

QTEST_GUILESS_MAIN(BytesTest)
#include "bytes_test.moc"
