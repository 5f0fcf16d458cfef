// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/spec_change.h"

#include "core/json.h"
#include "core/resources/object_store.h"
#include "core/resources/statuses.h"
#include "core/resources/volume_spec.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <set>

namespace slipway {

namespace {

Json specOf(const Resource& resource)
{
    return parseJson(resource.spec).value_or(Json::object());
}

/// The members that differ, in order of their names.
std::set<std::string> changedMembers(const Json& before, const Json& after)
{
    std::set<std::string> changed;
    for (const auto& [member, value] : before.items()) {
        if (!after.contains(member) || after[member] != value)
            changed.insert(member);
    }
    for (const auto& [member, value] : after.items()) {
        if (!before.contains(member))
            changed.insert(member);
    }
    return changed;
}

/// The first changed member that is not among `allowed`; empty when there is none.
std::string frozenMember(const Resource& before, const Resource& after,
                         std::initializer_list<const char*> allowed)
{
    for (const auto& member : changedMembers(specOf(before), specOf(after))) {
        if (std::find(allowed.begin(), allowed.end(), member) == allowed.end())
            return member;
    }
    return {};
}

tl::unexpected<Error> frozen(const std::string& member, std::string_view why)
{
    return fail(ErrorCode::Conflict, fmt::format("\"{}\" cannot change any more: {}", member, why),
                "frozen-field", "spec." + member);
}

Phase phaseOf(const Resource& workload)
{
    const auto status = parseJson(workload.status).and_then(readWorkloadStatus);
    return status ? status->phase : Phase::Pending;
}

}  // namespace

Result<void> checkMemberChange(const Resource& before, const Resource& after)
{
    const auto member = frozenMember(before, after, {"role"});
    if (member.empty())
        return {};
    return frozen(member, "remove this member and add the other user.");
}

Result<void> checkEnvironmentChange(const Resource& before, const Resource& after)
{
    const auto status = parseJson(before.status).and_then(readWorkloadStatus);
    if (status && !status->cluster.empty() &&
        specOf(before).value("cluster", "") != specOf(after).value("cluster", ""))
        return frozen("cluster", fmt::format("its files are in {}.", status->cluster));
    const auto member = frozenMember(before, after, {"description", "released"});
    if (member.empty() || isTerminal(phaseOf(before)))
        return {};
    return fail(
        ErrorCode::Conflict,
        fmt::format("\"{}\" can change only while the environment is released. Release it first.", member),
        "not-released", "spec." + member);
}

Result<void> checkJobChange(const Resource& before, const Resource& after)
{
    const auto member = frozenMember(before, after, {"description", "retries", "stopped"});
    if (!member.empty())
        return frozen(member, "a job runs as it was submitted. Submit another.");
    if (specOf(before).value("stopped", false) && !specOf(after).value("stopped", false))
        return frozen("stopped", "a stopped job does not start again. Submit another.");
    return {};
}

Result<void> checkVolumeChange(const Resource& before, const Resource& after)
{
    const auto member = frozenMember(before, after, {"description", "size"});
    if (!member.empty())
        return frozen(member, "the files are where the volume was made. Make another one.");
    const auto was = readVolumeSpec(specOf(before));
    const auto will = readVolumeSpec(specOf(after));
    if (was && will && will->size < was->size)
        return fail(ErrorCode::Conflict,
                    fmt::format("The volume has {} and cannot shrink. Make a smaller one and copy the files.",
                                was->size.text()),
                    "cannot-shrink", "spec.size");
    return {};
}

Result<void> checkStoreChange(const Resource& before, const Resource& after)
{
    const bool home = before.name == home_store;
    const auto member =
        home ? frozenMember(before, after, {"description"})
             : frozenMember(before, after,
                            {"description", "endpoint", "region", "ca", "access_key", "secret_id"});
    if (member.empty())
        return {};
    return frozen(member, home ? "slipwayd was started with this store."
                               : "what is there would be lost sight of. Add another store.");
}

Result<void> checkDatasetChange(const Resource& before, const Resource& after)
{
    if (specOf(before).value("store", "") != specOf(after).value("store", ""))
        return frozen("store", "its files are there. Have it copied: slipwayctl dataset copy.");
    if (!specOf(before).value("sealed", false))
        return {};
    const auto member = frozenMember(before, after, {"description", "copies"});
    if (member.empty())
        return {};
    return frozen(member, "the dataset is sealed. Make another one.");
}

}  // namespace slipway
