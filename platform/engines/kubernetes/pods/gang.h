// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "platform/engines/kubernetes/pods/pod_record.h"

#include <string>
#include <string_view>

namespace slipway {

class KubeClient;

/// Who in the cluster sees to it that the replicas of a job are scheduled together, beside our own barrier.
struct Gang {
    enum class Kind {
        None,
        Volcano,  ///< A PodGroup, and Volcano's scheduler. Source: "PodGroup" in Volcano's documentation.
        Kueue,    ///< A queue of Kueue, whose labels every pod bears. Source: Kueue, "Run Plain Pods".
    } kind = Kind::None;
    std::string queue;  ///< Of Volcano or Kueue; Volcano's "default" when empty.

    bool operator==(const Gang&) const = default;
};

/// Reads "none", "volcano", "volcano:QUEUE" or "kueue:QUEUE".
Result<Gang> parseGang(std::string_view text);

/// `InvalidArgument` when the cluster's API lacks what the gang needs. Blocks; a cluster that does not answer
/// is not judged.
Result<void> checkGang(KubeClient& client, const Gang& gang);

/// Adds to a pod's object what makes it one of its group.
void joinGang(Json& pod, const PodRecord& record, const Gang& gang);

/// Where the object of a job's group is; empty where it needs none.
std::string gangPath(const PodRecord& record, const Gang& gang);
/// What stands there.
Json gangObject(const PodRecord& record, const std::string& platform, const Gang& gang);

}  // namespace slipway
