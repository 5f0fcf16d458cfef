// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/stream_tail.h"

#include <functional>
#include <string>

namespace slipway::ctl {

/// Reads a stream to its end, or with Follow::Yes until the attempt is over; lost connections are told on
/// stderr.
Result<void> readStream(Session& session, const StreamAddress& address, StreamTail::Follow follow,
                        std::function<void(const std::string& bytes)> on_bytes);

}  // namespace slipway::ctl
