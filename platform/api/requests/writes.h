// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"
#include "platform/store/store.h"

#include <functional>
#include <string>

namespace slipway {

struct Call;

/// Adds an entry about what the caller did.
Result<void> auditCall(Transaction& transaction, const Call& call, const std::string& resource,
                       const std::string& action, const std::string& detail);

/// Writes a new spec or labels of `seen` and the audit entry in one transaction, with the generation raised.
/// `Conflict` when somebody else changed spec or labels since `seen` was read.
Result<Resource> writeWish(Store& store, const Call& call, const Resource& seen, const std::string& action,
                           const std::string& detail, const std::function<void(Resource&)>& change,
                           Store::Urgency urgency = Store::Urgency::Essential);

/// `Conflict` for what is on its way out.
Result<void> checkNotDeleting(const Resource& resource);

}  // namespace slipway
