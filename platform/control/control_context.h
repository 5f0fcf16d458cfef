// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/admission.h"
#include "platform/control/control_options.h"
#include "platform/control/workloads/task_board.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace slipway {

/// What the controllers share; used by the reconcile thread alone.
struct ControlContext {
    /// What lies in a store, by its name; `Unavailable` while it cannot be used.
    Result<ProjectObjects*> objectsIn(const std::string& name);

    Store& store;
    Engine& engine;
    Admission& admission;
    TaskBoard& board;
    ProjectObjects& objects;
    const ControlOptions& options;
    std::map<ResourceId, Timestamp> release_asked;  ///< When the release of an environment was written.
    std::map<ResourceId, Timestamp> freed;          ///< When the engine said that an attempt has ended.
    std::map<ResourceId, Timestamp> admitted;       ///< When an attempt was started that does not run yet.
};

inline Result<ProjectObjects*> ControlContext::objectsIn(const std::string& name)
{
    if (!options.stores || storeName(name) == home_store)
        return &objects;
    return options.stores->objects(name).map(
        [](const std::shared_ptr<ProjectObjects>& there) { return there.get(); });
}

/// When a resource has to be looked at again without a change of its own.
struct NextLook {
    std::optional<std::chrono::milliseconds> after;
    bool when_others_change = false;  ///< It waits for another resource or for a task to end.
};

}  // namespace slipway
