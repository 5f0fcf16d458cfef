// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnel_preparer.h"

#include "net/tunnel/tls_context.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace slipway::net {
namespace {

Result<std::vector<asio::generic::stream_protocol::endpoint>> resolve(const std::string& host,
                                                                      unsigned short port)
{
    asio::io_context unused;
    IoError error;
    const auto found = asio::ip::tcp::resolver(unused).resolve(
        host, std::to_string(port), asio::ip::tcp::resolver::numeric_service, error);
    if (error || found.empty())
        return fail(ErrorCode::Unavailable,
                    "The host \"" + host + "\" cannot be found. Check its name and the network.");
    std::vector<asio::generic::stream_protocol::endpoint> endpoints;
    for (const auto& one : found)
        endpoints.emplace_back(one.endpoint());
    return endpoints;
}

std::string hostPort(const std::string& host, unsigned short port)
{
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
}

}  // namespace

std::string PreparedTunnel::server() const
{
    return hostPort(url.host, url.port);
}

std::string PreparedTunnel::nearest() const
{
    return proxy ? "the proxy " + hostPort(proxy->where.host, proxy->where.port) : server();
}

Result<PreparedTunnel> TunnelPreparer::prepare(TunnelRoute& route)
{
    auto request = route.request();
    if (!request)
        return propagate(request);
    auto url = Url::parse(request->url);
    if (!url)
        return propagate(url);
    auto proxy = proxyFor(*url, request->proxy, processEnvironment);
    if (!proxy)
        return propagate(proxy);
    PreparedTunnel prepared{std::move(*request), std::move(*url), std::move(*proxy), {}, {}};
    auto endpoints = prepared.proxy ? resolve(prepared.proxy->where.host, prepared.proxy->where.port)
                                    : resolve(prepared.url.host, prepared.url.port);
    if (!endpoints)
        return propagate(endpoints);
    prepared.endpoints = std::move(*endpoints);
    if (prepared.url.scheme == "http")
        return prepared;
    auto context = contextFor(prepared.request.tls);
    if (!context)
        return propagate(context);
    prepared.tls = std::move(*context);
    return prepared;
}

// Reading authorities takes long where they are many, and they seldom change.
Result<std::shared_ptr<asio::ssl::context>>
TunnelPreparer::contextFor(const std::shared_ptr<const TlsSettings>& tls)
{
    if (context_ && tls == settings_)
        return context_;
    auto made = makeTlsContext(tls ? *tls : TlsSettings());
    if (!made)
        return made;
    settings_ = tls;
    context_ = *made;
    return made;
}

}  // namespace slipway::net
