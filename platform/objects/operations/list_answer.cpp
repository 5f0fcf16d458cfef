// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/list_answer.h"

#include "core/hash.h"
#include "core/uri.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_response.h"

namespace slipway {

namespace {

std::string encoded(const ListWish& wish, const std::string& text)
{
    return wish.url_encoded ? percentEncode(text, Slash::Keep) : text;
}

void writeHead(XmlWriter& xml, const S3Request& request, const ListWish& wish, const Listing& listing)
{
    xml.text("Name", request.bucket);
    xml.text("Prefix", encoded(wish, wish.prefix));
    xml.text("MaxKeys", std::to_string(wish.max_keys));
    if (!wish.delimiter.empty())
        xml.text("Delimiter", encoded(wish, wish.delimiter));
    if (wish.url_encoded)
        xml.text("EncodingType", "url");
    xml.text("IsTruncated", listing.truncated ? "true" : "false");
    if (!wish.second_version) {
        xml.text("Marker", encoded(wish, wish.mark));
        if (listing.truncated)
            xml.text("NextMarker", encoded(wish, listing.last));
        return;
    }
    xml.text("KeyCount", std::to_string(listing.items.size()));
    if (request.asks("continuation-token"))
        xml.text("ContinuationToken", request.parameter("continuation-token"));
    if (request.asks("start-after"))
        xml.text("StartAfter", encoded(wish, request.parameter("start-after")));
    if (listing.truncated)
        xml.text("NextContinuationToken", base64(listing.last));
}

void writeObject(XmlWriter& xml, const ListWish& wish, const Listing::Item& object, bool with_owner,
                 const std::string& owner)
{
    xml.open("Contents");
    xml.text("Key", encoded(wish, object.key));
    xml.text("LastModified", formatTimestamp(object.modified));
    xml.text("ETag", "\"" + object.etag + "\"");
    xml.text("Size", std::to_string(object.size_bytes));
    xml.text("StorageClass", "STANDARD");
    if (with_owner)
        writeOwner(xml, "Owner", owner);
    xml.close("Contents");
}

}  // namespace

Result<ListWish> readListWish(const S3Request& request)
{
    ListWish wish;
    wish.second_version = request.parameter("list-type") == "2";
    wish.prefix = request.parameter("prefix");
    wish.delimiter = request.parameter("delimiter");
    const std::string encoding = request.parameter("encoding-type");
    if (!encoding.empty() && encoding != "url")
        return s3Fail("InvalidArgument", "encoding-type must be \"url\".");
    wish.url_encoded = !encoding.empty();
    const Result<std::uint64_t> max_keys = numberParameter(request, "max-keys", 1000, 1000);
    if (!max_keys)
        return propagate(max_keys);
    wish.max_keys = *max_keys;
    wish.mark = request.parameter(wish.second_version ? "start-after" : "marker");
    if (wish.second_version && request.asks("continuation-token")) {
        Result<std::string> mark = unbase64(request.parameter("continuation-token"));
        if (!mark || mark->empty())
            return s3Fail("InvalidArgument", "The continuation token is not one of this server.");
        wish.mark = std::move(*mark);
    }
    return wish;
}

std::string commonPrefix(const ListWish& wish, const std::string& key)
{
    if (wish.delimiter.empty())
        return {};
    const std::size_t at = key.find(wish.delimiter, wish.prefix.size());
    return at == key.npos ? std::string() : key.substr(0, at + wish.delimiter.size());
}

bool isBehindPrefix(const ListWish& wish)
{
    return !wish.mark.empty() && wish.mark.starts_with(wish.prefix) &&
           commonPrefix(wish, wish.mark) == wish.mark;
}

net::Response listAnswer(const S3Request& request, const ListWish& wish, const Listing& listing)
{
    XmlWriter xml;
    xml.open("ListBucketResult", s3_namespace);
    writeHead(xml, request, wish, listing);
    const bool with_owner = !wish.second_version || request.parameter("fetch-owner") == "true";
    for (const Listing::Item& item : listing.items) {
        if (!item.is_prefix) {
            writeObject(xml, wish, item, with_owner, request.bucket);
            continue;
        }
        xml.open("CommonPrefixes");
        xml.text("Prefix", encoded(wish, item.key));
        xml.close("CommonPrefixes");
    }
    xml.close("ListBucketResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
