// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/foreign/foreign_store.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace slipway {

/// A body that goes to the store while it comes in. Its last piece is held back until finish(), so that the
/// store keeps nothing that was not found good. For one thread that may wait.
class PassedBody {
public:
    /// `size` in bytes; `request` is sent with such a body.
    PassedBody(ForeignStore& store, StoreRequest request, std::uint64_t size);
    /// Breaks a transfer that was not finished.
    ~PassedBody();
    PassedBody(const PassedBody&) = delete;
    PassedBody& operator=(const PassedBody&) = delete;

    /// Waits while the store is slower; the store's error when it refuses in the middle.
    Result<void> write(std::string_view bytes);
    /// Sends the rest and gives the answer.
    Result<net::FetchResponse> finish();

private:
    class Source;

    void begin();
    Result<net::FetchResponse> outcome() const;

    ForeignStore& store_;
    StoreRequest request_;
    const std::uint64_t size_;
    std::string held_;  ///< What came last.
    std::shared_ptr<Source> source_;
    std::shared_ptr<net::Fetch> fetch_;
};

}  // namespace slipway
