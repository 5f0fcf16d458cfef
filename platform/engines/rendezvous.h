// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/replica.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Where a replica may listen for the others of its job.
struct ReplicaAddress {
    Replica replica;
    std::string host;
    std::uint16_t port = 0;         ///< For what TF_CONFIG names.
    std::uint16_t master_port = 0;  ///< For MASTER_PORT; of the first alone.
};

/// The variables by which the replicas of a job find each other: TF_CONFIG for TensorFlow; MASTER_ADDR,
/// MASTER_PORT, RANK, WORLD_SIZE, LOCAL_RANK and NODE_RANK for PyTorch and those who learned from it; PET_*
/// for torchrun; JAX_* for JAX; SLIPWAY_ROLE, SLIPWAY_REPLICA, SLIPWAY_REPLICAS and SLIPWAY_HOSTS for
/// everybody else. Parameter servers and evaluators have no rank.
///
/// `all` is in the order of their numbers. Sources: "Distributed training with TensorFlow", section on
/// TF_CONFIG (evaluators are no part of the cluster); torch.distributed, "Environment variable
/// initialization"; torchrun's options, which it reads from PET_*; jax.distributed.initialize().
std::map<std::string, std::string> rendezvousVariables(const std::vector<ReplicaAddress>& all,
                                                       const Replica& self);

}  // namespace slipway
