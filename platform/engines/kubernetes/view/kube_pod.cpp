// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/kube_pod.h"

#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/kubernetes/view/quantity.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

/// What a pod asks of its node.
struct Requests {
    std::int64_t cpu_millis = 0;
    std::int64_t memory_bytes = 0;
    std::int64_t accelerators = 0;

    void add(const Requests& other)
    {
        cpu_millis += other.cpu_millis;
        memory_bytes += other.memory_bytes;
        accelerators += other.accelerators;
    }
    void raiseTo(const Requests& other)
    {
        cpu_millis = std::max(cpu_millis, other.cpu_millis);
        memory_bytes = std::max(memory_bytes, other.memory_bytes);
        accelerators = std::max(accelerators, other.accelerators);
    }
};

Requests readRequests(const Json& resources, const AcceleratorNames& names)
{
    const auto amount = [&](std::string_view name) { return textAt(resources, {name}); };
    Requests requests{thousandths(amount("cpu")).value_or(0), wholes(amount("memory")).value_or(0), 0};
    for (const std::string& name : names.resources)
        requests.accelerators += wholes(amount(name)).value_or(0);
    return requests;
}

/// As the scheduler counts: containers together with those that run beside them from the start, or the
/// largest of those that run before them. Source: "Pod Lifecycle" and "Sidecar Containers", sections on
/// resources.
Requests requestsOf(const Json& pod, const AcceleratorNames& names)
{
    Requests beside;
    Requests before;
    for (const Json& container : listAt(pod, {"spec", "initContainers"})) {
        Requests one = readRequests(memberAt(container, {"resources", "requests"}), names);
        if (textAt(container, {"restartPolicy"}) == "Always") {
            beside.add(one);
            before.raiseTo(beside);
        } else {
            one.add(beside);
            before.raiseTo(one);
        }
    }
    Requests whole = beside;
    for (const Json& container : listAt(pod, {"spec", "containers"}))
        whole.add(readRequests(memberAt(container, {"resources", "requests"}), names));
    whole.raiseTo(before);
    whole.add(readRequests(memberAt(pod, {"spec", "overhead"}), names));
    return whole;
}

/// Parts of GPUs, which no container asks for that runs before the others.
Amounts partsOf(const Json& pod, GpuSharing sharing)
{
    Amounts parts;
    for (const Json& container : listAt(pod, {"spec", "containers"})) {
        for (const auto& [name, amount] : partsAsked(sharing, memberAt(container, {"resources", "requests"})))
            parts[name] += amount;
    }
    return parts;
}

KubePod::Phase phaseOf(const std::string& text)
{
    using Phase = KubePod::Phase;
    return text == "Running"     ? Phase::Running
           : text == "Succeeded" ? Phase::Succeeded
           : text == "Failed"    ? Phase::Failed
           : text == "Unknown"   ? Phase::Unknown
                                 : Phase::Pending;
}

/// The status of the container of that name; nothing when there is none.
const Json* containerNamed(const Json& pod, std::string_view name)
{
    for (const Json& container : listAt(pod, {"status", "containerStatuses"})) {
        if (textAt(container, {"name"}) == name)
            return &container;
    }
    return nullptr;
}

/// The status of the container whose end is the pod's.
const Json& mainContainer(const Json& pod)
{
    if (const Json* main = containerNamed(pod, "main"))
        return *main;
    const Json& all = listAt(pod, {"status", "containerStatuses"});
    return all.empty() ? memberAt(pod, {"no", "such"}) : all.front();
}

bool isMute(const Json& pod)
{
    const Json* collector = containerNamed(pod, "collector");
    return collector != nullptr && memberAt(*collector, {"state", "terminated"}).is_object() &&
           memberAt(mainContainer(pod), {"state", "running"}).is_object();
}

std::optional<ContainerExit> exitOf(const Json& pod)
{
    const Json& ended = memberAt(mainContainer(pod), {"state", "terminated"});
    if (!ended.is_object())
        return std::nullopt;
    ContainerExit exit;
    const Json& code = memberAt(ended, {"exitCode"});
    exit.code = code.is_number_integer() ? code.get<std::int64_t>() : -1;
    const Json& signal = memberAt(ended, {"signal"});
    if (signal.is_number_integer() && signal != 0)
        exit.signal = signal.get<std::int64_t>();
    exit.message = textAt(ended, {"message"});
    if (const auto time = parseTimestamp(textAt(ended, {"finishedAt"})))
        exit.ended_at = *time;
    return exit;
}

}  // namespace

KubePod readPod(const Json& object, const AcceleratorNames& names)
{
    KubePod pod;
    pod.phase = phaseOf(textAt(object, {"status", "phase"}));
    pod.name_space = textAt(object, {"metadata", "namespace"});
    pod.name = textAt(object, {"metadata", "name"});
    pod.uid = textAt(object, {"metadata", "uid"});
    pod.node = textAt(object, {"spec", "nodeName"});
    pod.address = textAt(object, {"status", "podIP"});
    pod.platform = textAt(object, {"metadata", "labels", platform_label});
    pod.deleting = !textAt(object, {"metadata", "deletionTimestamp"}).empty();
    pod.removed = pod.deleting &&
                  (pod.node.empty() || memberAt(object, {"metadata", "deletionGracePeriodSeconds"}) == 0);
    const Requests requests = requestsOf(object, names);
    pod.cpu_millis = requests.cpu_millis;
    pod.memory_bytes = requests.memory_bytes;
    pod.accelerators = requests.accelerators;
    pod.parts = partsOf(object, names.sharing);
    pod.reason = podReason(object, names);
    pod.exit = exitOf(object);
    pod.mute = isMute(object);
    return pod;
}

}  // namespace slipway
