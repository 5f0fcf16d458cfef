// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/access/in_cluster.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace slipway {

namespace {

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

Result<ClusterAccess> inClusterAccess(const std::filesystem::path& account)
{
    const char* host = std::getenv("KUBERNETES_SERVICE_HOST");
    const char* port = std::getenv("KUBERNETES_SERVICE_PORT");
    if (host == nullptr || port == nullptr)
        return fail(
            ErrorCode::NotFound,
            "This is no pod of a cluster: KUBERNETES_SERVICE_HOST is not set. Name a kubeconfig instead.",
            "not-in-cluster");
    ClusterAccess access;
    access.name = "in-cluster";
    const std::string_view address(host);
    access.server = address.find(':') == std::string_view::npos
                        ? fmt::format("https://{}:{}", address, port)
                        : fmt::format("https://[{}]:{}", address, port);
    access.ca_pem = contentOf(account / "ca.crt");
    access.token_file = account / "token";
    access.name_space = contentOf(account / "namespace");
    if (access.ca_pem.empty() || contentOf(access.token_file).empty())
        return fail(ErrorCode::NotFound,
                    fmt::format("This pod has no service account in {}. Give it one, and do not set "
                                "automountServiceAccountToken to false.",
                                account.string()),
                    "not-in-cluster");
    return access;
}

}  // namespace slipway
