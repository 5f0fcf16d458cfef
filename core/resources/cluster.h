// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// A place that runs tasks: this machine, or a Kubernetes cluster. Written and read as other specs are.
struct ClusterSpec {
    std::string description;
    /// How to come there, one context of a kubeconfig. Only ever handed in: it is kept sealed, apart from the
    /// resource, and never written.
    std::string kubeconfig;
    std::string
        kubeconfig_sha256;       ///< Of the one that is kept; empty where slipwayd itself was told the way.
    std::string only_namespace;  ///< JSON: "namespace". The only one to work in; empty: one for each project.
    std::string s3_url;          ///< Where its pods reach objects; where all tasks do when empty.
    std::string
        store_ca;  ///< Certificates that its pods trust there, as PEM; slipwayd's own setting when empty.
    /// Name of the store that keeps what its tasks write; slipwayd's own when empty.
    std::string store;
    std::string storage_class;  ///< Of environments' volumes; the cluster's default when empty.
    std::string gang = "none";  ///< What starts replicas together: "none", "volcano[:QUEUE]", "kueue:QUEUE".
    std::int64_t cpu_overcommit = 1;  ///< How many times over its nodes' CPUs are promised, 1 to 100.
    bool paused = false;              ///< Whether nothing new is started there.

    bool operator==(const ClusterSpec&) const = default;
};

struct ClusterStatus {
    std::string phase = "Connecting";  ///< "Connecting", "Ready", "Away" or "Failed".
    std::string message;               ///< Why it is not ready, and what to do.
    std::string engine;                ///< "local" or "kubernetes"
    std::string server;                ///< Address of its API server.
    std::string version;               ///< "v1.31.2"
    std::int64_t nodes = 0;
    std::int64_t gpus = 0;
    std::int64_t observed_generation = 0;

    bool operator==(const ClusterStatus&) const = default;
};

/// One thing that was looked at before a cluster is used.
struct ClusterFinding {
    enum class Verdict {
        Good,
        Warning,  ///< It can be used, but something lacks.
        Bad,      ///< It cannot be used as it is.
        Untried,  ///< It could not be looked at.
    };
    std::string
        check;  ///< "reach", "version", "rights", "nodes", "gpus", "storage", "pods", "ways" or "objects"
    Verdict verdict = Verdict::Good;
    std::string message;  ///< A sentence.
    std::string ask;  ///< What to ask the cluster's administrator for, to be sent as it is; may have lines.

    bool operator==(const ClusterFinding&) const = default;
};

std::string_view name(ClusterFinding::Verdict verdict);
Result<ClusterFinding> readClusterFinding(const Json& finding);
Json write(const ClusterFinding& finding);

Result<ClusterSpec> readClusterSpec(const Json& spec);
Result<ClusterStatus> readClusterStatus(const Json& status);
Json write(const ClusterSpec& spec);
Json write(const ClusterStatus& status);

}  // namespace slipway
