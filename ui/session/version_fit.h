// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace slipway {

/// How a server's version stands to ours. The first two numbers decide, since programs that differ in the
/// last alone understand each other.
enum class VersionFit { Same, ServerOlder, ServerNewer, Unknown };

/// Both as "1.2.3"; `Unknown` when one is no version.
VersionFit compareVersions(std::string_view ours, std::string_view servers);

}  // namespace slipway
