// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/kube_pod.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/kubernetes/view/scheduler_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

using Cause = NodesAgainst::Cause;

std::string ended(std::string text)
{
    if (!text.empty() && !text.ends_with('.'))
        text += '.';
    return text;
}

/// A sentence, and what the cluster said where it said something.
std::string said(std::string_view sentence, const std::string& words)
{
    return words.empty() ? std::string(sentence) : fmt::format("{} It said: {}", sentence, ended(words));
}

const Json& condition(const Json& pod, std::string_view type)
{
    for (const Json& one : listAt(pod, {"status", "conditions"})) {
        if (textAt(one, {"type"}) == type)
            return one;
    }
    return memberAt(pod, {"no", "such"});
}

std::optional<PodReason> unscheduled(const Json& pod, const AcceleratorNames& names)
{
    const Json& scheduled = condition(pod, "PodScheduled");
    if (textAt(scheduled, {"status"}) != "False")
        return std::nullopt;
    if (textAt(scheduled, {"reason"}) == "SchedulingGated")
        return PodReason{"gated",
                         "The cluster's queue has not let it in yet. It starts when its turn has come."};
    const auto against = readSchedulerWords(textAt(scheduled, {"message"}));
    const auto lacks = [&](const auto& wanted) {
        return std::any_of(against.begin(), against.end(), [&](const NodesAgainst& one) {
            return one.cause == Cause::TooLittle && wanted(one.what);
        });
    };
    const auto isAccelerator = [&](const std::string& what) {
        return std::find(names.resources.begin(), names.resources.end(), what) != names.resources.end() ||
               !partsAsked(names.sharing, {{what, "1"}}).empty();
    };
    std::string reason = "unschedulable";
    if (lacks(isAccelerator))
        reason = "waiting-for-gpu";
    else if (lacks([](const std::string& what) { return what == "cpu"; }))
        reason = "waiting-for-cpu";
    else if (lacks([](const std::string& what) { return what == "memory"; }))
        reason = "waiting-for-memory";
    else if (std::any_of(against.begin(), against.end(), [](const NodesAgainst& one) {
                 return one.cause == Cause::Unbound || one.cause == Cause::Volume;
             }))
        reason = "volume";
    return PodReason{reason, schedulerSentence(against)};
}

std::optional<PodReason> waiting(const Json& container)
{
    const Json& state = memberAt(container, {"state", "waiting"});
    if (!state.is_object())
        return std::nullopt;
    const std::string reason = textAt(state, {"reason"});
    const std::string words = textAt(state, {"message"});
    const std::string image = textAt(container, {"image"});
    if (reason == "ErrImagePull" || reason == "ImagePullBackOff" || reason == "ErrImageNeverPull" ||
        reason == "RegistryUnavailable" || reason == "ImageInspectError" ||
        reason == "SignatureValidationFailed")
        return PodReason{
            "image-pull",
            said(fmt::format("The node cannot get the image \"{}\". Check its name, and that the cluster may "
                             "read its registry.",
                             image),
                 words)};
    if (reason == "InvalidImageName")
        return PodReason{"image-pull", fmt::format("\"{}\" is no name of an image. Correct it.", image)};
    if (reason == "CreateContainerConfigError" || reason == "CreateContainerError" ||
        reason == "RunContainerError" || reason == "StartError" || reason == "PostStartHookError")
        return PodReason{"bad-container", said("The node cannot start it as it was asked to.", words)};
    return PodReason{"starting", "Its node prepares it: volumes, network and image."};
}

std::optional<PodReason> waiting(const Json& pod, std::initializer_list<std::string_view> containers)
{
    std::optional<PodReason> mildest;
    for (const Json& container : listAt(pod, containers)) {
        auto reason = waiting(container);
        if (reason && reason->reason != "starting")
            return reason;
        if (reason)
            mildest = std::move(reason);
    }
    return mildest;
}

/// Why the whole pod was ended from outside.
std::optional<PodReason> removed(const Json& pod)
{
    const std::string reason = textAt(pod, {"status", "reason"});
    const std::string words = textAt(pod, {"status", "message"});
    const Json& disruption = condition(pod, "DisruptionTarget");
    const std::string disrupted =
        textAt(disruption, {"status"}) == "True" ? textAt(disruption, {"reason"}) : std::string();
    if (reason == "Preempting" || disrupted == "PreemptionByScheduler")
        return PodReason{"preempted", "The cluster gave its place to something of higher priority."};
    if (reason == "Evicted" || disrupted == "EvictionByEvictionAPI" || disrupted == "TerminationByKubelet")
        return PodReason{
            "evicted", said("Its node ended it, since it ran out of something or was being emptied.", words)};
    if (reason == "NodeLost" || reason == "Terminated" || reason == "NodeShutdown" || reason == "Shutdown" ||
        disrupted == "DeletionByPodGC" || disrupted == "DeletionByTaintManager")
        return PodReason{"node-lost", said("Its node went away or was shut down.", words)};
    if (reason == "DeadlineExceeded")
        return PodReason{"deadline", "It ran for as long as it was allowed to."};
    if (!reason.empty() && textAt(pod, {"status", "phase"}) == "Failed")
        return PodReason{"rejected", said("Its node did not take it.", words.empty() ? reason : words)};
    return std::nullopt;
}

/// Why a container ended that did not end by itself.
std::optional<PodReason> endedByNode(const Json& pod)
{
    for (const Json& container : listAt(pod, {"status", "containerStatuses"})) {
        const Json& ended = memberAt(container, {"state", "terminated"});
        const std::string reason = textAt(ended, {"reason"});
        if (reason == "OOMKilled")
            return PodReason{"out-of-memory",
                             "It used more memory than its flavor has, and was ended for it. Choose a "
                             "flavor with more."};
        if (reason == "StartError" || reason == "ContainerCannotRun")
            return PodReason{"bad-container", said("The node could not start it as it was asked to.",
                                                   textAt(ended, {"message"}))};
    }
    return std::nullopt;
}

}  // namespace

std::optional<PodReason> podReason(const Json& pod, const AcceleratorNames& names)
{
    if (auto reason = removed(pod))
        return reason;
    if (auto reason = endedByNode(pod))
        return reason;
    if (textAt(pod, {"status", "phase"}) != "Pending")
        return std::nullopt;
    if (auto reason = unscheduled(pod, names))
        return reason;
    if (auto reason = waiting(pod, {"status", "initContainerStatuses"});
        reason && reason->reason != "starting")
        return reason;
    if (auto reason = waiting(pod, {"status", "containerStatuses"}))
        return reason;
    if (textAt(pod, {"spec", "nodeName"}).empty())
        return PodReason{"unschedulable", schedulerSentence({})};
    return PodReason{"starting", "Its node prepares it: volumes, network and image."};
}

}  // namespace slipway
