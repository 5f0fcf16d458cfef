// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/delay_queue.h"
#include "client/session.h"

#include <memory>

namespace slipway {

/// What everything made from one session shares. It is owned by handles alone and lent to transfer and timer
/// threads under their owner's mutex, because those threads could not join themselves if they dropped it
/// last.
class Transport {
public:
    Transport(Profile the_profile, std::shared_ptr<net::Fetcher> the_fetcher, Executor the_executor)
        : profile(std::move(the_profile)), fetcher(std::move(the_fetcher)), executor(std::move(the_executor))
    {
    }

    const Profile profile;
    const std::shared_ptr<net::Fetcher> fetcher;
    const Executor executor;
    DelayQueue delays;
};

}  // namespace slipway
