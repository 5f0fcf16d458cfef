// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"

#include <map>
#include <memory>
#include <shared_mutex>

namespace slipway {

/// Several engines as one, each a cluster with a name: the one that slipwayd was started with, its home, and
/// any others that come and go.
///
/// A task goes where its start says; where that says nothing, to the first cluster that has room for it now,
/// those with its datasets beside them first, then home, then by name. Containers go where containers run,
/// and what runs on a machine itself does not. Once started a task stays with its cluster. Nodes of others
/// than home are called "CLUSTER.NODE". Thread-safe.
class Fleet final : public Engine {
public:
    Fleet(std::string home, std::shared_ptr<Engine> engine);
    ~Fleet() override;

    const std::string& home() const { return home_; }

    /// Adds a cluster, or gives it another engine; the sink hears of all that it knows.
    void add(const std::string& cluster, std::shared_ptr<Engine> engine);
    /// Takes the engine of a cluster away, for the time being: what runs there is not known, and is waited
    /// for. The engine ends with the last call that is in it.
    void suspend(const std::string& cluster, Error why);
    /// Forgets a cluster, whose tasks are all forgotten.
    void remove(const std::string& cluster);
    /// Which store of objects is beside it, by its name.
    void setStore(const std::string& cluster, const std::string& store);
    /// Whether new tasks may start there.
    void setPaused(const std::string& cluster, bool paused);

    /// What is so of a cluster; null where it has no engine now.
    std::shared_ptr<Engine> engine(const std::string& cluster) const;

    Result<void> knows(const std::string& cluster) const override;
    Result<void> separatesProjects() const override;
    std::vector<std::pair<std::string, NodeStatus>> capacity() override;
    std::vector<TaskState> list() override;
    using Engine::fits;
    using Engine::start;
    Result<std::vector<TaskState>> start(const TaskGroup& group) override;
    Result<void> fits(const TaskGroup& group) override;
    Result<void> stop(const TaskId& task, std::int64_t attempt, std::chrono::milliseconds grace) override;
    Result<void> fence(const std::string& node) override;
    Result<void> forget(const TaskId& task) override;
    Result<void> deleteEnvironmentFiles(const ResourceId& environment) override;
    Result<void> checkVolume(const Volume& volume) override;
    Result<void> checkGrowth(const Volume& wanted) override;
    Result<VolumeStatus> tendVolume(const Volume& volume) override;
    Result<bool> deleteVolume(const Volume& volume) override;
    void watch(std::function<void(const TaskState&)> sink) override;
    Result<std::filesystem::path> streamsDirectory(const TaskId& task, std::int64_t attempt) override;
    Result<std::string> openUrl(const TaskId& task, std::int64_t attempt) override;
    Result<std::unique_ptr<WorkloadFiles>> files(const FileOwner& owner) override;

private:
    struct Cluster {
        std::shared_ptr<Engine> engine;  ///< Null while it is suspended.
        Error why_suspended;
        bool paused = false;
        std::string store;
    };
    struct Place {
        std::string cluster;
        std::shared_ptr<Engine> engine;
    };

    /// Where a cluster's tasks are asked for; `Unavailable` while it has no engine.
    Result<Place> place(const std::string& cluster) const;
    std::vector<Place> places() const;
    /// Where a task is; home where that is not known.
    Result<Place> placeOf(const TaskId& task) const;
    Result<Place> placeOf(const Volume& volume) const;
    /// The one cluster that a group has to run in, for what is known of it; empty where it may be any.
    Result<std::string> boundTo(const TaskGroup& group) const;
    /// Leaves out those where others could reach its files, if that matters; `Unavailable` (type
    /// "tasks-not-separate") when none is left.
    Result<std::vector<Place>> keepApart(const TaskStart& start, std::vector<Place> places) const;
    /// Puts those first that have the datasets beside them. A machine that uses files in place is left out
    /// without them; `Unavailable` (type "dataset-elsewhere") when none is left.
    Result<std::vector<Place>> nearData(const TaskGroup& group, std::vector<Place> places) const;
    /// Where a group may start, the likeliest first; never empty.
    Result<std::vector<Place>> candidates(const TaskGroup& group) const;
    TaskState dressed(TaskState state, const std::string& cluster);
    std::string nodeName(const std::string& cluster, const std::string& node) const;

    const std::string home_;
    mutable std::shared_mutex mutex_;
    std::map<std::string, Cluster> clusters_;
    std::map<TaskId, std::string> tasks_;  ///< Where they are.
    std::function<void(const TaskState&)> sink_;
};

}  // namespace slipway
