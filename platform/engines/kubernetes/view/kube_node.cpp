// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/kube_node.h"

#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/kubernetes/view/quantity.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

/// Source: "Non-graceful node shutdown handling".
constexpr const char* out_of_service_taint = "node.kubernetes.io/out-of-service";

std::string firstLabel(const Json& object, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        if (std::string value = textAt(object, {"metadata", "labels", name}); !value.empty())
            return value;
    }
    return {};
}

}  // namespace

KubeNode readNode(const Json& object, const AcceleratorNames& names)
{
    KubeNode node;
    node.name = textAt(object, {"metadata", "name"});
    node.uid = textAt(object, {"metadata", "uid"});
    node.boot_id = textAt(object, {"status", "nodeInfo", "bootID"});
    node.cordoned = memberAt(object, {"spec", "unschedulable"}) == true;
    for (const Json& taint : listAt(object, {"spec", "taints"})) {
        if (textAt(taint, {"key"}) == out_of_service_taint)
            node.out_of_service = true;
    }
    for (const Json& condition : listAt(object, {"status", "conditions"})) {
        if (textAt(condition, {"type"}) != "Ready")
            continue;
        node.ready = textAt(condition, {"status"}) == "True";
        if (!node.ready)
            node.trouble = textAt(condition, {"message"});
    }
    const auto amount = [&](std::string_view resource) {
        return textAt(object, {"status", "allocatable", resource});
    };
    node.cpu_millis = thousandths(amount("cpu")).value_or(0);
    node.memory_bytes = wholes(amount("memory")).value_or(0);
    node.parts = partsOffered(names.sharing, object);
    for (const std::string& resource : names.resources) {
        node.accelerators = wholes(amount(resource)).value_or(0);
        if (node.accelerators > 0) {
            node.accelerator = resource;
            break;
        }
    }
    if (node.accelerators > 0 || !node.parts.empty()) {
        node.model = firstLabel(object, names.model_labels);
        const auto mebibytes = wholes(firstLabel(object, names.memory_labels) + "Mi");
        node.accelerator_memory_bytes = mebibytes.value_or(0);
    }
    return node;
}

}  // namespace slipway
