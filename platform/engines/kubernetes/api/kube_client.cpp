// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/api/kube_client.h"

#include "core/uri.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "platform/engines/kubernetes/api/object_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr int page_items = 500;
constexpr int most_lists = 3;
/// When a busy server does not say when to come again, doubled each time.
constexpr milliseconds first_pause{500};
constexpr milliseconds longest_pause{10'000};
constexpr std::uint64_t max_answer_bytes = 256ull << 20;

tl::unexpected<Error> stopping()
{
    return fail(ErrorCode::Canceled, "The work on this cluster is being stopped.");
}

/// Retry-After in seconds; a date is not used by API servers.
std::optional<milliseconds> retryAfter(const net::Headers& headers)
{
    const std::string* value = headers.find("retry-after");
    int seconds = 0;
    if (value == nullptr)
        return std::nullopt;
    const auto read = std::from_chars(value->data(), value->data() + value->size(), seconds);
    if (read.ec != std::errc() || seconds < 0)
        return std::nullopt;
    return std::min<milliseconds>(std::chrono::seconds(seconds), longest_pause);
}

std::string text(const Json& object, const char* outer, const char* inner)
{
    const auto found = object.find(outer);
    return found != object.end() && found->is_object() ? found->value(inner, std::string()) : std::string();
}

}  // namespace

KubeClient::KubeClient(net::Fetcher& fetcher, ClusterAccess access, KubeOptions options)
    : fetcher_(fetcher),
      access_(std::move(access)),
      options_(options),
      credentials_(access_),
      pacer_(options.requests_per_second, options.burst)
{
}

KubeClient::~KubeClient() = default;

void KubeClient::stop()
{
    pacer_.stop();
}

Result<net::FetchRequest> KubeClient::dressed(const KubeRequest& request)
{
    net::FetchRequest fetch;
    fetch.method = request.method;
    fetch.url = access_.server + request.path;
    fetch.body = request.body;
    fetch.total_timeout = request.patience;
    fetch.max_body_bytes = max_answer_bytes;
    fetch.headers.set("Accept", request.accept);
    fetch.headers.set("User-Agent", "slipway");
    if (!request.body.empty())
        fetch.headers.set("Content-Type", request.content_type);
    if (auto signed_ = credentials_.sign(fetch); !signed_)
        return propagate(signed_);
    return fetch;
}

Result<net::FetchResponse> KubeClient::send(const KubeRequest& request)
{
    if (!pacer_.next())
        return stopping();
    auto fetch = dressed(request);
    if (!fetch)
        return propagate(fetch);
    return fetcher_.run(std::move(*fetch));
}

Result<net::FetchResponse> KubeClient::exchange(const KubeRequest& request)
{
    bool renewed = false;
    milliseconds busy{0};
    milliseconds pause = first_pause;
    while (true) {
        auto response = send(request);
        if (!response || response->status < 300)
            return response;
        if (response->status == 401 && !renewed && credentials_.refused()) {
            renewed = true;
            continue;
        }
        const milliseconds wait = retryAfter(response->headers).value_or(pause);
        if (response->status != 429 || busy + wait > options_.most_busy)
            return tl::unexpected(kubeError(response->status, response->body));
        if (!pacer_.pause(wait))
            return stopping();
        busy += wait;
        pause = std::min(pause * 2, longest_pause);
    }
}

Result<Json> KubeClient::exchangeJson(const KubeRequest& request)
{
    const auto response = exchange(request);
    if (!response)
        return propagate(response);
    auto json = parseObject(response->body);
    if (!json)
        return fail(
            ErrorCode::Unavailable,
            fmt::format("What answers at {} is no Kubernetes API server. Check the address.", access_.server),
            "not-kubernetes");
    return json;
}

Result<Json> KubeClient::get(const std::string& path)
{
    KubeRequest request;
    request.path = path;
    return exchangeJson(request);
}

Result<Json> KubeClient::create(const std::string& collection, const Json& object)
{
    KubeRequest request;
    request.method = "POST";
    request.path = fmt::format("{}?fieldManager={}", collection, field_manager);
    request.body = dumpJson(object);
    return exchangeJson(request);
}

Result<Json> KubeClient::patch(const std::string& path, std::string_view form, const Json& body,
                               std::string_view parameters)
{
    KubeRequest request;
    request.method = "PATCH";
    request.path = fmt::format("{}?fieldManager={}{}", path, field_manager, parameters);
    request.body = dumpJson(body);
    request.content_type = form;
    return exchangeJson(request);
}

Result<Json> KubeClient::apply(const std::string& path, const Json& object)
{
    return patch(path, "application/apply-patch+yaml", object, "&force=true");  // JSON is YAML.
}

Result<Json> KubeClient::mergePatch(const std::string& path, const Json& object)
{
    return patch(path, "application/merge-patch+json", object);
}

Result<Json> KubeClient::jsonPatch(const std::string& path, const Json& operations)
{
    return patch(path, "application/json-patch+json", operations);
}

Result<void> KubeClient::remove(const std::string& path, const Removal& how)
{
    Json options{{"apiVersion", "v1"}, {"kind", "DeleteOptions"}, {"propagationPolicy", how.propagation}};
    if (!how.uid.empty())
        options["preconditions"]["uid"] = how.uid;
    if (how.grace.count() >= 0)
        options["gracePeriodSeconds"] = how.grace.count();
    KubeRequest request;
    request.method = "DELETE";
    request.path = path;
    request.body = dumpJson(options);
    const auto response = exchange(request);
    if (response || response.error().code == ErrorCode::NotFound)
        return {};
    return propagate(response);
}

Result<std::string> KubeClient::list(const std::string& collection, const std::string& query,
                                     const ListSink& sink)
{
    std::string next;
    sink.begin();
    for (int lists = 0; lists < most_lists;) {
        KubeRequest request;
        request.path = fmt::format("{}?limit={}{}{}{}", collection, page_items, query.empty() ? "" : "&",
                                   query, next.empty() ? "" : "&continue=" + percentEncode(next));
        auto page = exchangeJson(request);
        if (!page &&
            page.error().code == ErrorCode::Gone) {  // The pages' snapshot is gone: from the first again.
            sink.begin();
            next.clear();
            ++lists;
            continue;
        }
        if (!page)
            return propagate(page);
        if (const auto found = page->find("items"); found != page->end() && found->is_array()) {
            for (Json& item : *found)
                sink.take(std::move(item));
        }
        next = text(*page, "metadata", "continue");
        if (next.empty())
            return text(*page, "metadata", "resourceVersion");
    }
    return fail(ErrorCode::Gone,
                fmt::format("The list {} changed faster than it could be read. Try again.", collection));
}

Result<std::shared_ptr<net::Fetch>> KubeClient::stream(const KubeRequest& request, milliseconds stall_timeout,
                                                       net::FetchCallbacks callbacks)
{
    if (!pacer_.next())
        return stopping();
    auto fetch = dressed(request);
    if (!fetch)
        return propagate(fetch);
    fetch->total_timeout = milliseconds(0);
    fetch->stall_timeout = stall_timeout;
    return fetcher_.start(std::move(*fetch), std::move(callbacks));
}

}  // namespace slipway
