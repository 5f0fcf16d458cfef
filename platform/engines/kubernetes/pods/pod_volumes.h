// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/task.h"

namespace slipway {

/// Where a task finds its scratch inside its pod.
inline constexpr const char* scratch_path = "/.slipway/scratch";

/// Adds to a pod's object the volumes that its task mounts, and its scratch, all of them in the container
/// "main" alone.
void mountVolumes(Json& pod, const TaskStart& start);

}  // namespace slipway
