// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/kind_rules.h"

#include "core/json.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "core/resources/template_spec.h"
#include "platform/api/requests/spec_change.h"
#include "platform/control/data/dataset_prefix.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cassert>

namespace slipway {

namespace {

constexpr std::size_t max_labels = 64;
constexpr std::size_t max_label_key = 63;
constexpr std::size_t max_label_value = 255;

/// Reads and writes the spec once, so that what is stored is complete and known.
template <auto read>
Result<std::string> canonical(const std::string& spec)
{
    const auto json = parseJson(spec);
    if (!json)
        return propagate(json);
    const auto wanted = read(*json);
    if (!wanted)
        return propagate(wanted);
    return dumpJson(write(*wanted));
}

Result<void> anyChange(const Resource&, const Resource&)
{
    return {};
}

std::string emptyStatus(const Resource&)
{
    return "{}";
}

std::string pendingStatus(const Resource&)
{
    WorkloadStatus status;
    status.phase = Phase::Pending;
    status.message = "It was accepted and is being looked at.";
    return dumpJson(write(status));
}

std::string connectingStatus(const Resource&)
{
    return dumpJson(write(ClusterStatus()));
}

std::string storeStatus(const Resource&)
{
    return dumpJson(write(StoreStatus()));
}

std::string datasetStatus(const Resource& resource)
{
    return dumpJson(write(initialDatasetStatus(resource)));
}

std::string volumeStatus(const Resource&)
{
    VolumeStatus status;
    status.message = "It was accepted and is being looked at.";
    return dumpJson(write(status));
}

constexpr std::array<KindRules, 12> rules{{
    {Kind::Project, Deletion::ByController, canonical<readProjectSpec>, anyChange, emptyStatus},
    {Kind::Member, Deletion::AtOnce, canonical<readMemberSpec>, checkMemberChange, emptyStatus},
    {Kind::AccessKey, Deletion::AtOnce, canonical<readAccessKeySpec>, anyChange, emptyStatus},
    {Kind::Flavor, Deletion::AtOnce, canonical<readFlavorSpec>, anyChange, emptyStatus},
    {Kind::Image, Deletion::AtOnce, canonical<readImageSpec>, anyChange, emptyStatus},
    {Kind::Cluster, Deletion::ByController, canonical<readClusterSpec>, anyChange, connectingStatus},
    {Kind::Store, Deletion::ByController, canonical<readStoreSpec>, checkStoreChange, storeStatus},
    {Kind::Environment, Deletion::ByController, canonical<readEnvironmentSpec>, checkEnvironmentChange,
     pendingStatus},
    {Kind::Job, Deletion::ByController, canonical<readJobSpec>, checkJobChange, pendingStatus},
    {Kind::Dataset, Deletion::ByController, canonical<readDatasetSpec>, checkDatasetChange, datasetStatus},
    {Kind::Volume, Deletion::ByController, canonical<readVolumeSpec>, checkVolumeChange, volumeStatus},
    {Kind::Template, Deletion::AtOnce, canonical<readTemplateSpec>, anyChange, emptyStatus},
}};

bool isLabelKey(const std::string& key)
{
    return !key.empty() && key.size() <= max_label_key &&
           std::all_of(key.begin(), key.end(), [](unsigned char c) {
               return std::isalnum(c) || c == '.' || c == '_' || c == '-' || c == '/';
           });
}

}  // namespace

const KindRules& rulesOf(Kind kind)
{
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const KindRules& rule) { return rule.kind == kind; });
    assert(found != rules.end());
    return *found;
}

Result<void> checkLabels(const std::map<std::string, std::string>& labels)
{
    if (labels.size() > max_labels)
        return fail(ErrorCode::InvalidArgument, fmt::format("Give at most {} labels.", max_labels),
                    "bad-label", "labels");
    for (const auto& [key, value] : labels) {
        if (!isLabelKey(key))
            return fail(
                ErrorCode::InvalidArgument,
                fmt::format("The name of a label is 1 to {} letters, digits, dots, underscores, hyphens or "
                            "slashes.",
                            max_label_key),
                "bad-label", "labels");
        if (value.size() > max_label_value)
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("The label \"{}\" is longer than {} bytes.", key, max_label_value),
                        "bad-label", "labels." + key);
    }
    return {};
}

}  // namespace slipway
