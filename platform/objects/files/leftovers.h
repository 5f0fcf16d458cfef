// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace slipway {

/// Makes the directories of the object store and removes temporary files of an earlier run.
void prepareObjects(const std::filesystem::path& objects);

/// Removes multipart uploads that nobody went on with for seven days; beside a running store, too.
void removeAbandonedUploads(const std::filesystem::path& objects);

}  // namespace slipway
