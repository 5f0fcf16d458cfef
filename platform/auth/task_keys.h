// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slipway {

class SecretBox;
class Store;

/// The record among the sealed secrets that secret keys of tasks are derived from.
inline constexpr const char* task_secret_record = "task-credentials";

/// Whom a task's own access key signs for: one attempt of a workload, as long as it runs.
///
/// Such keys are not stored: the access key names the attempt, and its secret is derived from one secret of
/// the platform's. They need no revocation, since they end with the attempt.
struct TaskKey {
    enum class Use {
        Objects,  ///< In the task's own hands: what it may do with objects of its project.
        Streams,  ///< Never leaves the platform: signs forms that the attempt's pods leave their streams by.
    };
    ResourceId workload;
    std::int64_t attempt = 0;
    Use use = Use::Objects;

    bool operator==(const TaskKey&) const = default;
};

/// "TASK-job-7f3k9q-2", "STREAMS-job-7f3k9q-2"
std::string accessKeyOf(const TaskKey& key);

/// Nothing for access keys of people.
std::optional<TaskKey> readTaskKey(std::string_view access_key);

/// The secret key that belongs to a task's access key.
std::string secretKeyOf(std::string_view task_secret, std::string_view access_key);

/// Reads the secret that tasks' keys are derived from, or makes it.
Result<std::string> openTaskSecret(Store& store, const SecretBox& secrets);

}  // namespace slipway
