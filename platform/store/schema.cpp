// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/schema.h"

#include "platform/store/audit_chain.h"
#include "platform/store/database.h"
#include "platform/store/store.h"

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

constexpr const char* audit_links = R"sql(
ALTER TABLE audit ADD COLUMN link TEXT NOT NULL DEFAULT '';
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    link TEXT NOT NULL,
    seal TEXT NOT NULL
);
)sql";

/// Step N takes a database from schema N to N + 1.
struct Step {
    const char* statements;
    bool relinks_audit = false;  ///< The entries there are become the beginning of a chain.
};
constexpr std::array steps{Step{first_schema}, Step{audit_links, true}};

Result<std::int64_t> schemaOf(Database& database)
{
    Query query(database, "PRAGMA user_version");
    const std::int64_t schema = query.next() ? query.number(0) : 0;
    if (auto read = query.finish(); !read)
        return propagate(read);
    return schema;
}

Result<void> climb(Database& database, std::size_t schema, const StoreOptions& options)
{
    for (; schema < steps.size(); ++schema) {
        if (auto step = database.run(steps[schema].statements); !step)
            return step;
        if (steps[schema].relinks_audit) {
            if (auto linked = AuditChain(database, options.audit_key).relink(); !linked)
                return linked;
        }
        const std::string mark = "PRAGMA user_version = " + std::to_string(schema + 1);
        if (auto marked = database.run(mark.c_str()); !marked)
            return marked;
    }
    return {};
}

Result<void> checkKnown(std::int64_t schema)
{
    if (schema <= static_cast<std::int64_t>(steps.size()))
        return {};
    return fail(ErrorCode::Conflict,
                "The database was written by a newer version of Slipway (schema " + std::to_string(schema) +
                    ", this version knows " + std::to_string(steps.size()) +
                    "). Install that version or a later one.",
                "newer-schema");
}

}  // namespace

Result<void> checkSchema(Database& database)
{
    const auto schema = schemaOf(database);
    return schema ? checkKnown(*schema) : propagate(schema);
}

Result<void> migrate(Database& database, const StoreOptions& options)
{
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun)
        return begun;
    const auto schema = schemaOf(database);
    Result<void> climbed = schema ? checkKnown(*schema) : propagate(schema);
    if (climbed)
        climbed = climb(database, static_cast<std::size_t>(*schema), options);
    if (climbed)
        climbed = database.run("COMMIT");
    if (!climbed && database.inTransaction())
        static_cast<void>(database.run("ROLLBACK"));
    return climbed;
}

}  // namespace slipway
