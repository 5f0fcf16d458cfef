// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/api_request.h"
#include "client/api/back_off.h"
#include "client/api/transport_lease.h"
#include "client/follow/event_stream_parser.h"
#include "client/follow/feed_delivery.h"
#include "client/resource_feed.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// Lists some kinds, watches what changes since, and starts over when the watch falls behind.
///
/// One transfer or one delay is under way at any time, and each is started by the end of the one before: so
/// its state needs no lock, whichever thread it runs on.
class FeedLoop : public std::enable_shared_from_this<FeedLoop> {
public:
    FeedLoop(std::shared_ptr<Transport> transport, std::vector<Kind> kinds, FeedTiming timing,
             std::shared_ptr<FeedDelivery> delivery);

    void start() { listAll(); }
    void stop() { lease_.revoke(); }

private:
    void listAll();
    void listNext();
    void listed(Result<net::FetchResponse> answer);
    void takePage(ResourcePage page);
    void watch();
    void takeHead(const net::FetchResponse& head);
    bool take(std::string_view bytes);
    void takeEvent(const ServerEvent& event, std::vector<FeedChange>& changes);
    void watchEnded(Result<net::FetchResponse> answer);
    void retry(const Error& error, void (FeedLoop::*step)());

    const Profile profile_;
    const std::vector<Kind> kinds_;
    const FeedTiming timing_;
    const std::shared_ptr<FeedDelivery> delivery_;
    BackOff back_off_;

    std::size_t kind_index_ = 0;
    std::string cursor_;
    std::vector<Resource> listed_;
    std::vector<Kind> cut_;
    std::size_t of_kind_ = 0;                 ///< How many of the kind at `kind_index_` are listed.
    std::map<Kind, std::int64_t> listed_at_;  ///< Versions that the list of a kind already holds.
    std::int64_t version_ = 0;

    EventStreamParser parser_;
    int status_ = 0;
    bool is_events_ = false;  ///< Whether the answer is a watch at all.
    std::string problem_;
    std::chrono::milliseconds asked_wait_{0};  ///< By the last answer.
    TransportLease lease_;
};

}  // namespace slipway
