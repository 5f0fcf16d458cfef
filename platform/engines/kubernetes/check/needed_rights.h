// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

class KubeClient;

/// One thing that an account has to be allowed.
struct NeededRight {
    std::string_view group;     ///< Of the API; empty for the core.
    std::string_view resource;  ///< "pods" or "pods/log"
    std::string_view verb;
    enum class Where { Everywhere, InNamespaces } where = Where::InNamespaces;
    /// One of several ways to the same; one of a kind is enough.
    enum class Way { Only, ToCollectors } way = Way::Only;
    std::string_view name = {};  ///< Of the one object that it is about; empty for any.
};

/// What deploy/kubernetes gives to slipwayd: with rights in the whole cluster, or in a namespace alone.
std::span<const NeededRight> neededRights(bool one_namespace);

/// Asks the API server which of them the account has (SelfSubjectAccessReview). `name_space` is the only one
/// to work in; empty: all of them. Blocks.
ClusterFinding checkRights(KubeClient& client, const std::string& name_space);

}  // namespace slipway
