// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/evidence.h"
#include "app/demo/ground.h"
#include "app/demo/namespace_account.h"
#include "app/demo/window_driver.h"
#include "core/kubeconfig/kubeconfig.h"
#include "core/resources/specs.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/pods/pod_names.h"

#include <nlohmann/json.hpp>

#include <QProcess>

namespace slipway::demo {

namespace fs = std::filesystem;

namespace {

constexpr const char* bridge_address = "10.97.0.1";  // This machine as the cluster's pods reach it.

fs::path clusterPlace()
{
    const char* named = std::getenv("SLIPWAY_CLUSTER");
    return named != nullptr ? named : "/var/tmp/slipway-cluster";
}

/// For the address that pods reach, and for this machine.
void makeCertificate(const fs::path& folder)
{
    const QString place = QString::fromStdString(folder.string());
    const QString names =
        QStringLiteral("subjectAltName=IP:%1,IP:127.0.0.1").arg(QLatin1String(bridge_address));
    QProcess openssl;
    openssl.start(
        QStringLiteral("openssl"),
        {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
         QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
         QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
         QStringLiteral("/CN=slipway-demo"), QStringLiteral("-addext"), names, QStringLiteral("-keyout"),
         place + QStringLiteral("/key.pem"), QStringLiteral("-out"), place + QStringLiteral("/cert.pem")});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        throw Failure(QStringLiteral("openssl cannot make a certificate."));
}

class ClusterGround final : public Ground {
public:
    ClusterGround(fs::path data, fs::path scratch, const std::string& only_namespace)
        : data_(std::move(data)), scratch_(std::move(scratch))
    {
        const auto ready = nlohmann::json::parse(readFile(clusterPlace() / "ready.json"), nullptr, false);
        if (!ready.is_object())
            throw Failure(QStringLiteral("There is no cluster: run tests/kubernetes/cluster up."));
        kubeconfig_ = ready.value("kubeconfig", std::string());
        const auto config = Kubeconfig::load({kubeconfig_});
        const auto access = config ? config->access(config->currentContext()) : propagate(config);
        if (!access)
            throw Failure(QString::fromStdString(access.error().message));
        client_ = std::make_unique<KubeClient>(fetcher_, *access);
        makeCertificate(scratch_);
        if (only_namespace.empty())
            return;
        account_.emplace(*client_, only_namespace);
        kubeconfig_ = (scratch_ / "account.conf").string();
        account_->writeKubeconfig(kubeconfig_, access->ca_pem);
    }

    /// Objects are served at the address that pods reach, and so with TLS.
    LocalServerOptions server() const override
    {
        LocalServerOptions options;
        options.extra_arguments = {"--engine",
                                   "kubernetes",
                                   "--kubeconfig",
                                   kubeconfig_,
                                   "--s3-listen",
                                   std::string(bridge_address) + ":0",
                                   "--tls-certificate",
                                   (scratch_ / "cert.pem").string(),
                                   "--tls-key",
                                   (scratch_ / "key.pem").string(),
                                   "--store-ca",
                                   (scratch_ / "cert.pem").string(),
                                   "--cluster-cpu-overcommit",
                                   "8"};
        if (account_)
            options.extra_arguments.insert(options.extra_arguments.end(),
                                           {"--cluster-namespace", account_->name()});
        return options;
    }

    std::vector<Resource> resources() const override
    {
        ImageSpec image;
        image.description = "Debian with Python and Jupyter";
        image.reference = "slipway.test/python:1";
        image.root = true;
        std::vector<Resource> made{resource(Kind::Image, "python", dumpJson(write(image)))};
        if (!account_)
            return made;
        // What machines hold cannot be seen from a namespace, so no flavor with GPUs is there yet.
        FlavorSpec flavor;
        flavor.cpus = 1;
        flavor.memory = 4_GiB;
        flavor.gpus = 1;
        flavor.description = "One GPU";
        made.push_back(resource(Kind::Flavor, "gpu-1", dumpJson(write(flavor))));
        return made;
    }

    std::string installCommand() const override
    {
        return "apt-get update -qq && apt-get install -y -qq hello >/dev/null 2>&1 && hello && " +
               Ground::installCommand();
    }

    fs::path tasks() const override { return data_ / "cluster/tasks"; }

    fs::path environmentFiles(const ResourceId& environment) const override
    {
        const std::string name_space = account_ ? account_->name() : "slipway-default";
        const auto claim = client_->get("/api/v1/namespaces/" + name_space + "/persistentvolumeclaims/" +
                                        claimName(environment));
        if (!claim)
            return clusterPlace() / "volumes/absent";
        const std::string volume = (*claim)["spec"].value("volumeName", std::string());
        return clusterPlace() / "volumes" / volume;
    }

    std::optional<int> heldGpus() const override
    {
        return account_ ? std::optional(account_->heldGpus()) : std::nullopt;
    }

    std::chrono::milliseconds releaseLimit() const override { return std::chrono::milliseconds(5'000); }

private:
    static Resource resource(Kind kind, const char* name, const std::string& spec)
    {
        Resource made;
        made.kind = kind;
        made.name = name;
        made.spec = spec;
        return made;
    }

    const fs::path data_, scratch_;
    std::string kubeconfig_;
    net::Fetcher fetcher_;
    std::unique_ptr<KubeClient> client_;
    std::optional<NamespaceAccount> account_;
};

}  // namespace

std::unique_ptr<Ground> makeClusterGround(const fs::path& data, const fs::path& scratch,
                                          const std::string& only_namespace)
{
    return std::make_unique<ClusterGround>(data, scratch, only_namespace);
}

}  // namespace slipway::demo
