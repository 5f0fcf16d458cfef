// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/check/needed_rights.h"

#include "core/json.h"
#include "core/yaml/yaml_documents.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <set>

using namespace slipway;

/// The rights that are looked for are those that the manifests give.
class NeededRightsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theyAreThoseOfTheManifests_data();
    void theyAreThoseOfTheManifests();
};

void NeededRightsTest::theyAreThoseOfTheManifests_data()
{
    QTest::addColumn<QString>("overlay");
    QTest::addColumn<bool>("one_namespace");
    QTest::newRow("with rights in the whole cluster") << "cluster-rights" << false;
    QTest::newRow("in one namespace") << "one-namespace" << true;
}

void NeededRightsTest::theyAreThoseOfTheManifests()
{
    QFETCH(QString, overlay);
    QFETCH(bool, one_namespace);
    QFile file(QStringLiteral(SLIPWAY_SOURCE_DIR "/deploy/kubernetes/%1/rights.yaml").arg(overlay));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto documents = readYaml(file.readAll().toStdString(), "rights.yaml");
    QVERIFY(documents);
    const Json role = parseJson(documents->front().json).value();
    std::set<std::string> given;
    for (const Json& rule : role.at("rules"))
        for (const Json& resource : rule.at("resources"))
            for (const Json& verb : rule.at("verbs"))
                given.insert(rule.at("apiGroups").at(0).get<std::string>() + "/" +
                             resource.get<std::string>() + " " + verb.get<std::string>());
    std::set<std::string> needed;
    for (const NeededRight& right : neededRights(one_namespace))
        needed.insert(std::string(right.group) + "/" + std::string(right.resource) + " " +
                      std::string(right.verb));
    QCOMPARE(QString::fromStdString(dumpJson(needed)), QString::fromStdString(dumpJson(given)));
}

QTEST_GUILESS_MAIN(NeededRightsTest)
#include "needed_rights_test.moc"
