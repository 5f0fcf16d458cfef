// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/segments/plain_segments.h"

#include "core/segments/segment_name.h"
#include "platform/objects/files/bucket_files.h"
#include "platform/objects/files/key_walk.h"

#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

PlainSegments::PlainSegments(std::filesystem::path objects, std::shared_ptr<const SegmentDoor> door)
    : objects_(std::move(objects)), door_(std::move(door))
{
}

PostWays PlainSegments::ways(const SegmentPlace& place)
{
    PostWays ways;
    ways.expires = now() + segment_forms_life;
    if (auto way = door_->way(place, ways.expires))
        ways.ways.push_back(std::move(*way));
    return ways;
}

Result<std::vector<std::string>> PlainSegments::list(const std::string& prefix)
{
    std::vector<std::string> keys;
    const Result<BucketFiles> bucket = BucketFiles::open(objects_, segments_bucket);
    if (!bucket)
        return keys;  // Nothing was ever kept here.
    const Result<void> walked =
        KeyWalk(*bucket, prefix).run([&](const std::string& key, int, const std::string&) {
            keys.push_back(key);
            return true;
        });
    return walked ? Result<std::vector<std::string>>(std::move(keys)) : propagate(walked);
}

Result<std::string> PlainSegments::read(const std::string& key)
{
    const auto file = BucketFiles::open(objects_, segments_bucket).and_then([&](const BucketFiles& bucket) {
        return bucket.openObject(key);
    });
    if (!file)
        return fail(ErrorCode::NotFound, "There is no segment " + key + ".");
    struct stat status {};
    if (::fstat(file->get(), &status) != 0 || static_cast<std::uint64_t>(status.st_size) > largest_segment)
        return fail(ErrorCode::TooLarge, key + " is too large for a segment.");
    std::string content(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t got = 0;
    while (got < content.size()) {
        const ssize_t size =
            ::pread(file->get(), content.data() + got, content.size() - got, static_cast<off_t>(got));
        if (size <= 0)
            return fail(ErrorCode::Unavailable, "The segment " + key + " cannot be read.");
        got += static_cast<std::size_t>(size);
    }
    return content;
}

Result<void> PlainSegments::remove(const std::string& prefix)
{
    const Result<std::vector<std::string>> keys = list(prefix);
    if (!keys || keys->empty())
        return keys ? Result<void>() : propagate(keys);
    const Result<BucketFiles> bucket = BucketFiles::open(objects_, segments_bucket);
    if (!bucket)
        return propagate(bucket);
    for (const std::string& key : *keys) {
        if (const Result<void> removed = bucket->remove(key); !removed)
            return removed;
    }
    return {};
}

}  // namespace slipway
