// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Ports of this machine that replicas of jobs listen on, so that those of two jobs never clash. They lie
/// below those that the system gives to whoever connects somewhere. Not thread-safe.
class PortPool {
public:
    PortPool();
    /// From `first` on, without `end`.
    PortPool(std::uint16_t first, std::uint16_t end) : first_(first), end_(end), next_(first) {}

    /// Ports that nobody listens on and that no other key has. `ResourceExhausted` when there are too few.
    Result<std::vector<std::uint16_t>> take(const std::string& key, std::size_t count);
    /// Takes these very ports: of a task that runs since before this object was made.
    void restore(const std::string& key, const std::vector<std::uint16_t>& ports);
    void release(const std::string& key) { taken_.erase(key); }

private:
    bool isTaken(std::uint16_t port) const;

    std::uint16_t first_, end_;
    std::uint16_t next_;  ///< Where the next search begins: what was just given back rests for a while.
    std::map<std::string, std::vector<std::uint16_t>> taken_;
};

}  // namespace slipway
