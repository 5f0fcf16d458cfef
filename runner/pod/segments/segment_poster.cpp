// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/segments/segment_poster.h"

#include "core/file_descriptor.h"
#include "runner/attempt_state.h"
#include "runner/pod/feed_frames.h"
#include "runner/pod/segments/form_post.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds glance{1'000};
constexpr milliseconds end_glance{50};
constexpr milliseconds request_patience{10'000};
constexpr milliseconds first_pause{200};
constexpr milliseconds longest_pause{30'000};
constexpr milliseconds longest_pause_at_end{500};
constexpr std::uint64_t first_at_end = 1u << 20;
constexpr std::uint64_t smallest_piece = 256u << 10;  // Where the way to the store is slow.

}  // namespace

SegmentPoster::SegmentPoster(AttemptDirectory attempt, PostWays ways, std::string ca_file)
    : attempt_(std::move(attempt)),
      catalog_(attempt_.streams()),
      ca_file_(std::move(ca_file)),
      ways_(std::move(ways))
{
    thread_ = std::thread([this] { run(); });
}

SegmentPoster::~SegmentPoster()
{
    {
        const std::lock_guard lock(mutex_);
        stop_.request_stop();
    }
    wake_.notify_all();
    thread_.join();
}

void SegmentPoster::renew(PostWays ways)
{
    const std::lock_guard lock(mutex_);
    ways_ = std::move(ways);
    way_ = 0;
    again_at_ = {};
}

void SegmentPoster::confirm(const StreamOffsets& have)
{
    const std::lock_guard lock(mutex_);
    ledger_.confirm(have);
}

void SegmentPoster::noteReaders(bool any)
{
    const std::lock_guard lock(mutex_);
    ledger_.noteReaders(any, Clock::now());
}

void SegmentPoster::hurry()
{
    const std::lock_guard lock(mutex_);
    hurried_ = true;
    wake_.notify_all();
}

void SegmentPoster::conclude()
{
    const std::lock_guard lock(mutex_);
    ended_at_ = Clock::now();
    pause_ = milliseconds(0);
    again_at_ = {};
    wake_.notify_all();
}

bool SegmentPoster::finished() const
{
    const std::lock_guard lock(mutex_);
    return finished_ || (ended_at_ && Clock::now() >= *ended_at_ + final_patience);
}

void SegmentPoster::run()
{
    std::unique_lock lock(mutex_);
    while (!stop_.stop_requested() && !finished_) {
        const std::optional<Work> work = choose(Clock::now());
        if (!work) {
            if (!finished_)
                wake_.wait_for(lock, ended_at_ ? end_glance : glance);
            continue;
        }
        lock.unlock();
        const Result<void> done = post(*work);
        lock.lock();
        note(*work, done);
    }
}

std::optional<SegmentPoster::Work> SegmentPoster::choose(Clock::time_point now)
{
    if (ended_at_)
        return chooseAtEnd(now);
    if (now < again_at_ || ways_.ways.empty() || slipway::now() >= ways_.expires)
        return std::nullopt;
    const bool at_once = hurried_ && !ledger_.hasReaders();
    const auto haste = at_once ? SegmentLedger::Haste::AtOnce : SegmentLedger::Haste::Gather;
    auto segment = ledger_.next(catalog_.list(), now, haste, most_bytes_);
    if (!segment)
        return std::nullopt;
    return Work{std::move(segment), ways_, request_patience};
}

std::optional<SegmentPoster::Work> SegmentPoster::chooseAtEnd(Clock::time_point now)
{
    const bool waited = now >= *ended_at_ + reader_patience;
    const auto left = std::chrono::duration_cast<milliseconds>(*ended_at_ + final_patience - now);
    const bool no_way = ways_.ways.empty() || slipway::now() >= ways_.expires;
    // A store that is away with the platform does not keep accelerators.
    const bool no_hope = failed_at_end_ && !took_at_end_;
    if (left <= milliseconds(0) || (waited && (no_way || no_hope))) {
        finished_ = true;
        return std::nullopt;
    }
    if (now < again_at_ || no_way || (!waited && ledger_.hasReaders()))
        return std::nullopt;
    // Until it has taken something it is asked for little.
    const std::uint64_t most = took_at_end_ ? most_bytes_ : std::min(most_bytes_, first_at_end);
    const auto patience = took_at_end_ ? left : std::min<milliseconds>(left, reader_patience);
    return Work{ledger_.next(catalog_.list(), now, SegmentLedger::Haste::AtOnce, most), ways_, patience};
}

Result<void> SegmentPoster::post(const Work& work)
{
    if (!work.segment)
        return send(work, std::string(segments_end), endOf());
    const Result<std::string> content = contentOf(*work.segment);
    return content ? send(work, formatSegmentName(*work.segment), *content) : propagate(content);
}

Result<void> SegmentPoster::send(const Work& work, const std::string& name, const std::string& content)
{
    std::size_t first = 0;
    {
        const std::lock_guard lock(mutex_);
        first = way_;
    }
    const auto until = Clock::now() + work.patience;
    Result<void> sent;
    for (std::size_t i = 0; i < work.ways.ways.size(); ++i) {
        const std::size_t way = (first + i) % work.ways.ways.size();
        const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
        if (left <= milliseconds(0))
            return sent;
        sent = postForm(work.ways.ways[way], name, content, {ca_file_, left, stop_.get_token()});
        const std::lock_guard lock(mutex_);
        way_ = sent ? way : way_;
        // One that does not answer would take all the time the next time, too.
        if (!sent && sent.error().code == ErrorCode::DeadlineExceeded && way == way_)
            way_ = (way + 1) % work.ways.ways.size();
        if (sent)
            return sent;
    }
    return sent;
}

Result<std::string> SegmentPoster::contentOf(const Segment& segment) const
{
    const auto file = catalog_.open(segment.stream);
    if (!file)
        return propagate(file);
    std::string content(segment.size_bytes, '\0');
    std::size_t got = 0;
    while (got < content.size()) {
        const ssize_t size = ::pread(file->file.get(), content.data() + got, content.size() - got,
                                     static_cast<off_t>(segment.offset_bytes + got));
        if (size <= 0)
            return fail(ErrorCode::Unavailable, "The stream \"" + segment.stream + "\" cannot be read.");
        got += static_cast<std::size_t>(size);
    }
    return content;
}

std::string SegmentPoster::endOf() const
{
    // No byte, but where the last one is: whoever misses some sees that.
    std::string frames;
    const std::lock_guard lock(mutex_);
    for (const StreamInfo& stream : catalog_.list()) {
        if (ledger_.generation(stream.name) == 0)
            frames += formatFrame({FeedFrame::Kind::Bytes, stream.name, stream.size_bytes, {}});
    }
    frames += formatFrame({FeedFrame::Kind::State, {}, 0, attemptState(attempt_)});
    return frames + formatFrame({FeedFrame::Kind::End, {}, 0, {}});
}

void SegmentPoster::note(const Work& work, const Result<void>& done)
{
    if (done) {
        pause_ = milliseconds(0);
        most_bytes_ = std::min(most_bytes_ * 2, segment_bytes);
        took_at_end_ = took_at_end_ || ended_at_.has_value();
        complained_ = false;
        if (work.segment)
            ledger_.posted(*work.segment);
        else
            finished_ = true;
        return;
    }
    if (!complained_)
        std::fprintf(stderr, "A segment could not be stored: %s\n", done.error().message.c_str());
    complained_ = true;
    failed_at_end_ = failed_at_end_ || ended_at_.has_value();
    if (done.error().code == ErrorCode::DeadlineExceeded)
        most_bytes_ = std::max(most_bytes_ / 2, smallest_piece);
    pause_ = std::clamp(pause_ * 2, first_pause, ended_at_ ? longest_pause_at_end : longest_pause);
    again_at_ = Clock::now() + pause_;
}

}  // namespace slipway
