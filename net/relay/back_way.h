// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace slipway::net {

struct BackWayOptions {
    std::function<std::string()>
        door;  ///< Where the door's `backs` is, "127.0.0.1:PORT"; empty: not known now.
    std::function<std::string()> hello;              ///< The line to say there, without its end.
    std::function<std::string()> target;             ///< Where callers are led, "127.0.0.1:PORT".
    int ready = 2;                                   ///< Connections that wait to be taken.
    std::chrono::milliseconds silence{65'000};       ///< After which one of them is taken for dead.
    std::chrono::milliseconds longest_pause{3'000};  ///< Between tries that fail.
};

/// The far end of a back door: leads its callers to a target, until it is destroyed. Thread-safe.
class BackWay {
public:
    virtual ~BackWay() = default;
};

/// What all back ways share, one thread. Outlives them.
class BackWays {
public:
    BackWays();
    ~BackWays();

    /// The functions are called on that thread, and must not block.
    std::unique_ptr<BackWay> lead(BackWayOptions options);

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace slipway::net
