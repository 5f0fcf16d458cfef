// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/task_keys.h"

#include "core/hash.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <charconv>

namespace slipway {

namespace {

constexpr std::string_view objects_prefix = "TASK-";
constexpr std::string_view streams_prefix = "STREAMS-";
constexpr std::size_t secret_length = 40;

}  // namespace

std::string accessKeyOf(const TaskKey& key)
{
    const std::string_view prefix = key.use == TaskKey::Use::Streams ? streams_prefix : objects_prefix;
    return std::string(prefix) + key.workload.text() + "-" + std::to_string(key.attempt);
}

std::optional<TaskKey> readTaskKey(std::string_view access_key)
{
    const std::size_t dash = access_key.rfind('-');
    const bool streams = access_key.starts_with(streams_prefix);
    const std::string_view prefix = streams ? streams_prefix : objects_prefix;
    if (!access_key.starts_with(prefix) || dash <= prefix.size())
        return std::nullopt;
    TaskKey key;
    key.use = streams ? TaskKey::Use::Streams : TaskKey::Use::Objects;
    const std::string_view digits = access_key.substr(dash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), key.attempt);
    key.workload = ResourceId(std::string(access_key.substr(prefix.size(), dash - prefix.size())));
    // One name a key: "2" and "02" must not be two keys of one attempt.
    const bool whole = !key.workload.text().ends_with('-') && error == std::errc() &&
                       end == digits.data() + digits.size() && key.attempt > 0;
    return whole && accessKeyOf(key) == access_key ? std::optional(key) : std::nullopt;
}

std::string secretKeyOf(std::string_view task_secret, std::string_view access_key)
{
    return hex(hmacSha256(task_secret, access_key));
}

Result<std::string> openTaskSecret(Store& store, const SecretBox& secrets)
{
    const auto kept = store.record(secrets_space, task_secret_record);
    if (!kept)
        return propagate(kept);
    if (*kept)
        return secrets.unseal(**kept, task_secret_record);
    const std::string made = newSecret(secret_length);
    const auto written = store.write([&](Transaction& transaction) {
        return transaction.putRecord(secrets_space, task_secret_record,
                                     secrets.seal(made, task_secret_record));
    });
    return written ? Result<std::string>(made) : propagate(written);
}

}  // namespace slipway
