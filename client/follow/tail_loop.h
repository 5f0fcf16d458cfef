// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/api_request.h"
#include "client/api/back_off.h"
#include "client/api/transport_lease.h"
#include "client/follow/tail_delivery.h"
#include "client/stream_tail.h"

#include <memory>
#include <string>

namespace slipway {

/// Reads a stream from an offset on, again and again until its end. One transfer or delay is under way at any
/// time, each started by the end of the one before, or by the delivery when it has been emptied.
class TailLoop : public std::enable_shared_from_this<TailLoop> {
public:
    TailLoop(std::shared_ptr<Transport> transport, StreamAddress address, StreamTail::Follow follow,
             std::shared_ptr<TailDelivery> delivery);

    void read();
    void stop() { lease_.revoke(); }

private:
    void takeHead(const net::FetchResponse& head);
    bool take(std::string_view bytes);
    void ended(Result<net::FetchResponse> answer);

    const Profile profile_;
    StreamAddress address_;
    const StreamTail::Follow follow_;
    const std::shared_ptr<TailDelivery> delivery_;
    BackOff back_off_;
    int status_ = 0;
    bool paused_ = false;
    std::string problem_;
    TransportLease lease_;
};

}  // namespace slipway
