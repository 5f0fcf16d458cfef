// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace slipway::net {

class DoorKeeper;

struct BackDoorOptions {
    std::string callers = "127.0.0.1:0";  ///< Where programs here connect.
    std::string backs = "127.0.0.1:0";    ///< Where the far end connects, to be there for them.
    /// Whether a far end may come in, by the one line that it says first. Called on the door's thread.
    std::function<bool(std::string_view)> admit;
    std::chrono::milliseconds patience{20'000};  ///< For which a caller waits while nobody is there for it.
    std::chrono::milliseconds sign_of_life{20'000};  ///< Between two signs to those who wait to be taken.
    std::size_t most_backs = 32;
    std::size_t most_callers = 512;  ///< At a time.
};

/// Lets programs of a closed place connect to something outside of it, over connections that come from there.
///
/// A far end connects to `backs` and says one line. It then gets '.' from time to time, and once '+', from
/// when on it is a caller's connection, byte by byte, until either side closes. Has a thread of its own.
class BackDoor {
public:
    /// `Unavailable` when an address cannot be listened at.
    static Result<std::unique_ptr<BackDoor>> open(BackDoorOptions options);
    ~BackDoor();

    /// "127.0.0.1:PORT"
    const std::string& callers() const;
    const std::string& backs() const;

private:
    explicit BackDoor(std::unique_ptr<DoorKeeper> keeper);
    std::unique_ptr<DoorKeeper> keeper_;
};

}  // namespace slipway::net
