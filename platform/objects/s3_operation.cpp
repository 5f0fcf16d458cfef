// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/s3_operation.h"

namespace slipway {

namespace {

std::string_view onBucket(const S3Request& request)
{
    if (request.is("HEAD"))
        return "HeadBucket";
    if (request.is("GET") && request.asks("location"))
        return "GetBucketLocation";
    if (request.is("GET") && request.asks("uploads"))
        return "ListMultipartUploads";
    if (request.is("GET"))
        return request.parameter("list-type") == "2" ? "ListObjectsV2" : "ListObjects";
    if (request.is("POST") && request.asks("delete"))
        return "DeleteObjects";
    if (request.is("PUT"))
        return "CreateBucket";
    return request.is("DELETE") ? "DeleteBucket" : "Unknown";
}

std::string_view onUpload(const S3Request& request, bool copies)
{
    if (request.is("GET"))
        return "ListParts";
    if (request.is("PUT"))
        return copies ? "UploadPartCopy" : "UploadPart";
    if (request.is("POST"))
        return "CompleteMultipartUpload";
    return request.is("DELETE") ? "AbortMultipartUpload" : "Unknown";
}

}  // namespace

std::string_view operationOf(const S3Request& request)
{
    if (request.bucket.empty())
        return request.is("GET") ? "ListBuckets" : "Unknown";
    if (request.key.empty())
        return onBucket(request);
    const bool copies = request.head.headers.find("x-amz-copy-source") != nullptr;
    if (request.asks("uploadId"))
        return onUpload(request, copies);
    if (request.is("GET"))
        return "GetObject";
    if (request.is("HEAD"))
        return "HeadObject";
    if (request.is("PUT"))
        return copies ? "CopyObject" : "PutObject";
    if (request.is("POST") && request.asks("uploads"))
        return "CreateMultipartUpload";
    return request.is("DELETE") ? "DeleteObject" : "Unknown";
}

}  // namespace slipway
