// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kubeconfig/cluster_access.h"

#include <filesystem>
#include <string>

namespace slipway {

class MemberReader;

/// A "cluster" of a kubeconfig: of `access` server, authority and the like are set.
struct KubeconfigCluster {
    ClusterAccess access;
    std::filesystem::path ca_file;
};

/// A "user" of a kubeconfig: of `access` what signs in is set.
struct KubeconfigUser {
    ClusterAccess access;
    std::filesystem::path certificate_file, private_key_file;
    std::string legacy_provider;  ///< "auth-provider", which Kubernetes has given up.
};

/// Tells a reader what another one, of an inner object, found wrong.
void noteInner(MemberReader& members, MemberReader& inner);

/// Read an entry's members; the reader keeps what is wrong. Paths are relative to `directory`.
KubeconfigCluster readCluster(MemberReader& members, const std::filesystem::path& directory);
KubeconfigUser readUser(MemberReader& members, const std::filesystem::path& directory);

}  // namespace slipway
