// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/attempt_feed.h"

#include "runner/attempt_state.h"

#include <unistd.h>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t piece_bytes = 256u << 10;
constexpr std::size_t enough_queued_bytes = 2u << 20;
constexpr std::chrono::milliseconds gathering{20};  ///< So that a chatty task makes no frame a line.
constexpr std::chrono::milliseconds heartbeat{10'000};

}  // namespace

AttemptFeed::AttemptFeed(AttemptDirectory attempt, StreamOffsets have,
                         std::shared_ptr<net::StreamWriter> writer)
    : attempt_(std::move(attempt)),
      catalog_(attempt_.streams()),
      have_(std::move(have)),
      writer_(std::move(writer))
{
    writer_->onDrained([wake = wake_] { wake->changes.wake(); });
    writer_->onClosed([wake = wake_] {
        wake->closed = true;
        wake->changes.wake();
    });
    thread_ = std::thread([this] { run(); });
}

AttemptFeed::~AttemptFeed()
{
    wake_->closed = true;
    wake_->changes.wake();
    thread_.join();
    if (!over_)
        writer_->abort();
}

void AttemptFeed::run()
{
    wake_->changes.add(attempt_.path());
    while (!wake_->closed && !over_) {
        // Looked at first: nothing is added to a stream once the exit is there.
        const bool last = catalog_.complete();
        while (pass()) {}
        over_ = last && !wake_->closed;
        if (over_ || wake_->closed)
            break;
        wake_->changes.wait(heartbeat);
        if (!wake_->closed)
            std::this_thread::sleep_for(gathering);
    }
    if (over_) {
        send({FeedFrame::Kind::End, {}, 0, {}});
        writer_->finish();
    }
    ended_ = true;
}

bool AttemptFeed::pass()
{
    const std::vector<StreamInfo> streams = catalog_.list();
    watchDirectories(streams);
    bool more = false;
    for (const StreamInfo& stream : streams)
        more = passStream(stream) || more;
    if (!sendState() && !more)
        send({FeedFrame::Kind::Alive, {}, 0, {}});
    return more && !wake_->closed;
}

bool AttemptFeed::passStream(const StreamInfo& stream)
{
    std::uint64_t& offset = have_[stream.name];
    if (stream.size_bytes <= offset)
        return false;
    const Result<OpenStream> file = catalog_.open(stream.name);
    if (!file)
        return false;
    awaitRoom();
    std::string piece(std::min<std::uint64_t>(piece_bytes, stream.size_bytes - offset), '\0');
    const ssize_t size = ::pread(file->file.get(), piece.data(), piece.size(), static_cast<off_t>(offset));
    if (size <= 0 || wake_->closed)
        return false;
    piece.resize(static_cast<std::size_t>(size));
    send({FeedFrame::Kind::Bytes, stream.name, offset, std::move(piece)});
    offset += static_cast<std::uint64_t>(size);
    return true;
}

bool AttemptFeed::sendState()
{
    std::string state = attemptState(attempt_);
    if (state == state_)
        return false;
    state_ = std::move(state);
    send({FeedFrame::Kind::State, {}, 0, state_});
    return true;
}

void AttemptFeed::send(const FeedFrame& frame)
{
    if (!writer_->write(formatFrame(frame)))
        wake_->closed = true;
}

void AttemptFeed::watchDirectories(const std::vector<StreamInfo>& streams)
{
    wake_->changes.add(attempt_.path() / "notebook");
    wake_->changes.add(attempt_.streams());
    wake_->changes.add(attempt_.streams() / "events");
    for (const StreamInfo& stream : streams)
        wake_->changes.add((attempt_.streams() / stream.name).parent_path());
}

void AttemptFeed::awaitRoom()
{
    while (!wake_->closed && writer_->queuedBytes() > enough_queued_bytes)
        wake_->changes.wait(heartbeat);
}

}  // namespace slipway
