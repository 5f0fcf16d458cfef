// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace slipway::net {

/// Carries a request body from the thread that receives it to the worker that reads it, and holds a little
/// only.
class BodyPipe final : public BodyReader {
public:
    /// `on_room` is called on the worker's thread when the pipe takes more after it was full.
    explicit BodyPipe(std::function<void()> on_room) : on_room_(std::move(on_room)) {}

    Result<std::string> read() override;

    bool hasRoom() const;
    void push(std::string piece);
    void finish();
    /// What the worker reads after the pieces that are there; the first error stays.
    void fail(Error error);

private:
    std::function<void()> on_room_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::string> pieces_;
    std::size_t held_bytes_ = 0;
    bool finished_ = false;
    std::optional<Error> error_;
};

}  // namespace slipway::net
