// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/transport_lease.h"

namespace slipway {

void TransportLease::start(net::FetchRequest request, net::FetchCallbacks callbacks)
{
    std::lock_guard lock(mutex_);
    if (transport_)
        fetch_ = transport_->fetcher->start(std::move(request), std::move(callbacks));
}

void TransportLease::after(std::chrono::milliseconds delay, std::function<void()> closure)
{
    std::lock_guard lock(mutex_);
    if (transport_)
        transport_->delays.after(delay, std::move(closure));
}

void TransportLease::revoke()
{
    std::shared_ptr<Transport> transport;
    std::shared_ptr<net::Fetch> fetch;
    {
        std::lock_guard lock(mutex_);
        transport = std::move(transport_);
        fetch = std::move(fetch_);
    }
    if (fetch)
        fetch->cancel();
}

bool TransportLease::revoked() const
{
    std::lock_guard lock(mutex_);
    return !transport_;
}

}  // namespace slipway
