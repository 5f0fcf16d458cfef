// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace slipway {

class Database;

/// One page of resources from the snapshot that is open on `database`; its version is left to the caller.
Result<Page> listResources(Database& database, const ListQuery& query);

/// The same page as JSON objects separated by commas, with its cursor.
struct ListedText {
    std::string items;
    std::string cursor;
};
Result<ListedText> listResourceTexts(Database& database, const ListQuery& query);

/// A text that only equal queries have.
std::string questionOf(const ListQuery& query);

/// Changed and removed resources after `since`, merged in order of version, at most `limit`.
Result<std::vector<Change>> listChanges(Database& database, std::int64_t since, std::size_t limit);

Result<std::vector<AuditEntry>> listAudit(Database& database, const std::optional<std::string>& user,
                                          const std::optional<std::string>& resource, std::int64_t before,
                                          std::size_t limit);

}  // namespace slipway
