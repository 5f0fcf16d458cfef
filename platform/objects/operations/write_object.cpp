// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/write_object.h"

#include "platform/objects/files/bucket_files.h"
#include "platform/objects/files/key_path.h"
#include "platform/objects/files/upload_file.h"
#include "platform/objects/operations/code_keys.h"
#include "platform/objects/operations/copy_source.h"
#include "platform/objects/operations/put_headers.h"
#include "platform/objects/operations/write_rights.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

namespace slipway {

namespace {

constexpr std::size_t most_deletes = 1000;

Result<Replace> replaceWish(const S3Request& request)
{
    const std::string none = request.header("if-none-match");
    if (none.empty())
        return Replace::Yes;
    if (none != "*")
        return s3Fail("NotImplemented", "A put takes If-None-Match with \"*\" alone.");
    return Replace::No;
}

/// What the copy says of itself: what its source says, or what the request says instead.
Result<ObjectInfo> infoOfCopy(const S3Request& request, const CopySource& source)
{
    ObjectInfo info = source.info;
    if (request.header("x-amz-metadata-directive") != "REPLACE") {
        if (source.place.bucket == request.bucket && source.place.key == request.key)
            return s3Fail("InvalidRequest",
                          "An object can be copied onto itself only to replace its metadata.");
        return info;
    }
    info.headers.clear();
    info.metadata.clear();
    if (const Result<void> taken = takePutHeaders(request.head.headers, info); !taken)
        return propagate(taken);
    return info;
}

Result<void> removeOne(const S3Context& context, const S3Request& request, const BucketFiles& bucket,
                       const std::string& key)
{
    return pathOfKey(key)
        .and_then([&](const KeyPath&) {
            return checkWrite(context.store, request.who.caller, request.bucket, key, KeyChange::Remove);
        })
        .and_then([&] { return bucket.remove(key); });
}

void writeRemoved(XmlWriter& xml, const std::string& key, const Result<void>& removed, bool quiet)
{
    if (removed && quiet)
        return;
    xml.open(removed ? "Deleted" : "Error");
    xml.text("Key", key);
    if (!removed) {
        xml.text("Code", removed.error().type.empty() ? "InternalError" : removed.error().type);
        xml.text("Message", removed.error().message);
    }
    xml.close(removed ? "Deleted" : "Error");
}

}  // namespace

Result<net::Response> putObject(const S3Context& context, const S3Request& request)
{
    const Result<Replace> replace = replaceWish(request);
    if (!replace)
        return propagate(replace);
    const Result<BucketFiles> bucket = BucketFiles::open(context.objects, request.bucket);
    if (!bucket)
        return propagate(bucket);
    if (*replace == Replace::No && bucket->contains(request.key))
        return s3Fail("PreconditionFailed", "There is an object with this key already.");
    ObjectInfo wishes;
    if (const Result<void> taken = takePutHeaders(request.head.headers, wishes); !taken)
        return propagate(taken);
    Result<UploadFile> upload = UploadFile::create(context.objects);
    if (!upload)
        return propagate(upload);
    Result<ObjectInfo> info = receiveBody(request, isCode(request.key) ? HashBody::Always : HashBody::IfAsked,
                                          [&](std::string_view bytes) { return upload->write(bytes); });
    if (!info)
        return propagate(info);
    info->headers = std::move(wishes.headers);
    info->metadata = std::move(wishes.metadata);
    const Result<void> placed =
        checkCode(request.key, info->sha256)
            .and_then([&] { return upload->finish(*info); })
            // The dataset may have been sealed while the bytes came.
            .and_then(
                [&] { return checkWrite(context.store, request.who.caller, request.bucket, request.key); })
            .and_then([&] { return bucket->place(upload->path(), request.key, *replace); });
    if (!placed)
        return propagate(placed);
    net::Response response;
    response.headers.set("ETag", "\"" + info->etag + "\"");
    addChecksums(*info, response.headers);
    return response;
}

Result<net::Response> copyObject(const S3Context& context, const S3Request& request)
{
    if (const Result<void> allowed = refuseCode(request.key); !allowed)
        return propagate(allowed);
    const Result<CopySource> source = openCopySource(context, request);
    if (!source)
        return propagate(source);
    Result<ObjectInfo> info = infoOfCopy(request, *source);
    if (!info)
        return propagate(info);
    const Result<BucketFiles> bucket = BucketFiles::open(context.objects, request.bucket);
    if (!bucket)
        return propagate(bucket);
    Result<UploadFile> upload = UploadFile::create(context.objects);
    if (!upload)
        return propagate(upload);
    const Result<void> placed =
        upload->append(source->file.get(), 0, info->size_bytes)
            .and_then([&] { return upload->finish(*info); })
            .and_then(
                [&] { return checkWrite(context.store, request.who.caller, request.bucket, request.key); })
            .and_then([&] { return bucket->place(upload->path(), request.key, Replace::Yes); });
    if (!placed)
        return propagate(placed);
    return copyResponse("CopyObjectResult", *info);
}

Result<net::Response> deleteObject(const S3Context& context, const S3Request& request)
{
    const Result<BucketFiles> bucket = BucketFiles::open(context.objects, request.bucket);
    if (!bucket)
        return propagate(bucket);
    if (const Result<void> removed = removeOne(context, request, *bucket, request.key); !removed)
        return propagate(removed);
    net::Response response;
    response.status = 204;
    return response;
}

Result<net::Response> deleteObjects(const S3Context& context, const S3Request& request)
{
    const Result<XmlElement> body = receiveText(request).and_then(parseXml);
    if (!body)
        return propagate(body);
    const Result<BucketFiles> bucket = BucketFiles::open(context.objects, request.bucket);
    if (!bucket)
        return propagate(bucket);
    if (body->name != "Delete" || body->children.size() > most_deletes + 1)
        return s3Fail("MalformedXML", "One request deletes 1000 keys at most.");
    const bool quiet = body->childText("Quiet") == "true";
    XmlWriter xml;
    xml.open("DeleteResult", s3_namespace);
    for (const XmlElement& object : body->children) {
        if (object.name != "Object")
            continue;
        const std::string key(object.childText("Key"));
        writeRemoved(xml, key, removeOne(context, request, *bucket, key), quiet);
    }
    xml.close("DeleteResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
