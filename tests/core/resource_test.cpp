// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/phase.h"
#include "core/resources/resource.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace slipway;

namespace {

Resource sample()
{
    Resource resource;
    resource.kind = Kind::Job;
    resource.id = ResourceId("job-abcdefghij");
    resource.project = "vision";
    resource.name = "train";
    resource.labels = {{"team", "a\"b"}, {"zeile", "eins\nzwei"}};
    resource.generation = 3;
    resource.version = 41;
    resource.spec = R"({"command":"true"})";
    resource.status = R"({"phase":"Running"})";
    resource.owner = "alice";
    resource.created = *parseTimestamp("2026-11-23T07:11:46.120Z");
    resource.deleting = *parseTimestamp("2026-11-23T08:00:00Z");
    return resource;
}

}  // namespace

class ResourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void everyCharacterIsEscapedAsJsonWantsIt();
    void bytesThatAreNotUtf8AreReplaced_data();
    void bytesThatAreNotUtf8AreReplaced();
    void kindAndNameAreEnough();
    void refused_data();
    void refused();
    void kindsAreFoundByEachOfTheirNames();
    void phasesAreFoundByName();
};

void ResourceTest::whatIsWrittenIsReadBack()
{
    const Resource before = sample();
    const auto after = parseResource(formatResource(before));
    QVERIFY2(after.has_value(), after ? "" : after.error().message.c_str());
    QCOMPARE(formatResource(*after), formatResource(before));
    QVERIFY(after->labels == before.labels);
    QVERIFY(after->deleting == before.deleting);
    QCOMPARE(after->version, before.version);
}

void ResourceTest::everyCharacterIsEscapedAsJsonWantsIt()
{
    Resource resource = sample();
    std::string text;
    for (int c = 0; c < 0x80; ++c)
        text += static_cast<char>(c);
    resource.labels["all"] = text + "\xc3\xa9\xe2\x82\xac\xf0\x9f\x9a\xa2";
    QCOMPARE(Json::parse(formatResource(resource)).at("labels").at("all").get<std::string>(),
             resource.labels["all"]);
}

void ResourceTest::bytesThatAreNotUtf8AreReplaced_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("written");
    const QByteArray mark("\xef\xbf\xbd");
    QTest::newRow("a lone byte") << QByteArray("a\xff") << "a" + mark;
    QTest::newRow("a cut sequence") << QByteArray("\xe2\x82") << mark + mark;
    QTest::newRow("an overlong slash") << QByteArray("\xc0\xaf") << mark + mark;
    QTest::newRow("an overlong null of three bytes") << QByteArray("\xe0\x80\x80") << mark + mark + mark;
    QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << mark + mark + mark;
    QTest::newRow("beyond the last character") << QByteArray("\xf4\x90\x80\x80") << mark + mark + mark + mark;
}

void ResourceTest::bytesThatAreNotUtf8AreReplaced()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, written);
    Resource resource = sample();
    resource.owner = bytes.toStdString();
    QCOMPARE(Json::parse(formatResource(resource)).at("owner").get<std::string>(), written.toStdString());
}

void ResourceTest::kindAndNameAreEnough()
{
    const auto resource = parseResource(R"({"kind":"Job","name":"a","spec":{"command":"x"}})");
    QVERIFY(resource.has_value());
    QCOMPARE(resource->spec, std::string(R"({"command":"x"})"));
    QCOMPARE(resource->status, std::string("{}"));
    QCOMPARE(resource->generation, std::int64_t{1});
}

void ResourceTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("field");

    const auto row = [](const char* name, const char* text, const char* type, const char* field) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(type) << QByteArray(field);
    };
    row("a list is no resource", "[]", "wrong-type", "");
    row("kind must be given", R"({"name":"a"})", "missing-field", "kind");
    row("kind must be known", R"({"kind":"Toaster","name":"a"})", "unknown-kind", "kind");
    row("name must be given", R"({"kind":"Job"})", "missing-field", "name");
    row("a misspelt member is named", R"({"kind":"Job","name":"a","specs":{}})", "unknown-field", "specs");
    row("spec must be an object", R"({"kind":"Job","name":"a","spec":"x"})", "wrong-type", "spec");
    row("labels must be an object", R"({"kind":"Job","name":"a","labels":[]})", "wrong-type", "labels");
    row("labels hold no objects", R"({"kind":"Job","name":"a","labels":{"x":{}}})", "wrong-type", "labels");
    row("times must be times", R"({"kind":"Job","name":"a","created":"today"})", "bad-time", "created");
    row("generations are whole", R"({"kind":"Job","name":"a","generation":1.5})", "out-of-range",
        "generation");
}

void ResourceTest::refused()
{
    QFETCH(QByteArray, text);
    const auto resource = parseResource(text.toStdString());
    QVERIFY(!resource);
    QTEST(QByteArray::fromStdString(resource.error().type), "type");
    QTEST(QByteArray::fromStdString(resource.error().field), "field");
}

void ResourceTest::kindsAreFoundByEachOfTheirNames()
{
    for (const KindInfo& known : kinds()) {
        QVERIFY(info(known.kind).name == known.name);
        QVERIFY(kindNamed(known.name) == known.kind);
        QVERIFY(kindOfPlural(known.plural) == known.kind);
    }
    QVERIFY(!kindNamed("job"));
    QVERIFY(!kindOfPlural("Job"));
}

void ResourceTest::phasesAreFoundByName()
{
    for (int i = 0; i <= static_cast<int>(Phase::Lost); ++i)
        QVERIFY(phaseNamed(name(static_cast<Phase>(i))) == static_cast<Phase>(i));
    QVERIFY(!phaseNamed("running"));
    QVERIFY(isTerminal(Phase::Released));
    QVERIFY(!isTerminal(Phase::Stopping));
}

QTEST_GUILESS_MAIN(ResourceTest)
#include "resource_test.moc"
