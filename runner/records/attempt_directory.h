// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/records/attempt_records.h"
#include "runner/records/task_file.h"

#include <filesystem>
#include <utility>

namespace slipway {

/// The directory of one attempt: where each record lies, and reading and writing them whole.
class AttemptDirectory {
public:
    explicit AttemptDirectory(std::filesystem::path path) : path_(std::move(path)) {}

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path streams() const { return path_ / "streams"; }
    std::filesystem::path log() const { return path_ / "streams" / "log"; }
    std::filesystem::path logIndex() const { return path_ / "log.index"; }
    std::filesystem::path exitFile() const { return path_ / "exit.json"; }
    /// Files that hold room on the disk for the two records that must be written when it is full.
    std::filesystem::path exitRoom() const { return path_ / "exit.room"; }
    std::filesystem::path stopRoom() const { return path_ / "stop.room"; }

    /// There once the attempt is ready to start with its peers and waits for them.
    std::filesystem::path meetingFile() const { return path_ / "meeting"; }

    /// The value of SLIPWAY_TASK_MARK that everything of the attempt carries in its environment: the
    /// directory's own path, which no other attempt of any platform on this machine has.
    std::string mark() const { return path_.string(); }

    Result<TaskFile> readTask() const;
    Result<void> writeTask(const TaskFile& task) const;

    /// Each is `NotFound` while nobody has written it.
    Result<WaiterRecord> readWaiter() const;
    Result<ChildRecord> readChild() const;
    Result<StopRequest> readStop() const;
    Result<ExitRecord> readExit() const;
    Result<PeersRecord> readPeers() const;

    /// Makes the calling process the attempt's one waiter; `AlreadyExists` when there was one before.
    Result<void> claim(const WaiterRecord& waiter) const;
    Result<void> writeChild(const ChildRecord& child) const;
    /// Says that the attempt waits for its peers.
    Result<void> announceMeeting() const;
    /// Lets the attempt go on with its peers.
    Result<void> writePeers(const PeersRecord& peers) const;
    /// Durable. Says that every process is gone.
    Result<void> writeExit(const ExitRecord& record) const;

    /// Asks the waiter to end the task; returns at once. `NotFound` when the waiter is gone, which leaves the
    /// request for nobody. An ended attempt is a success. Where the request cannot be written, the waiter is
    /// still asked, and gives the task's own grace.
    Result<void> requestStop(const StopRequest& request) const;
    /// Only leaves the request, for a waiter that looks for it: one that no signal reaches, in a container of
    /// its own.
    Result<void> leaveStop(const StopRequest& request) const;

private:
    Result<void> writeStop(const StopRequest& request) const;

    std::filesystem::path path_;
};

}  // namespace slipway
