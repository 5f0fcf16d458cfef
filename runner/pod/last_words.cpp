// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/last_words.h"

#include "core/hash.h"
#include "platform/streams/stream_catalog.h"
#include "runner/attempt_state.h"

#include <unistd.h>

#include <algorithm>
#include <string>

namespace slipway {

namespace {

constexpr std::uint64_t most_bytes = 5u << 20;  // A third more as base64.
constexpr std::size_t line_bytes = 6u << 10;

class LastWords {
public:
    explicit LastWords(const std::function<void(std::string_view)>& write) : write_(write) {}

    void say(const FeedFrame& frame) { write_(base64(formatFrame(frame)) + "\n"); }

    /// The last bytes of a stream.
    void sayEnd(const StreamCatalog& catalog, const StreamInfo& stream, std::uint64_t bytes)
    {
        const auto file = catalog.open(stream.name);
        if (!file)
            return;
        std::string piece(line_bytes, '\0');
        for (std::uint64_t offset = stream.size_bytes - bytes;;) {
            const ssize_t size =
                ::pread(file->file.get(), piece.data(), piece.size(), static_cast<off_t>(offset));
            if (size <= 0)
                return;
            say({FeedFrame::Kind::Bytes, stream.name, offset,
                 piece.substr(0, static_cast<std::size_t>(size))});
            offset += static_cast<std::uint64_t>(size);
        }
    }

private:
    const std::function<void(std::string_view)>& write_;
};

}  // namespace

void writeLastWords(const AttemptDirectory& attempt, const std::function<void(std::string_view)>& write)
{
    LastWords words(write);
    const StreamCatalog catalog(attempt.streams());
    std::vector<StreamInfo> streams = catalog.list();
    // Small ones come whole before large ones share what is left.
    std::sort(streams.begin(), streams.end(),
              [](const StreamInfo& a, const StreamInfo& b) { return a.size_bytes < b.size_bytes; });
    std::uint64_t left = most_bytes;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const std::uint64_t bytes = std::min(streams[i].size_bytes, left / (streams.size() - i));
        words.sayEnd(catalog, streams[i], bytes);
        left -= bytes;
    }
    words.say({FeedFrame::Kind::State, {}, 0, attemptState(attempt)});
    words.say({FeedFrame::Kind::End, {}, 0, {}});
}

std::vector<FeedFrame> readLastWords(std::string_view output)
{
    std::vector<FeedFrame> frames;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        const auto line = unbase64(output.substr(0, end));
        FeedParser parser;
        if (const auto read = line ? parser.take(*line) : propagate(line))
            frames.insert(frames.end(), read->begin(), read->end());
        output.remove_prefix(std::min(end + 1, output.size()));
    }
    return frames;
}

}  // namespace slipway
