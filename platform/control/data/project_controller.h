// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/control/control_context.h"

namespace slipway {

/// Gives every project its bucket, and takes bucket and members away once nothing is left in a deleted
/// project.
class ProjectController {
public:
    explicit ProjectController(ControlContext& context) : context_(context) {}

    Result<NextLook> reconcile(const Resource& project);

private:
    Result<NextLook> remove(const Resource& project);
    /// In every store; false while that goes on.
    Result<bool> removeObjects(const std::string& project);
    /// Everything of a kind that no controller looks after.
    Result<void> removeAll(Kind kind, const std::string& project);

    ControlContext& context_;
};

}  // namespace slipway
