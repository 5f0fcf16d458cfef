// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/kubernetes/view/accelerator_names.h"

#include <cstdint>
#include <string>

namespace slipway {

/// A node of a cluster, as far as it matters here.
struct KubeNode {
    std::string name, uid, boot_id;
    bool ready = false;
    bool cordoned = false;        ///< Closed to new pods.
    bool out_of_service = false;  ///< Marked as off, by somebody who knows.
    std::string trouble;          ///< Why it is not ready, in the node's own words.
    std::int64_t cpu_millis = 0;
    std::int64_t memory_bytes = 0;
    std::string accelerator;  ///< The extended resource; empty for none.
    std::int64_t accelerators = 0;
    std::string model;
    std::int64_t accelerator_memory_bytes = 0;  ///< Of each; 0 when not known.
    Amounts parts;                              ///< What of its GPUs can be had in parts.
};

/// Reads what pods may use of a Node object; members that are not as they should be count as absent.
KubeNode readNode(const Json& object, const AcceleratorNames& names);

}  // namespace slipway
