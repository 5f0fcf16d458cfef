// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "runner/pod/attempt_feed.h"
#include "runner/pod/pod_files.h"
#include "runner/pod/pod_layout.h"
#include "runner/pod/segments/segment_poster.h"
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
///   POST /v1/confirm {"have":{"log":1234},"ways":{...}}
///                                          so much is on the platform's disk, and how to post the rest while
///                                          it is away
///   POST /v1/stop  {"cause","grace_ms"}   asks main to end the task
///   POST /v1/kept                          the platform has everything: the collector may end
///   POST /v1/files/...                     the task's files, see PodFiles
class PodService final : public net::Service {
public:
    /// `poster` may be null: nothing is posted.
    PodService(const PodLayout& layout, std::string key, std::shared_ptr<SegmentPoster> poster);
    ~PodService() override;

    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead& head) override;
    net::Response handle(net::Request request) override;

    /// Whether somebody has said that everything is kept.
    bool kept() const { return kept_; }
    /// Whether somebody follows the attempt, or has done so to its end.
    bool followed();

private:
    net::Response feed(const std::string& body);
    net::Response confirm(const std::string& body);
    net::Response stop(const std::string& body);
    net::Response meet(const std::string& body);
    void follow(StreamOffsets have, std::shared_ptr<net::StreamWriter> writer);

    const AttemptDirectory attempt_;
    const std::string key_;
    const std::shared_ptr<SegmentPoster> poster_;
    RunnerService records_;
    PodFiles files_;
    std::atomic<bool> kept_ = false;
    std::mutex mutex_;
    std::vector<std::unique_ptr<AttemptFeed>> feeds_;
};

}  // namespace slipway
