// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/plain_objects.h"

#include "platform/objects/files/bucket_files.h"
#include "platform/objects/files/key_path.h"
#include "platform/objects/files/leftovers.h"
#include "platform/objects/operations/list_objects.h"
#include "platform/objects/operations/multipart_operations.h"
#include "platform/objects/operations/read_object.h"
#include "platform/objects/operations/write_object.h"
#include "platform/objects/s3_error.h"

namespace slipway {

tl::unexpected<Error> methodNotAllowed()
{
    return s3Fail("MethodNotAllowed", "This method is not allowed here.");
}

PlainObjects::PlainObjects(Store& store, std::filesystem::path objects) : context_{store, std::move(objects)}
{
    prepareObjects(context_.objects);
}

void PlainObjects::openBucket(const std::string& bucket)
{
    BucketFiles::make(context_.objects, bucket);
}

Result<void> PlainObjects::checkKey(std::string_view key) const
{
    return pathOfKey(key).map([](const KeyPath&) {});
}

Result<net::Response> PlainObjects::onBucket(const S3Request& request)
{
    if (request.is("GET") && request.asks("uploads"))
        return listMultipartUploads(context_, request);
    if (request.is("GET"))
        return listObjects(context_, request);
    return deleteObjects(context_, request);
}

Result<net::Response> PlainObjects::onObject(const S3Request& request)
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
