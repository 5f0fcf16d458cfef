// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/rendezvous.h"

#include "core/resources/replicas.h"
#include "platform/engines/local/workspace/port_pool.h"

#include <QtTest/QTest>

#include <set>

using namespace slipway;

/// How the replicas of a job find each other.
class RendezvousTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReplicaKnowsItsPlace();
    void onlyWhoTakesPartHasARank();
    void portsAreGivenOnce();
};

namespace {

std::vector<ReplicaAddress> addressesOf(std::vector<RoleSpec> roles)
{
    JobSpec job;
    job.roles = std::move(roles);
    std::vector<ReplicaAddress> addresses;
    for (const Replica& replica : replicasOf(job))
        addresses.push_back({replica, "10.0.0." + std::to_string(replica.number + 1), 2222, 29500});
    return addresses;
}

}  // namespace

void RendezvousTest::everyReplicaKnowsItsPlace()
{
    const auto all = addressesOf({{"worker", 3}, {"chief", 1}});
    const auto second = rendezvousVariables(all, all[2].replica);
    QCOMPARE(second.at("TF_CONFIG"),
             std::string(R"({"cluster":{"chief":["10.0.0.1:2222"],"worker":["10.0.0.2:2222","10.0.0.3:2222",)"
                         R"("10.0.0.4:2222"]},"task":{"index":1,"type":"worker"}})"));
    const std::map<std::string, std::string> expected{
        {"MASTER_ADDR", "10.0.0.1"},
        {"MASTER_PORT", "29500"},
        {"RANK", "2"},
        {"WORLD_SIZE", "4"},
        {"PET_NODE_RANK", "2"},
        {"PET_NNODES", "4"},
        {"JAX_COORDINATOR_ADDRESS", "10.0.0.1:29500"},
        {"JAX_PROCESS_ID", "2"},
        {"SLIPWAY_ROLE", "worker"},
        {"SLIPWAY_REPLICA", "worker-1"},
        {"SLIPWAY_REPLICAS", "4"},
        {"SLIPWAY_HOSTS", "10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4"}};
    for (const auto& [name, value] : expected)
        QCOMPARE(second.at(name), value);
}

void RendezvousTest::onlyWhoTakesPartHasARank()
{
    const auto all = addressesOf({{"ps", 1}, {"worker", 2}, {"evaluator", 1}});
    const auto worker = rendezvousVariables(all, all[0].replica);
    QCOMPARE(worker.at("WORLD_SIZE"), std::string("2"));
    const auto server = rendezvousVariables(all, all[2].replica);
    QCOMPARE(server.count("RANK"), std::size_t(0));
    const std::string& config = rendezvousVariables(all, all[3].replica).at("TF_CONFIG");
    QVERIFY(config.find(R"("task":{"index":0,"type":"evaluator"})") != std::string::npos);
    QVERIFY(config.find(R"("evaluator":[)") == std::string::npos);
}

void RendezvousTest::portsAreGivenOnce()
{
    PortPool pool(15'900, 15'906);
    pool.restore("earlier", {15'902});
    std::set<std::uint16_t> seen;
    const auto taken = [&](const std::string& key, std::size_t count) {
        const auto ports = pool.take(key, count).value_or(std::vector<std::uint16_t>());
        for (const std::uint16_t port : ports)
            seen.insert(port);
        return ports.size();
    };
    QCOMPARE(taken("a", 2) + taken("b", 3), std::size_t(5));
    QCOMPARE(seen.size(), std::size_t(5));
    QCOMPARE(seen.count(15'902), std::size_t(0));
    QCOMPARE(pool.take("c", 1).error().type, std::string("no-capacity"));
    pool.release("a");
    QCOMPARE(taken("c", 2), std::size_t(2));
    QCOMPARE(seen.size(), std::size_t(5));
}

QTEST_GUILESS_MAIN(RendezvousTest)
#include "rendezvous_test.moc"
