// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/object_service.h"

#include "platform/objects/files/key_path.h"
#include "platform/objects/files/leftovers.h"
#include "platform/objects/operations/list_objects.h"
#include "platform/objects/operations/multipart_operations.h"
#include "platform/objects/operations/read_object.h"
#include "platform/objects/operations/write_object.h"
#include "platform/objects/operations/write_rights.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"
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

bool writes(const S3Request& request)
{
    const bool document = request.is("POST") && request.key.empty() && request.asks("delete");
    return !request.is("GET") && !request.is("HEAD") && !document;
}

tl::unexpected<Error> methodNotAllowed()
{
    return s3Fail("MethodNotAllowed", "This method is not allowed here.");
}

}  // namespace

ObjectService::ObjectService(Authenticator& authenticator, Store& store, std::filesystem::path objects)
    : authenticator_(authenticator), context_{store, std::move(objects)}
{
    prepareObjects(context_.objects);
}

std::variant<net::BodyPolicy, net::Response> ObjectService::admit(const net::RequestHead& head)
{
    const Result<S3Request> request = understand(head);
    if (!request)
        return s3ErrorResponse(request.error(), head.path, head.method == "HEAD");
    net::BodyPolicy policy;
    policy.max_bytes = largest_document;
    if (request->is("PUT") && !request->key.empty()) {
        policy.mode = net::BodyPolicy::Mode::Streamed;
        policy.max_bytes = largest_put + framing_room;
    }
    return policy;
}

net::Response ObjectService::handle(net::Request http)
{
    const auto answer = [&]() -> Result<net::Response> {
        Result<S3Request> request = understand(http.head);
        if (!request)
            return propagate(request);
        request->http = &http;
        return dispatch(*request);
    };
    Result<net::Response> response = answer();
    if (response)
        return std::move(*response);
    if (response.error().code == ErrorCode::Internal)
        spdlog::error("{} {}: {}", http.head.method, http.head.path, response.error().message);
    return s3ErrorResponse(response.error(), http.head.path, http.head.method == "HEAD");
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
    if (const Result<KeyPath> path = pathOfKey(request.key); !path)
        return propagate(path);
    if (writes(request)) {
        const KeyChange change = request.is("DELETE") ? KeyChange::Remove : KeyChange::Write;
        const Result<void> allowed =
            checkWrite(context_.store, request.who.caller, request.bucket, request.key, change);
        if (!allowed)
            return propagate(allowed);
    }
    return request;
}

Result<void> ObjectService::checkBucket(const S3Request& request)
{
    const Result<Resource> project = context_.store.get(Kind::Project, {}, request.bucket);
    if (!project && project.error().code != ErrorCode::NotFound)
        return propagate(project);
    if (project && request.who.caller.may(Role::Viewer, request.bucket)) {
        std::error_code exists;
        std::filesystem::create_directory(context_.objects / request.bucket, exists);
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
        return request.is("GET") ? listBuckets(context_, request) : methodNotAllowed();
    return request.key.empty() ? onBucket(request) : onObject(request);
}

Result<net::Response> ObjectService::onBucket(const S3Request& request)
{
    if (request.is("HEAD"))
        return empty(200);
    if (request.is("GET") && request.asks("location"))
        return location();
    if (request.is("GET") && request.asks("uploads"))
        return listMultipartUploads(context_, request);
    if (request.is("GET"))
        return listObjects(context_, request);
    if (request.is("POST") && request.asks("delete"))
        return deleteObjects(context_, request);
    if (request.is("PUT"))
        return s3Fail("BucketAlreadyOwnedByYou", "The bucket of this project is there already.");
    if (request.is("DELETE"))
        return s3Fail("AccessDenied", "A bucket goes with its project. Delete the project instead.");
    return methodNotAllowed();
}

Result<net::Response> ObjectService::onObject(const S3Request& request)
{
    const bool in_upload = request.asks("uploadId");
    if (request.is("GET") && in_upload)
        return listParts(context_, request);
    if (request.is("GET") || request.is("HEAD"))
        return readObject(context_, request);
    const bool copies = request.head.headers.find("x-amz-copy-source") != nullptr;
    if (request.is("PUT") && in_upload)
        return copies ? copyPart(context_, request) : uploadPart(context_, request);
    if (request.is("PUT"))
        return copies ? copyObject(context_, request) : putObject(context_, request);
    if (request.is("POST") && request.asks("uploads"))
        return createMultipartUpload(context_, request);
    if (request.is("POST") && in_upload)
        return completeMultipartUpload(context_, request);
    if (request.is("DELETE"))
        return in_upload ? abortMultipartUpload(context_, request) : deleteObject(context_, request);
    return methodNotAllowed();
}

}  // namespace slipway
