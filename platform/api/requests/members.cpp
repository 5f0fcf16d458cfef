// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/members.h"

#include "core/json.h"
#include "core/resources/specs.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

bool saysAdministrator(const Resource& member)
{
    const auto spec = parseJson(member.spec).and_then(readMemberSpec);
    return spec && spec->role == "administrator";
}

bool administrates(const Resource& member)
{
    return member.project.empty() && saysAdministrator(member);
}

}  // namespace

Result<void> checkMemberPlace(const Resource& member)
{
    if (member.kind != Kind::Member)
        return {};
    const bool on_platform = member.project.empty();
    if (administrates(member) || (!on_platform && !saysAdministrator(member)))
        return {};
    return fail(ErrorCode::InvalidArgument,
                on_platform
                    ? "Members of the platform itself are administrators. Give other roles in a project."
                    : "Administrators belong to no project. Choose viewer, engineer or manager.",
                "bad-role", "spec.role");
}

Result<std::vector<ResourceId>> administratorsBeside(Store& store, const Resource& member)
{
    std::vector<ResourceId> others;
    if (member.kind != Kind::Member || !administrates(member))
        return others;
    ListQuery query;
    query.kind = Kind::Member;
    do {
        const auto page = store.list(query);
        if (!page)
            return propagate(page);
        for (const Resource& other : page->items) {
            if (other.id != member.id && administrates(other))
                others.push_back(other.id);
        }
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    return others;
}

Result<void> checkNotLastAdministrator(Transaction& transaction, const Resource& member,
                                       const std::vector<ResourceId>& others)
{
    if (member.kind != Kind::Member || !administrates(member))
        return {};
    const bool left = std::any_of(others.begin(), others.end(), [&](const ResourceId& id) {
        const auto other = transaction.get(id);
        return other && administrates(*other);
    });
    if (left)
        return {};
    return fail(ErrorCode::Conflict, "This is the last administrator. Add another one first.",
                "last-administrator");
}

}  // namespace slipway
