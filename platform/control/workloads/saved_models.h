// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace slipway {

/// Keys of the files under `prefix` of a bucket, sorted, the first thousand. Symbolic links are left out, and
/// so are names that are stored escaped (see platform/objects/files/key_path.h), which no job writes by
/// accident.
std::vector<std::string> savedModels(const std::filesystem::path& bucket, const std::string& prefix);

}  // namespace slipway
