// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <string>

namespace slipway {

/// One of the tasks that a workload consists of: the only one, or a replica of a distributed job.
struct Replica {
    std::string role;         ///< "worker"; empty for the only one.
    std::int64_t index = 0;   ///< Among those of its role.
    std::int64_t number = 0;  ///< Among all; 0 leads, and what it writes stands for the whole job.
    std::int64_t of = 1;      ///< How many there are.

    /// "worker-1"; empty for the only one.
    std::string name() const { return role.empty() ? std::string() : role + "-" + std::to_string(index); }
    bool operator==(const Replica&) const = default;
};

Json write(const Replica& replica);
/// `InvalidArgument` for numbers that no replica has. An object without members is the only one.
Result<Replica> readReplica(const Json& json);

}  // namespace slipway
