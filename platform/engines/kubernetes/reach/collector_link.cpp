// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/collector_link.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "runner/pod/pod_access.h"
#include "runner/pod/pod_layout.h"

#include <fmt/format.h>

namespace slipway {

CollectorLink::CollectorLink(CollectorWays& ways, PodRecord record)
    : ways_(ways), record_(std::move(record)), tunnel_(ways.tunnels_first)
{
}

Result<std::string> CollectorLink::signedPath(const std::string& path, const QueryParameters& query) const
{
    return signedQuery("POST", path, query, record_.key, now()).map([&](const QueryParameters& whole) {
        return path + "?" + formatQuery(whole);
    });
}

KubeRequest CollectorLink::proxied(const std::string& target, const std::string& body) const
{
    KubeRequest request;
    request.method = "POST";
    request.path = fmt::format("/api/v1/namespaces/{}/pods/{}:{}/proxy{}", record_.name_space, record_.pod,
                               collector_port, target);
    request.body = body;
    return request;
}

Result<net::FetchRequest> CollectorLink::tunnelled(const std::string& target, const std::string& body)
{
    const std::lock_guard lock(mutex_);
    if (!forward_) {
        auto opened = ways_.tunnels.open(record_.name_space, record_.pod, collector_port);
        if (!opened)
            return propagate(opened);
        forward_ = std::move(*opened);
    }
    net::FetchRequest request;
    request.method = "POST";
    request.url = "http://" + forward_->address() + target;
    request.body = body;
    return request;
}

Result<std::shared_ptr<net::Fetch>> CollectorLink::stream(const std::string& path, const std::string& body,
                                                          std::chrono::milliseconds stall_timeout,
                                                          net::FetchCallbacks callbacks)
{
    bool tunnel = false;
    {
        const std::lock_guard lock(mutex_);
        tunnel = tunnel_;
    }
    const Result<std::string> target = signedPath(path);
    if (!target)
        return propagate(target);
    if (!tunnel) {
        return ways_.client.stream(proxied(*target, body), stall_timeout, std::move(callbacks));
    }
    Result<net::FetchRequest> request = tunnelled(*target, body);
    if (!request)
        return propagate(request);
    request->stall_timeout = stall_timeout;
    return ways_.fetcher.start(std::move(*request), std::move(callbacks));
}

void CollectorLink::answered(bool through)
{
    const std::lock_guard lock(mutex_);
    if (through) {
        ways_.tunnels_first = tunnel_;
        return;
    }
    tunnel_ = !tunnel_;
    forward_.reset();
}

Result<net::FetchResponse> CollectorLink::postBy(bool tunnel, const CollectorRequest& wanted)
{
    const Result<std::string> target = signedPath(wanted.path, wanted.query);
    if (!target)
        return propagate(target);
    if (!tunnel) {
        KubeRequest request = proxied(*target, wanted.body);
        request.patience = wanted.patience;
        return ways_.client.exchange(request);
    }
    Result<net::FetchRequest> request = tunnelled(*target, wanted.body);
    if (!request)
        return propagate(request);
    request->total_timeout = wanted.patience;
    auto response = ways_.fetcher.run(std::move(*request));
    if (response && response->status >= 300)
        return tl::unexpected(kubeError(response->status, response->body));
    return response;
}

Result<net::FetchResponse> CollectorLink::post(const CollectorRequest& request)
{
    bool tunnel = false;
    {
        const std::lock_guard lock(mutex_);
        tunnel = tunnel_;
    }
    auto first = postBy(tunnel, request);
    return first ? first : postBy(!tunnel, request);
}

}  // namespace slipway
