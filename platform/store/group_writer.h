// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/store/database.h"
#include "platform/store/disk_reserve.h"
#include "platform/store/kind_versions.h"
#include "platform/store/store.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace slipway {

/// The one thread that writes. What waits together is committed together.
class GroupWriter {
public:
    /// `file` is the database's; it exists with its log.
    GroupWriter(std::unique_ptr<Database> database, const std::filesystem::path& file, StoreOptions options);
    /// Runs what is queued, then ends.
    ~GroupWriter();
    GroupWriter(const GroupWriter&) = delete;
    GroupWriter& operator=(const GroupWriter&) = delete;

    /// Reads the counters and starts the thread.
    Result<void> start();

    Result<void> write(Store::Write write, Store::Urgency urgency);
    std::int64_t version() const { return version_; }
    std::int64_t version(Kind kind) const { return kind_versions_.of(kind); }
    std::int64_t horizon() const { return horizon_; }
    void onCommit(std::function<void(std::int64_t)> listener) { listener_ = std::move(listener); }

private:
    struct Pending {
        Store::Write write;
        Store::Urgency urgency = Store::Urgency::Essential;
        Result<void> answer;
        std::promise<Result<void>> promise;
    };
    using Group = std::vector<std::unique_ptr<Pending>>;
    struct Counters {
        std::int64_t version = 0;
        std::int64_t horizon = 0;
    };

    void serve();
    Group take();
    /// Whether it is on disk.
    bool commit(Group& group);
    /// Writes and commits what of the group is at least that urgent; undone as a whole when it fails.
    Result<Counters> writeGroup(Group& group, Store::Urgency least);
    /// Moves what the log holds into the database, so that the log's room can be used again. Waits for
    /// readers.
    bool startLogAnew();
    Result<void> runGroup(Group& group, Store::Urgency least);
    Result<void> runOne(Pending& pending);
    Result<void> prune();
    Result<Counters> readCounters();

    DiskReserve reserve_;  ///< Goes after the database.
    std::unique_ptr<Database> database_;
    const StoreOptions options_;
    std::size_t unpruned_tombstones_ = 0;
    KindSet written_;  ///< By the group at work.
    KindVersions kind_versions_;
    std::function<void(std::int64_t)> listener_;
    std::atomic<std::int64_t> version_ = 0;
    std::atomic<std::int64_t> horizon_ = 0;

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::unique_ptr<Pending>> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace slipway
