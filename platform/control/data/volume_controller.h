// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/control/control_context.h"

namespace slipway {

/// Has the engine make what a volume needs, writes down how far that is, and takes it away once nothing
/// mounts it any more.
class VolumeController {
public:
    explicit VolumeController(ControlContext& context) : context_(context) {}

    Result<NextLook> reconcile(const Resource& volume);

private:
    Result<NextLook> remove(const Resource& volume);

    ControlContext& context_;
};

}  // namespace slipway
