// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// One member that two objects do not have alike.
struct MemberChange {
    std::string path;  ///< "flavor", "env.A"
    /// A text as it is, texts of a list with commas between, anything else as JSON; empty when it was not
    /// there.
    std::string before;
    std::string after;  ///< Empty when it is not there any more.

    bool operator==(const MemberChange&) const = default;
};

/// What differs, in the order of the paths; objects are looked into, lists are compared whole.
std::vector<MemberChange> memberChanges(const Json& before, const Json& after);

/// "flavor: gpu-1 -> gpu-2, description: - -> my notes"; at most about `most_bytes`, then how many are left.
std::string describeChanges(const std::vector<MemberChange>& changes, std::size_t most_bytes = 400);

/// What two people made of `base`, together; nothing when both changed the same member, each in another way.
std::optional<Json> mergeChanges(const Json& base, const Json& mine, const Json& theirs);

}  // namespace slipway
