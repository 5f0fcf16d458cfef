// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/resources/replica.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// A dataset that a task wants to have as read-only files.
struct DatasetMount {
    std::string name;  ///< Appears as $SLIPWAY_DATASETS/NAME.
    std::string bucket;
    std::string prefix;  ///< Ends with '/'.
};

/// What a task signs its own requests for objects with.
struct TaskCredentials {
    std::string access_key, secret_key;
    std::string s3_endpoint;  ///< "http://127.0.0.1:9000"
};

/// One attempt to run a workload, in the workload's own terms; the engine decides how.
struct TaskStart {
    TaskId task;
    std::int64_t attempt = 1;
    ResourceId workload;
    Replica replica;
    std::string project;
    std::string holder;  ///< "project/jobs/name", as NodeStatus shows who holds an accelerator.

    std::int64_t cpus = 1;
    Bytes memory;
    Bytes disk;  ///< What it may hold there; 0 = as much as there is.
    std::int64_t gpus = 0;
    std::string gpu_model;  ///< Any when empty.

    bool notebook = false;   ///< An environment: serves Jupyter where installed, else waits to be stopped.
    ResourceId environment;  ///< Whose home and Python prefix to use; empty for a bare job.
    std::string image;       ///< Reference for engines that run containers; empty for the machine itself.
    bool as_root = false;    ///< Whether the image's programs have to run as root in a container.
    std::string python;      ///< The image's interpreter; the system's when empty.
    std::string command, pre_command, post_command;
    CodeSpec code;
    std::vector<DatasetMount> datasets;
    std::map<std::string, std::string> env;
    std::map<std::string, std::string> params;
    std::optional<TaskCredentials> credentials;
    std::chrono::seconds duration_limit{0};
};

/// The tasks of one attempt of a workload, in the order of their replicas' numbers; never empty. They start
/// together or not at all, and nothing of the user's runs before all of them are there and know each other.
using TaskGroup = std::vector<TaskStart>;

/// How an attempt ended, proven by its exit record or by the absence of every process of it.
struct TaskExit {
    enum class Cause {
        Exited,      ///< The command ended by itself; code or signal say how.
        Stopped,     ///< stop() ended it.
        Deadline,    ///< Its duration limit ended it.
        Disk,        ///< It held more than its limit of disk.
        NotStarted,  ///< It could not be started; message says why.
        Withdrawn,   ///< Not all replicas could be started; nothing of the user's ran. Message says why.
        Lost,        ///< It is gone and nobody recorded how.
    };
    Cause cause = Cause::Exited;
    std::optional<std::int64_t> code;
    std::optional<std::int64_t> signal;
    std::string message;
    Timestamp ended_at{};
    std::string replica = {};  ///< Which of several ended it, where that is known of a whole workload.
};

struct TaskState {
    TaskId task;
    std::int64_t attempt = 1;
    ResourceId workload;
    Replica replica;
    std::string holder;
    enum class Stage { Starting, Running, Stopping, Ended } stage = Stage::Starting;
    std::string node;               ///< Where it runs; empty while that is not known.
    std::string reason;             ///< Why it does not get on, as a machine word; empty while it does.
    std::string message;            ///< The same as a sentence that says what to do.
    std::vector<std::string> gpus;  ///< Held now; empty once ended.
    std::string url;                ///< Where its web server answers, once it does.
    std::optional<Timestamp> started_at;
    std::optional<TaskExit> exit;  ///< When ended.
};

/// What runs tasks: this machine or a cluster. Thread-safe.
class Engine {
public:
    virtual ~Engine() = default;

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
    /// Deletes everything kept of an ended task, all attempts. What takes long goes on in the background.
    virtual Result<void> forget(const TaskId& task) = 0;
    /// Deletes an environment's home and packages for ever, in the background.
    virtual Result<void> deleteEnvironmentFiles(const ResourceId& environment) = 0;

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
};

}  // namespace slipway
