// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>

namespace slipway::net {

class Connection;

/// Why the last step of a connection that we made returned false; `peer` is whom we meant to reach.
Error connectionError(const Connection& connection, const std::string& peer);

}  // namespace slipway::net
