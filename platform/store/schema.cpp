// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/schema.h"

#include "platform/store/database.h"

#include <array>
#include <string>

namespace slipway {

namespace {

constexpr const char* first_schema = R"sql(
CREATE TABLE counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    horizon INTEGER NOT NULL
);
INSERT INTO counter VALUES (1, 0, 0);

CREATE TABLE resources (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    labels TEXT NOT NULL,
    generation INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    deleting INTEGER,
    spec TEXT NOT NULL,
    status TEXT NOT NULL,
    phase TEXT AS (CASE WHEN json_valid(status) THEN json_extract(status, '$.phase') END) STORED,
    UNIQUE (kind, project, name)
);
CREATE INDEX resources_of_project ON resources (kind, project, created DESC, id DESC);
CREATE INDEX resources_of_kind ON resources (kind, created DESC, id DESC);
CREATE UNIQUE INDEX resources_by_version ON resources (version);

CREATE TABLE labels (
    resource TEXT NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (resource, key)
) WITHOUT ROWID;
CREATE INDEX labels_by_value ON labels (key, value, resource);

CREATE TABLE tombstones (
    version INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL
);

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    user TEXT NOT NULL,
    access_key TEXT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_of_resource ON audit (resource, sequence);
CREATE INDEX audit_of_user ON audit (user, sequence);

CREATE TABLE records (
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (space, key)
) WITHOUT ROWID;
)sql";

/// Step N takes a database from schema N to N + 1.
constexpr std::array steps{first_schema};

Result<std::int64_t> schemaOf(Database& database)
{
    Query query(database, "PRAGMA user_version");
    const std::int64_t schema = query.next() ? query.number(0) : 0;
    if (auto read = query.finish(); !read)
        return propagate(read);
    return schema;
}

Result<void> climb(Database& database, std::size_t schema)
{
    for (; schema < steps.size(); ++schema) {
        if (auto step = database.run(steps[schema]); !step)
            return step;
        const std::string mark = "PRAGMA user_version = " + std::to_string(schema + 1);
        if (auto marked = database.run(mark.c_str()); !marked)
            return marked;
    }
    return {};
}

}  // namespace

Result<void> migrate(Database& database)
{
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun)
        return begun;
    const auto schema = schemaOf(database);
    Result<void> climbed;
    if (!schema)
        climbed = propagate(schema);
    else if (*schema > static_cast<std::int64_t>(steps.size()))
        climbed = fail(ErrorCode::Conflict,
                       "The database was written by a newer version of Slipway (schema " +
                           std::to_string(*schema) + ", this version knows " + std::to_string(steps.size()) +
                           "). Install that version or a later one.",
                       "newer-schema");
    else
        climbed = climb(database, static_cast<std::size_t>(*schema));
    if (climbed)
        climbed = database.run("COMMIT");
    if (!climbed && database.inTransaction())
        static_cast<void>(database.run("ROLLBACK"));
    return climbed;
}

}  // namespace slipway
