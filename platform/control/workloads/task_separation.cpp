// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/task_separation.h"

#include "core/resources/specs.h"
#include "platform/control/control_options.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

namespace slipway {

namespace {

/// Whether members of more than one name exist, `newcomer` among them unless it is empty.
Result<bool> severalPeople(Store& store, const std::string& newcomer)
{
    std::set<std::string> people;
    if (!newcomer.empty())
        people.insert(newcomer);
    ListQuery query;
    query.kind = Kind::Member;
    do {
        const Result<Page> page = store.list(query);
        if (!page)
            return propagate(page);
        for (const Resource& member : page->items) {
            const Result<MemberSpec> spec = parseJson(member.spec).and_then(readMemberSpec);
            if (spec && !member.deleting)
                people.insert(spec->user);
        }
        query.cursor = page->cursor;
    } while (!query.cursor.empty() && people.size() < 2);
    return people.size() > 1;
}

}  // namespace

Result<bool> needsSeparation(Store& store, const ControlOptions& options)
{
    return options.trust_members ? Result<bool>(false) : severalPeople(store, {});
}

Result<void> checkSeparation(Store& store, const Engine& engine, const ControlOptions& options,
                             const std::string& newcomer)
{
    const Result<void> separate = options.trust_members ? Result<void>() : engine.separatesProjects();
    if (separate)
        return {};
    const Result<bool> several = severalPeople(store, newcomer);
    if (!several)
        return propagate(several);
    if (!*several)
        return {};
    return fail(
        ErrorCode::Conflict,
        fmt::format("With more than one person here, their tasks could read each other's files. {} If "
                    "all of them may, start slipwayd with --trust-members.",
                    separate.error().message),
        "tasks-not-separate");
}

}  // namespace slipway
