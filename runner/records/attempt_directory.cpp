// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/attempt_directory.h"

#include "runner/processes/process_signal.h"
#include "runner/records/durable_file.h"

#include <csignal>

namespace slipway {

namespace {

template <class Record>
Result<Record> read(const std::filesystem::path& file, Result<Record> (*parse)(std::string_view))
{
    const Result<std::string> text = readSmallFile(file);
    if (!text) {
        return propagate(text);
    }
    return parse(*text);
}

}  // namespace

Result<TaskFile> AttemptDirectory::readTask() const
{
    return read(path_ / "task.json", &parseTaskFile);
}

Result<void> AttemptDirectory::writeTask(const TaskFile& task) const
{
    return replaceFile(path_ / "task.json", formatTaskFile(task), Durability::PowerCut);
}

Result<WaiterRecord> AttemptDirectory::readWaiter() const
{
    return read(path_ / "waiter.json", &parseWaiterRecord);
}

Result<ChildRecord> AttemptDirectory::readChild() const
{
    return read(path_ / "child.json", &parseChildRecord);
}

Result<StopRequest> AttemptDirectory::readStop() const
{
    return read(path_ / "stop.json", &parseStopRequest);
}

Result<ExitRecord> AttemptDirectory::readExit() const
{
    return read(exitFile(), &parseExitRecord);
}

Result<PeersRecord> AttemptDirectory::readPeers() const
{
    return read(path_ / "peers.json", &parsePeersRecord);
}

Result<void> AttemptDirectory::claim(const WaiterRecord& waiter) const
{
    return claimFile(path_ / "waiter.json", formatRecord(waiter));
}

Result<void> AttemptDirectory::writeChild(const ChildRecord& child) const
{
    return replaceFile(path_ / "child.json", formatRecord(child), Durability::Crash);
}

Result<void> AttemptDirectory::announceMeeting() const
{
    return replaceFile(meetingFile(), "", Durability::Crash);
}

Result<void> AttemptDirectory::writePeers(const PeersRecord& peers) const
{
    return replaceFile(path_ / "peers.json", formatRecord(peers), Durability::Crash);
}

Result<void> AttemptDirectory::writeExit(const ExitRecord& record) const
{
    return replaceFile(exitFile(), formatRecord(record), Durability::PowerCut);
}

Result<void> AttemptDirectory::writeStop(const StopRequest& request) const
{
    return replaceFile(path_ / "stop.json", formatRecord(request), Durability::Crash);
}

Result<void> AttemptDirectory::leaveStop(const StopRequest& request) const
{
    return writeStop(request).or_else([&](const Error&) {
        std::error_code absent;
        std::filesystem::remove(stopRoom(), absent);
        return writeStop(request);
    });
}

Result<void> AttemptDirectory::requestStop(const StopRequest& request) const
{
    if (std::filesystem::exists(exitFile())) {
        return {};
    }
    const Result<WaiterRecord> waiter = readWaiter();
    if (!waiter) {
        return propagate(waiter);
    }
    static_cast<void>(leaveStop(request));  // A waiter that finds no request gives the task's own grace.
    if (!sendSignal(waiter->process, SIGTERM) && !std::filesystem::exists(exitFile())) {
        return fail(ErrorCode::NotFound, "Nobody waits for the attempt in " + path_.string() + " any more.");
    }
    return {};
}

}  // namespace slipway
