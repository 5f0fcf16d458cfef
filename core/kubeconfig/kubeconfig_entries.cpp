// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kubeconfig/kubeconfig_entries.h"

#include "core/hash.h"
#include "core/json.h"
#include "core/resources/json/member_reader.h"
#include "core/uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace slipway {

namespace fs = std::filesystem;

namespace {

/// `path` as the kubeconfig in `directory` means it.
fs::path resolved(const std::string& path, const fs::path& directory)
{
    return path.empty() ? fs::path() : (directory / path).lexically_normal();
}

/// A member that holds base64, or the path of a file beside it.
void pem(MemberReader& members, std::string_view name, const fs::path& directory, std::string& content,
         fs::path& file)
{
    std::string encoded;
    std::string path;
    members.text(fmt::format("{}-data", name), encoded);
    members.text(name, path);
    file = resolved(path, directory);
    if (encoded.empty())
        return;
    encoded.erase(
        std::remove_if(encoded.begin(), encoded.end(), [](unsigned char c) { return std::isspace(c) != 0; }),
        encoded.end());
    if (auto decoded = unbase64(encoded))
        content = std::move(*decoded);
    else
        members.refuse("bad-kubeconfig", fmt::format("{}-data", name), "is no base64");
}

ExecPlugin readPlugin(MemberReader& members, const fs::path& directory)
{
    ExecPlugin plugin;
    members.text("apiVersion", plugin.api_version);
    members.text("command", plugin.command);
    if (plugin.command.empty())
        members.refuse("bad-kubeconfig", "command", "is missing");
    if (plugin.command.find('/') != std::string::npos)
        plugin.command = resolved(plugin.command, directory).string();
    members.texts("args", plugin.arguments);
    members.text("installHint", plugin.install_hint);
    members.boolean("provideClusterInfo", plugin.wants_cluster_info);
    for (const Json* variable : members.children("env")) {
        MemberReader inner(*variable, members.field("env"), MemberReader::Unknown::Ignored);
        std::string name;
        std::string value;
        inner.text("name", name);
        inner.text("value", value);
        noteInner(members, inner);
        plugin.environment[name] = value;
    }
    return plugin;
}

}  // namespace

void noteInner(MemberReader& members, MemberReader& inner)
{
    if (auto finished = inner.finish(); !finished)
        members.refuse(finished.error());
}

KubeconfigCluster readCluster(MemberReader& members, const fs::path& directory)
{
    KubeconfigCluster cluster;
    ClusterAccess& access = cluster.access;
    members.text("server", access.server);
    while (access.server.ends_with('/'))
        access.server.pop_back();
    if (const Result<Url> server = Url::parse(access.server))
        access.server.replace(0, server->scheme.size(),
                              server->scheme);  // In lower case, however it was written.
    else
        members.refuse("bad-kubeconfig", "server", "is no http or https address");
    pem(members, "certificate-authority", directory, access.ca_pem, cluster.ca_file);
    members.text("tls-server-name", access.tls_server_name);
    members.boolean("insecure-skip-tls-verify", access.any_peer);
    members.text("proxy-url", access.proxy);
    return cluster;
}

KubeconfigUser readUser(MemberReader& members, const fs::path& directory)
{
    KubeconfigUser user;
    ClusterAccess& access = user.access;
    pem(members, "client-certificate", directory, access.certificate_pem, user.certificate_file);
    pem(members, "client-key", directory, access.private_key_pem, user.private_key_file);
    members.text("token", access.token);
    std::string token_file;
    members.text("tokenFile", token_file);
    access.token_file = resolved(token_file, directory);
    members.text("username", access.user);
    members.text("password", access.password);
    members.text("as", access.act_as);
    members.texts("as-groups", access.act_as_groups);
    if (const Json* plugin = members.child("exec")) {
        MemberReader inner(*plugin, members.field("exec"), MemberReader::Unknown::Ignored);
        access.plugin = readPlugin(inner, directory);
        noteInner(members, inner);
    }
    if (const Json* provider = members.child("auth-provider")) {
        MemberReader inner(*provider, members.field("auth-provider"), MemberReader::Unknown::Ignored);
        inner.text("name", user.legacy_provider);
        noteInner(members, inner);
    }
    return user;
}

}  // namespace slipway
