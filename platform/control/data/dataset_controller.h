// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/datasets.h"
#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "platform/control/control_context.h"

namespace slipway {

/// Calls a sealed dataset ready, has it copied to further stores, and deletes its files once nothing running
/// uses them.
class DatasetController {
public:
    explicit DatasetController(ControlContext& context) : context_(context) {}

    Result<NextLook> reconcile(const Resource& dataset);

private:
    Result<NextLook> remove(const Resource& dataset);
    Result<bool> removeEverywhere(const Resource& dataset, const DatasetStatus& place);
    /// Brings its copies in line with the spec, as far as that goes without waiting.
    NextLook tendCopies(const Resource& dataset, const DatasetSpec& spec, DatasetStatus& status);
    /// When to look at the copy again.
    std::chrono::milliseconds advance(const Resource& dataset, const DatasetStatus& status,
                                      DatasetCopy& copy);

    ControlContext& context_;
};

}  // namespace slipway
