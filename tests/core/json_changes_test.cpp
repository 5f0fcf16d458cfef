// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_changes.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace slipway;

class JsonChangesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void described_data();
    void described();
    void longListsAreCut();
    void merged_data();
    void merged();
};

void JsonChangesTest::described_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* before, const char* after, const char* text) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(text);
    };
    row("a member that changed has both values", R"({"flavor":"gpu-1"})", R"({"flavor":"gpu-2"})",
        "flavor: gpu-1 -> gpu-2");
    row("what is alike is not told", R"({"a":1,"b":[1]})", R"({"a":1,"b":[1]})", "");
    row("a new member was nothing", R"({})", R"({"retries":3})", "retries: - -> 3");
    row("a member that went is nothing", R"({"env":{"A":"1"}})", R"({})", "env.A: 1 -> -");
    row("objects are looked into", R"({"env":{"A":"1","B":"2"}})", R"({"env":{"A":"1","B":"3","C":"4"}})",
        "env.B: 2 -> 3, env.C: - -> 4");
    row("lists are compared whole", R"({"d":["a"]})", R"({"d":["a","b"]})", "d: a -> a,b");
    row("lists of anything but texts are JSON", R"({"d":[1]})", R"({"d":[1,"b"]})", R"(d: [1] -> [1,"b"])");
    row("an empty list is JSON", R"({"d":["a"]})", R"({"d":[]})", "d: a -> []");
    row("an object in place of a text is a change", R"({"a":"x"})", R"({"a":{"b":1}})", R"(a: x -> {"b":1})");
    row("lines become one", R"({"c":"a\nb"})", R"({"c":"a"})", "c: a b -> a");
    row("what is no object has no members", R"([1])", R"({"a":1})", "");
}

void JsonChangesTest::described()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const auto changes = memberChanges(Json::parse(before.toStdString()), Json::parse(after.toStdString()));
    QTEST(QByteArray::fromStdString(describeChanges(changes)), "text");
}

void JsonChangesTest::longListsAreCut()
{
    Json after = Json::object();
    for (int i = 0; i < 100; ++i)
        after["member-" + std::to_string(i)] = std::string(200, 'x');
    const std::string text = describeChanges(memberChanges(Json::object(), after));
    QVERIFY2(text.size() < 500, text.c_str());
    QVERIFY2(text.find(" more") != std::string::npos, text.c_str());
    const std::string umlauts = describeChanges({{"a", {}, std::string(79, 'x') + "äöü"}});
    QVERIFY2(QString::fromStdString(umlauts).endsWith(QStringLiteral("x…")), "a character is not cut in two");
}

void JsonChangesTest::merged_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("together");  // empty: they cannot be
    const auto row = [](const char* name, const char* base, const char* mine, const char* theirs,
                        const char* together) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs)
                            << QByteArray(together);
    };
    row("different members go together", R"({"a":1,"b":1})", R"({"a":2,"b":1})", R"({"a":1,"b":3})",
        R"({"a":2,"b":3})");
    row("the same change is no conflict", R"({"a":1})", R"({"a":2})", R"({"a":2})", R"({"a":2})");
    row("the same member changed twice is one", R"({"a":1})", R"({"a":2})", R"({"a":3})", "");
    row("members of objects go together", R"({"env":{"A":"1"}})", R"({"env":{"A":"1","B":"2"}})",
        R"({"env":{"A":"3"}})", R"({"env":{"A":"3","B":"2"}})");
    row("what one took away stays away", R"({"a":1,"b":1})", R"({"a":1})", R"({"a":2,"b":1})", R"({"a":2})");
    row("taken away by one and changed by the other is a conflict", R"({"a":1})", R"({})", R"({"a":2})", "");
    row("both may add an object", R"({})", R"({"env":{"A":"1"}})", R"({"env":{"B":"2"}})",
        R"({"env":{"A":"1","B":"2"}})");
}

void JsonChangesTest::merged()
{
    QFETCH(const QByteArray, base);
    QFETCH(const QByteArray, mine);
    QFETCH(const QByteArray, theirs);
    const auto parse = [](const QByteArray& text) { return Json::parse(text.toStdString()); };
    const auto together = mergeChanges(parse(base), parse(mine), parse(theirs));
    QTEST(together ? QByteArray::fromStdString(dumpJson(*together)) : QByteArray(), "together");
}

QTEST_APPLESS_MAIN(JsonChangesTest)
#include "json_changes_test.moc"
