// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/version_fit.h"

#include <charconv>
#include <optional>
#include <utility>

namespace slipway {

namespace {

std::optional<std::pair<int, int>> readVersion(std::string_view text)
{
    std::pair<int, int> version;
    const char* end = text.data() + text.size();
    const auto major = std::from_chars(text.data(), end, version.first);
    if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.')
        return std::nullopt;
    const auto minor = std::from_chars(major.ptr + 1, end, version.second);
    if (minor.ec != std::errc() || version.first < 0 || version.second < 0)
        return std::nullopt;
    return version;
}

}  // namespace

VersionFit compareVersions(std::string_view ours, std::string_view servers)
{
    const auto our = readVersion(ours);
    const auto their = readVersion(servers);
    if (!our || !their)
        return VersionFit::Unknown;
    if (*our == *their)
        return VersionFit::Same;
    return *their < *our ? VersionFit::ServerOlder : VersionFit::ServerNewer;
}

}  // namespace slipway
