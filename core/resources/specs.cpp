// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/specs.h"

#include "core/ids.h"
#include "core/resources/json/member_reader.h"
#include "core/resources/object_store.h"
#include "core/resources/replicas.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace slipway {
namespace {

constexpr std::int64_t max_retries = 100;
constexpr std::int64_t max_replicas = 1024;
constexpr std::size_t max_role_name = 32;
constexpr std::chrono::seconds max_duration = std::chrono::days{3650};

constexpr std::array<std::string_view, 4> member_roles{"viewer", "engineer", "manager", "administrator"};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isVariableName(std::string_view name)
{
    if (name.empty() || isDigit(name.front()))
        return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return isLetter(c) || isDigit(c) || c == '_'; });
}

bool isUserName(std::string_view name)
{
    const auto allowed = [](char c) {
        return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == '@' || c == '-';
    };
    return !name.empty() && name.size() <= 128 && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), allowed);
}

/// Reads a member that holds the name of a resource, or nothing.
void readName(MemberReader& reader, std::string_view member, std::string& value)
{
    reader.text(member, value);
    if (value.empty())
        return;
    if (const auto good = checkName(value, reader.field(member)); !good)
        reader.refuse(good.error());
}

/// Reads a member that holds the name of a resource and cannot be empty.
void readRequiredName(MemberReader& reader, std::string_view member, std::string& value)
{
    readName(reader, member, value);
    if (value.empty())
        reader.refuse("missing-field", member, "must be given");
}

void readNames(MemberReader& reader, std::string_view member, std::vector<std::string>& values)
{
    reader.texts(member, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (const auto good = checkName(values[i], reader.field(member)); !good)
            reader.refuse(good.error());
        if (std::find(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values[i]) !=
            values.begin() + static_cast<std::ptrdiff_t>(i))
            reader.refuse("duplicate-name", member, fmt::format("names \"{}\" twice. Keep one", values[i]));
    }
}

/// Which datasets to have as files, and how.
template <class Spec>
void readDatasets(MemberReader& reader, Spec& spec)
{
    readNames(reader, "datasets", spec.datasets);
    std::string access;
    reader.text("dataset_access", access);
    for (const DatasetAccess known : {DatasetAccess::OnDemand, DatasetAccess::Copy}) {
        if (access == name(known))
            spec.dataset_access = known;
    }
    if (access != name(spec.dataset_access))
        reader.refuse("bad-value", "dataset_access", "must be \"on-demand\" or \"copy\"");
    reader.bytes("dataset_cache", spec.dataset_cache);
    if (spec.dataset_cache.count() > 0 && spec.dataset_cache < 16_MiB)
        reader.refuse("out-of-range", "dataset_cache",
                      "must be at least 16MiB, or 0 for what there is room for");
}

void readVariables(MemberReader& reader, std::map<std::string, std::string>& variables)
{
    reader.textMap("env", variables);
    for (const auto& [name, value] : variables) {
        if (!isVariableName(name))
            reader.refuse(
                "bad-name", "env",
                fmt::format("has a variable named \"{}\". Use letters, digits and underscores, not starting "
                            "with a digit",
                            name));
    }
}

void readDuration(MemberReader& reader, std::string_view member, std::chrono::seconds& value)
{
    reader.duration(member, value);
    if (value > max_duration)
        reader.refuse("out-of-range", member, "must be at most 3650d");
}

/// Why a repository cannot be cloned from this address; empty when it can.
std::string_view gitUrlComplaint(std::string_view url)
{
    if (std::any_of(url.begin(), url.end(), [](char c) { return c <= 0x20 || c == 0x7f; }))
        return "must not hold spaces or control characters";
    if (url.starts_with('/') || url.starts_with("file:///"))
        return {};
    std::string_view host;
    if (url.starts_with("https://"))
        host = url.substr(8);
    else if (url.starts_with("ssh://"))
        host = url.substr(6);
    else if (url.starts_with("git@") && url.find(':') != std::string_view::npos)
        host = url.substr(4);
    else
        return "must start with https://, ssh://, git@host: or be the absolute path of a repository";
    host = host.substr(0, host.find('/'));
    const std::size_t at = host.find('@');
    if (at != std::string_view::npos && host.find(':') < at)
        return "must not hold a password. Let git on the nodes sign in by itself, or use ssh";
    const std::string_view machine = at == std::string_view::npos ? host : host.substr(at + 1);
    if (machine.empty() || machine.front() == '-' || host.front() == '-')
        return "must name a machine";
    return {};
}

bool isRevision(std::string_view revision)
{
    return !revision.starts_with('-') &&
           std::all_of(revision.begin(), revision.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isSha256(std::string_view text)
{
    const auto hex_digit = [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); };
    return text.size() == 64 && std::all_of(text.begin(), text.end(), hex_digit);
}

Result<CodeSpec> readCode(const Json& json, std::string path)
{
    CodeSpec code;
    MemberReader reader(json, std::move(path), MemberReader::Unknown::Refused);
    reader.text("folder_sha256", code.folder_sha256);
    reader.text("git_url", code.git_url);
    reader.text("git_revision", code.git_revision);
    if (!code.folder_sha256.empty() && !isSha256(code.folder_sha256))
        reader.refuse("bad-value", "folder_sha256", "must be a SHA-256 of 64 lower-case hexadecimal digits");
    if (!code.folder_sha256.empty() && !code.git_url.empty())
        reader.refuse("conflicting-fields", "git_url",
                      "cannot be given together with folder_sha256. Keep one");
    if (const auto complaint = gitUrlComplaint(code.git_url); !code.git_url.empty() && !complaint.empty())
        reader.refuse("bad-value", "git_url", complaint);
    if (!code.git_revision.empty() && code.git_url.empty())
        reader.refuse("missing-field", "git_url", "must be given with git_revision");
    if (!isRevision(code.git_revision))
        reader.refuse("bad-value", "git_revision", "must be a commit, a tag or a branch");
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return code;
}

Result<RoleSpec> readRole(const Json& json, std::string path)
{
    RoleSpec role;
    MemberReader reader(json, std::move(path), MemberReader::Unknown::Refused);
    readRequiredName(reader, "name", role.name);
    if (role.name.size() > max_role_name)
        reader.refuse("bad-name", "name", fmt::format("must have at most {} characters", max_role_name));
    reader.integer("count", role.count, 1, max_replicas);
    readName(reader, "flavor", role.flavor);
    reader.text("command", role.command);
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return role;
}

void readRoles(MemberReader& reader, std::vector<RoleSpec>& roles)
{
    std::int64_t replicas = 0;
    for (const Json* json : reader.children("roles")) {
        auto role = readRole(*json, reader.field("roles"));
        if (!role) {
            reader.refuse(role.error());
            continue;
        }
        if (std::any_of(roles.begin(), roles.end(),
                        [&](const RoleSpec& one) { return one.name == role->name; }))
            reader.refuse("duplicate-name", "roles", fmt::format("names \"{}\" twice. Keep one", role->name));
        replicas += role->count;
        roles.push_back(std::move(*role));
    }
    if (replicas > max_replicas)
        reader.refuse("out-of-range", "roles",
                      fmt::format("must have at most {} replicas in all", max_replicas));
    if (!roles.empty() &&
        std::none_of(roles.begin(), roles.end(), [](const RoleSpec& role) { return takesPart(role.name); }))
        reader.refuse("missing-field", "roles",
                      "must have one beside ps and evaluator, such as \"worker\", which ends the job");
}

MemberReader specReader(const Json& spec)
{
    return MemberReader(spec, "spec", MemberReader::Unknown::Refused);
}

/// The spec, unless its reader found something wrong.
template <class Spec>
Result<Spec> finished(MemberReader& reader, Spec spec)
{
    if (auto done = reader.finish(); !done)
        return propagate(done);
    return spec;
}

}  // namespace

Result<ProjectSpec> readProjectSpec(const Json& json)
{
    ProjectSpec spec;
    MemberReader reader = specReader(json);
    reader.text("description", spec.description);
    reader.boolean("allow_root", spec.allow_root);
    return finished(reader, std::move(spec));
}

Result<MemberSpec> readMemberSpec(const Json& json)
{
    MemberSpec spec;
    MemberReader reader = specReader(json);
    reader.text("user", spec.user);
    if (spec.user.empty())
        reader.refuse("missing-field", "user", "must be given");
    else if (!isUserName(spec.user))
        reader.refuse("bad-name", "user", "must be 1 to 128 letters, digits and the characters . _ @ -");
    reader.text("role", spec.role);
    if (std::find(member_roles.begin(), member_roles.end(), spec.role) == member_roles.end())
        reader.refuse(spec.role.empty() ? "missing-field" : "bad-value", "role",
                      fmt::format("must be one of: {}", fmt::join(member_roles, ", ")));
    return finished(reader, std::move(spec));
}

Result<AccessKeySpec> readAccessKeySpec(const Json& json)
{
    AccessKeySpec spec;
    MemberReader reader = specReader(json);
    reader.text("description", spec.description);
    reader.text("expires", spec.expires);
    if (spec.expires && !parseTimestamp(*spec.expires))
        reader.refuse("bad-time", "expires", "must be a time such as 2026-11-23T07:11:46Z");
    return finished(reader, std::move(spec));
}

Result<ImageSpec> readImageSpec(const Json& json)
{
    ImageSpec spec;
    MemberReader reader = specReader(json);
    reader.text("description", spec.description);
    reader.text("python", spec.python);
    if (!spec.python.empty() && !spec.python.starts_with('/'))
        reader.refuse("bad-value", "python", "must be the absolute path of an interpreter");
    reader.text("reference", spec.reference);
    reader.boolean("root", spec.root);
    return finished(reader, std::move(spec));
}

Result<EnvironmentSpec> readEnvironmentSpec(const Json& json)
{
    EnvironmentSpec spec;
    MemberReader reader = specReader(json);
    readRequiredName(reader, "image", spec.image);
    readRequiredName(reader, "flavor", spec.flavor);
    readName(reader, "cluster", spec.cluster);
    reader.text("description", spec.description);
    readDuration(reader, "duration", spec.duration);
    reader.boolean("released", spec.released);
    readDatasets(reader, spec);
    readVolumeMounts(reader, spec.volumes);
    readVariables(reader, spec.env);
    return finished(reader, std::move(spec));
}

Result<JobSpec> readJobSpec(const Json& json)
{
    JobSpec spec;
    MemberReader reader = specReader(json);
    reader.text("command", spec.command);
    if (spec.command.find_first_not_of(" \t\r\n") == std::string::npos)
        reader.refuse("missing-field", "command", "must hold a shell command, such as \"python3 train.py\"");
    reader.text("pre_command", spec.pre_command);
    reader.text("post_command", spec.post_command);
    readRequiredName(reader, "image", spec.image);
    readRequiredName(reader, "flavor", spec.flavor);
    readName(reader, "cluster", spec.cluster);
    readName(reader, "environment", spec.environment);
    reader.text("description", spec.description);
    readRoles(reader, spec.roles);
    readDatasets(reader, spec);
    readVolumeMounts(reader, spec.volumes);
    readVariables(reader, spec.env);
    reader.textMap("params", spec.params);
    if (const Json* code = reader.child("code")) {
        if (auto read = readCode(*code, reader.field("code")))
            spec.code = std::move(*read);
        else
            reader.refuse(read.error());
    }
    readDuration(reader, "duration_limit", spec.duration_limit);
    reader.integer("retries", spec.retries, 0, max_retries);
    reader.boolean("stopped", spec.stopped);
    return finished(reader, std::move(spec));
}

Result<DatasetSpec> readDatasetSpec(const Json& json)
{
    DatasetSpec spec;
    MemberReader reader = specReader(json);
    reader.text("task", spec.task);
    const auto& tasks = datasetTasks();
    if (std::find(tasks.begin(), tasks.end(), spec.task) == tasks.end())
        reader.refuse("bad-value", "task", fmt::format("must be one of: {}", fmt::join(tasks, ", ")));
    reader.text("description", spec.description);
    reader.integer("file_count", spec.file_count, 0, INT64_MAX);
    reader.integer("size_bytes", spec.size_bytes, 0, INT64_MAX);
    reader.boolean("sealed", spec.sealed);
    reader.text("store", spec.store);
    if (spec.store == home_store)
        spec.store.clear();
    reader.texts("copies", spec.copies);
    std::erase(spec.copies, storeName(spec.store));
    std::sort(spec.copies.begin(), spec.copies.end());
    spec.copies.erase(std::unique(spec.copies.begin(), spec.copies.end()), spec.copies.end());
    return finished(reader, std::move(spec));
}

}  // namespace slipway
