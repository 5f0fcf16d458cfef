// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <string>

namespace slipway::net {

/// A listening socket and where it listens.
struct Listener {
    FileDescriptor socket;
    std::string address;  ///< With the port that was taken.
};

/// Listens on "ADDRESS:PORT" or "unix:PATH". A socket file that nobody serves any more is replaced; ours is
/// for our user alone. `Unavailable` when the address cannot be had.
Result<Listener> listenOn(const std::string& address);

}  // namespace slipway::net
