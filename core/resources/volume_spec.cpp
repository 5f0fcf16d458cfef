// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/volume_spec.h"

#include "core/ids.h"
#include "core/resources/json/member_reader.h"
#include "core/resources/json/member_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 2> scopes{"project", "personal"};
constexpr std::array<std::string_view, 3> volume_kinds{"shared", "claim", "csi"};
constexpr Bytes least_size = 1_MiB;
/// Of a DNS subdomain, which names of the cluster's objects are.
constexpr std::size_t longest_object_name = 253;
constexpr std::size_t longest_path = 255;

template <class Value, std::size_t count>
void readChoice(MemberReader& reader, std::string_view member, Value& value,
                const std::array<std::string_view, count>& choices)
{
    std::string text(choices[static_cast<std::size_t>(value)]);
    reader.text(member, text);
    const auto found = std::find(choices.begin(), choices.end(), text);
    if (found == choices.end())
        reader.refuse("bad-value", member, fmt::format("must be one of: {}", fmt::join(choices, ", ")));
    else
        value = static_cast<Value>(found - choices.begin());
}

/// Whether a cluster takes it as the name of an object: lower-case labels of DNS with dots between them.
bool isObjectName(std::string_view name)
{
    const auto alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= longest_object_name && alphanumeric(name.front()) &&
           alphanumeric(name.back()) && std::all_of(name.begin(), name.end(), [&](char c) {
               return alphanumeric(c) || c == '-' || c == '.';
           });
}

void readObjectName(MemberReader& reader, std::string_view member, std::string& value)
{
    reader.text(member, value);
    if (!value.empty() && !isObjectName(value))
        reader.refuse("bad-name", member, "must be a name of lower-case letters, digits, hyphens and dots");
}

Result<CsiSpec> readCsi(const Json& json, std::string path)
{
    CsiSpec csi;
    MemberReader reader(json, std::move(path), MemberReader::Unknown::Refused);
    readObjectName(reader, "driver", csi.driver);
    if (csi.driver.empty())
        reader.refuse("missing-field", "driver",
                      "must name the CSI driver, such as \"hdfs.csi.example.org\"");
    reader.textMap("attributes", csi.attributes);
    reader.boolean("read_only", csi.read_only);
    readObjectName(reader, "secret", csi.secret);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return csi;
}

void checkKind(MemberReader& reader, const VolumeSpec& spec)
{
    const bool shared = spec.kind == VolumeKind::Shared;
    if (shared && spec.size < least_size)
        reader.refuse("missing-field", "size", "must say how much it holds, such as \"100GiB\"");
    if (!shared && spec.size.count() > 0)
        reader.refuse("conflicting-fields", "size", "is for kind \"shared\" alone");
    if (!shared && !spec.storage_class.empty())
        reader.refuse("conflicting-fields", "storage_class", "is for kind \"shared\" alone");
    if ((spec.kind == VolumeKind::Claim) == spec.claim.empty())
        reader.refuse(spec.claim.empty() ? "missing-field" : "conflicting-fields", "claim",
                      "must name the claim for kind \"claim\", and is for it alone");
    if ((spec.kind == VolumeKind::Csi) == spec.csi.driver.empty())
        reader.refuse(spec.csi.driver.empty() ? "missing-field" : "conflicting-fields", "csi",
                      "must say what to mount for kind \"csi\", and is for it alone");
}

bool isAt(std::string_view path, std::string_view place)
{
    return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
}

/// Why a volume cannot be seen at this path; empty when it can.
std::string pathComplaint(const std::string& path)
{
    constexpr std::array<std::string_view, 4> closed{"/.slipway", "/proc", "/sys", "/dev"};
    constexpr std::array<std::string_view, 13> needed{"/bin",   "/boot", "/etc",  "/home", "/lib",
                                                      "/lib64", "/opt",  "/root", "/run",  "/sbin",
                                                      "/tmp",   "/usr",  "/var"};
    const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7f || c == ':'; };
    if (!path.starts_with('/') || path.size() > longest_path ||
        std::filesystem::path(path).lexically_normal().string() != path || path.ends_with('/') ||
        std::any_of(path.begin(), path.end(), control))
        return "must be an absolute path such as \"/data\", without \"..\", colons or a \"/\" at its end";
    for (const std::string_view place : closed) {
        if (isAt(path, place))
            return fmt::format("must not be below {}, which a task needs. Choose another, such as \"/data\"",
                               place);
    }
    if (std::find(needed.begin(), needed.end(), path) != needed.end())
        return fmt::format("would hide what the image has in {}. Choose another, such as \"/data\"", path);
    return {};
}

Result<VolumeMountSpec> readMount(const Json& json, std::string path)
{
    VolumeMountSpec mount;
    MemberReader reader(json, std::move(path), MemberReader::Unknown::Refused);
    reader.text("name", mount.name);
    if (auto good = checkName(mount.name, reader.field("name")); !good)
        reader.refuse(good.error());
    mount.path = defaultVolumePath(mount.name);
    reader.text("path", mount.path);
    if (const std::string complaint = pathComplaint(mount.path); !complaint.empty())
        reader.refuse("bad-value", "path", complaint);
    reader.boolean("read_only", mount.read_only);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return mount;
}

}  // namespace

std::string_view name(VolumeScope scope)
{
    return scopes[static_cast<std::size_t>(scope)];
}

std::string_view name(VolumeKind kind)
{
    return volume_kinds[static_cast<std::size_t>(kind)];
}

Result<VolumeSpec> readVolumeSpec(const Json& json)
{
    VolumeSpec spec;
    MemberReader reader(json, "spec", MemberReader::Unknown::Refused);
    readChoice(reader, "scope", spec.scope, scopes);
    readChoice(reader, "kind", spec.kind, volume_kinds);
    reader.text("description", spec.description);
    reader.bytes("size", spec.size);
    readObjectName(reader, "cluster", spec.cluster);
    readObjectName(reader, "storage_class", spec.storage_class);
    readObjectName(reader, "claim", spec.claim);
    if (const Json* csi = reader.child("csi")) {
        if (auto read = readCsi(*csi, reader.field("csi")))
            spec.csi = std::move(*read);
        else
            reader.refuse(read.error());
    }
    checkKind(reader, spec);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return spec;
}

Json write(const VolumeSpec& spec)
{
    Json json{{"scope", name(spec.scope)}, {"kind", name(spec.kind)}};
    setUnlessEmpty(json, "description", spec.description);
    setSize(json, "size", spec.size);
    setUnlessEmpty(json, "cluster", spec.cluster);
    setUnlessEmpty(json, "storage_class", spec.storage_class);
    setUnlessEmpty(json, "claim", spec.claim);
    if (spec.kind != VolumeKind::Csi)
        return json;
    Json& csi = json["csi"] = {{"driver", spec.csi.driver}};
    setUnlessEmpty(csi, "attributes", spec.csi.attributes);
    setUnless(csi, "read_only", spec.csi.read_only, false);
    setUnlessEmpty(csi, "secret", spec.csi.secret);
    return json;
}

std::string defaultVolumePath(const std::string& name)
{
    return "/volumes/" + name;
}

void readVolumeMounts(MemberReader& reader, std::vector<VolumeMountSpec>& mounts)
{
    for (const Json* json : reader.children("volumes")) {
        auto mount = readMount(*json, reader.field("volumes"));
        if (!mount) {
            reader.refuse(mount.error());
            continue;
        }
        for (const VolumeMountSpec& other : mounts) {
            if (other.name == mount->name)
                reader.refuse("duplicate-name", "volumes",
                              fmt::format("names \"{}\" twice. Keep one", mount->name));
            else if (other.path == mount->path)
                reader.refuse("duplicate-name", "volumes",
                              fmt::format("has two at {}. Choose another path for one", mount->path));
        }
        mounts.push_back(std::move(*mount));
    }
}

Json writeVolumeMounts(const std::vector<VolumeMountSpec>& mounts)
{
    Json list = Json::array();
    for (const VolumeMountSpec& mount : mounts) {
        Json json{{"name", mount.name}};
        if (!mount.path.empty())
            setUnless(json, "path", mount.path, defaultVolumePath(mount.name));
        setUnless(json, "read_only", mount.read_only, false);
        list.push_back(std::move(json));
    }
    return list;
}

Result<VolumeMountSpec> parseVolumeMount(std::string_view text)
{
    constexpr std::string_view read_only = ":ro";
    Json json = Json::object();
    if (text.ends_with(read_only)) {
        json["read_only"] = true;
        text.remove_suffix(read_only.size());
    }
    const std::size_t colon = text.find(':');
    json["name"] = text.substr(0, colon);
    if (colon != std::string_view::npos)
        json["path"] = text.substr(colon + 1);
    return readMount(json, "volumes");
}

Result<VolumeStatus> readVolumeStatus(const Json& json)
{
    VolumeStatus status;
    MemberReader reader(json, "status", MemberReader::Unknown::Ignored);
    reader.text("phase", status.phase);
    reader.text("reason", status.reason);
    reader.text("message", status.message);
    reader.text("claim", status.claim);
    reader.integer("size_bytes", status.size_bytes, 0, INT64_MAX);
    reader.boolean("one_node", status.one_node);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return status;
}

Json write(const VolumeStatus& status)
{
    Json json{{"phase", status.phase}};
    setUnlessEmpty(json, "reason", status.reason);
    setUnlessEmpty(json, "message", status.message);
    setUnlessEmpty(json, "claim", status.claim);
    setUnless(json, "size_bytes", status.size_bytes, std::int64_t{0});
    setUnless(json, "one_node", status.one_node, false);
    return json;
}

}  // namespace slipway
