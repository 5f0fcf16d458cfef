// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/task_names.h"

#include <algorithm>
#include <filesystem>

namespace slipway {

namespace {

constexpr std::size_t sha256_digits = 64;

/// Whether each part of "a/b/c/" is plain.
bool isPlainPath(const std::string& path)
{
    const std::filesystem::path parts(path);
    return !path.empty() && parts.is_relative() &&
           std::all_of(parts.begin(), parts.end(), [](const std::filesystem::path& part) {
               return part.empty() || isPlainName(part.string());
           });
}

bool isSha256(const std::string& text)
{
    return text.size() == sha256_digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

bool isPlainName(const std::string& name)
{
    return !name.empty() && name.front() != '.' && name.size() <= 255 &&
           name.find_first_of(std::string("/\0", 2)) == std::string::npos;
}

std::string replicaPrefix(const Replica& replica)
{
    return replica.number == 0 ? std::string() : "replicas/" + replica.name() + "/";
}

Result<void> checkNames(const TaskStart& start)
{
    bool good = isPlainName(start.task.text()) && isPlainName(start.workload.text()) &&
                isPlainName(start.project) && isPlainPath(start.holder) && start.attempt > 0;
    good = good && (start.replica.role.empty() || isPlainName(start.replica.role));
    good = good && (start.environment.empty() || isPlainName(start.environment.text()));
    for (const DatasetMount& mount : start.datasets) {
        good = good && isPlainName(mount.name) && isPlainName(mount.bucket) && isPlainPath(mount.prefix);
    }
    for (const VolumeMount& mount : start.volumes) {
        good = good && isPlainName(mount.volume.id.text()) && isPlainName(mount.volume.name);
    }
    if (!good) {
        return fail(ErrorCode::InvalidArgument, "A name of the task cannot be part of a path.");
    }
    if (!start.code.folder_sha256.empty() && !isSha256(start.code.folder_sha256)) {
        return fail(ErrorCode::InvalidArgument, "The code's digest must be 64 digits of lower-case hex.", {},
                    "spec.code.folder_sha256");
    }
    if (start.code.git_revision.starts_with('-') || start.code.git_url.starts_with('-')) {
        return fail(ErrorCode::InvalidArgument, "A repository and its revision cannot start with \"-\".", {},
                    "spec.code.git_revision");
    }
    return {};
}

}  // namespace slipway
