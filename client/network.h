// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace slipway::net {
class Fetcher;
}

namespace slipway {

/// The network for sessions, for programs that have no other use of it. One is enough for a whole program.
std::shared_ptr<net::Fetcher> openNetwork();

}  // namespace slipway
