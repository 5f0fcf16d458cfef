// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/replica.h"
#include "core/resources/specs.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// What a job consists of, in the order of their numbers: the one that leads ("chief" or "master" where there
/// is one), then all others that take part in the work, in the order of the spec, then those that do not.
std::vector<Replica> replicasOf(const JobSpec& job);

/// Whether it takes part in the work and so has a rank, which is its number. Parameter servers and evaluators
/// do not: they are stopped once all others have ended.
bool takesPart(std::string_view role);

/// Reads roles as people type them: "chief=1, worker=3, ps=2:cpu-small" with a flavor behind the colon; a
/// count of 1 may be left out. `InvalidArgument` says what is wrong with which.
Result<std::vector<RoleSpec>> parseRoles(std::string_view text);
/// The same the other way; what roles run of their own is left out.
std::string formatRoles(const std::vector<RoleSpec>& roles);

}  // namespace slipway
