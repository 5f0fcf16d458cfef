// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/ids.h"
#include "core/resources/replica.h"
#include "core/result.h"
#include "runner/records/task_user.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One command of an attempt.
struct TaskStage {
    std::string name;  ///< "prepare", "fetch-code", "pre-command", "command" or "post-command"
    std::vector<std::string> argv;
    bool always = false;  ///< Runs also after a failure and after a stop.
};

/// How much an attempt may hold on the disk.
struct DiskLimit {
    Bytes bytes;                           ///< 0 = as much as there is.
    std::vector<std::string> directories;  ///< What counts; none lies in another.
    bool kept = false;                     ///< They hold what earlier attempts left.
};

/// What an attempt runs: the content of task.json, written by the engine, carried out by the waiter.
struct TaskFile {
    TaskId task;
    std::int64_t attempt = 1;
    std::vector<TaskStage> stages;
    std::map<std::string, std::string> env;  ///< All of it; nothing is inherited.
    std::string working_directory;
    std::optional<TaskUser> user;                 ///< The waiter's own when absent.
    std::chrono::milliseconds duration_limit{0};  ///< From the first stage on; 0 = none.
    std::chrono::milliseconds grace{10'000};      ///< After the duration limit, and when a stop names none.
    DiskLimit disk;
    Replica replica;  ///< One with a role starts with the others: it waits for peers.json before what is the
                      ///< user's own.

    // What the engine wants to know again after a restart; the waiter ignores it.
    ResourceId workload;
    std::string holder;
    ResourceId environment;
    std::vector<std::string> gpus;
    std::vector<std::uint16_t> ports;  ///< Of the machine, its own to listen on.
    std::int64_t cpus = 0;
    Bytes memory;
    bool notebook = false;
};

/// Whether a stage readies the task rather than being it: an attempt does not count as running yet.
bool isPreparation(const std::string& stage);

std::string formatTaskFile(const TaskFile& task);
Result<TaskFile> parseTaskFile(std::string_view text);

}  // namespace slipway
