// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/collector_link.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "runner/pod/pod_access.h"
#include "runner/pod/pod_layout.h"

#include <fmt/format.h>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds answer_patience{5'000};

}  // namespace

CollectorLink::CollectorLink(CollectorWays& ways, PodRecord record)
    : ways_(ways), record_(std::move(record)), tunnel_(ways.tunnels_first)
{
}

Result<std::string> CollectorLink::signedPath(const std::string& path) const
{
    return signedQuery("POST", path, {}, record_.key, now()).map([&](const QueryParameters& query) {
        return path + "?" + formatQuery(query);
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

Result<void> CollectorLink::postBy(bool tunnel, const std::string& path, const std::string& body)
{
    const Result<std::string> target = signedPath(path);
    if (!target)
        return propagate(target);
    if (!tunnel) {
        KubeRequest request = proxied(*target, body);
        request.patience = answer_patience;
        return ways_.client.exchange(request).map([](const net::FetchResponse&) {});
    }
    Result<net::FetchRequest> request = tunnelled(*target, body);
    if (!request)
        return propagate(request);
    request->total_timeout = answer_patience;
    const auto response = ways_.fetcher.run(std::move(*request));
    if (!response)
        return propagate(response);
    return response->status < 300 ? Result<void>()
                                  : tl::unexpected(kubeError(response->status, response->body));
}

Result<void> CollectorLink::post(const std::string& path, const std::string& body)
{
    bool tunnel = false;
    {
        const std::lock_guard lock(mutex_);
        tunnel = tunnel_;
    }
    const Result<void> first = postBy(tunnel, path, body);
    return first ? first : postBy(!tunnel, path, body);
}

}  // namespace slipway
