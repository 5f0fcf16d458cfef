// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/copy_source.h"

#include "platform/objects/files/bucket_files.h"
#include "platform/objects/operations/preconditions.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_response.h"

namespace slipway {

Result<BucketAndKey> readCopySource(const S3Request& request)
{
    const std::string source = request.header("x-amz-copy-source");
    if (source.find('?') != source.npos)
        return s3Fail("NotImplemented", "Objects have no versions here. Leave out versionId.");
    Result<BucketAndKey> place = readPath(source);
    if (place && (place->bucket.empty() || place->key.empty()))
        return s3Fail("InvalidArgument", "x-amz-copy-source must name a bucket and a key.");
    // What begins with a dot is no project, and the platform's own.
    if (place && (place->bucket.starts_with('.') || !request.who.caller.may(Role::Viewer, place->bucket)))
        return s3Fail("NoSuchBucket", "The bucket of x-amz-copy-source does not exist.");
    return place;
}

Result<CopySource> openCopySource(const S3Context& context, const S3Request& request)
{
    Result<BucketAndKey> place = readCopySource(request);
    if (!place)
        return propagate(place);
    Result<FileDescriptor> file =
        BucketFiles::open(context.objects, place->bucket).and_then([&](const BucketFiles& bucket) {
            return bucket.openObject(place->key);
        });
    if (!file)
        return propagate(file);
    Result<ObjectInfo> info = readObjectInfo(file->get());
    if (!info)
        return propagate(info);
    const Result<Precondition> condition =
        checkPreconditions(request.head.headers, "x-amz-copy-source-", *info);
    if (!condition)
        return propagate(condition);
    if (*condition == Precondition::NotModified)
        return s3Fail("PreconditionFailed", "The source is not in the state that the request asks for.");
    return CopySource{std::move(*place), std::move(*file), std::move(*info)};
}

net::Response copyResponse(const char* element, const ObjectInfo& info)
{
    XmlWriter xml;
    xml.open(element, s3_namespace);
    xml.text("LastModified", formatTimestamp(info.modified()));
    xml.text("ETag", "\"" + info.etag + "\"");
    xml.close(element);
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
