// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_record.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace slipway::demo {

/// SHA-256 of every regular file below a folder and the target of every link, by relative path.
using Fingerprint = std::map<std::string, std::string>;
Fingerprint fingerprint(const std::filesystem::path& folder);

/// Paths of `before` that are missing in `after` or differ there.
std::vector<std::string> differences(const Fingerprint& before, const Fingerprint& after);

/// Every scalar of every event file below a folder, by tag, in the order it was written.
std::map<std::string, std::vector<events::ScalarPoint>> readScalars(const std::filesystem::path& folder);

/// A whole file; empty when there is none.
std::string readFile(const std::filesystem::path& file);

/// The only directory in `folder`, such as the one attempt of a task. Throws Failure when there is another
/// number.
std::filesystem::path onlyEntry(const std::filesystem::path& folder);

}  // namespace slipway::demo
