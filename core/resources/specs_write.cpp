// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/specs.h"

#include "core/resources/json/member_writer.h"

#include <nlohmann/json.hpp>

namespace slipway {
namespace {

void setDuration(Json& json, const char* name, std::chrono::seconds value)
{
    if (value.count() > 0)
        json[name] = formatDuration(value);
}

template <class Spec>
void setDatasets(Json& json, const Spec& spec)
{
    setUnlessEmpty(json, "datasets", spec.datasets);
    setUnlessEmpty(json, "dataset_access", std::string(name(spec.dataset_access)));
    setSize(json, "dataset_cache", spec.dataset_cache);
}

Json write(const RoleSpec& role)
{
    Json json{{"name", role.name}, {"count", role.count}};
    setUnlessEmpty(json, "flavor", role.flavor);
    setUnlessEmpty(json, "command", role.command);
    return json;
}

}  // namespace

Json write(const ProjectSpec& spec)
{
    Json json = Json::object();
    setUnlessEmpty(json, "description", spec.description);
    setUnless(json, "allow_root", spec.allow_root, false);
    return json;
}

Json write(const MemberSpec& spec)
{
    return {{"user", spec.user}, {"role", spec.role}};
}

Json write(const AccessKeySpec& spec)
{
    Json json = Json::object();
    setUnlessEmpty(json, "description", spec.description);
    setIfPresent(json, "expires", spec.expires);
    return json;
}

Json write(const ImageSpec& spec)
{
    Json json = Json::object();
    setUnlessEmpty(json, "description", spec.description);
    setUnlessEmpty(json, "python", spec.python);
    setUnlessEmpty(json, "reference", spec.reference);
    if (spec.root)
        json["root"] = true;
    return json;
}

Json write(const EnvironmentSpec& spec)
{
    Json json{{"image", spec.image}, {"flavor", spec.flavor}};
    setUnlessEmpty(json, "cluster", spec.cluster);
    setUnlessEmpty(json, "description", spec.description);
    setDuration(json, "duration", spec.duration);
    setUnless(json, "released", spec.released, false);
    setDatasets(json, spec);
    setUnlessEmpty(json, "volumes", writeVolumeMounts(spec.volumes));
    setUnlessEmpty(json, "env", spec.env);
    return json;
}

Json write(const JobSpec& spec)
{
    Json json{{"command", spec.command}, {"image", spec.image}, {"flavor", spec.flavor}};
    setUnlessEmpty(json, "cluster", spec.cluster);
    setUnlessEmpty(json, "pre_command", spec.pre_command);
    setUnlessEmpty(json, "post_command", spec.post_command);
    setUnlessEmpty(json, "environment", spec.environment);
    setUnlessEmpty(json, "description", spec.description);
    Json roles = Json::array();
    for (const RoleSpec& role : spec.roles)
        roles.push_back(write(role));
    setUnlessEmpty(json, "roles", roles);
    setDatasets(json, spec);
    setUnlessEmpty(json, "volumes", writeVolumeMounts(spec.volumes));
    setUnlessEmpty(json, "env", spec.env);
    setUnlessEmpty(json, "params", spec.params);
    Json code = Json::object();
    setUnlessEmpty(code, "folder_sha256", spec.code.folder_sha256);
    setUnlessEmpty(code, "git_url", spec.code.git_url);
    setUnlessEmpty(code, "git_revision", spec.code.git_revision);
    setUnlessEmpty(json, "code", code);
    setDuration(json, "duration_limit", spec.duration_limit);
    setUnless(json, "retries", spec.retries, std::int64_t{0});
    setUnless(json, "stopped", spec.stopped, false);
    return json;
}

Json write(const DatasetSpec& spec)
{
    Json json{{"task", spec.task}, {"file_count", spec.file_count}, {"size_bytes", spec.size_bytes}};
    setUnlessEmpty(json, "description", spec.description);
    setUnless(json, "sealed", spec.sealed, false);
    setUnlessEmpty(json, "store", spec.store);
    setUnlessEmpty(json, "copies", spec.copies);
    return json;
}

}  // namespace slipway
