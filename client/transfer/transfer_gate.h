// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/api_request.h"
#include "client/api/transport.h"
#include "net/fetch/fetcher.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace slipway {

/// Runs transfers for threads of ours that wait for them, until it is closed: then every transfer ends, and
/// later ones are `Canceled`. Thread-safe. The threads that use it must end before the transport is dropped.
class TransferGate {
public:
    explicit TransferGate(std::shared_ptr<Transport> transport) : transport_(std::move(transport)) {}

    const Profile& profile() const { return transport_->profile; }
    const Executor& executor() const { return transport_->executor; }

    using Progress = std::function<void(std::uint64_t sent_bytes, std::uint64_t received_bytes)>;
    Result<net::FetchResponse> run(net::FetchRequest request, Progress on_progress = {});
    /// Runs a request to the API and gives its body.
    Result<std::string> ask(const ApiRequest& request);

    /// Waits. False, at once, when the gate is closed.
    bool pause(std::chrono::milliseconds time);
    void close();
    bool closed() const;

private:
    const std::shared_ptr<Transport> transport_;
    mutable std::mutex mutex_;
    std::condition_variable closing_;
    std::set<std::shared_ptr<net::Fetch>> running_;
    bool closed_ = false;
};

}  // namespace slipway
