// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/sqlite_transaction.h"

#include "core/resources/json/resource_text.h"
#include "platform/store/database.h"
#include "platform/store/rows.h"

namespace slipway {

Result<Resource> SqliteTransaction::get(Kind kind, std::string_view project, std::string_view name)
{
    return findResource(database_, kind, project, name);
}

Result<Resource> SqliteTransaction::get(const ResourceId& id)
{
    return findResource(database_, id);
}

Result<std::int64_t> SqliteTransaction::nextVersion()
{
    // Two statements: what is "returning" goes through a temporary table each time.
    Query count(database_, "UPDATE counter SET version = version + 1");
    if (auto counted = count.finish(); !counted)
        return propagate(counted);
    Query query(database_, "SELECT version FROM counter");
    const std::int64_t version = query.next() ? query.number(0) : 0;
    if (auto read = query.finish(); !read)
        return propagate(read);
    return version;
}

Result<Resource> SqliteTransaction::create(Resource resource)
{
    const auto taken = get(resource.kind, resource.project, resource.name);
    if (taken)
        return fail(ErrorCode::AlreadyExists,
                    "The name \"" + resource.name + "\" is taken by another " + spokenName(resource.kind) +
                        ". Choose another name.",
                    "name-taken", "name");
    if (taken.error().code != ErrorCode::NotFound)
        return propagate(taken);
    const auto version = nextVersion();
    if (!version)
        return propagate(version);
    resource.version = *version;
    written_.add(resource.kind);
    if (resource.id.empty())
        resource.id = ResourceId(newId(info(resource.kind).id_prefix));
    if (resource.created == Timestamp{})
        resource.created = now();
    if (auto inserted = insert(resource); !inserted)
        return propagate(inserted);
    if (auto labelled = addLabels(resource); !labelled)
        return propagate(labelled);
    return resource;
}

Result<void> SqliteTransaction::insert(const Resource& resource)
{
    Query query(database_,
                "INSERT INTO resources (id, kind, project, name, owner, labels, generation, version, "
                "created, deleting, spec, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::optional<std::int64_t> deleting;
    if (resource.deleting)
        deleting = milliseconds(*resource.deleting);
    query.bind(resource.id.text()).bind(info(resource.kind).name).bind(resource.project).bind(resource.name);
    query.bind(resource.owner).bind(formatLabels(resource.labels)).bind(resource.generation);
    query.bind(resource.version).bind(milliseconds(resource.created)).bind(deleting);
    query.bind(resource.spec).bind(resource.status);
    return query.finish();
}

Result<void> SqliteTransaction::replaceLabels(const Resource& resource)
{
    Query clear(database_, "DELETE FROM labels WHERE resource = ?");
    if (auto cleared = clear.bind(resource.id.text()).finish(); !cleared)
        return cleared;
    return addLabels(resource);
}

Result<void> SqliteTransaction::addLabels(const Resource& resource)
{
    for (const auto& [key, value] : resource.labels) {
        Query add(database_, "INSERT INTO labels (resource, key, value) VALUES (?, ?, ?)");
        if (auto added = add.bind(resource.id.text()).bind(key).bind(value).finish(); !added)
            return added;
    }
    return {};
}

Result<Resource> SqliteTransaction::update(Resource resource)
{
    const auto before = get(resource.id);
    if (!before)
        return propagate(before);
    const auto version = nextVersion();
    if (!version)
        return propagate(version);
    resource.version = *version;
    written_.add(before->kind);
    std::optional<std::int64_t> deleting;
    if (resource.deleting)
        deleting = milliseconds(*resource.deleting);
    Query query(database_,
                "UPDATE resources SET labels = ?, generation = ?, version = ?, deleting = ?, spec = ?, "
                "status = ? WHERE id = ?");
    query.bind(formatLabels(resource.labels)).bind(resource.generation).bind(resource.version).bind(deleting);
    query.bind(resource.spec).bind(resource.status).bind(resource.id.text());
    if (auto updated = query.finish(); !updated)
        return propagate(updated);
    if (before->labels != resource.labels) {
        if (auto labelled = replaceLabels(resource); !labelled)
            return propagate(labelled);
    }
    return resource;
}

Result<void> SqliteTransaction::remove(const ResourceId& id)
{
    const auto resource = get(id);
    if (!resource)
        return propagate(resource);
    const auto version = nextVersion();
    if (!version)
        return propagate(version);
    written_.add(resource->kind);
    Query erase(database_, "DELETE FROM resources WHERE id = ?");
    if (auto erased = erase.bind(id.text()).finish(); !erased)
        return erased;
    Query bury(database_,
               "INSERT INTO tombstones (version, kind, id, project, name, owner) VALUES (?, ?, ?, ?, ?, ?)");
    bury.bind(*version).bind(info(resource->kind).name).bind(id.text());
    bury.bind(resource->project).bind(resource->name).bind(resource->owner);
    ++tombstones_;
    return bury.finish();
}

Result<void> SqliteTransaction::audit(AuditEntry entry)
{
    if (entry.time == Timestamp{})
        entry.time = now();
    return audit_.append(entry);
}

std::optional<std::string> SqliteTransaction::record(std::string_view space, std::string_view key)
{
    auto found = findRecord(database_, space, key);
    return found ? *found : std::nullopt;
}

Result<void> SqliteTransaction::putRecord(std::string_view space, std::string_view key,
                                          std::string_view value)
{
    Query query(database_, "INSERT INTO records (space, key, value) VALUES (?, ?, ?) "
                           "ON CONFLICT (space, key) DO UPDATE SET value = excluded.value");
    return query.bind(space).bind(key).bind(value).finish();
}

Result<void> SqliteTransaction::removeRecord(std::string_view space, std::string_view key)
{
    Query query(database_, "DELETE FROM records WHERE space = ? AND key = ?");
    return query.bind(space).bind(key).finish();
}

}  // namespace slipway
