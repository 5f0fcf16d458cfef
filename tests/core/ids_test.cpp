// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace slipway;

class IdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsHaveAPrefixAndTenLetters();
    void secretsUseEveryLetterEvenly();
    void names_data();
    void names();
};

void IdsTest::idsHaveAPrefixAndTenLetters()
{
    const QRegularExpression form(QStringLiteral("^env-[a-z2-7]{10}$"));
    std::set<std::string> seen;
    for (int i = 0; i < 10000; ++i) {
        const std::string id = newId("env");
        QVERIFY(form.match(QString::fromStdString(id)).hasMatch());
        QVERIFY(seen.insert(id).second);
    }
}

void IdsTest::secretsUseEveryLetterEvenly()
{
    const std::string secret = newSecret(62 * 1000);
    QCOMPARE(secret.size(), std::size_t{62000});
    std::map<char, int> counts;
    for (const char c : secret)
        ++counts[c];
    QCOMPARE(counts.size(), std::size_t{62});
    for (const auto& [letter, count] : counts)
        QVERIFY2(count > 750 && count < 1250, &letter);  // 1000 expected; 8 standard deviations
}

void IdsTest::names_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("good");

    QTest::newRow("lower-case letters, digits and hyphens are good") << QByteArray("resnet-50b") << true;
    QTest::newRow("one letter is good") << QByteArray("a") << true;
    QTest::newRow("63 characters are good") << QByteArray(63, 'a') << true;
    QTest::newRow("64 characters are refused") << QByteArray(64, 'a') << false;
    QTest::newRow("an empty name is refused") << QByteArray("") << false;
    QTest::newRow("a digit first is refused") << QByteArray("1a") << false;
    QTest::newRow("a hyphen last is refused") << QByteArray("a-") << false;
    QTest::newRow("capitals are refused") << QByteArray("Alice") << false;
    QTest::newRow("a dot is refused") << QByteArray("a.b") << false;
    QTest::newRow("a slash is refused") << QByteArray("a/b") << false;
    QTest::newRow("letters beyond ASCII are refused") << QByteArray("j\xc3\xb6rg") << false;
}

void IdsTest::names()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, good);
    const auto checked = checkName(name.toStdString(), "name");
    QCOMPARE(checked.has_value(), good);
    if (!good)
        QCOMPARE(QByteArray::fromStdString(checked.error().field), QByteArray("name"));
}

QTEST_GUILESS_MAIN(IdsTest)
#include "ids_test.moc"
