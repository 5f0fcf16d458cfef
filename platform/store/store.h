// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"
#include "platform/store/pages.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway {

/// One write or refusal, as the audit trail keeps it.
struct AuditEntry {
    std::int64_t sequence = 0;  ///< Given by the store.
    Timestamp time{};
    std::string user;  ///< Empty for the platform itself.
    std::string access_key;
    std::string action;    ///< "create", "update", "delete", "release", "resume", "stop", "refused"...
    std::string resource;  ///< "project/jobs/name" or "flavors/name"
    std::string detail;    ///< A sentence, such as why it was refused.
};

/// A view of the store inside one write. Valid only during the closure that received it.
class Transaction {
public:
    virtual ~Transaction() = default;

    virtual Result<Resource> get(Kind kind, std::string_view project, std::string_view name) = 0;
    virtual Result<Resource> get(const ResourceId& id) = 0;
    /// Gives id, created and version. `AlreadyExists` (type "name-taken") when the name is in use.
    virtual Result<Resource> create(Resource resource) = 0;
    /// Writes labels, generation, spec, status and deleting; gives a new version. `NotFound` when it is gone.
    virtual Result<Resource> update(Resource resource) = 0;
    /// Removes it and leaves a tombstone for watchers.
    virtual Result<void> remove(const ResourceId& id) = 0;

    /// Adds the entry to the trail; its sequence is given by the store.
    virtual Result<void> audit(AuditEntry entry) = 0;
    /// Links the whole audit trail with another key, as the last act of a write. The store has to be opened
    /// with that key afterwards.
    virtual Result<void> relinkAudit(const std::string& key) = 0;

    /// Small private records, a key space each ("secrets", "idempotency", "tasks"...), never listed to
    /// clients.
    virtual std::optional<std::string> record(std::string_view space, std::string_view key) = 0;
    virtual Result<void> putRecord(std::string_view space, std::string_view key, std::string_view value) = 0;
    virtual Result<void> removeRecord(std::string_view space, std::string_view key) = 0;
};

/// A group of writes that was committed, or failed as a whole.
struct CommitReport {
    std::size_t writes = 0;
    std::chrono::nanoseconds took{0};
    bool durable = false;
};

struct StoreOptions {
    /// Removals that watchers may still learn of; older ones raise the horizon.
    std::size_t tombstones_kept = 100'000;
    /// Links the audit trail, see AuditChain; the same as long as the trail lives.
    std::string audit_key;
    /// Room that the database and its log hold on the disk for what is essential.
    std::uint64_t reserved_bytes_each = 4u << 20;
    /// Called on the writer thread after each group; must not block.
    std::function<void(const CommitReport&)> observe;
};

/// Where all state lives: SQLite in WAL mode with full synchronisation. Thread-safe.
///
/// One thread writes; writes that arrive together are committed together, each in its own savepoint, and are
/// answered after the commit is on disk.
class Store {
public:
    using Write = std::function<Result<void>(Transaction&)>;

    /// Opens or makes `file`, migrates older schemas, refuses newer ones with `Conflict` and damaged ones
    /// with `DataLoss`.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, StoreOptions options = {});
    virtual ~Store() = default;

    /// What asks for more, such as creating something, can wait while the disk is full; what ends or records
    /// something cannot.
    enum class Urgency { CanWait, Essential };
    /// Runs the closure on the writer thread; blocks until its group is durable. Its error undoes it alone.
    /// On a full disk what can wait is refused with `ResourceExhausted` (type "disk-full"), and the rest has
    /// a reserve. The closure may be run again when its group failed.
    virtual Result<void> write(Write write, Urgency urgency = Urgency::Essential) = 0;

    virtual Result<Resource> get(Kind kind, std::string_view project, std::string_view name) = 0;
    virtual Result<Resource> get(const ResourceId& id) = 0;
    virtual Result<Page> list(const ListQuery& query) = 0;
    /// As list(), for those who only pass the page on. A page is kept as long as nothing of its kind is
    /// written.
    virtual Result<TextPage> listText(const ListQuery& query) = 0;
    virtual Result<std::vector<AuditEntry>> auditEntries(std::optional<std::string> user,
                                                         std::optional<std::string> resource,
                                                         std::int64_t before, std::size_t limit) = 0;
    virtual Result<std::optional<std::string>> record(std::string_view space, std::string_view key) = 0;
    virtual Result<std::vector<std::pair<std::string, std::string>>> records(std::string_view space) = 0;

    virtual std::int64_t version() = 0;
    /// Grows when something of this kind is written, before the writer is answered.
    virtual std::int64_t version(Kind kind) = 0;
    /// The oldest version a watch may start from; changes before it are forgotten.
    virtual std::int64_t horizon() = 0;
    /// Changes after `since` in order of version, the latest state of each resource only. `Gone` before the
    /// horizon, and after a version that this database has not reached.
    virtual Result<std::vector<Change>> changesSince(std::int64_t since, std::size_t limit) = 0;
    /// Called on the writer thread after each commit that raised the version; must not block. Set while no
    /// other thread uses the store yet.
    virtual void onCommit(std::function<void(std::int64_t version)> listener) = 0;
};

/// `change` applied to the resource's newest state in a transaction of its own; blocks until durable.
Result<Resource> modify(Store& store, const ResourceId& id,
                        const std::function<Result<void>(Resource&)>& change);

}  // namespace slipway
