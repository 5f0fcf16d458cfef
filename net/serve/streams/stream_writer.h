// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace slipway::net {

/// Bytes that many readers are sent.
using SharedBytes = std::shared_ptr<const std::string>;

/// Writes a response that has no known end: a watch, a log tail. Thread-safe; outlives its connection safely.
class StreamWriter {
public:
    virtual ~StreamWriter() = default;
    /// Queues bytes to send. False once the connection is gone or finish() was called.
    virtual bool write(SharedBytes bytes) = 0;
    bool write(std::string bytes) { return write(std::make_shared<const std::string>(std::move(bytes))); }
    virtual std::size_t queuedBytes() const = 0;
    /// Ends the response properly once everything queued is sent.
    virtual void finish() = 0;
    /// Drops the connection at once, so that the reader sees a broken response.
    virtual void abort() = 0;
    /// `drained` is called on a server thread whenever the queue has become empty, `closed` once when the
    /// connection ends for any reason. Set before returning from the stream's start function.
    virtual void onDrained(std::function<void()> drained) = 0;
    virtual void onClosed(std::function<void()> closed) = 0;
};

}  // namespace slipway::net
