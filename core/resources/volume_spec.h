// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

class MemberReader;

/// Who may mount a volume.
enum class VolumeScope {
    Project,   ///< Every environment and job of its project.
    Personal,  ///< Those of its owner in that project; others do not see its files.
};

/// Where the files of a volume are.
enum class VolumeKind {
    Shared,  ///< In storage that the platform makes and deletes.
    Claim,   ///< In a PersistentVolumeClaim that is there already, never changed or deleted by the platform.
    Csi,     ///< In what an ephemeral CSI driver mounts into each pod, such as a FUSE or HDFS mount.
};

std::string_view name(VolumeScope scope);
std::string_view name(VolumeKind kind);

/// What a CSI driver is asked to mount. Source: "CSIVolumeSource" in the reference of the Pod API.
struct CsiSpec {
    std::string driver;                             ///< "hdfs.csi.example.org"
    std::map<std::string, std::string> attributes;  ///< As the driver's documentation names them.
    bool read_only = false;
    std::string secret;  ///< Of the project's namespace, that the driver is handed to sign in with.

    bool operator==(const CsiSpec&) const = default;
};

/// Files that outlive every workload that mounts them.
struct VolumeSpec {
    VolumeScope scope = VolumeScope::Project;
    VolumeKind kind = VolumeKind::Shared;
    std::string description;
    std::string cluster;        ///< Where it is; the platform's home when empty.
    Bytes size = {};            ///< Of a shared one; may grow.
    std::string storage_class;  ///< Of a shared one; the engine's default when empty.
    std::string claim;          ///< Name of the claim, of kind Claim.
    CsiSpec csi;                ///< Of kind Csi.

    bool operator==(const VolumeSpec&) const = default;
};

/// A volume as an environment or a job mounts it. JSON: {"name", "path", "read_only"}.
struct VolumeMountSpec {
    std::string name;
    std::string path = {};  ///< Absolute; "/volumes/NAME" when it is not said. See defaultVolumePath().
    bool read_only = false;

    bool operator==(const VolumeMountSpec&) const = default;
};

/// What is so of a volume. `phase` is "Pending", "Ready" or "Failed".
struct VolumeStatus {
    std::string phase = "Pending";
    std::string reason;           ///< Machine word for why it is not ready, such as "provisioning-failed".
    std::string message;          ///< The same as a sentence for people, or what a ready one cannot do.
    std::string claim;            ///< Name of its claim in a cluster; empty where it has none.
    std::int64_t size_bytes = 0;  ///< As its storage says; 0 while that is not known.
    bool one_node = false;        ///< Whether only workloads on one node can have it at a time.

    bool operator==(const VolumeStatus&) const = default;
};

/// See specs.h for what these promise.
Result<VolumeSpec> readVolumeSpec(const Json& spec);
Json write(const VolumeSpec& spec);

std::string defaultVolumePath(const std::string& name);
/// Reads the member "volumes" of a workload's spec: no volume and no path twice, and no path that a task
/// needs for itself.
void readVolumeMounts(MemberReader& reader, std::vector<VolumeMountSpec>& mounts);
/// An array; empty for none.
Json writeVolumeMounts(const std::vector<VolumeMountSpec>& mounts);
/// Reads mounts as people type them: "NAME", "NAME:/path" or "NAME:/path:ro".
Result<VolumeMountSpec> parseVolumeMount(std::string_view text);

Result<VolumeStatus> readVolumeStatus(const Json& status);
Json write(const VolumeStatus& status);

}  // namespace slipway
