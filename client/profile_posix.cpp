// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/profile.h"

#include <cstdlib>

namespace slipway {
namespace {

std::filesystem::path variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::filesystem::path userDirectory(const char* name, const char* below_home)
{
    const auto chosen = variable(name);
    return (chosen.is_absolute() ? chosen : variable("HOME") / below_home) / "slipway";
}

}  // namespace

std::filesystem::path configDirectory()
{
    return userDirectory("XDG_CONFIG_HOME", ".config");
}

std::filesystem::path dataDirectory()
{
    return userDirectory("XDG_DATA_HOME", ".local/share");
}

}  // namespace slipway
