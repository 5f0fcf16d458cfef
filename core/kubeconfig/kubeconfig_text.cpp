// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/json.h"
#include "core/kubeconfig/kubeconfig.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

void put(Json& object, const char* name, const std::string& value)
{
    if (!value.empty())
        object[name] = value;
}

void putEncoded(Json& object, const char* name, const std::string& content)
{
    if (!content.empty())
        object[name] = base64(content);
}

Json clusterOf(const ClusterAccess& access)
{
    Json cluster{{"server", access.server}};
    putEncoded(cluster, "certificate-authority-data", access.ca_pem);
    put(cluster, "tls-server-name", access.tls_server_name);
    put(cluster, "proxy-url", access.proxy);
    if (access.any_peer)
        cluster["insecure-skip-tls-verify"] = true;
    return cluster;
}

Json pluginOf(const ExecPlugin& plugin)
{
    Json variables = Json::array();
    for (const auto& [name, value] : plugin.environment)
        variables.push_back({{"name", name}, {"value", value}});
    return {{"apiVersion", plugin.api_version},   {"command", plugin.command},
            {"args", plugin.arguments},           {"env", variables},
            {"installHint", plugin.install_hint}, {"provideClusterInfo", plugin.wants_cluster_info}};
}

Json userOf(const ClusterAccess& access)
{
    Json user = Json::object();
    putEncoded(user, "client-certificate-data", access.certificate_pem);
    putEncoded(user, "client-key-data", access.private_key_pem);
    put(user, "token", access.token);
    put(user, "tokenFile", access.token_file.string());
    put(user, "username", access.user);
    put(user, "password", access.password);
    put(user, "as", access.act_as);
    if (!access.act_as_groups.empty())
        user["as-groups"] = access.act_as_groups;
    if (access.plugin)
        user["exec"] = pluginOf(*access.plugin);
    return user;
}

}  // namespace

std::string formatKubeconfig(const ClusterAccess& access)
{
    Json context{{"cluster", access.name}, {"user", access.name}};
    put(context, "namespace", access.name_space);
    const auto only = [&](const char* member, const Json& value) {
        return Json::array({{{"name", access.name}, {member, value}}});
    };
    return dumpJson({{"apiVersion", "v1"},
                     {"kind", "Config"},
                     {"current-context", access.name},
                     {"clusters", only("cluster", clusterOf(access))},
                     {"users", only("user", userOf(access))},
                     {"contexts", only("context", context)}});
}

}  // namespace slipway
