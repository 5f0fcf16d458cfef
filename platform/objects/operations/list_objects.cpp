// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/list_objects.h"

#include "platform/objects/files/bucket_files.h"
#include "platform/objects/files/key_walk.h"
#include "platform/objects/files/object_info.h"
#include "platform/objects/operations/list_answer.h"
#include "platform/objects/s3_error.h"
#include "platform/objects/xml/xml_response.h"

namespace slipway {

namespace {

Result<Listing> collect(const BucketFiles& bucket, const ListWish& wish)
{
    Listing listing;
    if (wish.max_keys == 0)
        return listing;
    KeyWalk walk(bucket, wish.prefix);
    if (isBehindPrefix(wish))
        walk.skipPast(wish.mark);
    else
        walk.skipTo(wish.mark);
    const Result<void> walked = walk.run([&](const std::string& key, int directory, const std::string& name) {
        const std::string prefix = commonPrefix(wish, key);
        Listing::Item item{prefix.empty() ? key : prefix, !prefix.empty(), 0, {}, {}};
        if (prefix.empty()) {
            const FileDescriptor file = openFileAt(directory, name);
            Result<ObjectInfo> info = file ? readObjectInfo(file.get()) : s3Fail("NoSuchKey", "It is gone.");
            if (!info)
                return true;  // It vanished, or cannot be read; the rest of the list is still true.
            item.size_bytes = info->size_bytes;
            item.etag = std::move(info->etag);
            item.modified = info->modified();
        }
        if (listing.items.size() == wish.max_keys) {
            listing.truncated = true;
            return false;
        }
        listing.last = item.key;
        listing.items.push_back(std::move(item));
        if (!prefix.empty())
            walk.skipPast(prefix);
        return true;
    });
    if (!walked)
        return propagate(walked);
    return listing;
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
    const Result<ListWish> wish = readListWish(request);
    if (!wish)
        return propagate(wish);
    return BucketFiles::open(context.objects, request.bucket)
        .and_then([&](const BucketFiles& bucket) { return collect(bucket, *wish); })
        .map([&](const Listing& listing) { return listAnswer(request, *wish, listing); });
}

}  // namespace slipway
