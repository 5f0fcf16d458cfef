// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/data_layout.h"

#include "platform/engines/task_names.h"

namespace slipway {

AttemptDirectory DataLayout::attempt(const TaskId& task, std::int64_t attempt) const
{
    return AttemptDirectory(this->task(task) / std::to_string(attempt));
}

std::filesystem::path DataLayout::code(const std::string& project, const std::string& sha256) const
{
    return bucket(project) / "code" / (sha256 + ".tar");
}

std::filesystem::path DataLayout::outputs(const std::string& holder, const ResourceId& workload,
                                          const Replica& replica) const
{
    return objects() / holder / workload.text() / (replicaPrefix(replica) + "outputs");
}

std::filesystem::path DataLayout::dataset(const DatasetMount& mount) const
{
    return bucket(mount.bucket) / mount.prefix;
}

}  // namespace slipway
