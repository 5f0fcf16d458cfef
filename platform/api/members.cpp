// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/members.h"

#include "core/json.h"
#include "core/specs.h"
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

Result<void> checkNotLastAdministrator(Store& store, const Resource& member)
{
    if (member.kind != Kind::Member || !administrates(member))
        return {};
    ListQuery query;
    query.kind = Kind::Member;
    do {
        const auto page = store.list(query);
        if (!page)
            return propagate(page);
        if (std::any_of(page->items.begin(), page->items.end(),
                        [&](const Resource& other) { return other.id != member.id && administrates(other); }))
            return {};
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    return fail(ErrorCode::Conflict, "This is the last administrator. Add another one first.",
                "last-administrator");
}

}  // namespace slipway
