// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/feed_frames.h"

#include "core/uri.h"

#include <charconv>
#include <optional>

namespace slipway {

namespace {

constexpr std::size_t max_line = 16u << 10;

tl::unexpected<Error> noFeed(const std::string& what)
{
    return fail(ErrorCode::DataLoss, "What came from the pod is no feed of a task: " + what + ".",
                "bad-feed");
}

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::vector<std::string_view> wordsOf(std::string_view line)
{
    std::vector<std::string_view> words;
    for (std::size_t space = 0; (space = line.find(' ')) != std::string_view::npos;) {
        words.push_back(line.substr(0, space));
        line.remove_prefix(space + 1);
    }
    words.push_back(line);
    return words;
}

}  // namespace

std::string formatFrame(const FeedFrame& frame)
{
    const std::string length = std::to_string(frame.content.size());
    switch (frame.kind) {
    case FeedFrame::Kind::Bytes:
        return "bytes " + percentEncode(frame.stream) + " " + std::to_string(frame.offset_bytes) + " " +
               length + "\n" + frame.content;
    case FeedFrame::Kind::State:
        return "state " + length + "\n" + frame.content;
    case FeedFrame::Kind::Alive:
        return "alive\n";
    case FeedFrame::Kind::End:
        break;
    }
    return "end\n";
}

Result<FeedFrame> FeedParser::readLine(std::string_view line)
{
    const std::vector<std::string_view> words = wordsOf(line);
    FeedFrame frame;
    wanted_ = 0;
    if (words == std::vector<std::string_view>{"alive"})
        return frame;
    if (words == std::vector<std::string_view>{"end"}) {
        frame.kind = FeedFrame::Kind::End;
        return frame;
    }
    const std::optional<std::uint64_t> length = number(words.back());
    if (!length || *length > max_frame_content)
        return noFeed("a frame without a length");
    wanted_ = static_cast<std::size_t>(*length);
    if (words.size() == 2 && words[0] == "state") {
        frame.kind = FeedFrame::Kind::State;
        return frame;
    }
    const bool bytes = words.size() == 4 && words[0] == "bytes";
    const Result<std::string> stream = bytes ? percentDecode(words[1]) : noFeed("an unknown frame");
    const std::optional<std::uint64_t> offset = bytes ? number(words[2]) : std::nullopt;
    if (!stream || !offset)
        return noFeed("a frame without a stream or an offset");
    frame.kind = FeedFrame::Kind::Bytes;
    frame.stream = *stream;
    frame.offset_bytes = *offset;
    return frame;
}

Result<std::vector<FeedFrame>> FeedParser::take(std::string_view bytes)
{
    rest_ += bytes;
    std::vector<FeedFrame> frames;
    std::size_t taken = 0;
    for (;;) {
        const std::string_view left = std::string_view(rest_).substr(taken);
        if (in_content_) {
            if (left.size() < wanted_)
                break;
            frame_.content = left.substr(0, wanted_);
            taken += wanted_;
            frames.push_back(std::move(frame_));
            in_content_ = false;
            continue;
        }
        const std::size_t end = left.find('\n');
        if (end == std::string_view::npos) {
            if (left.size() > max_line)
                return noFeed("a line without an end");
            break;
        }
        auto frame = readLine(left.substr(0, end));
        if (!frame)
            return propagate(frame);
        frame_ = std::move(*frame);
        in_content_ = true;
        taken += end + 1;
    }
    rest_.erase(0, taken);
    return frames;
}

}  // namespace slipway
