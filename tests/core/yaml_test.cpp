// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/declaration.h"
#include "core/yaml/yaml_writer.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace slipway;

class YamlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void written_data();
    void written();
    void declarationsAreReadBackAsTheyWereWritten();
    void refused_data();
    void refused();
};

namespace {

Resource job()
{
    Resource resource;
    resource.kind = Kind::Job;
    resource.id = ResourceId("job-1");
    resource.project = "vision";
    resource.name = "train";
    resource.labels = {{"team", "one"}};
    resource.generation = 4;
    resource.owner = "alice";
    resource.spec = R"({"command":"python train.py --lr 0.1\n","flavor":"gpu-1","image":"host"})";
    return resource;
}

}  // namespace

void YamlTest::written_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("yaml");
    const auto row = [](const char* name, const char* json, const char* yaml) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(yaml);
    };
    row("words stand without quotes", R"({"flavor":"gpu-1"})", "flavor: gpu-1\n");
    row("numbers stay numbers", R"({"a":1,"b":1.5,"c":true,"d":null})", "a: 1\nb: 1.5\nc: true\nd: null\n");
    row("texts that look like numbers are quoted", R"({"a":"1","b":"1e3","c":"true"})",
        "a: \"1\"\nb: \"1e3\"\nc: \"true\"\n");
    row("what means something to YAML is quoted", R"({"a":"x: y","b":"x #y","c":"- x","d":"","e":" x"})",
        "a: \"x: y\"\nb: \"x #y\"\nc: \"- x\"\nd: \"\"\ne: \" x\"\n");
    row("a command stands as one types it", R"({"command":"python train.py --lr=0.1 && echo \"$HOME\""})",
        "command: python train.py --lr=0.1 && echo \"$HOME\"\n");
    row("addresses stand without quotes", R"({"a":"https://h:80/x"})", "a: https://h:80/x\n");
    row("several lines are a block", R"({"c":"set -e\n  python a.py\n"})",
        "c: |\n  set -e\n    python a.py\n");
    row("a block without an end of line says so", R"({"c":"a\nb"})", "c: |-\n  a\n  b\n");
    row("empty lines at the end are kept", R"({"c":"a\n\n\n"})", "c: |+\n  a\n\n\n");
    row("lines that begin with a blank are quoted", R"({"c":" a\nb"})", "c: \" a\\nb\"\n");
    row("lists stand below their name", R"({"datasets":["a","b"],"none":[],"no":{}})",
        "datasets:\n  - a\n  - b\nno: {}\nnone: []\n");
    row("objects of a list begin beside the dash", R"({"roles":[{"count":2,"name":"ps"}]})",
        "roles:\n  - count: 2\n    name: ps\n");
    row("lists of lists keep their shape", R"({"a":[[1,2],[]]})", "a:\n  -\n    - 1\n    - 2\n  - []\n");
    row("Chinese needs no quotes", R"({"a":"数据 一"})", "a: 数据 一\n");
    row("marks that break lines in YAML alone are quoted", "{\"a\":\"x\xe2\x80\xa8y\"}",
        "a: \"x\xe2\x80\xa8y\"\n");
}

void YamlTest::written()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, yaml);
    const Json value = Json::parse(json.toStdString());
    const std::string text = writeYaml(value);
    QCOMPARE(QByteArray::fromStdString(text), yaml);
    const auto again = readYaml(text, "again.yaml");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(again->front().json, dumpJson(value));
}

void YamlTest::declarationsAreReadBackAsTheyWereWritten()
{
    const std::string text = writeDeclaration(job());
    QVERIFY2(text.starts_with("kind: Job\nproject: vision\nname: train\nlabels:\n  team: one\nspec:\n"),
             text.c_str());
    const auto read = readDeclaration(text, job());
    QVERIFY2(read, read ? "" : read.error().error.message.c_str());
    QCOMPARE(read->resource.spec, job().spec);
    QCOMPARE(read->resource.generation, std::int64_t(4));
    QCOMPARE(read->document.placeOf("spec.flavor").line, 9);
    const auto bare = readDeclaration("kind: Job\nname: train\nspec: {command: ls}\n", job());
    QVERIFY(bare && bare->resource.labels.empty() && bare->resource.project == "vision");
}

void YamlTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, int line, int column, const char* says) {
        QTest::newRow(name) << QByteArray(text) << line << column << QByteArray(says);
    };
    row("what is no YAML is said where it is", "kind: Job\nname: [train\n", 3, 1, "no valid YAML");
    row("another name is refused", "kind: Job\nname: other\nspec: {command: ls}\n", 2, 1, "cannot change");
    row("another kind is refused", "kind: Dataset\nname: train\n", 1, 1, "cannot change");
    row("another project is refused", "kind: Job\nname: train\nproject: speech\n", 3, 1, "cannot change");
    row("a status is the platform's", "kind: Job\nname: train\nstatus: {}\n", 3, 1, "platform's to say");
    row("an unknown member is named where it is", "kind: Job\nname: train\nspec:\n  comand: ls\n", 4, 3,
        "comand");
    row("a wrong type is named where it is",
        "kind: Job\nname: train\nspec:\n  command: ls\n  retries: many\n", 5, 3, "retries");
    row("a second document is refused", "kind: Job\nname: train\nspec: {command: ls}\n---\nkind: Job\n", 5, 1,
        "second document");
    row("a list is no resource", "- kind: Job\n", 1, 1, "no resource");
    row("nothing is refused", "\n", 1, 1, "holds nothing");
}

void YamlTest::refused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, line);
    QFETCH(const int, column);
    QFETCH(const QByteArray, says);
    const auto read = readDeclaration(text.toStdString(), job());
    QVERIFY(!read);
    const QByteArray message = QByteArray::fromStdString(read.error().error.message);
    QVERIFY2(message.contains(says), message.constData());
    QCOMPARE(read.error().place.line, line);
    QCOMPARE(read.error().place.column, column);
}

QTEST_APPLESS_MAIN(YamlTest)
#include "yaml_test.moc"
