// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kubeconfig/cluster_access.h"
#include "core/result.h"
#include "core/time.h"
#include "net/fetch/fetcher.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace slipway {

/// What a plugin handed out.
struct ExecCredential {
    std::string token;
    std::string certificate_pem, private_key_pem;
    std::optional<Timestamp> expires_at;
};

/// Reads what a plugin printed: an ExecCredential of `api_version`. Source: "client-go credential plugins" in
/// the reference on authentication.
Result<ExecCredential> readExecCredential(std::string_view text, const std::string& api_version);

/// Who we are towards one cluster, kept fresh. Thread-safe; may take as long as a plugin takes.
class Credentials {
public:
    explicit Credentials(ClusterAccess access);

    /// Dresses a request as ours. The errors of a plugin or token file say which it was and what to do.
    Result<void> sign(net::FetchRequest& request);
    /// The server did not know us: tokens are read or made anew before the next request. Whether that may
    /// help.
    bool refused();

private:
    Result<void> refresh();
    Result<void> refreshFromFile();
    Result<void> refreshFromPlugin();
    void setTls(const std::string& certificate_pem, const std::string& private_key_pem);

    const ClusterAccess access_;
    std::mutex mutex_;
    std::shared_ptr<const net::TlsSettings> tls_;
    std::string authorization_;  ///< Empty for none.
    std::optional<Timestamp> fresh_until_;
    bool stale_ = true;
};

}  // namespace slipway
