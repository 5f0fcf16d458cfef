// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <optional>
#include <string>

namespace slipway::net {

/// A port of this machine's loopback address that leads elsewhere. Destroying it closes it with all its
/// connections, soon. Thread-safe.
class PortForward {
public:
    virtual ~PortForward() = default;
    /// "127.0.0.1:PORT"; every user of this machine can connect there.
    virtual const std::string& address() const = 0;
    /// Why the last connection failed; nothing once bytes have come through a later one.
    virtual std::optional<Error> trouble() const = 0;
    /// How many there are now.
    virtual std::size_t connections() const = 0;
};

}  // namespace slipway::net
