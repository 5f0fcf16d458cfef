// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/streams/stream_writer.h"
#include "platform/streams/stream_catalog.h"
#include "runner/directory_watch.h"
#include "runner/pod/feed_frames.h"
#include "runner/records/attempt_directory.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>

namespace slipway {

/// How far a reader has each stream already, in bytes.
using StreamOffsets = std::map<std::string, std::uint64_t>;

/// Sends one reader everything that grows in an attempt, and its records, until it is over. A thread of its
/// own.
class AttemptFeed {
public:
    AttemptFeed(AttemptDirectory attempt, StreamOffsets have, std::shared_ptr<net::StreamWriter> writer);
    /// Breaks the connection where the attempt is not over.
    ~AttemptFeed();

    bool ended() const { return ended_; }
    /// Whether it broke: its reader has not been sent everything, and is not going to be.
    bool broke() const { return ended_ && !over_; }

private:
    void run();
    /// Sends what is new; whether anything was.
    bool pass();
    bool passStream(const StreamInfo& stream);
    bool sendState();
    void send(const FeedFrame& frame);
    void watchDirectories(const std::vector<StreamInfo>& streams);
    void awaitRoom();

    const AttemptDirectory attempt_;
    const StreamCatalog catalog_;
    StreamOffsets have_;
    const std::shared_ptr<net::StreamWriter> writer_;
    /// Kept by the writer's callbacks too, which may come late.
    struct Wake {
        DirectoryWatch changes;
        std::atomic<bool> closed = false;
    };
    const std::shared_ptr<Wake> wake_ = std::make_shared<Wake>();
    std::string state_;
    std::atomic<bool> over_ = false;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace slipway
