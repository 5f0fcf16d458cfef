// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's way from a task to its pod.
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"

#include "platform/engines/kubernetes/pods/pod_cleaning.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/pod_objects.h"
#include "platform/engines/kubernetes/pods/pod_task.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/task_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t key_characters = 40;
/// How long a pod that was made may stay out of view.
constexpr std::chrono::milliseconds first_look{3'000};

PodRecord recordOf(const TaskStart& start, const std::string& name_space)
{
    PodRecord record;
    record.task = start.task;
    record.attempt = start.attempt;
    record.workload = start.workload;
    record.environment = start.environment;
    record.project = start.project;
    record.holder = start.holder;
    record.name_space = name_space;
    record.pod = podName(start.task, start.attempt);
    record.key = newSecret(key_characters);
    if (start.notebook)
        record.notebook_token = newSecret(key_characters);
    record.gpus = start.gpus;
    record.notebook = start.notebook;
    return record;
}

}  // namespace

std::string KubernetesEngine::nodeOfVolume(const ResourceId& environment)
{
    const std::lock_guard lock(mutex_);
    for (const auto& [key, attempt] : attempts_) {
        const TaskState state = attempt->state();
        if (!environment.empty() && attempt->record().environment == environment && !state.exit &&
            !state.node.empty())
            return state.node;
    }
    return {};
}

Result<PodPlace> KubernetesEngine::place(const TaskStart& start)
{
    if (!view_->complete()) {
        const auto trouble = view_->trouble();
        return fail(ErrorCode::Unavailable,
                    trouble ? trouble->message : "What the cluster has is still being read.",
                    "cluster-unreachable");
    }
    if (!options_.only_namespace.empty())  // Nodes are not ours to see: the cluster decides.
        return PodPlace{{}, options_.accelerators.resources.front()};
    std::vector<PromisedPod> promised;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, pod] : starting_)
            promised.push_back(pod);
        for (const auto& [key, attempt] : attempts_) {
            if (const auto pod = attempt->promised())
                promised.push_back(*pod);
        }
    }
    std::vector<NodeUse> nodes = view_->nodes();
    const std::string pinned = nodeOfVolume(start.environment);
    if (!pinned.empty())
        std::erase_if(nodes, [&](const NodeUse& use) { return use.node.name != pinned; });
    return choosePlace(std::move(nodes), promised, demandOf(start, options_.cpu_overcommit))
        .map([&](PodPlace place) {
            place.pinned = !pinned.empty();
            return place;
        });
}

Result<void> KubernetesEngine::fits(const TaskStart& start)
{
    return place(start).map([](const PodPlace&) {});
}

Result<TaskState> KubernetesEngine::start(const TaskStart& start)
{
    PodRecord record = recordOf(start, namespaces_.of(start.project));
    const std::string key = record.podKey();
    if (const auto known = find(key))
        return dressed(*known);
    if (const auto checked = checkNames(start); !checked)
        return propagate(checked);
    if (start.image.empty())
        return fail(
            ErrorCode::InvalidArgument,
            "The image is this platform's own machine, which a cluster does not have. Choose an image "
            "with a reference, or have an administrator add one.",
            "no-container-image", "spec.image");
    const PodDemand demand = demandOf(start, options_.cpu_overcommit);
    const Result<PodPlace> place = this->place(start);
    if (!place)
        return propagate(place);
    // One that was tried before a crash has its key already.
    if (const auto before = store_.read(start.task, start.attempt))
        record = *before;
    {
        const std::lock_guard lock(mutex_);
        starting_[key] = {place->node, demand};
    }
    const auto made = store_.write(record).and_then([&] { return create(start, record, *place); });
    const std::lock_guard lock(mutex_);
    starting_.erase(key);
    return made;
}

/// The claim of an environment's volume is made once and stays until the environment is deleted.
Result<void> KubernetesEngine::claimVolume(const TaskStart& start, const PodRecord& record)
{
    const std::string collection =
        fmt::format("/api/v1/namespaces/{}/persistentvolumeclaims", record.name_space);
    const auto kept = store_.writeVolume(start.environment, record.name_space);
    if (!kept)
        return kept;
    const Bytes size = start.disk.count() > 0 ? start.disk : options_.volume_size;
    const auto made =
        client_.create(collection, claimObject(record, store_.platform(), {size, options_.storage_class}));
    return made || made.error().code == ErrorCode::AlreadyExists ? Result<void>() : propagate(made);
}

Result<TaskState> KubernetesEngine::create(const TaskStart& start, const PodRecord& record,
                                           const PodPlace& place)
{
    const Result<std::string> uid =
        namespaces_.ready(start.project).and_then([&] { return createPod(start, record, place); });
    if (!uid) {
        if (uid.error().code == ErrorCode::NotFound)
            namespaces_.doubt(start.project);
        // Whether it was made is not known when the cluster did not answer: the next try, or the view, tells.
        if (uid.error().code != ErrorCode::Unavailable && uid.error().code != ErrorCode::DeadlineExceeded)
            (void)store_.discard(record);
        return propagate(uid);
    }
    PodRecord made = record;
    made.uid = *uid;
    if (const auto written = store_.write(made); !written)
        return propagate(written);
    const auto attempt = adopt(made);
    attempt->promise({place.node, demandOf(start, options_.cpu_overcommit)});
    workers_->poke(made.podKey(), first_look);
    return dressed(*attempt);
}

Result<std::string> KubernetesEngine::createPod(const TaskStart& start, const PodRecord& record,
                                                const PodPlace& place)
{
    const std::string base = fmt::format("/api/v1/namespaces/{}/", record.name_space);
    if (!start.environment.empty()) {
        const auto claimed = claimVolume(start, record);
        if (!claimed)
            return propagate(claimed);
    }
    const auto files = handedFiles(start, record, {PodLayout(), parts_.hasSdk(), options_.store_ca_pem});
    const auto secret =
        client_.apply(base + "secrets/" + record.pod, secretObject(record, store_.platform(), files));
    if (!secret)
        return propagate(secret);
    PodParts parts{options_.accelerators, store_.platform(), parts_.volumes(), {}, options_.cpu_overcommit};
    for (const auto& [name, content] : files)
        parts.handed.push_back(name);
    const auto pod = client_.create(base + "pods", podObject(start, record, place, parts));
    if (pod)
        return textAt(*pod, {"metadata", "uid"});
    if (pod.error().code != ErrorCode::AlreadyExists)
        return propagate(pod);
    return client_.get(podPath(record)).map([](const Json& object) {
        return textAt(object, {"metadata", "uid"});
    });
}

}  // namespace slipway
