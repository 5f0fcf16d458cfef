// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <filesystem>
#include <string>

namespace slipway {

/// Packs a folder into the same tar archive every time (names sorted, no times or owners; .git, __pycache__
/// and what .slipwayignore lists left out), sends it to the project's bucket as "code/SHA256.tar" unless it
/// is there already, and answers with the digest for CodeSpec::folder_sha256. At most 512 MiB.
CallHandle uploadCode(const Session& session, std::filesystem::path folder, std::string project,
                      Answer<std::string> done);

}  // namespace slipway
