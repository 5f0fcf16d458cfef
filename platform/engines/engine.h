// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/statuses.h"
#include "core/result.h"
#include "platform/engines/task.h"
#include "platform/files/workload_files.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace slipway {

/// What runs tasks: this machine or a cluster. Thread-safe.
class Engine {
public:
    virtual ~Engine() = default;

    /// Whether it can be asked now; why not else. What it last knew stays.
    virtual Result<void> reachable() const { return {}; }
    /// Whether an image's reference says what its tasks run in.
    virtual bool runsContainers() const { return false; }
    /// Success while it can say what runs in the cluster of that name; empty stands for any.
    virtual Result<void> knows(const std::string& cluster) const
    {
        (void)cluster;
        return {};
    }
    /// Success when tasks of different projects cannot reach each other's files and processes; else why they
    /// can, and what to do about it.
    virtual Result<void> separatesProjects() const = 0;
    /// Nodes by name, with accelerators, who holds them, and utilisation where it can be read.
    virtual std::vector<std::pair<std::string, NodeStatus>> capacity() = 0;
    /// Every attempt that it knows, ended ones until forgotten; right after a restart too.
    virtual std::vector<TaskState> list() = 0;

    /// Starts all of it or nothing; the states are in its order. The same tasks and attempt again return
    /// their present states. `ResourceExhausted` (type "no-capacity") when it does not fit now,
    /// `InvalidArgument` (type "never-fits") when it never will on this hardware.
    virtual Result<std::vector<TaskState>> start(const TaskGroup& group) = 0;
    Result<TaskState> start(const TaskStart& only)
    {
        return start(TaskGroup{only}).map([](const std::vector<TaskState>& states) {
            return states.front();
        });
    }
    /// Whether start() would find room now, with the same errors.
    virtual Result<void> fits(const TaskGroup& group) = 0;
    Result<void> fits(const TaskStart& only) { return fits(TaskGroup{only}); }
    /// SIGTERM, then SIGKILL after `grace`. Returns at once; the end arrives through watch(). Stopping what
    /// has ended is a success.
    virtual Result<void> stop(const TaskId& task, std::int64_t attempt, std::chrono::milliseconds grace) = 0;
    /// Takes somebody's word that a node is off: what ran there has ended, and may be started elsewhere.
    /// Durable. `NotFound` when there is no such node, `Conflict` (type "node-is-up") while it answers.
    virtual Result<void> fence(const std::string& node)
    {
        return fail(ErrorCode::Conflict, "The node \"" + node + "\" runs this platform itself, so it is up.",
                    "node-is-up");
    }
    /// Deletes everything kept of an ended task, all attempts. What takes long goes on in the background.
    virtual Result<void> forget(const TaskId& task) = 0;
    /// Deletes an environment's home and packages for ever, in the background, and gives up its address.
    virtual Result<void> deleteEnvironmentFiles(const ResourceId& environment) = 0;

    /// `InvalidArgument` for a volume that this engine cannot have, with a sentence that says why.
    virtual Result<void> checkVolume(const Volume& volume) = 0;
    /// `Conflict` (type "cannot-grow") when the storage of a volume cannot become as large as `wanted` says.
    virtual Result<void> checkGrowth(const Volume& wanted) { return checkVolume(wanted); }
    /// Makes what a volume needs, or lets it grow, and tells how far that is; "Failed" comes back as a
    /// status, errors are what may be tried again. Idempotent.
    virtual Result<VolumeStatus> tendVolume(const Volume& volume) = 0;
    /// Deletes the files of a shared volume for ever; the storage of other kinds stays as it is. False while
    /// that goes on. What is gone is a success. Nothing may mount it any more.
    virtual Result<bool> deleteVolume(const Volume& volume) = 0;

    /// Calls `sink` on a thread of the engine's at every change of any task. Set once, before the first
    /// start.
    virtual void watch(std::function<void(const TaskState&)> sink) = 0;

    /// Where the streams of an attempt lie: files named as the stream ("log", "events/...").
    virtual Result<std::filesystem::path> streamsDirectory(const TaskId& task, std::int64_t attempt) = 0;

    /// The address of an attempt's web server with the token that signs in: a secret, for those who may use
    /// the environment only. `NotFound` when it has none, `Unavailable` while it does not answer yet.
    virtual Result<std::string> openUrl(const TaskId&, std::int64_t)
    {
        return fail(ErrorCode::NotFound, "This task has no web page to open.");
    }

    /// noFilesYet() before the first start, `Conflict` (type "files-while-it-runs") where they can be seen
    /// only then.
    virtual Result<std::unique_ptr<WorkloadFiles>> files(const FileOwner&) { return noFilesYet(); }
};

}  // namespace slipway
