// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "platform/store/store.h"

#include <functional>
#include <string>
#include <vector>

namespace slipway {

WorkloadStatus readStatus(const Resource& workload);

/// One status write. `action` and `detail` go to the audit trail when set, in the same transaction.
struct StatusWrite {
    WorkloadStatus status;
    std::string action;
    std::string detail;
    bool give_up = false;  ///< Also sets spec.released, so that an environment is not started again unasked.
};

/// Writes the status of `seen`, unless it says the same already. A spec that changed meanwhile is kept as it
/// is now.
Result<void> writeStatus(Store& store, const Resource& seen, StatusWrite write);

/// The message of what is being deleted, for people who wonder why it is still there.
Result<void> writeMessage(Store& store, const Resource& seen, const std::string& message);

/// "project/jobs/name" of a workload of the project in one of these phases for which `uses` holds; empty when
/// there is none.
Result<std::string> firstUser(Store& store, const std::string& project,
                              const std::vector<std::string>& phases,
                              const std::function<bool(const Resource&)>& uses);

/// "project/jobs/name" of an active workload of the project for which `uses` holds; empty when there is none.
Result<std::string> activeUser(Store& store, const std::string& project,
                               const std::function<bool(const Resource&)>& uses);

}  // namespace slipway
