// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "core/resources/resource.h"
#include "core/result.h"

#include <string>
#include <vector>

namespace slipway {

/// Makes engines of Cluster resources. Thread-safe.
class ClusterKeeper {
public:
    virtual ~ClusterKeeper() = default;

    /// Whether it is what the platform itself was started with, which cannot be taken away.
    virtual bool isHome(const std::string& cluster) const = 0;
    /// Whether a cluster can be added with this spec, whose kubeconfig is in it. `InvalidArgument` with the
    /// field at fault, `Unavailable` where its API server does not answer. Blocks.
    virtual Result<void> accept(const ClusterSpec& spec) = 0;
    /// What a cluster offers and lacks, one finding after the other; `image` is the reference of one that
    /// pods are tried with, empty for no try. Blocks for up to minutes.
    virtual Result<std::vector<ClusterFinding>> check(const ClusterSpec& spec, const std::string& image) = 0;
    /// The same of a cluster that is there.
    virtual Result<std::vector<ClusterFinding>> check(const Resource& cluster, const std::string& image) = 0;

    /// Brings the engine in line with the resource, which goes on in the background.
    virtual void keep(const Resource& cluster) = 0;
    /// Takes the engine away, and what it kept.
    virtual Result<void> drop(const Resource& cluster) = 0;
    /// What is so of it now.
    virtual ClusterStatus standing(const Resource& cluster) = 0;
};

}  // namespace slipway
