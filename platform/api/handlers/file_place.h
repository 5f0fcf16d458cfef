// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"
#include "platform/files/workload_files.h"

#include <memory>
#include <string>

namespace slipway {

struct ApiContext;
struct Call;

/// The workload that a call means, and its files.
struct FilePlace {
    Resource workload;
    std::unique_ptr<WorkloadFiles> files;
};

/// What any engineer of the project may read.
Result<FilePlace> findFiles(ApiContext& context, const Call& call);

/// What the caller may change, with the reason that they gave; others than the owner need one.
struct OwnFiles {
    FilePlace place;
    std::string reason;
};
Result<OwnFiles> findOwnFiles(ApiContext& context, const Call& call);

}  // namespace slipway
