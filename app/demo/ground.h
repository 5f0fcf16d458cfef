// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/local_server.h"
#include "core/ids.h"
#include "core/resources/resource.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::demo {

/// Where the story's platform runs its tasks: what differs from one engine to the next. Throws Failure.
class Ground {
public:
    virtual ~Ground() = default;

    /// How slipwayd is to be started.
    virtual LocalServerOptions server() const = 0;
    /// What an administrator has to make before anything runs; an image among it is the only one.
    virtual std::vector<Resource> resources() const { return {}; }
    /// Installs the Python package in the working directory, and whatever else an environment keeps.
    virtual std::string installCommand() const;
    /// The directory that has a directory for each task.
    virtual std::filesystem::path tasks() const = 0;
    /// What an environment keeps; absent once it is deleted.
    virtual std::filesystem::path environmentFiles(const ResourceId& environment) const = 0;
    /// How many GPUs are held, where the platform cannot see that; else nothing.
    virtual std::optional<int> heldGpus() const { return std::nullopt; }
    /// From the click to the GPU being free.
    virtual std::chrono::milliseconds releaseLimit() const = 0;
};

/// This machine, with simulated GPUs. `data` is the platform's data directory.
std::unique_ptr<Ground> makeLocalGround(const std::filesystem::path& data);

/// The cluster that tests/kubernetes/cluster keeps, with slipwayd outside it; see its ready file. `scratch`
/// is for certificates. With `only_namespace`, which is made and goes with this, slipwayd has the rights of
/// deploy/kubernetes/one-namespace there and none elsewhere; without, it may do everything.
std::unique_ptr<Ground> makeClusterGround(const std::filesystem::path& data,
                                          const std::filesystem::path& scratch,
                                          const std::string& only_namespace);

}  // namespace slipway::demo
