// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/kubernetes/view/gpu_sharing.h"

#include <string>
#include <vector>

namespace slipway {

/// What a cluster calls its accelerators; others than these can be configured.
struct AcceleratorNames {
    /// Extended resources, in the order in which they are looked for.
    std::vector<std::string> resources{"nvidia.com/gpu",   "amd.com/gpu",          "gpu.intel.com/i915",
                                       "gpu.intel.com/xe", "huawei.com/Ascend910", "google.com/tpu"};
    /// Labels of nodes that name the model.
    std::vector<std::string> model_labels{"nvidia.com/gpu.product", "amd.com/gpu.product-name",
                                          "cloud.google.com/gke-accelerator", "gpu.intel.com/product"};
    /// Labels of nodes that say how much memory each has, in MiB.
    std::vector<std::string> memory_labels{"nvidia.com/gpu.memory"};
    /// What hands out parts of them.
    GpuSharing sharing = GpuSharing::None;
};

}  // namespace slipway
