// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/streams/stream_writer.h"

#include <functional>
#include <mutex>
#include <string>

namespace slipway::net {

/// What writers of a stream have written and its connection has not sent yet.
class StreamQueue final : public StreamWriter {
public:
    /// `wake` is called, on any thread, when there is something to do for the connection; never after
    /// close().
    StreamQueue(std::size_t max_queued_bytes, std::function<void()> wake);

    using StreamWriter::write;
    bool write(SharedBytes bytes) override;
    std::size_t queuedBytes() const override;
    void finish() override;
    void abort() override;
    void onDrained(std::function<void()> drained) override;
    void onClosed(std::function<void()> closed) override;

    /// What the connection should do next.
    struct Work {
        SharedBytes bytes;      ///< Send this first, unless it is null,
        bool finished = false;  ///< then end the response properly,
        bool broken = false;    ///< or drop the connection at once.
    };
    Work take();
    /// The bytes taken last are sent.
    void sent();
    /// Calls `drained` when that had to wait for the start function.
    void notifyDrained();
    bool isBroken() const;
    /// The connection has ended; calls `closed`, once.
    void close();
    /// The stream's start function has returned, so the callbacks are set.
    void started();

private:
    std::size_t pendingBytes() const { return (first_ ? first_->size() : 0) + more_.size(); }
    void wakeLocked();
    void notifyClosed();

    const std::size_t max_queued_bytes_;
    mutable std::mutex mutex_;
    std::function<void()> wake_;
    std::function<void()> drained_;
    std::function<void()> closed_;
    SharedBytes first_;  ///< What waits: this,
    std::string more_;   ///< then this.
    std::size_t sending_bytes_ = 0;
    bool wake_sent_ = false;
    bool drain_owed_ = false;
    bool finished_ = false;
    bool broken_ = false;
    bool ended_ = false;
    bool started_ = false;
};

}  // namespace slipway::net
