// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "runner/pod/attempt_feed.h"
#include "runner/runner_service.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace slipway {

/// What a collector answers, to those with its key: all of RunnerService, and
///
///   POST /v1/feed  {"have":{"log":1234}}  everything that grows from there on, as frames
///   POST /v1/stop  {"cause","grace_ms"}   asks main to end the task
///   POST /v1/kept                          the platform has everything: the collector may end
class PodService final : public net::Service {
public:
    PodService(AttemptDirectory attempt, std::string key);
    ~PodService() override;

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

    /// Whether somebody has said that everything is kept.
    bool kept() const { return kept_; }

private:
    net::Response feed(const std::string& body);
    net::Response stop(const std::string& body);
    net::Response meet(const std::string& body);
    void follow(StreamOffsets have, std::shared_ptr<net::StreamWriter> writer);

    const AttemptDirectory attempt_;
    const std::string key_;
    RunnerService records_;
    std::atomic<bool> kept_ = false;
    std::mutex mutex_;
    std::vector<std::unique_ptr<AttemptFeed>> feeds_;
};

}  // namespace slipway
