// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/store/audit_chain.h"
#include "platform/store/kind_versions.h"
#include "platform/store/store.h"

namespace slipway {

class Database;

/// Writes within the transaction that is open on a database.
class SqliteTransaction : public Transaction {
public:
    SqliteTransaction(Database& database, const std::string& audit_key)
        : database_(database), audit_(database, audit_key)
    {
    }

    Result<Resource> get(Kind kind, std::string_view project, std::string_view name) override;
    Result<Resource> get(const ResourceId& id) override;
    Result<Resource> create(Resource resource) override;
    Result<Resource> update(Resource resource) override;
    Result<void> remove(const ResourceId& id) override;
    Result<void> audit(AuditEntry entry) override;
    Result<void> relinkAudit(const std::string& key) override { return AuditChain(database_, key).relink(); }
    std::optional<std::string> record(std::string_view space, std::string_view key) override;
    Result<void> putRecord(std::string_view space, std::string_view key, std::string_view value) override;
    Result<void> removeRecord(std::string_view space, std::string_view key) override;

    /// How many tombstones it left, undone ones included.
    std::size_t tombstones() const { return tombstones_; }
    /// The kinds of what it wrote, undone writes included.
    const KindSet& written() const { return written_; }

private:
    Result<std::int64_t> nextVersion();
    Result<void> insert(const Resource& resource);
    Result<void> replaceLabels(const Resource& resource);
    Result<void> addLabels(const Resource& resource);

    Database& database_;
    AuditChain audit_;
    std::size_t tombstones_ = 0;
    KindSet written_;
};

}  // namespace slipway
