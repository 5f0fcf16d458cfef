// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/json.h"
#include "core/resources/datasets.h"
#include "core/resources/flavor_spec.h"
#include "core/resources/volume_spec.h"
#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What people ask for, one type a kind. Each `read` takes the JSON of a resource's spec, refuses unknown
/// members and wrong types with the field at fault ("spec.flavor"), and fills in defaults; each `write` gives
/// the JSON that `read` takes. JSON members are the C++ names below.
namespace slipway {

struct ProjectSpec {
    std::string description;
    bool allow_root = false;  ///< Whether its tasks may use images that run as root; administrators say so.

    bool operator==(const ProjectSpec&) const = default;
};

/// A role of one user in the project that the resource belongs to; "administrator" belongs to no project.
struct MemberSpec {
    std::string user;
    std::string role;  ///< "viewer", "engineer", "manager" or "administrator".

    bool operator==(const MemberSpec&) const = default;
};

/// The owner of the resource is the user that the key signs for.
struct AccessKeySpec {
    std::string description;
    std::optional<std::string> expires;  ///< RFC 3339; never when absent.

    bool operator==(const AccessKeySpec&) const = default;
};

/// What runs in a task before the user's own files.
struct ImageSpec {
    std::string description;
    std::string python;     ///< Interpreter on the host for runtime "process"; the system's when empty.
    std::string reference;  ///< OCI reference for engines that run containers; empty for the host itself.
    bool root = false;      ///< Whether containers of it have to run as root, such as to install with apt.

    bool operator==(const ImageSpec&) const = default;
};

struct EnvironmentSpec {
    std::string image = "host";
    std::string flavor = "cpu-small";
    std::string cluster;  ///< Where it runs; chosen when it first starts where empty.
    std::string description;
    std::chrono::seconds duration{0};  ///< Released by itself after running this long; 0 = never. JSON: "8h".
    bool released = false;             ///< Whether its owner wants it to hold no machine now.
    std::vector<std::string> datasets;  ///< Names of datasets to have as files.
    DatasetAccess dataset_access = {};
    Bytes dataset_cache =
        {};  ///< Of files on demand, at most that much at a time; 0 = what there is room for.
    std::map<std::string, std::string> env;
    std::vector<VolumeMountSpec> volumes = {};

    bool operator==(const EnvironmentSpec&) const = default;
};

/// Code that is put into a job's working directory.
struct CodeSpec {
    std::string folder_sha256;  ///< Digest of an uploaded archive, see docs/architecture.md; or
    std::string git_url;        ///< a repository to clone,
    std::string git_revision;   ///< at this commit, tag or branch.

    bool operator==(const CodeSpec&) const = default;
};

/// Some replicas of a distributed job that do the same.
struct RoleSpec {
    std::string name;          ///< "chief", "worker", "ps"...: what programs know them as, see replicas.h.
    std::int64_t count = 1;    ///< 1 to 1024, and no more in all roles together.
    std::string flavor = {};   ///< Of each; the job's when empty.
    std::string command = {};  ///< The job's when empty.

    bool operator==(const RoleSpec&) const = default;
};

struct JobSpec {
    std::string command;      ///< One shell command line, run by /bin/sh -c in the working directory.
    std::string pre_command;  ///< Before it; when it fails the command does not run and its exit code counts.
    std::string post_command;  ///< After it, however it ended; cannot turn a failure into a success.
    std::string image = "host";
    std::string flavor = "cpu-small";
    std::string cluster;      ///< Where it runs; chosen when it first starts where empty.
    std::string environment;  ///< Runs with this environment's Python packages when named.
    std::string description;
    std::vector<RoleSpec> roles;  ///< A distributed job's, which start together or not at all; else none.
    std::vector<std::string> datasets;
    DatasetAccess dataset_access = {};
    Bytes dataset_cache = {};  ///< As an environment's.
    std::vector<VolumeMountSpec> volumes;
    std::map<std::string, std::string> env;
    std::map<std::string, std::string> params;  ///< Hyperparameters, read by slipway.params.
    CodeSpec code;
    std::chrono::seconds duration_limit{0};  ///< Stopped after running this long; 0 = never. JSON: "8h".
    std::int64_t retries = 0;                ///< How often a failed attempt is followed by another, 0 to 100.
    bool stopped = false;                    ///< Whether somebody asked it to stop.

    bool operator==(const JobSpec&) const = default;
};

Result<ProjectSpec> readProjectSpec(const Json& spec);
Result<MemberSpec> readMemberSpec(const Json& spec);
Result<AccessKeySpec> readAccessKeySpec(const Json& spec);
Result<ImageSpec> readImageSpec(const Json& spec);
Result<EnvironmentSpec> readEnvironmentSpec(const Json& spec);
Result<JobSpec> readJobSpec(const Json& spec);
Result<DatasetSpec> readDatasetSpec(const Json& spec);

Json write(const ProjectSpec& spec);
Json write(const MemberSpec& spec);
Json write(const AccessKeySpec& spec);
Json write(const ImageSpec& spec);
Json write(const EnvironmentSpec& spec);
Json write(const JobSpec& spec);
Json write(const DatasetSpec& spec);

}  // namespace slipway
