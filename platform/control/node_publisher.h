// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/statuses.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"

#include <map>
#include <string>

namespace slipway {

/// Whether people would want to see `now` in place of `before`: anything but a small move of a GPU's load.
bool differsMaterially(const NodeStatus& before, const NodeStatus& now);

/// Mirrors what the engine says of its nodes into Node resources. Not thread-safe.
class NodePublisher {
public:
    NodePublisher(Store& store, Engine& engine) : store_(store), engine_(engine) {}

    /// Writes the nodes that changed materially since the last time; removes those that are gone.
    Result<void> publish();

private:
    Result<void> write(Transaction& transaction, const std::string& name, const NodeStatus& status);
    Result<void> removeOthers(const std::map<std::string, NodeStatus>& nodes);

    Store& store_;
    Engine& engine_;
    std::map<std::string, NodeStatus> published_;
};

}  // namespace slipway
