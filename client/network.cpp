// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network.h"

#include "net/fetch/fetcher.h"

namespace slipway {

std::shared_ptr<net::Fetcher> openNetwork()
{
    return std::make_shared<net::Fetcher>();
}

}  // namespace slipway
