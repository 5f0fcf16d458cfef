// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/kubeconfig/cluster_access.h"
#include "core/result.h"
#include "net/fetch/fetcher.h"
#include "platform/engines/kubernetes/api/kube_client.h"

#include <QStringList>

#include <memory>
#include <string>

namespace slipway::test {

/// The cluster that tests/kubernetes/cluster keeps, with a namespace of one test's own, deleted with this.
class RealCluster {
public:
    /// Needs the cluster to be up; QVERIFY(ready()).
    RealCluster();
    ~RealCluster();

    bool ready() const { return why_.empty(); }
    const std::string& why() const { return why_; }

    net::Fetcher& fetcher() { return fetcher_; }
    KubeClient& client() { return *client_; }
    const ClusterAccess& access() const { return access_; }
    const std::string& name_space() const { return name_space_; }
    /// "/api/v1/namespaces/NS/RESOURCE"
    std::string path(const std::string& resource) const;

    /// "stop kubelet", "start kube-apiserver": what the keeper can do.
    bool tell(const QStringList& words) const;
    /// Makes etcd forget all versions but the present.
    bool compact() const;
    /// As a service account of the namespace with no rights but `rules`, which may be empty.
    ClusterAccess accountWith(const std::string& name, const Json& rules);
    /// A token of such an account that holds as long as a secret of this name, which is made, is there.
    std::string tokenWhile(const std::string& account, const std::string& secret);

private:
    bool takesPods();

    net::Fetcher fetcher_;
    ClusterAccess access_;
    std::string why_;
    std::string name_space_;
    std::string etcd_;
    std::unique_ptr<KubeClient> client_;
};

/// A pod of one container that runs a shell line of busybox.
Json podOf(const std::string& name, const std::string& shell);

}  // namespace slipway::test
