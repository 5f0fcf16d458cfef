// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/merged_lists.h"

#include "core/time.h"
#include "core/uri.h"
#include "platform/objects/operations/list_answer.h"
#include "platform/objects/stores/inner_request.h"
#include "platform/objects/xml/xml_reader.h"
#include "platform/objects/xml/xml_response.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace slipway {

namespace {

/// Sorts behind every key that goes on from where it is appended.
constexpr std::string_view last_of_all = "\xF4\x8F\xBF\xBF";

std::string unquoted(std::string_view etag)
{
    std::string text(etag);
    std::erase(text, '"');
    return text;
}

Result<Listing> readListing(const std::string& xml)
{
    const auto root = parseXml(xml);
    if (!root)
        return propagate(root);
    Listing listing;
    for (const XmlElement& element : root->children) {
        if (element.name == "CommonPrefixes") {
            listing.items.push_back({std::string(element.childText("Prefix")), true, 0, {}, {}});
        } else if (element.name == "Contents") {
            Listing::Item item{std::string(element.childText("Key")), false, 0,
                               unquoted(element.childText("ETag")),
                               parseTimestamp(element.childText("LastModified")).value_or(Timestamp{})};
            const std::string_view size = element.childText("Size");
            std::from_chars(size.data(), size.data() + size.size(), item.size_bytes);
            listing.items.push_back(std::move(item));
        }
    }
    std::sort(listing.items.begin(), listing.items.end(),
              [](const Listing::Item& a, const Listing::Item& b) { return a.key < b.key; });
    listing.truncated = root->childText("IsTruncated") == "true";
    if (!listing.items.empty())
        listing.last = listing.items.back().key;
    return listing;
}

Result<Listing> listOne(ObjectBackend& store, const S3Request& request, const ListWish& wish)
{
    InnerRequest list("GET", request.bucket, {}, request.who.caller);
    QueryParameters& query = list.head().query;
    query = {{"list-type", "2"}, {"prefix", wish.prefix}, {"max-keys", std::to_string(wish.max_keys)}};
    if (!wish.delimiter.empty())
        query.emplace_back("delimiter", wish.delimiter);
    if (!wish.mark.empty())
        query.emplace_back("start-after",
                           isBehindPrefix(wish) ? wish.mark + std::string(last_of_all) : wish.mark);
    return store.onBucket(list.request()).and_then(textOf).and_then(readListing);
}

struct Upload {
    std::string key, id, owner, initiated;
    auto operator<=>(const Upload&) const = default;
};

Result<std::vector<Upload>> uploadsOf(ObjectBackend& store, const S3Request& request)
{
    InnerRequest list("GET", request.bucket, {}, request.who.caller);
    list.head().query = {{"uploads", ""}, {"prefix", request.parameter("prefix")}};
    for (const char* name : {"key-marker", "upload-id-marker"}) {
        if (request.asks(name))
            list.head().query.emplace_back(name, request.parameter(name));
    }
    const auto root = store.onBucket(list.request()).and_then(textOf).and_then(parseXml);
    if (!root)
        return propagate(root);
    std::vector<Upload> uploads;
    for (const XmlElement& element : root->children) {
        if (element.name != "Upload")
            continue;
        const XmlElement* owner = element.child("Owner");
        uploads.push_back({std::string(element.childText("Key")), std::string(element.childText("UploadId")),
                           std::string(owner == nullptr ? std::string_view() : owner->childText("ID")),
                           std::string(element.childText("Initiated"))});
    }
    return uploads;
}

}  // namespace

Result<net::Response> listAcross(const Backends& stores, const S3Request& request)
{
    const Result<ListWish> wish = readListWish(request);
    if (!wish)
        return propagate(wish);
    std::map<std::string, Listing::Item> items;
    std::optional<std::string> known_to;  // Behind it a store that has more was not asked.
    for (const std::shared_ptr<ObjectBackend>& store : stores) {
        auto listed = listOne(*store, request, *wish);
        if (!listed)
            return propagate(listed);
        if (listed->truncated && !listed->items.empty())
            known_to = known_to ? std::min(*known_to, listed->last) : listed->last;
        for (Listing::Item& item : listed->items)
            items.emplace(item.key, std::move(item));
    }
    Listing merged;
    for (auto& [key, item] : items) {
        merged.truncated = merged.items.size() == wish->max_keys || (known_to && key > *known_to);
        if (merged.truncated)
            break;
        merged.items.push_back(std::move(item));
    }
    merged.truncated = merged.truncated || known_to.has_value();
    if (!merged.items.empty())
        merged.last = merged.items.back().key;
    return listAnswer(request, *wish, merged);
}

Result<net::Response> listUploadsAcross(const Backends& stores, const S3Request& request)
{
    const Result<std::uint64_t> most = numberParameter(request, "max-uploads", 1000, 1000);
    if (!most)
        return propagate(most);
    std::vector<Upload> uploads;
    for (const std::shared_ptr<ObjectBackend>& store : stores) {
        const auto some = uploadsOf(*store, request);
        if (!some)
            return propagate(some);
        uploads.insert(uploads.end(), some->begin(), some->end());
    }
    std::sort(uploads.begin(), uploads.end());
    const bool truncated = uploads.size() > *most;
    uploads.resize(std::min<std::size_t>(uploads.size(), *most));
    const bool url = request.parameter("encoding-type") == "url";
    const auto encoded = [&](const std::string& text) {
        return url ? percentEncode(text, Slash::Keep) : text;
    };
    XmlWriter xml;
    xml.open("ListMultipartUploadsResult", s3_namespace);
    xml.text("Bucket", request.bucket);
    xml.text("Prefix", encoded(request.parameter("prefix")));
    xml.text("MaxUploads", std::to_string(*most));
    if (url)
        xml.text("EncodingType", "url");
    for (const Upload& upload : uploads) {
        xml.open("Upload");
        xml.text("Key", encoded(upload.key));
        xml.text("UploadId", upload.id);
        writeOwner(xml, "Initiator", upload.owner);
        writeOwner(xml, "Owner", upload.owner);
        xml.text("StorageClass", "STANDARD");
        xml.text("Initiated", upload.initiated);
        xml.close("Upload");
    }
    if (truncated && !uploads.empty()) {
        xml.text("NextKeyMarker", encoded(uploads.back().key));
        xml.text("NextUploadIdMarker", uploads.back().id);
    }
    xml.text("IsTruncated", truncated ? "true" : "false");
    xml.close("ListMultipartUploadsResult");
    return xmlResponse(std::move(xml));
}

}  // namespace slipway
