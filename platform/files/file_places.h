// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace slipway {

/// Whose files are meant: an environment's home where one is named, else an attempt's working directory.
struct WorkloadFiles {
    TaskId task;
    std::int64_t attempt = 0;
    ResourceId environment;
    std::string cluster;  ///< Where the workload is, or was last; empty where that is not known.
};

/// Knows where files of workloads lie. Thread-safe.
class FilePlaces {
public:
    virtual ~FilePlaces() = default;
    /// A directory of this machine, whose owner may do with what is in it what they like. `NotFound` (type
    /// "no-files-yet") before the first start, else what filesOutOfReach() says.
    virtual Result<std::filesystem::path> directoryOf(const WorkloadFiles& files) const = 0;
};

/// `Unimplemented` (type "files-out-of-reach"): they are not on this machine.
tl::unexpected<Error> filesOutOfReach();

}  // namespace slipway
