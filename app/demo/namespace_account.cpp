// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/namespace_account.h"

#include "app/demo/evidence.h"
#include "app/demo/window_driver.h"
#include "client/private_file.h"
#include "core/hash.h"
#include "core/yaml/yaml_documents.h"
#include "platform/engines/kubernetes/view/kube_pod.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <type_traits>

namespace slipway::demo {

namespace {

constexpr const char* rights_file = SLIPWAY_SOURCE_DIR "/deploy/kubernetes/one-namespace/rights.yaml";
constexpr const char* account = "slipwayd";
constexpr int token_s = 4 * 3600;

template <class Made>
Made must(Result<Made> result)
{
    if (!result)
        throw Failure(QString::fromStdString(result.error().message));
    if constexpr (!std::is_void_v<Made>)
        return std::move(*result);
}

}  // namespace

NamespaceAccount::NamespaceAccount(KubeClient& client, std::string name_space)
    : client_(client), name_(std::move(name_space))
{
    must(client_.create("/api/v1/namespaces",
                        {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name_}}}}));
    must(client_.create(path("serviceaccounts"), {{"metadata", {{"name", account}}}}));
    applyRights();
    const auto takes_pods = [this] { return client_.get(path("serviceaccounts/default")).has_value(); };
    if (!QTest::qWaitFor(takes_pods, 30'000))
        throw Failure(QStringLiteral("The namespace takes no pods."));
}

NamespaceAccount::~NamespaceAccount()
{
    (void)client_.remove("/api/v1/namespaces/" + name_);
    // What a story that failed has left waits for a slipwayd that is gone.
    const auto pods = client_.get(path("pods"));
    for (const Json& pod : pods ? pods->value("items", Json::array()) : Json::array())
        (void)client_.mergePatch(path("pods/" + pod["metadata"].value("name", std::string())),
                                 {{"metadata", {{"finalizers", nullptr}}}});
}

std::string NamespaceAccount::path(const std::string& resource) const
{
    return "/api/v1/namespaces/" + name_ + "/" + resource;
}

void NamespaceAccount::applyRights() const
{
    for (const YamlDocument& document : must(readYaml(readFile(rights_file), rights_file))) {
        Json object = must(parseJson(document.json));
        const bool binding = object.contains("subjects");
        if (binding)
            object["subjects"][0]["namespace"] = name_;  // As kustomize does.
        const char* collection = binding ? "rolebindings" : "roles";
        must(client_.create("/apis/rbac.authorization.k8s.io/v1/namespaces/" + name_ + "/" + collection,
                            object));
    }
}

void NamespaceAccount::writeKubeconfig(const std::filesystem::path& file, const std::string& ca_pem) const
{
    const Json answer = must(client_.create(path("serviceaccounts/" + std::string(account) + "/token"),
                                            {{"apiVersion", "authentication.k8s.io/v1"},
                                             {"kind", "TokenRequest"},
                                             {"spec", {{"expirationSeconds", token_s}}}}));
    const Json cluster{{"server", client_.server()}, {"certificate-authority-data", base64(ca_pem)}};
    const Json config{
        {"apiVersion", "v1"},
        {"kind", "Config"},
        {"current-context", name_},
        {"clusters", {{{"name", name_}, {"cluster", cluster}}}},
        {"users", {{{"name", account}, {"user", {{"token", answer["status"]["token"]}}}}}},
        {"contexts",
         {{{"name", name_}, {"context", {{"cluster", name_}, {"user", account}, {"namespace", name_}}}}}}};
    must(writePrivateFile(file, dumpJson(config)));
}

int NamespaceAccount::heldGpus() const
{
    const Json pods = must(client_.get(path("pods")));
    int held = 0;
    for (const Json& object : pods["items"]) {
        const KubePod pod = readPod(object, {});
        held += pod.over() ? 0 : static_cast<int>(pod.accelerators);
    }
    return held;
}

}  // namespace slipway::demo
