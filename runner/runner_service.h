// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/streams/stream_catalog.h"
#include "platform/streams/stream_tails.h"
#include "runner/records/attempt_directory.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string_view>

namespace slipway {

/// `offset` of a query, in bytes; 0 without one. `InvalidArgument` when it is no number.
Result<std::uint64_t> readOffset(const QueryParameters& query);

/// What `slipway-runner serve` answers for one attempt; see docs/architecture.md, "Runner". Keeps no state of
/// the task: every answer is read from the directory.
class RunnerService : public net::Service {
public:
    explicit RunnerService(AttemptDirectory directory);

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

    /// Since when nobody has asked or followed; zero while somebody follows.
    std::chrono::milliseconds idle() const;

private:
    Result<net::Response> route(const net::Request& request);
    net::Response state() const;
    net::Response listStreams() const;
    Result<net::Response> stream(std::string_view encoded_name, const net::RequestHead& head);
    Result<net::Response> signal(const std::string& body) const;
    Result<net::Response> stop(const std::string& body) const;
    StreamTails& tails();

    AttemptDirectory directory_;
    StreamCatalog catalog_;
    mutable std::mutex mutex_;
    std::unique_ptr<StreamTails> tails_;  ///< Made for the first follower: inotify instances are few.
    std::atomic<std::int64_t> last_request_ms_;
};

}  // namespace slipway
