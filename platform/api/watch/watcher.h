// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "net/serve/server.h"
#include "platform/auth/authenticator.h"
#include "platform/store/store.h"

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace slipway {

/// One change as the text of a server-sent event, with what decides who may see it.
struct EncodedChange {
    Resource subject;  ///< Kind, project, name and owner alone.
    std::string event;
};

std::string encodeHeartbeat(std::int64_t version);

/// One client that watches. Only the atomic members are touched by other threads than the hub's.
struct Watcher {
    Caller caller;
    std::set<Kind> kinds;  ///< All when empty.
    std::shared_ptr<net::StreamWriter> writer;
    std::int64_t position = 0;  ///< It was told everything up to here.
    std::atomic<bool> closed = false;
    std::atomic<bool> awaits_drain = false;  ///< It has more to catch up with than its connection takes now.

    bool wants(const EncodedChange& change) const;
};

/// Changes on their way to many watchers, most of whom are sent the same text.
class EncodedChanges {
public:
    explicit EncodedChanges(const std::vector<Change>& changes);

    /// The events that the watcher is to see; null when there is none.
    net::SharedBytes textFor(const Watcher& watcher);

private:
    std::vector<EncodedChange> changes_;
    std::vector<bool> last_wanted_;  ///< Of the watcher before, with its text.
    net::SharedBytes last_text_;
};

}  // namespace slipway
