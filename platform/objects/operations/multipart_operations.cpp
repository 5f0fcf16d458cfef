// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/multipart_operations.h"

#include "core/hash.h"
#include "core/uri.h"
#include "platform/objects/files/bucket_files.h"
#include "platform/objects/operations/code_keys.h"
#include "platform/objects/operations/copy_source.h"
#include "platform/objects/operations/multipart_upload.h"
#include "platform/objects/operations/put_headers.h"
#include "platform/objects/operations/write_rights.h"
#include "platform/objects/payload/receive_body.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <functional>
#include <optional>

namespace slipway {

namespace {

constexpr std::uint64_t smallest_part = 5u << 20;  ///< Of all but the last.
constexpr std::uint64_t most_parts = 10'000;

Result<MultipartUpload> uploadOf(const S3Context& context, const S3Request& request)
{
    return MultipartUpload::open(context.objects, request.parameter("uploadId"), request.bucket, request.key);
}

std::string unquoted(std::string_view etag)
{
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
        etag = etag.substr(1, etag.size() - 2);
    return std::string(etag);
}

/// Fills a file with `fill` and keeps it as the part that the request names.
Result<ObjectInfo> keepPart(const S3Context& context, const S3Request& request,
                            const std::function<Result<ObjectInfo>(UploadFile&)>& fill)
{
    const Result<std::uint64_t> number = numberParameter(request, "partNumber", 0, most_parts + 1);
    if (!number)
        return propagate(number);
    if (*number < 1 || *number > most_parts)
        return s3Fail("InvalidArgument", "Part numbers go from 1 to 10000.");
    const Result<MultipartUpload> upload = uploadOf(context, request);
    if (!upload)
        return propagate(upload);
    Result<UploadFile> file = UploadFile::create(context.objects);
    if (!file)
        return propagate(file);
    Result<ObjectInfo> info = fill(*file);
    if (!info)
        return info;
    const Result<void> kept =
        file->finish(*info).and_then([&] { return upload->addPart(*file, *number, info->etag); });
    if (!kept)
        return propagate(kept);
    return info;
}

/// Copies the bytes from `first` to before `end`; their MD5 is the part's ETag.
Result<ObjectInfo> copyRange(int source, std::uint64_t first, std::uint64_t end, UploadFile& target)
{
    Md5 md5;
    std::vector<char> buffer(256u << 10);
    while (first < end) {
        const std::size_t wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(end - first, buffer.size()));
        const ssize_t got = ::pread(source, buffer.data(), wanted, static_cast<off_t>(first));
        if (got <= 0)
            return s3FailErrno(got < 0 ? errno : EIO, "The source cannot be read");
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        md5.update(bytes);
        if (const Result<void> written = target.write(bytes); !written)
            return propagate(written);
        first += bytes.size();
    }
    ObjectInfo info;
    info.etag = hex(md5.finish());
    return info;
}

/// The parts that the body of CompleteMultipartUpload names.
Result<std::vector<UploadPart>> namedParts(const MultipartUpload& upload, const XmlElement& body)
{
    std::vector<UploadPart> parts;
    for (const XmlElement& named : body.children) {
        if (named.name != "Part")
            continue;
        const std::string_view text = named.childText("PartNumber");
        std::uint64_t number = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), number).ptr != text.data() + text.size())
            return s3Fail("MalformedXML", "A PartNumber is not a whole number.");
        if (!parts.empty() && number <= parts.back().number)
            return s3Fail("InvalidPartOrder", "Parts must be named in the order of their numbers.");
        if (!parts.empty() && parts.back().size_bytes < smallest_part)
            return s3Fail("EntityTooSmall", "Every part but the last needs 5 MiB at least.");
        Result<UploadPart> part = upload.part(number, unquoted(named.childText("ETag")));
        if (!part)
            return propagate(part);
        parts.push_back(std::move(*part));
    }
    if (body.name != "CompleteMultipartUpload" || parts.empty() || parts.size() > most_parts)
        return s3Fail("MalformedXML", "The body must name 1 to 10000 parts.");
    return parts;
}

/// The MD5 of the parts' MD5s and their count.
std::string etagOf(const std::vector<UploadPart>& parts)
{
    Md5 md5;
    for (const UploadPart& part : parts)
        md5.update(unhex(part.etag).value_or(std::string()));
    return fmt::format("{}-{}", hex(md5.finish()), parts.size());
}

Result<void> assemble(const S3Context& context, const S3Request& request, const MultipartUpload& upload,
                      const std::vector<UploadPart>& parts, ObjectInfo& info)
{
    const Result<BucketFiles> bucket = BucketFiles::open(context.objects, upload.bucket);
    if (!bucket)
        return propagate(bucket);
    Result<UploadFile> file = UploadFile::create(context.objects);
    if (!file)
        return propagate(file);
    for (const UploadPart& part : parts) {
        if (const Result<void> appended = upload.appendPart(part, *file); !appended)
            return appended;
    }
    return file
        ->finish(info)
        // The dataset may have been sealed since the upload began.
        .and_then([&] { return checkWrite(context.store, request.who.caller, upload.bucket, upload.key); })
        .and_then([&] { return bucket->place(file->path(), upload.key, Replace::Yes); });
}

}  // namespace

Result<net::Response> createMultipartUpload(const S3Context& context, const S3Request& request)
{
    if (const Result<void> allowed = refuseCode(request.key); !allowed)
        return propagate(allowed);
    MultipartUpload wanted;
    wanted.bucket = request.bucket;
    wanted.key = request.key;
    wanted.owner = request.who.caller.user;
    if (const Result<void> taken = takePutHeaders(request.head.headers, wanted.wishes); !taken)
        return propagate(taken);
    const Result<MultipartUpload> upload = MultipartUpload::create(context.objects, std::move(wanted));
    if (!upload)
        return propagate(upload);
    XmlWriter xml;
    xml.open("InitiateMultipartUploadResult", s3_namespace);
    xml.text("Bucket", request.bucket);
    xml.text("Key", request.key);
    xml.text("UploadId", upload->id);
    xml.close("InitiateMultipartUploadResult");
    return xmlResponse(std::move(xml));
}

Result<net::Response> uploadPart(const S3Context& context, const S3Request& request)
{
    const Result<ObjectInfo> info = keepPart(context, request, [&](UploadFile& file) {
        return receiveBody(request, HashBody::IfAsked,
                           [&](std::string_view bytes) { return file.write(bytes); });
    });
    if (!info)
        return propagate(info);
    net::Response response;
    response.headers.set("ETag", "\"" + info->etag + "\"");
    addChecksums(*info, response.headers);
    return response;
}

Result<net::Response> copyPart(const S3Context& context, const S3Request& request)
{
    const Result<CopySource> source = openCopySource(context, request);
    if (!source)
        return propagate(source);
    bool satisfiable = true;
    const std::string header = request.header("x-amz-copy-source-range");
    const std::uint64_t size = source->info.size_bytes;
    const std::optional<net::ByteRange> range = net::parseRange(header, size, satisfiable);
    if (!satisfiable || (!header.empty() && !range))
        return s3Fail("InvalidRange", "x-amz-copy-source-range does not lie within the source.");
    const Result<ObjectInfo> info = keepPart(context, request, [&](UploadFile& file) {
        return copyRange(source->file.get(), range ? range->first : 0, range ? range->last + 1 : size, file);
    });
    if (!info)
        return propagate(info);
    return copyResponse("CopyPartResult", *info);
}

Result<net::Response> completeMultipartUpload(const S3Context& context, const S3Request& request)
{
    const Result<MultipartUpload> upload = uploadOf(context, request);
    if (!upload)
        return propagate(upload);
    const Result<XmlElement> body = receiveText(request).and_then(parseXml);
    if (!body)
        return propagate(body);
    const Result<std::vector<UploadPart>> parts = namedParts(*upload, *body);
    if (!parts)
        return propagate(parts);
    ObjectInfo info = upload->wishes;
    info.etag = etagOf(*parts);
    if (const Result<void> assembled = assemble(context, request, *upload, *parts, info); !assembled)
        return propagate(assembled);
    upload->remove();
    XmlWriter xml;
    xml.open("CompleteMultipartUploadResult", s3_namespace);
    xml.text("Location", fmt::format("/{}/{}", request.bucket, percentEncode(request.key, Slash::Keep)));
    xml.text("Bucket", request.bucket);
    xml.text("Key", request.key);
    xml.text("ETag", "\"" + info.etag + "\"");
    xml.close("CompleteMultipartUploadResult");
    return xmlResponse(std::move(xml));
}

Result<net::Response> abortMultipartUpload(const S3Context& context, const S3Request& request)
{
    const Result<MultipartUpload> upload = uploadOf(context, request);
    if (!upload)
        return propagate(upload);
    upload->remove();
    net::Response response;
    response.status = 204;
    return response;
}

Result<net::Response> listParts(const S3Context& context, const S3Request& request)
{
    const Result<MultipartUpload> upload = uploadOf(context, request);
    if (!upload)
        return propagate(upload);
    const Result<std::uint64_t> most = numberParameter(request, "max-parts", 1000, 1000);
    const Result<std::uint64_t> after = numberParameter(request, "part-number-marker", 0, most_parts);
    if (!most || !after)
        return propagate(!most ? most : after);
    XmlWriter xml;
    xml.open("ListPartsResult", s3_namespace);
    xml.text("Bucket", request.bucket);
    xml.text("Key", request.key);
    xml.text("UploadId", upload->id);
    writeOwner(xml, "Initiator", upload->owner);
    writeOwner(xml, "Owner", upload->owner);
    xml.text("StorageClass", "STANDARD");
    xml.text("PartNumberMarker", std::to_string(*after));
    xml.text("MaxParts", std::to_string(*most));
    std::uint64_t shown = 0;
    std::uint64_t last = *after;
    bool truncated = false;
    for (const UploadPart& part : upload->parts()) {
        if (part.number <= *after)
            continue;
        truncated = shown == *most;
        if (truncated)
            break;
        ++shown;
        last = part.number;
        xml.open("Part");
        xml.text("PartNumber", std::to_string(part.number));
        xml.text("LastModified", formatTimestamp(part.modified));
        xml.text("ETag", "\"" + part.etag + "\"");
        xml.text("Size", std::to_string(part.size_bytes));
        xml.close("Part");
    }
    xml.text("NextPartNumberMarker", std::to_string(last));
    xml.text("IsTruncated", truncated ? "true" : "false");
    xml.close("ListPartsResult");
    return xmlResponse(std::move(xml));
}

Result<net::Response> listMultipartUploads(const S3Context& context, const S3Request& request)
{
    const Result<std::uint64_t> most = numberParameter(request, "max-uploads", 1000, 1000);
    if (!most)
        return propagate(most);
    const std::string prefix = request.parameter("prefix");
    const std::string key_marker = request.parameter("key-marker");
    const std::string id_marker = request.parameter("upload-id-marker");
    const bool url = request.parameter("encoding-type") == "url";
    const auto encoded = [&](const std::string& text) {
        return url ? percentEncode(text, Slash::Keep) : text;
    };
    XmlWriter xml;
    xml.open("ListMultipartUploadsResult", s3_namespace);
    xml.text("Bucket", request.bucket);
    xml.text("Prefix", encoded(prefix));
    xml.text("KeyMarker", encoded(key_marker));
    xml.text("UploadIdMarker", id_marker);
    xml.text("MaxUploads", std::to_string(*most));
    if (url)
        xml.text("EncodingType", "url");
    std::uint64_t shown = 0;
    bool truncated = false;
    const MultipartUpload* last = nullptr;
    const std::vector<MultipartUpload> uploads = MultipartUpload::list(context.objects, request.bucket);
    for (const MultipartUpload& upload : uploads) {
        const bool before = upload.key < key_marker ||
                            (upload.key == key_marker && (id_marker.empty() || upload.id <= id_marker));
        if (!upload.key.starts_with(prefix) || (before && !key_marker.empty()))
            continue;
        truncated = shown == *most;
        if (truncated)
            break;
        ++shown;
        last = &upload;
        xml.open("Upload");
        xml.text("Key", encoded(upload.key));
        xml.text("UploadId", upload.id);
        writeOwner(xml, "Initiator", upload.owner);
        writeOwner(xml, "Owner", upload.owner);
        xml.text("StorageClass", "STANDARD");
        xml.text("Initiated", formatTimestamp(upload.initiated));
        xml.close("Upload");
    }
    if (truncated && last) {
        xml.text("NextKeyMarker", encoded(last->key));
        xml.text("NextUploadIdMarker", last->id);
    }
    xml.text("IsTruncated", truncated ? "true" : "false");
    xml.close("ListMultipartUploadsResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
