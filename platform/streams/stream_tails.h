// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/streams/stream_catalog.h"

#include <cstdint>
#include <memory>
#include <string>

namespace slipway {

/// Sends streams to readers, as they are: what is there, and with `Follow::Yes` what comes, until the attempt
/// is over and everything was sent. One thread, woken by inotify, serves every reader; a reader that is slow
/// is fed as it drains and holds up nobody. Thread-safe.
class StreamTails {
public:
    enum class Follow { No, Yes };

    StreamTails();
    /// Breaks the connections of those who still follow.
    ~StreamTails();
    StreamTails(const StreamTails&) = delete;
    StreamTails& operator=(const StreamTails&) = delete;

    /// The bytes of a stream from `offset_bytes` on. 416 when that is behind its end; `NotFound` when there
    /// is no such stream. The response may be started after this object is gone; it is broken off then.
    Result<net::Response> respond(const StreamCatalog& catalog, const std::string& name,
                                  std::uint64_t offset_bytes, Follow follow);

    /// How many bytes were given to readers that follow.
    std::uint64_t sentBytes() const;
    /// How many readers follow now.
    std::size_t followers() const;

private:
    class Loop;
    std::shared_ptr<Loop> loop_;
};

}  // namespace slipway
