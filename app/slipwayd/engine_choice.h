// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/settings.h"
#include "core/result.h"
#include "core/segments/segment_store.h"
#include "platform/engines/engine.h"

#include <filesystem>
#include <memory>

namespace slipway {

/// The engine that the settings ask for, with what it keeps below `data_directory`. Tasks elsewhere leave
/// what they write while nobody reads in `segments`.
Result<std::unique_ptr<Engine>> makeEngine(const Settings& settings,
                                           const std::filesystem::path& data_directory,
                                           std::shared_ptr<SegmentStore> segments);

}  // namespace slipway
