// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/evidence.h"
#include "app/demo/ground.h"
#include "app/demo/window_driver.h"
#include "core/resources/specs.h"
#include "platform/engines/kubernetes/access/kubeconfig.h"
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

class ClusterGround final : public Ground {
public:
    ClusterGround(fs::path data, fs::path scratch) : data_(std::move(data)), scratch_(std::move(scratch))
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
        makeCertificate();
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
        return options;
    }

    std::optional<Resource> image() const override
    {
        Resource image;
        image.kind = Kind::Image;
        image.name = "python";
        ImageSpec spec;
        spec.description = "Debian with Python and Jupyter";
        spec.reference = "slipway.test/python:1";
        spec.root = true;
        image.spec = dumpJson(write(spec));
        return image;
    }

    std::string installCommand() const override
    {
        return "apt-get update -qq && apt-get install -y -qq hello >/dev/null 2>&1 && hello && " +
               Ground::installCommand();
    }

    fs::path tasks() const override { return data_ / "cluster/tasks"; }

    fs::path environmentFiles(const ResourceId& environment) const override
    {
        const auto claim = client_->get("/api/v1/namespaces/slipway-default/persistentvolumeclaims/" +
                                        claimName(environment));
        if (!claim)
            return clusterPlace() / "volumes/absent";
        const std::string volume = (*claim)["spec"].value("volumeName", std::string());
        return clusterPlace() / "volumes" / volume;
    }

    std::chrono::milliseconds releaseLimit() const override { return std::chrono::milliseconds(5'000); }

private:
    void makeCertificate() const
    {
        const QString place = QString::fromStdString(scratch_.string());
        const QString names =
            QStringLiteral("subjectAltName=IP:%1,IP:127.0.0.1").arg(QLatin1String(bridge_address));
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                       QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                       QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                       QStringLiteral("/CN=slipway-demo"), QStringLiteral("-addext"), names,
                       QStringLiteral("-keyout"), place + QStringLiteral("/key.pem"), QStringLiteral("-out"),
                       place + QStringLiteral("/cert.pem")});
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            throw Failure(QStringLiteral("openssl cannot make a certificate."));
    }

    const fs::path data_, scratch_;
    std::string kubeconfig_;
    net::Fetcher fetcher_;
    std::unique_ptr<KubeClient> client_;
};

}  // namespace

std::unique_ptr<Ground> makeClusterGround(const fs::path& data, const fs::path& scratch)
{
    return std::make_unique<ClusterGround>(data, scratch);
}

}  // namespace slipway::demo
