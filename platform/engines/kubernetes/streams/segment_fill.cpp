// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/streams/segment_fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace slipway {

namespace {

/// Segments of one generation of a stream, in the order of their offsets.
using Segments = std::vector<Segment>;

std::map<std::pair<std::string, std::uint64_t>, Segments> inOrder(const std::vector<std::string>& keys,
                                                                  std::size_t prefix_size)
{
    std::map<std::pair<std::string, std::uint64_t>, Segments> found;
    for (const std::string& key : keys) {
        if (auto segment = parseSegmentName(std::string_view(key).substr(prefix_size)))
            found[{segment->stream, segment->generation}].push_back(std::move(*segment));
    }
    for (auto& [stream, segments] : found)
        std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) {
            return std::pair(a.offset_bytes, b.size_bytes) < std::pair(b.offset_bytes, a.size_bytes);
        });
    return found;
}

/// Puts one stream together.
class Filling {
public:
    Filling(const std::string& stream, const StreamOffsets& have, const AppendToStream& append)
        : stream_(stream), target_(stream), have_(have), append_(append), position_(hereOf(stream))
    {
    }

    bool needs(const Segment& segment) const { return segment.end_bytes() > position_; }

    Result<void> take(const Segment& segment, std::string_view content)
    {
        if (segment.offset_bytes > position_) {
            gaps.push_back({stream_, position_, segment.offset_bytes});
            target_ = fmt::format("{}.from-{}", stream_, segment.offset_bytes);
            base_ = segment.offset_bytes;
        }
        return append_(target_, segment.offset_bytes - base_, content).map([&] {
            position_ = segment.end_bytes();
        });
    }

    std::vector<StreamGap> gaps;

private:
    std::uint64_t hereOf(const std::string& stream) const
    {
        const auto here = have_.find(stream);
        return here == have_.end() ? 0 : here->second;
    }

    const std::string stream_;
    std::string target_;
    const StreamOffsets& have_;
    const AppendToStream& append_;
    std::uint64_t base_ = 0;  ///< Where in the stream the target begins.
    std::uint64_t position_;  ///< Up to where the stream is there.
};

/// Nothing for a segment that is not what its name says, which is as good as missing.
Result<std::optional<std::string>> contentOf(SegmentStore& store, const std::string& key,
                                             const Segment& segment)
{
    Result<std::string> content = store.read(key);
    if (content && content->size() == segment.size_bytes)
        return std::optional(std::move(*content));
    const bool missing =
        content || content.error().code == ErrorCode::NotFound || content.error().code == ErrorCode::TooLarge;
    return missing ? Result<std::optional<std::string>>(std::nullopt) : propagate(content);
}

}  // namespace

Result<std::vector<StreamGap>> fillFromSegments(SegmentStore& store, const std::string& prefix,
                                                const StreamOffsets& have, const AppendToStream& append)
{
    const Result<std::vector<std::string>> keys = store.list(prefix);
    if (!keys)
        return propagate(keys);
    std::vector<StreamGap> gaps;
    for (const auto& [stream, segments] : inOrder(*keys, prefix.size())) {
        const auto& [name, generation] = stream;
        Filling filling(generation == 0 ? name : fmt::format("{}.anew-{}", name, generation), have, append);
        for (const Segment& segment : segments) {
            if (!filling.needs(segment))
                continue;
            const auto content = contentOf(store, prefix + formatSegmentName(segment), segment);
            if (!content)
                return propagate(content);
            if (!*content)
                continue;
            const Result<void> taken = filling.take(segment, **content);
            // A name that cannot be kept here costs its stream, not the others.
            if (!taken && taken.error().code == ErrorCode::InvalidArgument)
                break;
            if (!taken)
                return propagate(taken);
        }
        gaps.insert(gaps.end(), filling.gaps.begin(), filling.gaps.end());
    }
    return gaps;
}

}  // namespace slipway
