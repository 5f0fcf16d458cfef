// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "runner/processes/process_identity.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

/// The small records of an attempt's directory, as values and as JSON text. See docs/architecture.md,
/// "Runner".
namespace slipway {

/// waiter.json: who waits for the attempt.
struct WaiterRecord {
    ProcessIdentity process;
    Timestamp started_at{};
    std::string
        cgroup;  ///< Directory of the cgroup that holds the task's processes; empty when there is none.
};

/// child.json: the stage that runs now.
struct ChildRecord {
    pid_t pid = 0;
    std::uint64_t start_ticks = 0;
    std::string stage;
};

/// Why an attempt ended.
enum class ExitCause {
    Exited,      ///< "exited": by itself.
    Stopped,     ///< "stopped": it was asked to.
    Deadline,    ///< "deadline": its duration limit ended it.
    Disk,        ///< "disk": it held more than its limit of disk.
    NotStarted,  ///< "not-started": a command could not be executed.
    Withdrawn,   ///< "withdrawn": the platform took it back before anything of the user's ran.
    Fenced,      ///< "fenced": written by the engine: its node is known to be off or gone.
    Lost,        ///< "lost": written by the engine when the waiter went without a word.
};

std::string_view name(ExitCause cause);
std::optional<ExitCause> exitCauseNamed(std::string_view name);

/// stop.json: what a stop asks for.
struct StopRequest {
    ExitCause cause = ExitCause::Stopped;
    std::chrono::milliseconds grace{10'000};
};

/// exit.json: how it ended; every process is gone then.
struct ExitRecord {
    ExitCause cause = ExitCause::Exited;
    std::optional<std::int64_t> code;
    std::optional<std::int64_t> signal;
    std::string message;
    Timestamp ended_at{};
};

/// peers.json: that all replicas of a job are there, and how they find each other.
struct PeersRecord {
    std::map<std::string, std::string> env;  ///< Goes beside what the task has.
};

std::string formatRecord(const WaiterRecord& record);
std::string formatRecord(const ChildRecord& record);
std::string formatRecord(const StopRequest& record);
std::string formatRecord(const ExitRecord& record);
std::string formatRecord(const PeersRecord& record);

Result<WaiterRecord> parseWaiterRecord(std::string_view text);
Result<ChildRecord> parseChildRecord(std::string_view text);
Result<StopRequest> parseStopRequest(std::string_view text);
Result<ExitRecord> parseExitRecord(std::string_view text);
/// `InvalidArgument` for what no environment can hold.
Result<PeersRecord> parsePeersRecord(std::string_view text);

}  // namespace slipway
