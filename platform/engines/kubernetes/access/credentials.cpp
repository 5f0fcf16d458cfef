// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/access/credentials.h"

#include "core/hash.h"
#include "core/json.h"
#include "core/resources/json/member_reader.h"
#include "platform/engines/kubernetes/access/program_output.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace slipway {

namespace {

constexpr std::chrono::seconds plugin_patience{60};
/// How long a token file's content is used before the file is read again; the kubelet renews them long before
/// they expire.
constexpr std::chrono::seconds file_life{60};
/// Made anew so long before it expires, so that it does not expire on its way.
constexpr std::chrono::seconds margin{30};

std::string trimmed(std::string text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0)
        text.pop_back();
    return text;
}

/// What a plugin is told about whom it signs in for.
std::string execInfo(const ClusterAccess& access)
{
    Json info{{"apiVersion", access.plugin->api_version},
              {"kind", "ExecCredential"},
              {"spec", {{"interactive", false}}}};
    if (access.plugin->wants_cluster_info) {
        Json cluster{{"server", access.server}};
        if (!access.ca_pem.empty())
            cluster["certificate-authority-data"] = base64(access.ca_pem);
        if (!access.tls_server_name.empty())
            cluster["tls-server-name"] = access.tls_server_name;
        if (!access.proxy.empty())
            cluster["proxy-url"] = access.proxy;
        if (access.any_peer)
            cluster["insecure-skip-tls-verify"] = true;
        info["spec"]["cluster"] = std::move(cluster);
    }
    return dumpJson(info);
}

}  // namespace

Result<ExecCredential> readExecCredential(std::string_view text, const std::string& api_version)
{
    const auto bad = [](const std::string& why) {
        return fail(ErrorCode::Unavailable,
                    "The plugin's answer is no credential: " + why +
                        ". Run it by hand and see what it prints.",
                    "bad-exec-credential");
    };
    const auto json = parseJson(text);
    if (!json)
        return bad("it is no JSON");
    MemberReader members(*json, {}, MemberReader::Unknown::Ignored);
    std::string kind;
    std::string version;
    members.text("kind", kind);
    members.text("apiVersion", version);
    ExecCredential credential;
    const Json* status = members.child("status");
    if (status != nullptr) {
        MemberReader inner(*status, "status", MemberReader::Unknown::Ignored);
        inner.text("token", credential.token);
        inner.text("clientCertificateData", credential.certificate_pem);
        inner.text("clientKeyData", credential.private_key_pem);
        inner.time("expirationTimestamp", credential.expires_at);
        if (auto finished = inner.finish(); !finished)
            members.refuse(finished.error());
    }
    if (auto finished = members.finish(); !finished)
        return bad(finished.error().message);
    if (kind != "ExecCredential" || version != api_version)
        return bad(fmt::format("it is a \"{}\" of \"{}\" instead of an ExecCredential of {}", kind, version,
                               api_version));
    if (credential.token.empty() &&
        (credential.certificate_pem.empty() || credential.private_key_pem.empty()))
        return bad("it has neither a token nor a certificate with its key");
    return credential;
}

Credentials::Credentials(ClusterAccess access) : access_(std::move(access))
{
    setTls(access_.certificate_pem, access_.private_key_pem);
}

void Credentials::setTls(const std::string& certificate_pem, const std::string& private_key_pem)
{
    net::TlsSettings tls;
    tls.ca_pem = access_.ca_pem;
    tls.server_name = access_.tls_server_name;
    tls.any_peer = access_.any_peer;
    tls.certificate_pem = certificate_pem;
    tls.private_key_pem = private_key_pem;
    tls_ = std::make_shared<const net::TlsSettings>(std::move(tls));
}

Result<void> Credentials::sign(net::FetchRequest& request)
{
    const std::lock_guard lock(mutex_);
    if (stale_ || (fresh_until_ && now() >= *fresh_until_)) {
        if (auto refreshed = refresh(); !refreshed)
            return refreshed;
        stale_ = false;
    }
    request.tls = tls_;
    request.proxy = access_.proxy;
    if (!authorization_.empty())
        request.headers.set("Authorization", authorization_);
    if (!access_.act_as.empty())
        request.headers.set("Impersonate-User", access_.act_as);
    for (const std::string& group : access_.act_as_groups)
        request.headers.add("Impersonate-Group", group);
    return {};
}

bool Credentials::refused()
{
    const std::lock_guard lock(mutex_);
    const bool renewable = access_.plugin.has_value() || !access_.token_file.empty();
    stale_ = stale_ || renewable;
    return renewable;
}

Result<void> Credentials::refresh()
{
    if (!access_.token_file.empty())
        return refreshFromFile();
    if (!access_.token.empty())
        authorization_ = "Bearer " + access_.token;
    else if (!access_.user.empty())
        authorization_ = "Basic " + base64(access_.user + ":" + access_.password);
    else if (access_.plugin)
        return refreshFromPlugin();
    return {};
}

Result<void> Credentials::refreshFromFile()
{
    std::ifstream stream(access_.token_file, std::ios::binary);
    const std::string token = trimmed(std::string(std::istreambuf_iterator<char>(stream), {}));
    if (token.empty())
        return fail(
            ErrorCode::Unauthenticated,
            fmt::format("There is no token for the cluster in {}. Check that the file is there and yours to "
                        "read.",
                        access_.token_file.string()),
            "no-token");
    authorization_ = "Bearer " + token;
    fresh_until_ = now() + file_life;
    return {};
}

Result<void> Credentials::refreshFromPlugin()
{
    const ExecPlugin& plugin = *access_.plugin;
    auto environment = plugin.environment;
    environment["KUBERNETES_EXEC_INFO"] = execInfo(access_);
    const auto hinted = [&](Error error) {
        if (!plugin.install_hint.empty())
            error.message += " " + plugin.install_hint;
        if (error.code != ErrorCode::NotFound)
            error.message += " Sign in again with the cluster's own command, then try once more.";
        error.code = ErrorCode::Unauthenticated;
        error.type = "plugin-failed";
        return tl::unexpected(std::move(error));
    };
    const auto output = outputOf(plugin.command, plugin.arguments, environment, plugin_patience);
    if (!output)
        return hinted(output.error());
    const auto credential = readExecCredential(*output, plugin.api_version);
    if (!credential)
        return hinted(credential.error());
    authorization_ = credential->token.empty() ? std::string() : "Bearer " + credential->token;
    if (!credential->certificate_pem.empty())
        setTls(credential->certificate_pem, credential->private_key_pem);
    fresh_until_.reset();
    if (credential->expires_at)
        fresh_until_ = *credential->expires_at - margin;
    return {};
}

}  // namespace slipway
