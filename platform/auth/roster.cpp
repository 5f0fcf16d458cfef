// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/roster.h"

#include "core/json.h"
#include "core/resources/specs.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/secret_box.h"
#include "platform/auth/task_keys.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace slipway {

namespace {

/// Calls `take` with every resource of a kind.
Result<void> forEach(Store& store, Kind kind, const std::function<void(const Resource&)>& take)
{
    ListQuery query;
    query.kind = kind;
    do {
        const auto page = store.list(query);
        if (!page)
            return propagate(page);
        for (const auto& resource : page->items)
            take(resource);
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    return {};
}

void addKey(Roster& roster, const Resource& resource)
{
    KnownKey key;
    key.user = resource.owner;
    const auto status = parseJson(resource.status);
    key.revoked = !status || !status->is_object() || status->value("phase", std::string()) != "Active";
    const auto spec = parseJson(resource.spec).and_then(readAccessKeySpec);
    const auto expires =
        spec && spec->expires ? parseTimestamp(*spec->expires) : Result<Timestamp>(Timestamp{});
    if (!spec || !expires)
        key.revoked = true;  // A key whose end cannot be read must not live for ever.
    else if (spec->expires)
        key.expires = *expires;
    roster.keys.insert_or_assign(accessKeyId(resource), std::move(key));
}

void addMember(Roster& roster, const Resource& resource)
{
    const auto spec = parseJson(resource.spec).and_then(readMemberSpec);
    if (!spec || resource.deleting)
        return;
    if (resource.project.empty()) {
        if (spec->role == "administrator")
            roster.administrators.insert(spec->user);
        return;
    }
    const auto role = roleNamed(spec->role);
    if (!role)
        return;
    auto [held, added] = roster.roles[spec->user].emplace(resource.project, *role);
    if (!added)
        held->second = std::max(held->second, *role);
}

}  // namespace

Result<Roster> readRoster(Store& store, const SecretBox& secrets)
{
    Roster roster;
    const auto keys =
        forEach(store, Kind::AccessKey, [&](const Resource& resource) { addKey(roster, resource); });
    if (!keys)
        return propagate(keys);
    const auto members =
        forEach(store, Kind::Member, [&](const Resource& resource) { addMember(roster, resource); });
    if (!members)
        return propagate(members);
    const auto sealed = store.records(secrets_space);
    if (!sealed)
        return propagate(sealed);
    for (const auto& [access_key, text] : *sealed) {
        const auto key = roster.keys.find(access_key);
        const bool of_tasks = access_key == task_secret_record;
        if (key == roster.keys.end() && !of_tasks)
            continue;
        const auto secret = secrets.unseal(text, access_key);
        if (!secret)
            return propagate(secret);
        (of_tasks ? roster.task_secret : key->second.secret_key) = *secret;
    }
    return roster;
}

}  // namespace slipway
