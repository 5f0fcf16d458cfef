// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/kubernetes/real_cluster.h"

#include "core/hash.h"
#include "core/ids.h"
#include "core/kubeconfig/kubeconfig.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <nlohmann/json.hpp>

namespace slipway::test {

namespace {

const QString keeper = QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/kubernetes/cluster");

/// Where the keeper wrote what others need.
QString place()
{
    const QString named = qEnvironmentVariable("SLIPWAY_CLUSTER");
    return named.isEmpty() ? QStringLiteral("/var/tmp/slipway-cluster") : named;
}

}  // namespace

RealCluster::RealCluster()
{
    QFile file(place() + QStringLiteral("/ready.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        why_ = "No cluster is up: run tests/kubernetes/cluster up.";
        return;
    }
    const auto known = parseJson(file.readAll().toStdString());
    const auto config = Kubeconfig::load({known->value("kubeconfig", std::string())});
    const auto access = config ? config->access(config->currentContext()) : propagate(config);
    if (!access) {
        why_ = access.error().message;
        return;
    }
    access_ = *access;
    etcd_ = known->value("etcd", std::string());
    auto client = std::make_unique<KubeClient>(fetcher_, access_);
    std::string name = newId("test");
    const auto made = client->create("/api/v1/namespaces", {{"metadata", {{"name", name}}}});
    if (!made) {
        why_ = made.error().message;
        return;
    }
    name_space_ = std::move(name);
    client_ = std::move(client);
    if (!QTest::qWaitFor([this] { return takesPods(); }, 60'000))
        why_ = "The namespace takes no pods.";
}

/// Pods are refused until their account is there and the server has heard of it.
bool RealCluster::takesPods()
{
    KubeRequest request;
    request.method = "POST";
    request.path = path("pods?dryRun=All");
    request.body = dumpJson(podOf("probe", "true"));
    return client_->exchange(request).has_value();
}

RealCluster::~RealCluster()
{
    if (!client_)
        return;
    (void)client_->remove("/api/v1/namespaces/" + name_space_);
    // What a test that failed has left may wait for somebody who is gone.
    const auto pods = client_->get(path("pods"));
    for (const Json& pod : pods ? pods->value("items", Json::array()) : Json::array()) {
        if (pod["metadata"].contains("finalizers"))
            (void)client_->mergePatch(path("pods/" + pod["metadata"].value("name", std::string())),
                                      {{"metadata", {{"finalizers", nullptr}}}});
    }
}

std::string RealCluster::path(const std::string& resource) const
{
    return "/api/v1/namespaces/" + name_space_ + "/" + resource;
}

bool RealCluster::tell(const QStringList& words) const
{
    return QProcess::execute(keeper, QStringList(QStringLiteral("tell")) + words) == 0;
}

bool RealCluster::compact() const
{
    net::Fetcher fetcher;
    net::FetchRequest request;
    request.method = "POST";
    request.url = etcd_ + "/v3/kv/range";
    request.body = dumpJson({{"key", base64(std::string("/", 1))}});
    const auto ranged = fetcher.run(request);
    const auto json = ranged ? parseJson(ranged->body) : propagate(ranged);
    if (!json || !json->contains("header"))
        return false;
    request.url = etcd_ + "/v3/kv/compaction";
    request.body = dumpJson({{"revision", (*json)["header"]["revision"]}, {"physical", true}});
    const auto compacted = fetcher.run(request);
    return compacted && compacted->status == 200;
}

ClusterAccess RealCluster::accountWith(const std::string& name, const Json& rules)
{
    const std::string rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/" + name_space_;
    (void)client_->create(path("serviceaccounts"), {{"metadata", {{"name", name}}}});
    if (!rules.empty()) {
        (void)client_->create(rbac + "/roles", {{"metadata", {{"name", name}}}, {"rules", rules}});
        (void)client_->create(
            rbac + "/rolebindings",
            {{"metadata", {{"name", name}}},
             {"roleRef", {{"apiGroup", "rbac.authorization.k8s.io"}, {"kind", "Role"}, {"name", name}}},
             {"subjects", {{{"kind", "ServiceAccount"}, {"name", name}, {"namespace", name_space_}}}}});
    }
    ClusterAccess access;
    access.name = name;
    access.server = access_.server;
    access.ca_pem = access_.ca_pem;
    access.name_space = name_space_;
    const auto token = client_->create(path("serviceaccounts/" + name + "/token"),
                                       {{"apiVersion", "authentication.k8s.io/v1"},
                                        {"kind", "TokenRequest"},
                                        {"spec", {{"expirationSeconds", 3600}}}});
    if (token)
        access.token = (*token)["status"].value("token", std::string());
    return access;
}

std::string RealCluster::tokenWhile(const std::string& account, const std::string& secret)
{
    (void)client_->create(path("secrets"), {{"metadata", {{"name", secret}}}});
    const Json bound{{"kind", "Secret"}, {"apiVersion", "v1"}, {"name", secret}};
    const auto token = client_->create(path("serviceaccounts/" + account + "/token"),
                                       {{"apiVersion", "authentication.k8s.io/v1"},
                                        {"kind", "TokenRequest"},
                                        {"spec", {{"expirationSeconds", 3600}, {"boundObjectRef", bound}}}});
    return token ? (*token)["status"].value("token", std::string()) : std::string();
}

Json podOf(const std::string& name, const std::string& shell)
{
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", {{"name", name}}},
            {"spec",
             {{"restartPolicy", "Never"},
              {"terminationGracePeriodSeconds", 1},
              {"containers",
               {{{"name", "main"},
                 {"image", "slipway.test/busybox:1"},
                 {"imagePullPolicy", "Never"},
                 {"command", {"sh", "-c", shell}}}}}}}};
}

}  // namespace slipway::test
