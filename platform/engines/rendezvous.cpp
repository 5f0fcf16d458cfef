// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/rendezvous.h"

#include "core/json.h"
#include "core/resources/replicas.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr const char* evaluator = "evaluator";

std::string tensorFlowConfig(const std::vector<ReplicaAddress>& all, const Replica& self)
{
    Json cluster = Json::object();
    for (const ReplicaAddress& one : all) {
        if (one.replica.role != evaluator)
            cluster[one.replica.role].push_back(fmt::format("{}:{}", one.host, one.port));
    }
    return dumpJson({{"cluster", cluster}, {"task", {{"type", self.role}, {"index", self.index}}}});
}

}  // namespace

std::map<std::string, std::string> rendezvousVariables(const std::vector<ReplicaAddress>& all,
                                                       const Replica& self)
{
    std::string hosts;
    for (const ReplicaAddress& one : all)
        hosts += (hosts.empty() ? "" : ",") + one.host;
    std::map<std::string, std::string> variables{{"TF_CONFIG", tensorFlowConfig(all, self)},
                                                 {"SLIPWAY_ROLE", self.role},
                                                 {"SLIPWAY_REPLICA", self.name()},
                                                 {"SLIPWAY_REPLICAS", std::to_string(all.size())},
                                                 {"SLIPWAY_HOSTS", hosts}};
    if (!takesPart(self.role))
        return variables;
    const ReplicaAddress& master = all.front();
    const auto world = std::count_if(all.begin(), all.end(),
                                     [](const ReplicaAddress& one) { return takesPart(one.replica.role); });
    const std::string rank = std::to_string(self.number);
    const std::string size = std::to_string(world);
    const std::string port = std::to_string(master.master_port);
    variables.merge(std::map<std::string, std::string>{
        {"MASTER_ADDR", master.host},
        {"MASTER_PORT", port},
        {"RANK", rank},
        {"NODE_RANK", rank},
        {"LOCAL_RANK", "0"},
        {"WORLD_SIZE", size},
        {"PET_MASTER_ADDR", master.host},
        {"PET_MASTER_PORT", port},
        {"PET_NODE_RANK", rank},
        {"PET_NNODES", size},
        {"JAX_COORDINATOR_ADDRESS", fmt::format("{}:{}", master.host, port)},
        {"JAX_PROCESS_ID", rank},
        {"JAX_NUM_PROCESSES", size}});
    return variables;
}

}  // namespace slipway
