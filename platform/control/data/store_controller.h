// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/control_context.h"

namespace slipway {

/// Brings stores of objects in line with Store resources, and tells how they are.
class StoreController {
public:
    explicit StoreController(ControlContext& context) : context_(context) {}

    Result<NextLook> reconcile(const Resource& store);

private:
    Result<NextLook> remove(const Resource& store);

    ControlContext& context_;
};

}  // namespace slipway
