// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/json/resource_text.h"
#include "core/resources/resource.h"
#include "core/result.h"
#include "platform/store/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace slipway {

class Database;
class Query;

/// The columns that readResourceRow() expects, in order.
inline constexpr const char* resource_columns =
    "id, kind, project, name, owner, labels, generation, version, created, deleting, spec, status";

/// The resource in the query's present row. `DataLoss` when it is not one that we wrote.
Result<Resource> readResourceRow(const Query& row);

/// The same as texts, which are good until the query moves on; the row must be of this kind.
ResourceText resourceTextOf(const Query& row, Kind kind);

Result<Resource> findResource(Database& database, Kind kind, std::string_view project, std::string_view name);
Result<Resource> findResource(Database& database, const ResourceId& id);
Result<std::optional<std::string>> findRecord(Database& database, std::string_view space,
                                              std::string_view key);

std::int64_t milliseconds(Timestamp time);
Timestamp timestamp(std::int64_t milliseconds);

/// The kind as a sentence names it: "access key".
std::string spokenName(Kind kind);

}  // namespace slipway
