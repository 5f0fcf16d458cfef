// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/uri.h"
#include "net/fetch/fetcher.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "platform/engines/kubernetes/reach/pod_tunnels.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace slipway {

class KubeClient;
struct KubeRequest;

/// What the links to all collectors of a cluster share.
struct CollectorWays {
    KubeClient& client;
    net::Fetcher& fetcher;
    PodTunnels& tunnels;
    std::atomic<bool> tunnels_first = false;  ///< The last that answered did so through a tunnel.
};

/// A POST to a collector.
struct CollectorRequest {
    std::string path;  ///< "/v1/stop"
    std::string body;
    QueryParameters query = {};
    std::chrono::milliseconds patience{5'000};  ///< For all of it, by either way.
};

/// The way to the collector of one pod: through the API server's proxy, or, where that does not come through
/// or is not allowed, through a forwarded port. Whichever fails is given up for the other. Thread-safe.
class CollectorLink {
public:
    CollectorLink(CollectorWays& ways, PodRecord record);

    /// Sends a signed POST whose answer is streamed; the callbacks are called on the fetcher's thread. May
    /// block for its turn.
    Result<std::shared_ptr<net::Fetch>> stream(const std::string& path, const std::string& body,
                                               std::chrono::milliseconds stall_timeout,
                                               net::FetchCallbacks callbacks);
    /// Tells whether what was streamed last has come through.
    void answered(bool through);

    /// Sends a signed POST, by the other way too where the first fails. Blocks; a refusal is an error.
    Result<net::FetchResponse> post(const CollectorRequest& request);

private:
    Result<std::string> signedPath(const std::string& path, const QueryParameters& query = {}) const;
    /// A request for `target`, path and query, by either way.
    KubeRequest proxied(const std::string& target, const std::string& body) const;
    Result<net::FetchRequest> tunnelled(const std::string& target, const std::string& body);
    Result<net::FetchResponse> postBy(bool tunnel, const CollectorRequest& request);

    CollectorWays& ways_;
    const PodRecord record_;
    std::mutex mutex_;
    bool tunnel_;
    std::shared_ptr<net::PortForward> forward_;  ///< While the way is a tunnel.
};

}  // namespace slipway
