// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/settings.h"
#include "platform/control/data/project_objects.h"
#include "platform/objects/foreign/foreign_store.h"
#include "platform/objects/object_backend.h"
#include "platform/objects/segments/segment_door.h"

#include <filesystem>
#include <memory>

namespace slipway {

/// The store of somebody else that the settings name; null where slipwayd keeps objects itself.
Result<std::shared_ptr<ForeignStore>> openForeignStore(const Settings& settings);

/// Holds what the store does against the settings: an error when it will never do, a line in the log when it
/// does not now.
Result<void> checkForeignStore(ForeignStore& store);

/// What serves objects: of `foreign`, or files in `directory` where it is null.
std::unique_ptr<ObjectBackend> objectBackend(const std::shared_ptr<ForeignStore>& foreign, Store& resources,
                                             const std::filesystem::path& directory);

/// What controllers look after of them.
std::shared_ptr<ProjectObjects> projectObjects(const std::shared_ptr<ForeignStore>& foreign,
                                               const std::filesystem::path& directory);

/// Where tasks leave what they write while nobody reads; `door` leads there by this server's own port.
std::shared_ptr<SegmentStore> segmentStore(const std::shared_ptr<ForeignStore>& foreign,
                                           const std::filesystem::path& directory,
                                           std::shared_ptr<const SegmentDoor> door);

/// Gives up uploads in parts that nobody went on with for seven days.
void tidyObjects(const std::shared_ptr<ForeignStore>& foreign, const std::filesystem::path& directory);

}  // namespace slipway
