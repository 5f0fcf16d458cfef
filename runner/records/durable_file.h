// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace slipway {

/// Reads a small file; `NotFound` when it is absent, `TooLarge` over 16 MiB. Follows no link and waits for no
/// pipe of that name, since tasks can write into some of the directories that it is used in.
Result<std::string> readSmallFile(const std::filesystem::path& file);

/// Whether a name appears whole or not at all also after a power cut, or only after a crash of a program.
enum class Durability { Crash, PowerCut };

/// Replaces `file` in one step: readers see the old content or the new. Readable by its user alone.
Result<void> replaceFile(const std::filesystem::path& file, std::string_view content, Durability durability);

/// Makes `file` in one step; `AlreadyExists` when somebody else did.
Result<void> claimFile(const std::filesystem::path& file, std::string_view content);

}  // namespace slipway
