// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/api_service.h"

#include "core/hash.h"
#include "core/ids.h"
#include "core/log_line.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/api/requests/quick_reads.h"
#include "platform/api/requests/writes.h"
#include "platform/api/watch/watch_hub.h"
#include "platform/auth/traffic_limits.h"
#include "platform/metrics/metrics.h"
#include "platform/store/store.h"
#include "platform/streams/stream_tails.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace slipway {

namespace {

constexpr std::uint64_t max_body_bytes = 256u << 10;
constexpr std::uint64_t max_file_bytes = 16ull << 30;

/// What a request turned out to be, for the log and the metrics.
struct Handled {
    net::Response response;
    std::string_view route = "unknown";
    std::string user;
    std::string problem;  ///< Type of the error; empty on success.
};

Result<void> checkPayload(const net::Request& request, const std::string& payload_hash)
{
    if (request.reader)
        return {};  // Whoever reads it checks it.
    if (equalSecrets(payload_hash, hex(sha256(request.body))))
        return {};
    return fail(ErrorCode::Unauthenticated,
                "The body is not the one that was signed: X-Amz-Content-Sha256 must be its SHA-256.",
                "bad-payload-hash");
}

bool isSigned(const Route& route)
{
    return route.access != Access::Open && route.access != Access::Loopback;
}

/// Refusals that say something about who tried what.
bool worthAuditing(const Call& call, const Error& error)
{
    const bool reads = call.request.head.method == "GET";
    return error.code == ErrorCode::PermissionDenied || (error.code == ErrorCode::NotFound && !reads);
}

}  // namespace

class ApiService::Impl {
public:
    Impl(const ApiParts& parts, ApiOptions options)
        : options_(std::move(options)),
          limits_(parts.limits),
          metrics_(parts.metrics),
          watches_(parts.store, parts.authenticator, options_),
          context_{parts.store,       parts.authenticator,
                   parts.secrets,     parts.engine,
                   parts.controllers, metrics_,
                   watches_,          tails_,
                   quick_reads_,      options_}
    {
    }

    net::Response handle(const net::Request& request)
    {
        const auto begin = std::chrono::steady_clock::now();
        const std::string id = newId("req");
        Handled handled = answer(request);
        const auto duration = std::chrono::steady_clock::now() - begin;
        const int status = handled.response.status;
        metrics_.request(request.head.method, handled.route, status, duration);
        const double ms = std::chrono::duration<double, std::milli>(duration).count();
        spdlog::log(status == 500 || status == 502 ? spdlog::level::err : spdlog::level::info,
                    logLine("request", {{"id", id},
                                        {"method", request.head.method},
                                        {"path", request.head.path},
                                        {"peer", request.head.peer},
                                        {"status", std::to_string(status)},
                                        {"user", handled.user},
                                        {"problem", handled.problem},
                                        {"ms", fmt::format("{:.1f}", ms)}}));
        handled.response.headers.set("X-Request-Id", id);
        return std::move(handled.response);
    }

    /// Whether everything that the answer needs was read lately and has not changed since.
    bool isQuick(const net::RequestHead& head)
    {
        // With a body it would be answered later, when this may be different.
        if (head.method != "GET" || head.headers.find("content-length") ||
            head.headers.find("transfer-encoding"))
            return false;
        const auto known = quick_reads_.find(head);
        return known.version >= 0 && known.version == context_.store.version(known.kind) &&
               context_.authenticator.isCurrent();
    }

    WatchHub& watches() { return watches_; }

    void stop() { watches_.stop(); }

    std::size_t openStreams() const { return watches_.watchers() + tails_.followers(); }

private:
    Handled answer(const net::Request& request);
    Result<net::Response> perform(const Call& call);
    Result<Call> identify(const net::Request& request, RouteMatch match);
    void noteRefusal(const net::RequestHead& head, const Error& error);
    void auditRefusal(const Call& call, const Error& error);

    const ApiOptions options_;
    TrafficLimits& limits_;
    Metrics& metrics_;
    StreamTails tails_;
    QuickReads quick_reads_;
    WatchHub watches_;
    ApiContext context_;
};

Handled ApiService::Impl::answer(const net::Request& request)
{
    Handled handled;
    const auto refuse = [&](const Error& error) {
        handled.response = problemResponse(error);
        handled.problem = error.type.empty() ? std::string(name(error.code)) : error.type;
        return std::move(handled);
    };
    auto match = findRoute(request.head.method, request.head.path);
    if (!match)
        return refuse(match.error());
    handled.route = match->route->pattern;
    const auto call = identify(request, std::move(*match));
    if (!call) {
        noteRefusal(request.head, call.error());
        return refuse(call.error());
    }
    handled.user = call->caller.user;
    auto response = perform(*call);
    if (!response)
        return refuse(response.error());
    handled.response = std::move(*response);
    return handled;
}

Result<Call> ApiService::Impl::identify(const net::Request& request, RouteMatch match)
{
    Call call{request, *match.route, std::move(match.parts), {}, {}};
    if (!isSigned(call.route))
        return call;
    if (auto welcome = limits_.checkOrigin(request.head.origin); !welcome)
        return propagate(welcome);
    auto authenticated = context_.authenticator.authenticate(request.head, "slipway");
    if (!authenticated)
        return propagate(authenticated);
    if (auto same = checkPayload(request, authenticated->payload_hash); !same)
        return propagate(same);
    if (authenticated->caller.task)
        return fail(ErrorCode::PermissionDenied,
                    "The key of a task reaches objects alone. Use an access key of yours.", "task-key");
    if (auto counted = limits_.countRequest(authenticated->caller.access_key); !counted)
        return propagate(counted);
    call.caller = std::move(authenticated->caller);
    call.payload_hash = std::move(authenticated->payload_hash);
    return call;
}

Result<net::Response> ApiService::Impl::perform(const Call& call)
{
    const auto allowed = checkAccess(context_.store, call);
    auto response = allowed ? call.route.handler(context_, call) : Result<net::Response>(propagate(allowed));
    if (!response && isSigned(call.route) && worthAuditing(call, response.error()))
        auditRefusal(call, response.error());
    return response;
}

void ApiService::Impl::noteRefusal(const net::RequestHead& head, const Error& error)
{
    if (error.code == ErrorCode::Unauthenticated) {
        limits_.refused(head.origin);
        metrics_.unauthenticated(error.type);
    } else if (error.type == "too-many-refusals") {
        metrics_.limited("origin");
    } else if (error.type == "too-many-requests") {
        metrics_.limited("key");
    }
}

void ApiService::Impl::auditRefusal(const Call& call, const Error& error)
{
    const std::string detail = call.request.head.method + " was refused: " + error.message;
    const auto refusal = [&](Transaction& transaction) {
        return auditCall(transaction, call, call.resourcePath(), "refused", detail);
    };
    const auto written = context_.store.write(refusal, Store::Urgency::CanWait);
    if (!written)
        spdlog::error(logLine("refusal-not-audited", {{"why", written.error().message}}));
}

ApiService::ApiService(const ApiParts& parts, ApiOptions options)
    : impl_(std::make_unique<Impl>(parts, std::move(options)))
{
}

ApiService::~ApiService() = default;

std::variant<net::BodyPolicy, net::Response> ApiService::admit(const net::RequestHead& head)
{
    using Mode = net::BodyPolicy::Mode;
    if (head.method == "PUT") {
        const auto match = findRoute(head.method, head.path);
        if (match && match->route->handler == &writeFile)
            return net::BodyPolicy{Mode::Streamed, max_file_bytes};
    }
    return net::BodyPolicy{impl_->isQuick(head) ? Mode::Quick : Mode::Buffered, max_body_bytes};
}

net::Response ApiService::handle(net::Request request)
{
    return impl_->handle(request);
}

void ApiService::storeChanged(std::int64_t)
{
    impl_->watches().storeChanged();
}

void ApiService::stop()
{
    impl_->stop();
}

std::size_t ApiService::openStreams() const
{
    return impl_->openStreams();
}

}  // namespace slipway
