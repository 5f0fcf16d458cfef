// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace slipway {

class KubeClient;

/// What every pod of ours is given, so that images need nothing of it: the runner, in parts that fit into
/// objects of a cluster, the assembler that puts them together, and the Python SDK.
///
/// The objects are immutable and named by their content: another version of the runner has others, and pods
/// that run keep theirs.
class RunnerParts {
public:
    /// Reads and packs them; takes a moment. `sdk` may be empty. `NotFound` names the file that is missing.
    static Result<RunnerParts> pack(const std::filesystem::path& runner,
                                    const std::filesystem::path& assembler, const std::filesystem::path& sdk);

    RunnerParts(RunnerParts&& other) noexcept;
    ~RunnerParts();

    /// Makes the objects in a namespace where they are not there yet.
    Result<void> deliver(KubeClient& client, const std::string& name_space) const;

    /// Volumes "parts" and "sdk" of a pod.
    const std::vector<Json>& volumes() const { return volumes_; }
    bool hasSdk() const;

private:
    RunnerParts();
    void addSdk(const std::filesystem::path& directory);

    std::vector<Json> objects_;  ///< ConfigMaps.
    std::vector<Json> volumes_;
};

}  // namespace slipway
