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
    std::int64_t version = 0;
    Resource subject;  ///< Kind, project, name and owner alone.
    std::string event;
};

std::vector<EncodedChange> encodeChanges(const std::vector<Change>& changes);

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

}  // namespace slipway
