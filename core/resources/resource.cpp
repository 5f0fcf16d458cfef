// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/resource.h"

#include "core/resources/json/member_reader.h"
#include "core/resources/json/resource_text.h"

#include <nlohmann/json.hpp>

#include <array>

namespace slipway {
namespace {

constexpr std::array<KindInfo, 21> kind_table{{
    {Kind::Project, "Project", "projects", "prj", NameScope::Platform},
    {Kind::Member, "Member", "members", "mem", NameScope::Project},
    {Kind::AccessKey, "AccessKey", "access-keys", "key", NameScope::Platform},
    {Kind::Quota, "Quota", "quotas", "quo", NameScope::Project},
    {Kind::Flavor, "Flavor", "flavors", "flv", NameScope::Platform},
    {Kind::Image, "Image", "images", "img", NameScope::Platform},
    {Kind::Template, "Template", "templates", "tpl", NameScope::Project},
    {Kind::Secret, "Secret", "secrets", "sec", NameScope::Project},
    {Kind::Volume, "Volume", "volumes", "vol", NameScope::Project},
    {Kind::Environment, "Environment", "environments", "env", NameScope::Project},
    {Kind::Job, "Job", "jobs", "job", NameScope::Project},
    {Kind::Sweep, "Sweep", "sweeps", "swp", NameScope::Project},
    {Kind::Service, "Service", "services", "svc", NameScope::Project},
    {Kind::Dataset, "Dataset", "datasets", "dst", NameScope::Project},
    {Kind::Model, "Model", "models", "mdl", NameScope::Project},
    {Kind::Node, "Node", "nodes", "nod", NameScope::Platform},
    {Kind::Cluster, "Cluster", "clusters", "clu", NameScope::Platform},
    {Kind::Store, "Store", "stores", "sto", NameScope::Platform},
    {Kind::Approval, "Approval", "approvals", "apr", NameScope::Project},
    {Kind::AuditEntry, "AuditEntry", "audit-entries", "aud", NameScope::Platform},
    {Kind::UsageRecord, "UsageRecord", "usage-records", "use", NameScope::Platform},
}};

std::optional<Kind> readKind(MemberReader& reader)
{
    std::string text;
    reader.text("kind", text);
    const auto kind = kindNamed(text);
    if (text.empty())
        reader.refuse("missing-field", "kind", "must say what this is, such as \"Job\"");
    else if (!kind)
        reader.refuse("unknown-kind", "kind",
                      "must be a kind such as \"Job\", \"Environment\" or \"Dataset\"");
    return kind;
}

}  // namespace

std::span<const KindInfo> kinds()
{
    return kind_table;
}

const KindInfo& info(Kind kind)
{
    return kind_table[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kindNamed(std::string_view name)
{
    for (const KindInfo& known : kind_table) {
        if (known.name == name)
            return known.kind;
    }
    return std::nullopt;
}

std::optional<Kind> kindOfPlural(std::string_view plural)
{
    for (const KindInfo& known : kind_table) {
        if (known.plural == plural)
            return known.kind;
    }
    return std::nullopt;
}

std::string formatResource(const Resource& resource)
{
    const std::string labels = formatLabels(resource.labels);
    ResourceText text;
    text.kind = resource.kind;
    text.id = resource.id.text();
    text.project = resource.project;
    text.name = resource.name;
    text.labels = labels;
    text.owner = resource.owner;
    text.spec = resource.spec;
    text.status = resource.status;
    text.generation = resource.generation;
    text.version = resource.version;
    text.created = resource.created;
    text.deleting = resource.deleting;
    std::string out;
    out.reserve(320 + labels.size() + resource.spec.size() + resource.status.size());
    appendResource(out, text);
    return out;
}

namespace {

Result<Resource> readMembers(const Json& json, MemberReader::Unknown unknown)
{
    Resource resource;
    std::string id;
    MemberReader reader(json, "", unknown);
    const auto kind = readKind(reader);
    reader.text("id", id);
    reader.text("project", resource.project);
    reader.text("name", resource.name);
    if (resource.name.empty())
        reader.refuse("missing-field", "name", "must be given");
    reader.text("owner", resource.owner);
    reader.textMap("labels", resource.labels);
    reader.integer("generation", resource.generation, 0, INT64_MAX);
    reader.integer("version", resource.version, 0, INT64_MAX);
    std::optional<Timestamp> created;
    reader.time("created", created);
    reader.time("deleting", resource.deleting);
    reader.object("spec", resource.spec);
    reader.object("status", resource.status);
    reader.known("secret_key");  // the answer that makes an access key carries it, once
    if (auto done = reader.finish(); !done)
        return propagate(done);
    resource.kind = *kind;
    resource.id = ResourceId(std::move(id));
    resource.created = created.value_or(Timestamp{});
    return resource;
}

Result<Resource> parseMembers(std::string_view text, MemberReader::Unknown unknown)
{
    return parseJson(text).and_then([unknown](const Json& json) { return readMembers(json, unknown); });
}

}  // namespace

Result<Resource> readResource(const Json& json)
{
    return readMembers(json, MemberReader::Unknown::Refused);
}

Result<Resource> readSentResource(const Json& json)
{
    return readMembers(json, MemberReader::Unknown::Ignored);
}

Result<Resource> parseSentResource(std::string_view text)
{
    return parseMembers(text, MemberReader::Unknown::Ignored);
}

Result<Resource> parseResource(std::string_view text)
{
    auto json = parseJson(text);
    return json ? readResource(*json) : propagate(json);
}

}  // namespace slipway
