// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace slipway;

class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void accepted_data();
    void accepted();
    void brokenBytesAreReplacedWhenWritten();
};

void JsonTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");

    QTest::newRow("a key twice is named")
        << QByteArray(R"({"a":1,"b":{"cmd":1,"cmd":2}})") << QByteArray("\"cmd\"");
    QTest::newRow("65 levels are too deep")
        << QByteArray(65, '[') + QByteArray(65, ']') << QByteArray("deeper than 64");
    QTest::newRow("a million levels do not exhaust the stack")
        << QByteArray(1000000, '[') << QByteArray("deeper");
    QTest::newRow("the place of a mistake is told")
        << QByteArray("{\n  \"a\": 1,\n  \"b\": x\n}") << QByteArray("line 3, column 8");
    QTest::newRow("an empty text is refused") << QByteArray("") << QByteArray("line 1");
    QTest::newRow("a comma at the end is refused") << QByteArray("[1,]") << QByteArray("line 1, column 4");
    QTest::newRow("text behind the value is refused") << QByteArray("{} x") << QByteArray("column 4");
    QTest::newRow("comments are refused") << QByteArray("/* a */ {}") << QByteArray("column 1");
    QTest::newRow("bytes that are not UTF-8 are refused") << QByteArray("\"\xff\"") << QByteArray("column 2");
    QTest::newRow("half a surrogate pair is refused") << QByteArray(R"("\ud800")") << QByteArray("line 1");
    QTest::newRow("a number beyond double is refused") << QByteArray("1e999") << QByteArray("too large");
}

void JsonTest::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto json = parseJson(text.toStdString());
    QVERIFY(!json);
    QCOMPARE(json.error().code, ErrorCode::InvalidArgument);
    const auto message = QByteArray::fromStdString(json.error().message);
    QVERIFY2(message.contains(says), message.constData());
}

void JsonTest::accepted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("compact");

    QTest::newRow("64 levels are read")
        << QByteArray(64, '[') + QByteArray(64, ']') << QByteArray(64, '[') + QByteArray(64, ']');
    QTest::newRow("the same key in two objects is read")
        << QByteArray(R"([{"a":1},{"a":2}])") << QByteArray(R"([{"a":1},{"a":2}])");
    QTest::newRow("space is dropped")
        << QByteArray(" { \"a\" : [ 1 , 2 ] }\n") << QByteArray(R"({"a":[1,2]})");
    QTest::newRow("escapes are read") << QByteArray(R"("\u00e9\n")") << QByteArray("\"\xc3\xa9\\n\"");
    QTest::newRow("large whole numbers are exact")
        << QByteArray("[9223372036854775807,18446744073709551615]")
        << QByteArray("[9223372036854775807,18446744073709551615]");
}

void JsonTest::accepted()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, compact);
    const auto json = parseJson(text.toStdString());
    QVERIFY2(json.has_value(), json ? "" : json.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(dumpJson(*json)), compact);
}

void JsonTest::brokenBytesAreReplacedWhenWritten()
{
    QCOMPARE(QByteArray::fromStdString(dumpJson(Json("a\xff"))), QByteArray("\"a\xef\xbf\xbd\""));
}

QTEST_GUILESS_MAIN(JsonTest)
#include "json_test.moc"
