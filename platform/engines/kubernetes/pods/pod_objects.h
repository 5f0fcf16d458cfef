// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/engine.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "platform/engines/kubernetes/view/accelerator_names.h"

#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Where a pod should go: to one node rather than others, so that GPUs are packed. Empty where nodes are not
/// known.
struct PodPlace {
    std::string node;
    std::string accelerator;  ///< The resource that its GPUs are.
    bool pinned = false;      ///< There and nowhere else: its environment's volume is in use there.
    Amounts gpus = {};        ///< What its GPUs are asked for as; whole ones of `accelerator` when empty.
};

/// What a pod is made of beside its own task.
struct PodParts {
    const AcceleratorNames& names;
    const std::string& platform;         ///< The value of platform_label.
    const std::vector<Json>& delivered;  ///< The volumes of RunnerParts.
    std::vector<std::string> handed;     ///< Names of the files that its secret has.
    int cpu_overcommit = 1;              ///< See KubernetesEngineOptions.
};

/// The object of an attempt's pod.
///
/// It is tolerant of nodes that cannot be reached, since unreachable is not failed, and of GPU nodes' own
/// taints.
Json podObject(const TaskStart& start, const PodRecord& record, const PodPlace& place, const PodParts& parts);

/// How the volume of an environment is to be.
struct VolumeWish {
    Bytes size;
    std::string storage_class;  ///< The cluster's default when empty.
};

/// The claim of the volume of the record's environment.
Json claimObject(const PodRecord& record, const std::string& platform, const VolumeWish& wish);

/// The secret that the pod is handed its task and its collector's key with.
Json secretObject(const PodRecord& record, const std::string& platform,
                  const std::map<std::string, std::string>& files);

}  // namespace slipway
