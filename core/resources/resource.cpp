// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/resource.h"

#include "core/resources/member_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace slipway {
namespace {

constexpr std::array<KindInfo, 19> kind_table{{
    {Kind::Project, "Project", "projects", "prj", NameScope::Platform},
    {Kind::Member, "Member", "members", "mem", NameScope::Project},
    {Kind::AccessKey, "AccessKey", "access-keys", "key", NameScope::Platform},
    {Kind::Quota, "Quota", "quotas", "quo", NameScope::Project},
    {Kind::Flavor, "Flavor", "flavors", "flv", NameScope::Platform},
    {Kind::Image, "Image", "images", "img", NameScope::Platform},
    {Kind::Template, "Template", "templates", "tpl", NameScope::Platform},
    {Kind::Secret, "Secret", "secrets", "sec", NameScope::Project},
    {Kind::Volume, "Volume", "volumes", "vol", NameScope::Project},
    {Kind::Environment, "Environment", "environments", "env", NameScope::Project},
    {Kind::Job, "Job", "jobs", "job", NameScope::Project},
    {Kind::Sweep, "Sweep", "sweeps", "swp", NameScope::Project},
    {Kind::Service, "Service", "services", "svc", NameScope::Project},
    {Kind::Dataset, "Dataset", "datasets", "dst", NameScope::Project},
    {Kind::Model, "Model", "models", "mdl", NameScope::Project},
    {Kind::Node, "Node", "nodes", "nod", NameScope::Platform},
    {Kind::Approval, "Approval", "approvals", "apr", NameScope::Project},
    {Kind::AuditEntry, "AuditEntry", "audit-entries", "aud", NameScope::Platform},
    {Kind::UsageRecord, "UsageRecord", "usage-records", "use", NameScope::Platform},
}};

/// Length of the valid UTF-8 sequence at the front of `text`, 0 when there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    }
    if (length < 3)
        return length;
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (static_cast<unsigned char>(c) < 0x20)
        out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
        out += c;
}

/// A JSON string; bytes that are not UTF-8 become U+FFFD, one each.
void appendString(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else if (length == 1)
            appendEscaped(out, text.front());
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

/// ,"name":"text"
void appendMember(std::string& out, std::string_view name, std::string_view text)
{
    out += fmt::format(",\"{}\":", name);
    appendString(out, text);
}

void appendLabels(std::string& out, const std::map<std::string, std::string>& labels)
{
    out += ",\"labels\":{";
    bool first = true;
    for (const auto& [key, value] : labels) {
        if (!first)
            out += ',';
        first = false;
        appendString(out, key);
        out += ':';
        appendString(out, value);
    }
    out += '}';
}

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
    std::string out;
    out.reserve(320 + resource.spec.size() + resource.status.size());
    out += fmt::format("{{\"kind\":\"{}\"", info(resource.kind).name);
    appendMember(out, "id", resource.id.text());
    if (!resource.project.empty())
        appendMember(out, "project", resource.project);
    appendMember(out, "name", resource.name);
    appendLabels(out, resource.labels);
    out += fmt::format(",\"generation\":{},\"version\":{}", resource.generation, resource.version);
    appendMember(out, "owner", resource.owner);
    appendMember(out, "created", formatTimestamp(resource.created));
    if (resource.deleting)
        appendMember(out, "deleting", formatTimestamp(*resource.deleting));
    out += ",\"spec\":";
    out += resource.spec;
    out += ",\"status\":";
    out += resource.status;
    out += '}';
    return out;
}

Result<Resource> readResource(const Json& json)
{
    Resource resource;
    std::string id;
    MemberReader reader(json, "", MemberReader::Unknown::Refused);
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

Result<Resource> parseResource(std::string_view text)
{
    auto json = parseJson(text);
    return json ? readResource(*json) : propagate(json);
}

}  // namespace slipway
