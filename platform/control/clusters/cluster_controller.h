// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/control_context.h"

namespace slipway {

/// Brings engines in line with Cluster resources, and tells how they are.
class ClusterController {
public:
    explicit ClusterController(ControlContext& context) : context_(context) {}

    Result<NextLook> reconcile(const Resource& cluster);

private:
    Result<NextLook> remove(const Resource& cluster);

    ControlContext& context_;
};

}  // namespace slipway
