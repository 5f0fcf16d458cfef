// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/ids.h"
#include "core/resources/replica.h"
#include "core/resources/specs.h"
#include "core/time.h"
#include "platform/engines/volume.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// A dataset that a task wants to have as read-only files.
struct DatasetMount {
    std::string name;  ///< Appears as $SLIPWAY_DATASETS/NAME.
    std::string bucket;
    std::string prefix;      ///< Ends with '/'.
    bool on_demand = false;  ///< Its files come when they are opened, where the task has none of its own.
    std::vector<std::string> stores = {};  ///< Names of those that have it whole.
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
    std::string holder;   ///< "project/jobs/name", as NodeStatus shows who holds an accelerator.
    std::string cluster;  ///< Where it has to run; empty where the fleet chooses.
    bool apart = false;   ///< Whether it may run only where tasks of others cannot reach its files.

    std::int64_t cpus = 1;
    Bytes memory;
    Bytes disk;  ///< What it may hold there; 0 = as much as there is.
    std::int64_t gpus = 0;
    std::string gpu_model;  ///< Any when empty.
    GpuShare gpu_share;     ///< Of each.
    Bytes scratch;          ///< In $SLIPWAY_SCRATCH, gone with the attempt; 0 = none.

    bool notebook = false;      ///< An environment: serves Jupyter where installed, else waits to be stopped.
    ResourceId environment;     ///< Whose home and Python prefix to use; empty for a bare job.
    std::string image;          ///< Reference for engines that run containers; empty for the machine itself.
    bool as_root = false;       ///< Whether the image's programs have to run as root in a container.
    bool root_allowed = false;  ///< Whether any task of the project may.
    std::string python;         ///< The image's interpreter; the system's when empty.
    std::string command, pre_command, post_command;
    CodeSpec code;
    std::vector<DatasetMount> datasets;
    Bytes dataset_cache;  ///< Of files on demand, at most that much at a time; 0 = what there is room for.
    std::vector<VolumeMount> volumes;
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
        Fenced,      ///< Its node is known to be off or gone, so nothing of it runs any more.
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
    std::string cluster;            ///< Whose node that is; empty where there is one engine alone.
    std::string node;               ///< Where it runs; empty while that is not known.
    std::string reason;             ///< Why it does not get on, as a machine word; empty while it does.
    std::string message;            ///< The same as a sentence that says what to do.
    std::vector<std::string> gpus;  ///< Held now; empty once ended.
    std::string url;                ///< Where its web server answers, once it does.
    std::string address;            ///< A name by which others of its project reach it; empty for none.
    std::optional<Timestamp> started_at;
    std::optional<TaskExit> exit;  ///< When ended.
};

}  // namespace slipway
