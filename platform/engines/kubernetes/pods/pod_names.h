// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway {

/// What marks an object of a cluster as ours; nothing without it is ever changed.
inline constexpr const char* managed_by_label = "app.kubernetes.io/managed-by";
inline constexpr const char* managed_by = "slipway";
/// Which of several platforms on one cluster it belongs to.
inline constexpr const char* platform_label = "slipway.dev/platform";
inline constexpr const char* project_label = "slipway.dev/project";
inline constexpr const char* workload_label = "slipway.dev/workload";
inline constexpr const char* task_label = "slipway.dev/task";
inline constexpr const char* attempt_label = "slipway.dev/attempt";
inline constexpr const char* replica_label = "slipway.dev/replica";
inline constexpr const char* volume_label = "slipway.dev/volume";
inline constexpr const char* holder_annotation = "slipway.dev/holder";
/// Tells which record a pod was made of: another try of the same attempt has another key.
inline constexpr const char* made_at_annotation = "slipway.dev/made-at";
/// Keeps a pod's object until what it knew is written down here.
inline constexpr const char* streams_finalizer = "slipway.dev/streams";

/// "slipway-job-7f3k9q-0-1": the name of an attempt's pod, and of the secret beside it.
inline std::string podName(const TaskId& task, std::int64_t attempt)
{
    return "slipway-" + task.text() + "-" + std::to_string(attempt);
}

/// "slipway-env-7f3k9q": the claim of what an environment keeps; "slipway-vol-7f3k9q": of a volume.
inline std::string claimName(const ResourceId& of)
{
    return "slipway-" + of.text();
}

}  // namespace slipway
