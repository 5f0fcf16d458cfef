// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/resources/resource.h"

#include <filesystem>
#include <optional>

namespace slipway::ctl {

/// In files a job's `spec.code` may say `folder: PATH`, a folder of this computer. Takes the member out of
/// the spec, which the platform does not know, and gives the folder, read relative to `base`.
Result<std::optional<std::filesystem::path>> takeCodeFolder(Resource& job, const std::filesystem::path& base);

/// Sends the folder and names it in the job's spec. Blocks.
Result<void> sendCode(Session& session, Resource& job, const std::filesystem::path& folder);

}  // namespace slipway::ctl
