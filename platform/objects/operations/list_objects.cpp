// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/list_objects.h"

#include "core/hash.h"
#include "core/uri.h"
#include "platform/objects/files/bucket_files.h"
#include "platform/objects/files/key_walk.h"
#include "platform/objects/files/object_info.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_response.h"

#include <vector>

namespace slipway {

namespace {

struct Listing {
    struct Object {
        std::string key;
        ObjectInfo info;
    };
    struct Item {
        std::string prefix;  ///< A common prefix when not empty.
        Object object;
    };
    std::vector<Item> items;
    bool truncated = false;
    std::string last;  ///< The last key or common prefix; where the next page goes on.
};

struct ListQueryParameters {
    bool second_version = false;
    bool url_encoded = false;
    std::string prefix, delimiter, mark;
    std::uint64_t max_keys = 1000;
};

Result<ListQueryParameters> readParameters(const S3Request& request)
{
    ListQueryParameters parameters;
    parameters.second_version = request.parameter("list-type") == "2";
    parameters.prefix = request.parameter("prefix");
    parameters.delimiter = request.parameter("delimiter");
    const std::string encoding = request.parameter("encoding-type");
    if (!encoding.empty() && encoding != "url")
        return s3Fail("InvalidArgument", "encoding-type must be \"url\".");
    parameters.url_encoded = !encoding.empty();
    const Result<std::uint64_t> max_keys = numberParameter(request, "max-keys", 1000, 1000);
    if (!max_keys)
        return propagate(max_keys);
    parameters.max_keys = *max_keys;
    parameters.mark = request.parameter(parameters.second_version ? "start-after" : "marker");
    if (parameters.second_version && request.asks("continuation-token")) {
        Result<std::string> mark = unbase64(request.parameter("continuation-token"));
        if (!mark || mark->empty())
            return s3Fail("InvalidArgument", "The continuation token is not one of this server.");
        parameters.mark = std::move(*mark);
    }
    return parameters;
}

/// The prefix that `key` is listed under instead of by itself; empty when there is none.
std::string commonPrefix(const ListQueryParameters& parameters, const std::string& key)
{
    if (parameters.delimiter.empty())
        return {};
    const std::size_t at = key.find(parameters.delimiter, parameters.prefix.size());
    return at == key.npos ? std::string() : key.substr(0, at + parameters.delimiter.size());
}

Result<Listing> collect(const BucketFiles& bucket, const ListQueryParameters& parameters)
{
    Listing listing;
    if (parameters.max_keys == 0)
        return listing;
    KeyWalk walk(bucket, parameters.prefix);
    const bool after_prefix = parameters.mark.starts_with(parameters.prefix) &&
                              commonPrefix(parameters, parameters.mark) == parameters.mark;
    if (after_prefix && !parameters.mark.empty())
        walk.skipPast(parameters.mark);
    else
        walk.skipTo(parameters.mark);
    const Result<void> walked = walk.run([&](const std::string& key, int directory, const std::string& name) {
        const std::string prefix = commonPrefix(parameters, key);
        Listing::Item item{prefix, {key, {}}};
        if (prefix.empty()) {
            const FileDescriptor file = openFileAt(directory, name);
            Result<ObjectInfo> info = file ? readObjectInfo(file.get()) : s3Fail("NoSuchKey", "It is gone.");
            if (!info)
                return true;  // It vanished, or cannot be read; the rest of the list is still true.
            item.object.info = std::move(*info);
        }
        if (listing.items.size() == parameters.max_keys) {
            listing.truncated = true;
            return false;
        }
        listing.last = prefix.empty() ? key : prefix;
        listing.items.push_back(std::move(item));
        if (!prefix.empty())
            walk.skipPast(prefix);
        return true;
    });
    if (!walked)
        return propagate(walked);
    return listing;
}

void writeHead(XmlWriter& xml, const S3Request& request, const ListQueryParameters& parameters,
               const Listing& listing)
{
    const auto encoded = [&](const std::string& text) {
        return parameters.url_encoded ? percentEncode(text, Slash::Keep) : text;
    };
    xml.text("Name", request.bucket);
    xml.text("Prefix", encoded(parameters.prefix));
    xml.text("MaxKeys", std::to_string(parameters.max_keys));
    if (!parameters.delimiter.empty())
        xml.text("Delimiter", encoded(parameters.delimiter));
    if (parameters.url_encoded)
        xml.text("EncodingType", "url");
    xml.text("IsTruncated", listing.truncated ? "true" : "false");
    if (!parameters.second_version) {
        xml.text("Marker", encoded(parameters.mark));
        if (listing.truncated)
            xml.text("NextMarker", encoded(listing.last));
        return;
    }
    xml.text("KeyCount", std::to_string(listing.items.size()));
    if (request.asks("continuation-token"))
        xml.text("ContinuationToken", request.parameter("continuation-token"));
    if (request.asks("start-after"))
        xml.text("StartAfter", encoded(request.parameter("start-after")));
    if (listing.truncated)
        xml.text("NextContinuationToken", base64(listing.last));
}

void writeObject(XmlWriter& xml, const std::string& key, const ObjectInfo& info, bool with_owner,
                 const std::string& owner)
{
    xml.open("Contents");
    xml.text("Key", key);
    xml.text("LastModified", formatTimestamp(info.modified()));
    xml.text("ETag", "\"" + info.etag + "\"");
    xml.text("Size", std::to_string(info.size_bytes));
    xml.text("StorageClass", "STANDARD");
    if (with_owner)
        writeOwner(xml, "Owner", owner);
    xml.close("Contents");
}

}  // namespace

Result<net::Response> listBuckets(Store& store, const S3Request& request)
{
    XmlWriter xml;
    xml.open("ListAllMyBucketsResult", s3_namespace);
    writeOwner(xml, "Owner", request.who.caller.user);
    xml.open("Buckets");
    ListQuery query;
    query.kind = Kind::Project;
    do {
        const Result<Page> page = store.list(query);
        if (!page)
            return propagate(page);
        for (const Resource& project : page->items) {
            if (!request.who.caller.may(Role::Viewer, project.name))
                continue;
            xml.open("Bucket");
            xml.text("Name", project.name);
            xml.text("CreationDate", formatTimestamp(project.created));
            xml.close("Bucket");
        }
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    xml.close("Buckets");
    xml.close("ListAllMyBucketsResult");
    return xmlResponse(std::move(xml));
}

Result<net::Response> listObjects(const S3Context& context, const S3Request& request)
{
    const Result<ListQueryParameters> parameters = readParameters(request);
    if (!parameters)
        return propagate(parameters);
    const Result<BucketFiles> bucket = BucketFiles::open(context.objects, request.bucket);
    if (!bucket)
        return propagate(bucket);
    const Result<Listing> listing = collect(*bucket, *parameters);
    if (!listing)
        return propagate(listing);
    XmlWriter xml;
    xml.open("ListBucketResult", s3_namespace);
    writeHead(xml, request, *parameters, *listing);
    const auto encoded = [&](const std::string& text) {
        return parameters->url_encoded ? percentEncode(text, Slash::Keep) : text;
    };
    const bool with_owner = !parameters->second_version || request.parameter("fetch-owner") == "true";
    for (const Listing::Item& item : listing->items) {
        if (item.prefix.empty()) {
            writeObject(xml, encoded(item.object.key), item.object.info, with_owner, request.bucket);
            continue;
        }
        xml.open("CommonPrefixes");
        xml.text("Prefix", encoded(item.prefix));
        xml.close("CommonPrefixes");
    }
    xml.close("ListBucketResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
