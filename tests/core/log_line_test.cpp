// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log_line.h"

#include <QtTest>

using namespace slipway;

class LogLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesStayInTheirField_data();
    void valuesStayInTheirField();
    void fieldsKeepTheirOrder();
};

void LogLineTest::valuesStayInTheirField_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("written");

    QTest::newRow("a word stands as it is") << QByteArray("alice") << QByteArray(" a=alice");
    QTest::newRow("a path stands as it is") << QByteArray("/api/v1?b") << QByteArray(" a=/api/v1?b");
    QTest::newRow("letters of any language stand as they are") << QByteArray("数据") << QByteArray(" a=数据");
    QTest::newRow("what is empty is left out") << QByteArray("") << QByteArray("");
    QTest::newRow("spaces are quoted") << QByteArray("a b") << QByteArray(" a=\"a b\"");
    QTest::newRow("another field is quoted") << QByteArray("x user=root") << QByteArray(" a=\"x user=root\"");
    QTest::newRow("quotes are escaped") << QByteArray("\"") << QByteArray(" a=\"\\\"\"");
    QTest::newRow("backslashes are escaped") << QByteArray("\\n") << QByteArray(" a=\"\\\\n\"");
    QTest::newRow("another line is escaped")
        << QByteArray("x\nlevel=error") << QByteArray(" a=\"x\\nlevel=error\"");
    QTest::newRow("a terminal's commands are escaped")
        << QByteArray("\x1b[2J") << QByteArray(" a=\"\\u001b[2J\"");
    QTest::newRow("NUL is escaped") << QByteArray("a\0b", 3) << QByteArray(" a=\"a\\u0000b\"");
}

void LogLineTest::valuesStayInTheirField()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, written);
    QCOMPARE(QByteArray::fromStdString(logLine("e", {{"a", value.toStdString()}})), "event=e" + written);
}

void LogLineTest::fieldsKeepTheirOrder()
{
    QCOMPARE(logLine("request", {{"id", "req-1"}, {"user", ""}, {"status", "200"}}),
             std::string("event=request id=req-1 status=200"));
    QCOMPARE(logLine("reloaded"), std::string("event=reloaded"));
}

QTEST_GUILESS_MAIN(LogLineTest)
#include "log_line_test.moc"
