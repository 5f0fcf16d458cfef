// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/fleet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <mutex>

namespace slipway {

namespace {

bool neverFits(const Error& error)
{
    return error.code == ErrorCode::InvalidArgument;
}

}  // namespace

Fleet::Fleet(std::string home, std::shared_ptr<Engine> engine) : home_(std::move(home))
{
    add(home_, std::move(engine));
}

Fleet::~Fleet()
{
    std::map<std::string, Cluster> ending;  // After the lock: engines that end still tell of tasks.
    const std::unique_lock lock(mutex_);
    ending.swap(clusters_);
}

void Fleet::add(const std::string& cluster, std::shared_ptr<Engine> engine)
{
    engine->watch([this, cluster](const TaskState& state) {
        const TaskState told = dressed(state, cluster);
        std::function<void(const TaskState&)> sink;
        {
            const std::shared_lock lock(mutex_);
            sink = sink_;
        }
        if (sink)
            sink(told);
    });
    std::vector<TaskState> known = engine->list();
    for (TaskState& state : known)
        state = dressed(std::move(state), cluster);
    std::function<void(const TaskState&)> sink;
    {
        const std::unique_lock lock(mutex_);
        Cluster& place = clusters_[cluster];
        place.engine = std::move(engine);
        sink = sink_;
    }
    for (const TaskState& state : known) {
        if (sink)
            sink(state);
    }
}

void Fleet::suspend(const std::string& cluster, Error why)
{
    std::shared_ptr<Engine> ending;  // Outside the lock: its last calls come back here.
    const std::unique_lock lock(mutex_);
    Cluster& place = clusters_[cluster];
    ending = std::move(place.engine);
    place.why_suspended = std::move(why);
}

void Fleet::remove(const std::string& cluster)
{
    std::shared_ptr<Engine> ending;
    const std::unique_lock lock(mutex_);
    const auto found = clusters_.find(cluster);
    if (found == clusters_.end())
        return;
    ending = std::move(found->second.engine);
    clusters_.erase(found);
    std::erase_if(tasks_, [&](const auto& entry) { return entry.second == cluster; });
}

void Fleet::setStore(const std::string& cluster, const std::string& store)
{
    const std::unique_lock lock(mutex_);
    clusters_[cluster].store = store;
}

void Fleet::setPaused(const std::string& cluster, bool paused)
{
    const std::unique_lock lock(mutex_);
    clusters_[cluster].paused = paused;
}

std::shared_ptr<Engine> Fleet::engine(const std::string& cluster) const
{
    const std::shared_lock lock(mutex_);
    const auto found = clusters_.find(cluster);
    return found == clusters_.end() ? nullptr : found->second.engine;
}

Result<Fleet::Place> Fleet::place(const std::string& cluster) const
{
    const std::shared_lock lock(mutex_);
    const auto found = clusters_.find(cluster);
    if (found == clusters_.end())
        return fail(ErrorCode::Unavailable,
                    fmt::format("The cluster \"{}\" is not one of this platform's now.", cluster),
                    "cluster-away");
    if (!found->second.engine)
        return fail(ErrorCode::Unavailable,
                    fmt::format("The cluster \"{}\" cannot be used now: {}", cluster,
                                found->second.why_suspended.message),
                    "cluster-away");
    return Place{cluster, found->second.engine};
}

Result<void> Fleet::knows(const std::string& cluster) const
{
    return cluster.empty() ? Result<void>() : place(cluster).map([](const Place&) {});
}

std::vector<Fleet::Place> Fleet::places() const
{
    std::vector<Place> places;
    const std::shared_lock lock(mutex_);
    for (const auto& [name, cluster] : clusters_) {
        if (cluster.engine)
            places.insert(name == home_ ? places.begin() : places.end(), {name, cluster.engine});
    }
    return places;
}

Result<Fleet::Place> Fleet::placeOf(const TaskId& task) const
{
    std::string cluster = home_;
    {
        const std::shared_lock lock(mutex_);
        if (const auto known = tasks_.find(task); known != tasks_.end())
            cluster = known->second;
    }
    return place(cluster);
}

Result<Fleet::Place> Fleet::placeOf(const Volume& volume) const
{
    return place(volume.spec.cluster.empty() ? home_ : volume.spec.cluster);
}

Result<std::string> Fleet::boundTo(const TaskGroup& group) const
{
    const TaskStart& first = group.front();
    std::string cluster = first.cluster;
    {
        const std::shared_lock lock(mutex_);
        if (const auto known = tasks_.find(first.task); known != tasks_.end())
            cluster = known->second;
    }
    for (const VolumeMount& mount : first.volumes) {
        const std::string& there = mount.volume.spec.cluster.empty() ? home_ : mount.volume.spec.cluster;
        if (!cluster.empty() && cluster != there)
            return fail(
                ErrorCode::InvalidArgument,
                fmt::format(
                    "The volume \"{}\" is in the cluster \"{}\", and this is to run in \"{}\". Choose one "
                    "of them for both.",
                    mount.volume.name, there, cluster),
                "volume-elsewhere", "spec.volumes");
        cluster = there;
    }
    return cluster;
}

Result<std::vector<Fleet::Place>> Fleet::candidates(const TaskGroup& group) const
{
    const TaskStart& first = group.front();
    const auto bound = boundTo(group);
    if (!bound)
        return propagate(bound);
    const std::string& cluster = *bound;
    {
        const std::shared_lock lock(mutex_);
        const auto named = clusters_.find(cluster);
        if (!cluster.empty() && named == clusters_.end())
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("The cluster \"{}\" does not exist.", cluster), "unknown-cluster",
                        "spec.cluster");
        if (named != clusters_.end() && named->second.paused)
            return fail(ErrorCode::Unavailable,
                        fmt::format("The cluster \"{}\" takes nothing new at present; its administrator "
                                    "has paused it.",
                                    cluster),
                        "cluster-paused");
    }
    if (!cluster.empty())
        return place(cluster)
            .and_then([&](const Place& only) { return keepApart(first, {only}); })
            .and_then([&](std::vector<Place> only) { return nearData(group, std::move(only)); });
    std::vector<Place> all = places();
    std::erase_if(all, [this](const Place& place) {
        const std::shared_lock lock(mutex_);
        const auto found = clusters_.find(place.cluster);
        return found == clusters_.end() || found->second.paused;
    });
    if (all.empty())
        return fail(ErrorCode::Unavailable, "No cluster takes anything new at present.", "cluster-paused");
    const bool some_answer = std::any_of(
        all.begin(), all.end(), [](const Place& place) { return place.engine->reachable().has_value(); });
    if (some_answer)
        std::erase_if(all, [](const Place& place) { return !place.engine->reachable(); });
    std::vector<Place> suited = all;
    std::erase_if(suited,
                  [&](const Place& place) { return place.engine->runsContainers() == first.image.empty(); });
    return keepApart(first, suited.empty() ? all : suited).and_then([&](std::vector<Place> places) {
        return nearData(group, std::move(places));
    });
}

Result<std::vector<Fleet::Place>> Fleet::keepApart(const TaskStart& start, std::vector<Place> places) const
{
    const Place first = places.front();
    if (start.apart)
        std::erase_if(places, [](const Place& place) { return !place.engine->separatesProjects(); });
    if (!places.empty())
        return places;
    return fail(
        ErrorCode::Unavailable,
        fmt::format(
            "On \"{}\" it could read the files of other people's tasks, and they its own. {} Or choose "
            "another cluster.",
            first.cluster, first.engine->separatesProjects().error().message),
        "tasks-not-separate");
}

Result<std::vector<Fleet::Place>> Fleet::nearData(const TaskGroup& group, std::vector<Place> places) const
{
    const auto farDataset = [&](const Place& place) -> const DatasetMount* {
        const std::shared_lock lock(mutex_);
        const auto cluster = clusters_.find(place.cluster);
        const std::string store = cluster == clusters_.end() ? std::string() : cluster->second.store;
        const auto far = std::find_if(
            group.front().datasets.begin(), group.front().datasets.end(), [&](const DatasetMount& dataset) {
                return !store.empty() &&
                       std::find(dataset.stores.begin(), dataset.stores.end(), store) == dataset.stores.end();
            });
        return far == group.front().datasets.end() ? nullptr : &*far;
    };
    const Place first = places.front();
    std::erase_if(places, [&](const Place& place) {
        return !place.engine->runsContainers() && farDataset(place) != nullptr;
    });
    if (places.empty())
        return fail(
            ErrorCode::Unavailable,
            fmt::format(
                "Tasks use datasets in place on \"{0}\", and \"{1}\" lies in the store \"{2}\". Copy it: "
                "slipwayctl dataset copy {1} home. Or choose another cluster.",
                first.cluster, farDataset(first)->name, fmt::join(farDataset(first)->stores, "\", \"")),
            "dataset-elsewhere");
    std::stable_partition(places.begin(), places.end(),
                          [&](const Place& place) { return farDataset(place) == nullptr; });
    return places;
}

Result<std::vector<TaskState>> Fleet::start(const TaskGroup& group)
{
    const auto candidates = this->candidates(group);
    if (!candidates)
        return propagate(candidates);
    const Place* chosen = &candidates->front();
    for (const Place& place : *candidates) {
        if (candidates->size() > 1 && place.engine->fits(group)) {
            chosen = &place;
            break;
        }
    }
    {
        // Before it may be told of: whoever asks then finds it.
        const std::unique_lock lock(mutex_);
        for (const TaskStart& start : group)
            tasks_[start.task] = chosen->cluster;
    }
    auto started = chosen->engine->start(group);
    if (!started) {
        const std::vector<TaskState> known = chosen->engine->list();
        const std::unique_lock lock(mutex_);
        for (const TaskStart& start : group) {
            const bool stays = std::any_of(known.begin(), known.end(),
                                           [&](const TaskState& state) { return state.task == start.task; });
            if (!stays)
                tasks_.erase(start.task);
        }
        return started;
    }
    for (TaskState& state : *started)
        state = dressed(std::move(state), chosen->cluster);
    return started;
}

Result<void> Fleet::fits(const TaskGroup& group)
{
    const auto candidates = this->candidates(group);
    if (!candidates)
        return propagate(candidates);
    Result<void> answer;
    for (const Place& place : *candidates) {
        Result<void> fits = place.engine->fits(group);
        if (fits)
            return fits;
        // Where it will find room says more than where it never does.
        if (answer || (neverFits(answer.error()) && !neverFits(fits.error())))
            answer = std::move(fits);
    }
    return answer;
}

Result<void> Fleet::stop(const TaskId& task, std::int64_t attempt, std::chrono::milliseconds grace)
{
    return placeOf(task).and_then(
        [&](const Place& place) { return place.engine->stop(task, attempt, grace); });
}

Result<void> Fleet::forget(const TaskId& task)
{
    return placeOf(task).and_then([&](const Place& place) { return place.engine->forget(task); }).map([&] {
        const std::unique_lock lock(mutex_);
        tasks_.erase(task);
    });
}

Result<std::filesystem::path> Fleet::streamsDirectory(const TaskId& task, std::int64_t attempt)
{
    return placeOf(task).and_then(
        [&](const Place& place) { return place.engine->streamsDirectory(task, attempt); });
}

Result<std::string> Fleet::openUrl(const TaskId& task, std::int64_t attempt)
{
    return placeOf(task).and_then([&](const Place& place) { return place.engine->openUrl(task, attempt); });
}

Result<std::unique_ptr<WorkloadFiles>> Fleet::files(const FileOwner& owner)
{
    const auto where = owner.cluster.empty() ? placeOf(owner.task) : place(owner.cluster);
    return where.and_then([&](const Place& place) { return place.engine->files(owner); });
}

Result<void> Fleet::deleteEnvironmentFiles(const ResourceId& environment)
{
    Result<void> deleted;
    for (const Place& place : places()) {
        if (Result<void> there = place.engine->deleteEnvironmentFiles(environment); !there && deleted)
            deleted = std::move(there);
    }
    return deleted;
}

Result<void> Fleet::checkVolume(const Volume& volume)
{
    return placeOf(volume).and_then([&](const Place& place) { return place.engine->checkVolume(volume); });
}

Result<void> Fleet::checkGrowth(const Volume& wanted)
{
    return placeOf(wanted).and_then([&](const Place& place) { return place.engine->checkGrowth(wanted); });
}

Result<VolumeStatus> Fleet::tendVolume(const Volume& volume)
{
    return placeOf(volume).and_then([&](const Place& place) { return place.engine->tendVolume(volume); });
}

Result<bool> Fleet::deleteVolume(const Volume& volume)
{
    return placeOf(volume).and_then([&](const Place& place) { return place.engine->deleteVolume(volume); });
}

Result<void> Fleet::fence(const std::string& node)
{
    Result<void> fenced = fail(ErrorCode::NotFound, "There is no node \"" + node + "\".");
    for (const Place& place : places()) {
        const std::string prefix = nodeName(place.cluster, {});
        if (!node.starts_with(prefix))
            continue;
        fenced = place.engine->fence(node.substr(prefix.size()));
        if (fenced || fenced.error().code != ErrorCode::NotFound)
            return fenced;
    }
    return fenced;
}

Result<void> Fleet::separatesProjects() const
{
    Result<void> answer;
    for (const Place& place : places()) {
        Result<void> separates = place.engine->separatesProjects();
        if (separates)
            return separates;
        if (answer)
            answer = std::move(separates);
    }
    return answer;
}

std::vector<std::pair<std::string, NodeStatus>> Fleet::capacity()
{
    std::vector<std::pair<std::string, NodeStatus>> nodes;
    for (const Place& place : places()) {
        for (auto& [name, status] : place.engine->capacity()) {
            status.engine = place.cluster;
            nodes.emplace_back(nodeName(place.cluster, name), std::move(status));
        }
    }
    return nodes;
}

std::vector<TaskState> Fleet::list()
{
    std::vector<TaskState> states;
    for (const Place& place : places()) {
        for (TaskState& state : place.engine->list())
            states.push_back(dressed(std::move(state), place.cluster));
    }
    return states;
}

void Fleet::watch(std::function<void(const TaskState&)> sink)
{
    const std::unique_lock lock(mutex_);
    sink_ = std::move(sink);
}

TaskState Fleet::dressed(TaskState state, const std::string& cluster)
{
    state.cluster = cluster;
    if (!state.node.empty())
        state.node = nodeName(cluster, state.node);
    {
        const std::shared_lock lock(mutex_);
        if (tasks_.count(state.task) > 0)
            return state;
    }
    const std::unique_lock lock(mutex_);
    tasks_.emplace(state.task, cluster);
    return state;
}

std::string Fleet::nodeName(const std::string& cluster, const std::string& node) const
{
    return cluster == home_ ? node : cluster + "." + node;
}

}  // namespace slipway
