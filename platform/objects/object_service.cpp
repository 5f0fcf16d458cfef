// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/object_service.h"

#include "core/ids.h"
#include "core/log_line.h"
#include "core/s3/s3_xml.h"
#include "core/segments/segment_name.h"
#include "platform/auth/traffic_limits.h"
#include "platform/metrics/metrics.h"
#include "platform/objects/operations/list_objects.h"
#include "platform/objects/operations/write_rights.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/plain_objects.h"
#include "platform/objects/post/posted_file.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/s3_operation.h"
#include "platform/objects/xml/xml_response.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr std::uint64_t largest_document = 4u << 20;  ///< 1000 keys of 1 KiB to delete, or 10000 parts.
constexpr std::uint64_t framing_room = 512u << 20;    ///< What aws-chunked may add to a body.

constexpr std::array not_offered{"accelerate",
                                 "acl",
                                 "analytics",
                                 "attributes",
                                 "cors",
                                 "encryption",
                                 "inventory",
                                 "legal-hold",
                                 "lifecycle",
                                 "logging",
                                 "metrics",
                                 "notification",
                                 "object-lock",
                                 "policy",
                                 "ownershipControls",
                                 "publicAccessBlock",
                                 "replication",
                                 "requestPayment",
                                 "restore",
                                 "retention",
                                 "select",
                                 "tagging",
                                 "torrent",
                                 "versionId",
                                 "versioning",
                                 "versions",
                                 "website",
                                 "policyStatus",
                                 "intelligent-tiering"};

net::Response empty(int status)
{
    net::Response response;
    response.status = status;
    return response;
}

net::Response location()
{
    XmlWriter xml;
    xml.text("LocationConstraint", "slipway", s3_namespace);
    return xmlResponse(std::move(xml));
}

std::string milliseconds(std::chrono::steady_clock::duration took)
{
    return fmt::format("{:.1f}", std::chrono::duration<double, std::milli>(took).count());
}

std::string problemOf(const Error& error)
{
    return error.type.empty() ? std::string(name(error.code)) : error.type;
}

bool writes(const S3Request& request)
{
    const bool document = request.is("POST") && request.key.empty() && request.asks("delete");
    return !request.is("GET") && !request.is("HEAD") && !document;
}

/// What the head of a request told; the head itself moves on.
struct Understood {
    Authenticated who;
    std::string bucket;
    std::string key;
};

}  // namespace

ObjectService::ObjectService(const ObjectParts& parts, std::filesystem::path objects)
    : ObjectService(parts, std::make_unique<PlainObjects>(parts.store, std::move(objects)))
{
}

ObjectService::ObjectService(const ObjectParts& parts, std::unique_ptr<ObjectBackend> backend)
    : authenticator_(parts.authenticator),
      store_(parts.store),
      limits_(parts.limits),
      metrics_(parts.metrics),
      backend_(std::move(backend))
{
}

std::variant<net::BodyPolicy, net::Response> ObjectService::admit(const net::RequestHead& head)
{
    const auto begin = std::chrono::steady_clock::now();
    if (isForm(head)) {
        if (const Result<void> patient = limits_.checkOrigin(head.origin); !patient) {
            metrics_.limited("origin");
            net::Response refusal = s3ErrorResponse(patient.error(), head.path, false);
            finish(head, post_object, problemOf(patient.error()), begin, refusal);
            return refusal;
        }
        net::BodyPolicy policy;
        policy.mode = net::BodyPolicy::Mode::Streamed;
        policy.max_bytes = largest_put + framing_room;
        return policy;
    }
    Result<S3Request> request = welcome(head);
    if (!request) {
        net::Response refusal = s3ErrorResponse(request.error(), head.path, head.method == "HEAD");
        finish(head, "Unknown", problemOf(request.error()), begin, refusal);
        return refusal;
    }
    if (std::optional<net::Response> elsewhere = backend_->elsewhere(*request)) {
        finish(head, operationOf(*request), {}, begin, *elsewhere);
        return std::move(*elsewhere);
    }
    net::BodyPolicy policy;
    policy.max_bytes = largest_document;
    if (request->is("PUT") && !request->key.empty()) {
        policy.mode = net::BodyPolicy::Mode::Streamed;
        policy.max_bytes = largest_put + framing_room;
    }
    policy.learned = Understood{std::move(request->who), std::move(request->bucket), std::move(request->key)};
    return policy;
}

Result<S3Request> ObjectService::welcome(const net::RequestHead& head)
{
    if (const Result<void> patient = limits_.checkOrigin(head.origin); !patient) {
        metrics_.limited("origin");
        return propagate(patient);
    }
    Result<S3Request> request = understand(head);
    if (!request) {
        if (request.error().code == ErrorCode::Unauthenticated) {
            limits_.refused(head.origin);
            metrics_.unauthenticated(request.error().type);
        }
        return request;
    }
    if (const Result<void> counted = limits_.countRequest(request->who.caller.access_key); !counted) {
        metrics_.limited("key");
        return propagate(counted);
    }
    return request;
}

net::Response ObjectService::handle(net::Request http)
{
    const auto begin = std::chrono::steady_clock::now();
    std::string_view operation = "Unknown";
    std::string problem;
    net::Response response;
    if (Result<net::Response> answered = answer(http, operation)) {
        response = std::move(*answered);
    } else {
        const Error& error = answered.error();
        problem = problemOf(error);
        if (error.code == ErrorCode::Internal)
            spdlog::error(
                logLine("object-request-failed", {{"path", http.head.path}, {"why", error.message}}));
        response = s3ErrorResponse(error, http.head.path, http.head.method == "HEAD");
    }
    finish(http.head, operation, problem, begin, response);
    return response;
}

Result<net::Response> ObjectService::answer(net::Request& http, std::string_view& operation)
{
    if (isForm(http.head)) {
        operation = post_object;
        return answerForm(http);
    }
    // A body takes its time to arrive, and rights may have ended meanwhile.
    if (!http.reader && !http.body.empty()) {
        if (const Result<S3Request> still = understand(http.head); !still)
            return propagate(still);
    }
    auto& known = std::any_cast<Understood&>(http.learned);
    const S3Request request{http.head, std::move(known.who), std::move(known.bucket), std::move(known.key),
                            &http};
    operation = operationOf(request);
    std::shared_ptr<const void> upload;
    if (http.reader) {
        upload = limits_.beginUpload(request.who.caller.access_key);
        if (!upload) {
            metrics_.limited("uploads");
            return s3Fail(
                "SlowDown",
                "This access key sends too many objects at the same time. Send fewer, and try again.");
        }
    }
    return dispatch(request);
}

void ObjectService::finish(const net::RequestHead& head, std::string_view operation, std::string_view problem,
                           std::chrono::steady_clock::time_point begin, net::Response& response)
{
    const auto took = std::chrono::steady_clock::now() - begin;
    metrics_.objectRequest(operation, response.status, took);
    const std::string id = newId("req");
    response.headers.set("x-amz-request-id", id);
    if (backend_->isElsewhere(head))
        response.headers.set(std::string(s3::direct_header), "1");
    if (response.status == 503)
        response.headers.set("Retry-After", "1");
    spdlog::log(response.status >= 500 ? spdlog::level::warn : spdlog::level::info,
                logLine("object-request", {{"id", id},
                                           {"operation", operation},
                                           {"method", head.method},
                                           {"path", head.path},
                                           {"peer", head.peer},
                                           {"status", std::to_string(response.status)},
                                           {"problem", problem},
                                           {"ms", milliseconds(took)}}));
}

Result<S3Request> ObjectService::understand(const net::RequestHead& head)
{
    Result<Authenticated> who = authenticator_.authenticate(head, "s3");
    if (!who)
        return propagate(who);
    Result<BucketAndKey> place = readPath(head.path);
    if (!place)
        return propagate(place);
    S3Request request{head, std::move(*who), std::move(place->bucket), std::move(place->key)};
    for (const char* name : not_offered) {
        if (request.asks(name))
            return s3Fail("NotImplemented", fmt::format("This server does not offer \"{}\".", name));
    }
    if (request.bucket.empty())
        return request;
    if (const Result<void> bucket = checkBucket(request); !bucket)
        return propagate(bucket);
    if (request.key.empty())
        return request;
    if (const Result<void> possible = backend_->checkKey(request.key); !possible)
        return propagate(possible);
    if (writes(request)) {
        const KeyChange change = request.is("DELETE") ? KeyChange::Remove : KeyChange::Write;
        const Result<void> allowed =
            checkWrite(store_, request.who.caller, request.bucket, request.key, change);
        if (!allowed)
            return propagate(allowed);
    }
    return request;
}

Result<void> ObjectService::checkBucket(const S3Request& request)
{
    // Nobody's project: those who may have forms alone, which say where.
    if (request.bucket == segments_bucket && request.who.caller.task &&
        request.who.caller.roles.contains(segments_bucket)) {
        backend_->openBucket(request.bucket);
        return {};
    }
    const Result<Resource> project = store_.get(Kind::Project, {}, request.bucket);
    if (!project && project.error().code != ErrorCode::NotFound)
        return propagate(project);
    if (project && request.who.caller.may(Role::Viewer, request.bucket)) {
        backend_->openBucket(request.bucket);
        return {};
    }
    // A bucket that the caller may not see looks as one that does not exist.
    if (request.is("PUT") && request.key.empty())
        return s3Fail("AccessDenied", "Buckets are projects. Ask an administrator for a project.");
    return s3Fail("NoSuchBucket",
                  fmt::format("The bucket \"{}\" does not exist, or is not yours. Every project has "
                              "the bucket of its name.",
                              request.bucket));
}

Result<net::Response> ObjectService::dispatch(const S3Request& request)
{
    if (request.bucket.empty())
        return request.is("GET") ? listBuckets(store_, request) : methodNotAllowed();
    return request.key.empty() ? onBucket(request) : backend_->onObject(request);
}

Result<net::Response> ObjectService::onBucket(const S3Request& request)
{
    if (request.is("HEAD"))
        return empty(200);
    if (request.is("GET") && request.asks("location"))
        return location();
    if (request.is("GET") || (request.is("POST") && request.asks("delete")))
        return backend_->onBucket(request);
    if (request.is("PUT"))
        return s3Fail("BucketAlreadyOwnedByYou", "The bucket of this project is there already.");
    if (request.is("DELETE"))
        return s3Fail("AccessDenied", "A bucket goes with its project. Delete the project instead.");
    return methodNotAllowed();
}

}  // namespace slipway
