// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/workspace.h"

#include <filesystem>
#include <string>

namespace slipway {

/// A name that nothing of this kind has in the current project: `name` itself, or with the next number at its
/// end.
std::string unusedName(const Workspace& workspace, Kind kind, const std::string& name);

/// What of `text` a name may hold: "My Data_1" gives "my-data-1"; `otherwise` when nothing does.
std::string nameFrom(const std::string& text, const std::string& otherwise);

/// What to call the dataset in this folder: as the folder, or as the one above when it says no more than
/// "data".
std::string datasetNameFrom(const std::filesystem::path& folder);

/// What tells the current project of this platform from all others, in settings.
std::string placeOf(Workspace& workspace);

}  // namespace slipway
