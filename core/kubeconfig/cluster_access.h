// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// A program that hands out credentials (client.authentication.k8s.io), such as a cloud's own command.
struct ExecPlugin {
    std::string api_version;  ///< "client.authentication.k8s.io/v1" or "/v1beta1"
    std::string command;      ///< With its directory where the kubeconfig gave one.
    std::vector<std::string> arguments;
    std::map<std::string, std::string> environment;
    std::string install_hint;
    bool wants_cluster_info = false;
};

/// One way into one cluster: where its API server is, whom to trust, and as whom to come.
///
/// Of token file, token, password and plugin the first that is there counts; a certificate is shown in any
/// case.
struct ClusterAccess {
    std::string name;             ///< The context's.
    std::string server;           ///< "https://10.0.0.1:6443", maybe with a path; without '/' at its end.
    std::string name_space;       ///< Where to work unless told otherwise; empty for none.
    std::string ca_pem;           ///< The system's authorities when empty.
    std::string tls_server_name;  ///< Whom the certificate names; the server's host when empty.
    bool any_peer = false;        ///< "insecure-skip-tls-verify"
    std::string proxy;            ///< "http://proxy:3128"; the environment's when empty.

    std::string certificate_pem, private_key_pem;
    std::string token;
    std::filesystem::path token_file;  ///< Read again when it changes: such tokens are renewed.
    std::string user, password;
    std::optional<ExecPlugin> plugin;
    std::string act_as;  ///< Impersonated user; empty for none.
    std::vector<std::string> act_as_groups;
};

}  // namespace slipway
