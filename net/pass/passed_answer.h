// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/fetch/fetcher.h"
#include "net/serve/server.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace slipway::net {

/// An answer of another server that is handed on while it comes, no faster than its reader takes it.
class PassedAnswer : public std::enable_shared_from_this<PassedAnswer> {
public:
    /// Starts the transfer with these callbacks.
    using Start = std::function<Result<std::shared_ptr<Fetch>>(FetchCallbacks)>;
    /// Whether the body behind this head is what is to be handed on.
    using Follows = bool (*)(const FetchResponse& head);

    /// Starts the transfer and waits for the answer's head. One whose body follows has none yet; any other
    /// is there whole, with at most 64 KiB of its body. Errors are those of the transfer.
    static Result<FetchResponse> begin(const Start& start, Follows follows,
                                       std::shared_ptr<PassedAnswer>& answer);

    /// The body that follows; once.
    StreamStart body();

private:
    class Hold;

    FetchCallbacks callbacks();
    void takeHead(const FetchResponse& head);
    bool takeBody(std::string_view bytes);
    bool hasRoom();
    void takeEnd(Result<FetchResponse> end);
    std::shared_ptr<StreamWriter> writer();
    void attach(std::shared_ptr<StreamWriter> writer);
    void resume();
    void cancel();

    bool follows() const { return head_ && follows_(*head_); }

    Follows follows_ = nullptr;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<Fetch> fetch_;
    std::optional<FetchResponse> head_;
    std::optional<Result<FetchResponse>> end_;
    std::shared_ptr<StreamWriter> writer_;
    std::string text_;  ///< Of an answer that is not handed on.
};

}  // namespace slipway::net
