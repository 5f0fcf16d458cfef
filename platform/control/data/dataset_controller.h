// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/control/control_context.h"

namespace slipway {

/// Calls a sealed dataset ready, and deletes its files once nothing running uses them.
class DatasetController {
public:
    explicit DatasetController(ControlContext& context) : context_(context) {}

    Result<NextLook> reconcile(const Resource& dataset);

private:
    Result<NextLook> remove(const Resource& dataset);

    ControlContext& context_;
};

}  // namespace slipway
