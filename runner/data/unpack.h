// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>

namespace slipway {

/// Unpacks a tar archive into a directory: files, directories and symbolic links, with their executable bits.
///
/// A name that leads out of the directory, by "..", by being absolute or through a link, is refused
/// (`InvalidArgument`), as is anything else than the three; what came before it stays.
Result<void> unpackTar(const std::filesystem::path& archive, const std::filesystem::path& directory);

}  // namespace slipway
