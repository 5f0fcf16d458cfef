// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace slipway {

class Database;
struct AuditEntry;

/// Makes changes of the audit trail seen: each entry's link is an HMAC-SHA-256 over the link before it and
/// the entry, and a seal over the last link says where the trail ends. Whoever can write the database but has
/// not the key can neither change, insert, reorder nor cut off entries; putting back a whole older copy is
/// not seen.
///
/// For one transaction.
class AuditChain {
public:
    AuditChain(Database& database, const std::string& key) : database_(database), key_(key) {}

    /// Adds the entry, whose time is set, as the last one.
    Result<void> append(const AuditEntry& entry);
    /// Links all entries anew, with whatever they say now.
    Result<void> relink();

private:
    struct Head {
        std::int64_t sequence = 0;
        std::string link;
    };
    Result<Head> head();
    Result<void> seal(const Head& head);

    Database& database_;
    const std::string& key_;
};

/// What a walk along the whole trail has found.
struct AuditCheck {
    std::int64_t entries = 0;
    std::int64_t last_sequence = 0;
    std::optional<std::int64_t> broken_at;  ///< Sequence of the first entry that does not follow.
    std::string problem;                    ///< A sentence; empty when the trail is whole.
};

/// Reads the trail of a database that may be in use. The error says that it could not be read at all.
Result<AuditCheck> checkAudit(const std::filesystem::path& database, const std::string& key);

}  // namespace slipway
