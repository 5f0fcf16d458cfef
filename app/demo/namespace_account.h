// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/kubernetes/api/kube_client.h"

#include <filesystem>
#include <string>

namespace slipway::demo {

/// A namespace with an account that has the rights of deploy/kubernetes/one-namespace there and none
/// elsewhere; both go with this. `client` may do everything and outlives it. Throws Failure.
class NamespaceAccount {
public:
    NamespaceAccount(KubeClient& client, std::string name_space);
    ~NamespaceAccount();
    NamespaceAccount(const NamespaceAccount&) = delete;
    NamespaceAccount& operator=(const NamespaceAccount&) = delete;

    const std::string& name() const { return name_; }

    /// A kubeconfig of the account, for its user alone, beside an administrator's whose cluster it takes.
    void writeKubeconfig(const std::filesystem::path& file, const std::string& ca_pem) const;

    /// Accelerators that pods of the namespace ask for and have not given back.
    int heldGpus() const;

private:
    std::string path(const std::string& resource) const;
    void applyRights() const;

    KubeClient& client_;
    const std::string name_;
};

}  // namespace slipway::demo
