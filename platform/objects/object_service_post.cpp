// SPDX-License-Identifier: GPL-3.0-or-later
// Uploads by forms, whose body says who asks.
#include "platform/objects/object_service.h"

#include "core/hash.h"
#include "platform/auth/traffic_limits.h"
#include "platform/metrics/metrics.h"
#include "platform/objects/operations/write_rights.h"
#include "platform/objects/post/posted_file.h"
#include "platform/objects/s3_error.h"

namespace slipway {

namespace {

/// Where a store of somebody else has to be told the size first.
constexpr std::uint64_t most_in_memory = 16u << 20;

Result<PostConditions> conditionsOf(const sigv4::FormFields& fields)
{
    const std::string* policy = find(fields, "policy");
    const Result<std::string> document =
        policy ? unbase64(*policy) : s3Fail("AccessDenied", "The form has no policy.");
    if (!document)
        return s3Fail("InvalidPolicyDocument", "The form's policy is not in base64.");
    return parsePostConditions(*document);
}

}  // namespace

Result<Authenticated> ObjectService::welcomeForm(const net::RequestHead& head,
                                                 const sigv4::FormFields& fields)
{
    Result<Authenticated> who = authenticator_.authenticateForm(fields);
    if (!who && who.error().code == ErrorCode::Unauthenticated) {
        limits_.refused(head.origin);
        metrics_.unauthenticated(who.error().type);
    }
    if (!who)
        return who;
    if (const Result<void> counted = limits_.countRequest(who->caller.access_key); !counted) {
        metrics_.limited("key");
        return propagate(counted);
    }
    return who;
}

Result<net::Response> ObjectService::answerForm(net::Request& http)
{
    const Result<BucketAndKey> place = readPath(http.head.path);
    if (!place)
        return propagate(place);
    const Result<std::shared_ptr<PostedFile>> file = PostedFile::begin(http.head, http.reader);
    if (!file)
        return propagate(file);
    if (const Result<void> read = (*file)->readFields(); !read)
        return propagate(read);
    const sigv4::FormFields fields = (*file)->fields();
    Result<Authenticated> who = welcomeForm(http.head, fields);
    if (!who)
        return propagate(who);
    const Result<PostConditions> conditions = conditionsOf(fields);
    if (!conditions)
        return propagate(conditions);
    if (const Result<void> good = checkPost(*conditions, fields, place->bucket, now()); !good)
        return propagate(good);
    (*file)->limit(conditions->smallest_bytes, conditions->largest_bytes);
    const std::string* key = find(fields, "key");
    if (!key || key->empty())
        return s3Fail("InvalidArgument", "The form has no field \"key\".");
    net::Request upload;
    upload.head = headOfPut(http.head, fields);
    upload.head.path = "/" + percentEncode(place->bucket) + "/" + percentEncode(*key, Slash::Keep);
    const S3Request put{upload.head, std::move(*who), place->bucket, *key, &upload};
    return storePosted(put, *file).and_then([&](const net::Response& stored) {
        const std::string* etag = stored.headers.find("etag");
        return answerToForm(fields, place->bucket, etag ? *etag : std::string());
    });
}

Result<net::Response> ObjectService::storePosted(const S3Request& put,
                                                 const std::shared_ptr<PostedFile>& file)
{
    const Result<void> allowed =
        checkBucket(put).and_then([&] { return backend_->checkKey(put.key); }).and_then([&] {
            return checkWrite(store_, put.who.caller, put.bucket, put.key);
        });
    if (!allowed)
        return propagate(allowed);
    const std::shared_ptr<const void> slot = limits_.beginUpload(put.who.caller.access_key);
    if (!slot) {
        metrics_.limited("uploads");
        return s3Fail("SlowDown",
                      "This access key sends too many objects at the same time. Send fewer, and try again.");
    }
    net::Request& upload = *put.http;
    if (!backend_->isElsewhere(upload.head)) {
        upload.reader = file;
        upload.head.headers.set("Transfer-Encoding", "chunked");
        return backend_->onObject(put);
    }
    Result<std::string> content = file->readAll(most_in_memory);
    if (!content)
        return propagate(content);
    upload.body = std::move(*content);
    upload.head.headers.set("Content-Length", std::to_string(upload.body.size()));
    return backend_->onObject(put);
}

}  // namespace slipway
