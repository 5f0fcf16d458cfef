// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/objects/foreign/foreign_store.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace slipway {

/// An answer of the store that is handed on while it comes, no faster than its reader takes it.
class PassedAnswer : public std::enable_shared_from_this<PassedAnswer> {
public:
    /// Sends the request and waits for the answer's head. An answer of an object becomes a response whose
    /// body follows; one without a body, or whose status is none of success, is there whole.
    static Result<net::FetchResponse> begin(ForeignStore& store, const StoreRequest& request,
                                            std::shared_ptr<PassedAnswer>& answer);

    /// The body that follows; once.
    net::StreamStart body();

private:
    class Hold;

    net::FetchCallbacks callbacks();
    void takeHead(const net::FetchResponse& head);
    bool takeBody(std::string_view bytes);
    bool hasRoom();
    void takeEnd(Result<net::FetchResponse> end);
    std::shared_ptr<net::StreamWriter> writer();
    void attach(std::shared_ptr<net::StreamWriter> writer);
    void resume();
    void cancel();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<net::Fetch> fetch_;
    std::optional<net::FetchResponse> head_;
    std::optional<Result<net::FetchResponse>> end_;
    std::shared_ptr<net::StreamWriter> writer_;
    std::string text_;  ///< Of an answer that is no success.
};

}  // namespace slipway
