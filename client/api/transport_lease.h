// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/transport.h"
#include "net/fetch/fetcher.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

namespace slipway {

/// Lets transfer and timer threads start the next step of something, until its owner revokes it. Thread-safe.
///
/// The transport itself is dropped by revoke() alone, on the owner's thread, see Transport.
class TransportLease {
public:
    explicit TransportLease(std::shared_ptr<Transport> transport) : transport_(std::move(transport)) {}

    /// Starts a transfer; nothing happens, and nothing is called, once revoked. One at a time.
    void start(net::FetchRequest request, net::FetchCallbacks callbacks);
    /// Runs `closure` later unless revoked by then.
    void after(std::chrono::milliseconds delay, std::function<void()> closure);
    /// Cancels the transfer in flight and lets no other start.
    void revoke();
    bool revoked() const;

private:
    mutable std::mutex mutex_;
    std::shared_ptr<Transport> transport_;
    std::shared_ptr<net::Fetch> fetch_;
};

}  // namespace slipway
