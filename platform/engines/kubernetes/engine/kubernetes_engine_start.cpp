// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's way from a task to its pod.
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"

#include "platform/engines/kubernetes/pods/pod_cleaning.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/pods/pod_objects.h"
#include "platform/engines/kubernetes/pods/pod_task.h"
#include "platform/engines/kubernetes/pods/service_objects.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/task_names.h"
#include "runner/pod/pod_access.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

namespace slipway {

namespace {

constexpr std::size_t key_characters = 40;
constexpr std::size_t creating_threads = 8;
/// How long a pod that was made may stay out of view.
constexpr std::chrono::milliseconds first_look{3'000};

/// Those that only one node at a time can have.
std::vector<std::string> claimsOf(const TaskStart& start)
{
    std::vector<std::string> claims;
    for (const VolumeMount& mount : start.volumes) {
        if (mount.one_node)
            claims.push_back(mount.claim);
    }
    return claims;
}

PodRecord recordOf(const TaskStart& start, const std::string& name_space)
{
    PodRecord record;
    record.task = start.task;
    record.attempt = start.attempt;
    record.workload = start.workload;
    record.replica = start.replica;
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
    record.claims = claimsOf(start);
    record.made_at = now();
    return record;
}

Result<void> checkStart(const TaskStart& start)
{
    if (start.image.empty())
        return fail(
            ErrorCode::InvalidArgument,
            "The image is this platform's own machine, which a cluster does not have. Choose an image "
            "with a reference, or have an administrator add one.",
            "no-container-image", "spec.image");
    return checkNames(start);
}

/// Does `work` for each number below `count`, several at a time.
void inParallel(std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min(count, creating_threads); ++i)
        helpers.emplace_back(run);
    run();
}

}  // namespace

std::string KubernetesEngine::nodeOfVolume(const TaskStart& start)
{
    const std::vector<std::string> claims = claimsOf(start);
    const auto shares = [&](const PodRecord& record) {
        if (!start.environment.empty() && record.environment == start.environment)
            return true;
        return std::find_first_of(claims.begin(), claims.end(), record.claims.begin(), record.claims.end()) !=
               claims.end();
    };
    const std::lock_guard lock(mutex_);
    for (const auto& [key, attempt] : attempts_) {
        const TaskState state = attempt->state();
        if (state.exit || !shares(attempt->record()))
            continue;
        const auto promised = attempt->promised();
        if (!state.node.empty() || promised)
            return state.node.empty() ? promised->node : state.node;
    }
    return {};
}

PodDemand KubernetesEngine::demand(const TaskStart& start) const
{
    return demandOf(start, options_.cpu_overcommit, options_.accelerators.sharing);
}

Result<std::vector<PodPlace>> KubernetesEngine::unseenPlaces(const TaskGroup& group,
                                                             const std::string& pinned) const
{
    const AcceleratorNames& names = options_.accelerators;
    std::vector<PodPlace> places;
    for (const TaskStart& start : group) {
        auto asked = askFor(names.sharing, start.gpus, start.gpu_share, names.resources.front(), {});
        if (!asked)
            return propagate(asked);
        places.push_back({pinned, names.resources.front(), !pinned.empty(), std::move(asked->requests)});
    }
    return places;
}

Result<std::vector<PodPlace>> KubernetesEngine::places(const TaskGroup& group)
{
    if (!view_->complete()) {
        const auto trouble = view_->trouble();
        return fail(ErrorCode::Unavailable,
                    trouble ? trouble->message : "What the cluster has is still being read.",
                    "cluster-unreachable");
    }
    const std::string pinned = nodeOfVolume(group.front());
    if (!options_.only_namespace.empty())  // Nodes are not ours to see: the cluster decides.
        return unseenPlaces(group, pinned);
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
    if (!pinned.empty())
        std::erase_if(nodes, [&](const NodeUse& use) { return use.node.name != pinned; });
    std::vector<PodDemand> demands;
    for (const TaskStart& start : group)
        demands.push_back(demand(start));
    const bool together = !claimsOf(group.front()).empty();
    const auto chosen = together ? choosePlacesTogether(nodes, promised, demands)
                                 : choosePlaces(std::move(nodes), promised, demands);
    return chosen.map([&](std::vector<PodPlace> places) {
        for (PodPlace& place : places)
            place.pinned = !pinned.empty();
        return places;
    });
}

Result<void> KubernetesEngine::fits(const TaskGroup& group)
{
    return places(group).map([](const std::vector<PodPlace>&) {});
}

std::vector<PodRecord> KubernetesEngine::recordsOf(const TaskGroup& group)
{
    std::vector<PodRecord> records;
    for (const TaskStart& start : group) {
        // One that was tried before a crash has its key already.
        const auto before = store_.read(start.task, start.attempt);
        records.push_back(before ? *before : recordOf(start, namespaces_.of(start.project)));
    }
    return records;
}

Result<std::vector<TaskState>> KubernetesEngine::start(const TaskGroup& group)
{
    for (const TaskStart& start : group) {
        if (const auto checked = checkStart(start); !checked)
            return propagate(checked);
    }
    std::vector<TaskState> states;
    std::vector<PodRecord> records = recordsOf(group);
    for (const PodRecord& record : records) {
        if (const auto known = find(record.podKey()))
            states.push_back(dressed(*known));
    }
    if (!states.empty())
        return states;
    const Result<std::vector<PodPlace>> places = this->places(group);
    if (!places)
        return propagate(places);
    {
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < group.size(); ++i)
            starting_[records[i].podKey()] = {(*places)[i].node, demand(group[i])};
    }
    const auto made = createPods(group, records, *places);
    for (std::size_t i = 0; made && i < group.size(); ++i) {
        const auto attempt = adopt(records[i]);
        attempt->promise({(*places)[i].node, demand(group[i])});
        states.push_back(dressed(*attempt));
        workers_->poke(records[i].podKey(), first_look);
    }
    const std::lock_guard lock(mutex_);
    for (const PodRecord& record : records)
        starting_.erase(record.podKey());
    return made ? Result<std::vector<TaskState>>(std::move(states)) : propagate(made);
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

Result<void> KubernetesEngine::createPods(const TaskGroup& group, std::vector<PodRecord>& records,
                                          const std::vector<PodPlace>& places)
{
    for (const PodRecord& record : records) {
        if (const auto written = store_.write(record); !written)
            return written;
    }
    const std::string& project = group.front().project;
    Result<void> ready = namespaces_.ready(project, group.front().root_allowed);
    if (ready && !group.front().environment.empty())
        ready = claimVolume(group.front(), records.front());
    if (ready)
        ready = giveName(records);
    if (ready)
        ready = makeGang(records);
    std::vector<Result<std::string>> made(group.size(), ready ? Result<std::string>() : propagate(ready));
    if (ready)
        inParallel(group.size(),
                   [&](std::size_t i) { made[i] = createPod(group[i], records[i], places[i]); });
    const auto failed = std::find_if(made.begin(), made.end(), [](const auto& one) { return !one; });
    if (failed != made.end()) {
        if (failed->error().code == ErrorCode::NotFound)
            namespaces_.doubt(project);
        takeBack(records, made);
        return propagate(*failed);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        records[i].uid = *made[i];
        if (const auto written = store_.write(records[i]); !written)
            return written;
    }
    return {};
}

void KubernetesEngine::takeBack(const std::vector<PodRecord>& records,
                                const std::vector<Result<std::string>>& made)
{
    for (std::size_t i = 0; i < records.size(); ++i) {
        const ErrorCode code = made[i] ? ErrorCode::Internal : made[i].error().code;
        // Whether it was made is not known when the cluster did not answer: the next try, or the view, tells.
        if (code == ErrorCode::Unavailable || code == ErrorCode::DeadlineExceeded)
            continue;
        PodRecord record = records[i];
        record.uid = made[i].value_or(std::string());
        // A pod that cannot be removed now is found as a stray.
        if (removePod(client_, record, made[i].has_value())) {
            forgetSegments(record);
            (void)store_.discard(record);
        }
    }
    if (!records.front().notebook)
        (void)giveUpName(records.front().workload);  // The next try makes it again.
}

Result<void> KubernetesEngine::makeGang(std::vector<PodRecord>& records)
{
    const std::string path = gangPath(records.front(), options_.gang);
    if (path.empty())
        return {};
    for (PodRecord& record : records)
        record.gang = path;
    const auto made = client_.apply(path, gangObject(records.front(), store_.platform(), options_.gang));
    return made ? Result<void>() : propagate(made);
}

Result<std::string> KubernetesEngine::createPod(const TaskStart& start, const PodRecord& record,
                                                const PodPlace& place)
{
    const std::string base = fmt::format("/api/v1/namespaces/{}/", record.name_space);
    TaskStart handed = start;
    if (handed.credentials && !options_.store_endpoint.empty())
        handed.credentials->s3_endpoint = options_.store_endpoint;
    if (handed.credentials && options_.store_relay)
        handed.credentials->s3_endpoint = std::string("http://") + store_door;
    const std::string authorities = options_.store_relay ? std::string() : options_.store_ca_pem;
    auto files = handedFiles(handed, record, {PodLayout(), parts_.hasSdk(), authorities});
    if (options_.segments) {
        const PostWays ways = options_.segments->ways(segmentPlaceOf(record));
        files[PodLayout().segments().filename()] = formatPostWays(ways);
        if (!options_.store_ca_pem.empty())
            files[store_ca_file] = options_.store_ca_pem;
    }
    const auto secret =
        client_.apply(base + "secrets/" + record.pod, secretObject(record, store_.platform(), files));
    if (!secret)
        return propagate(secret);
    PodParts parts{options_.accelerators, store_.platform(), parts_.volumes(), {}, options_.cpu_overcommit};
    for (const auto& [name, content] : files)
        parts.handed.push_back(name);
    Json wanted = podObject(start, record, place, parts);
    joinGang(wanted, record, options_.gang);
    joinService(wanted, record);
    const auto pod = client_.create(base + "pods", wanted);
    if (pod)
        return textAt(*pod, {"metadata", "uid"});
    if (pod.error().code != ErrorCode::AlreadyExists)
        return propagate(pod);
    return client_.get(podPath(record)).and_then([&](const Json& object) -> Result<std::string> {
        const bool same = textAt(object, {"metadata", "annotations", made_at_annotation}) ==
                          formatTimestamp(record.made_at);
        if (!same || !textAt(object, {"metadata", "deletionTimestamp"}).empty())
            return fail(ErrorCode::Unavailable, "What an earlier try left of it is still being removed.");
        return textAt(object, {"metadata", "uid"});
    });
}

}  // namespace slipway
