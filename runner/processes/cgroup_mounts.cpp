// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/cgroup_mounts.h"

#include <sstream>
#include <string>
#include <vector>

namespace slipway {

namespace {

struct Mount {
    std::string root;
    std::string point;
};

bool hasWord(const std::string& list, std::string_view word)
{
    std::istringstream words(list);
    for (std::string entry; std::getline(words, entry, ',');) {
        if (entry == word) {
            return true;
        }
    }
    return false;
}

std::optional<Mount> findMount(std::string_view mountinfo, CgroupHierarchy hierarchy)
{
    std::istringstream lines{std::string(mountinfo)};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t separator = line.find(" - ");
        if (separator == std::string::npos) {
            continue;
        }
        std::istringstream left(line.substr(0, separator));
        std::istringstream right(line.substr(separator + 3));
        std::string skipped, type, source, options;
        Mount mount;
        left >> skipped >> skipped >> skipped >> mount.root >> mount.point;
        right >> type >> source >> options;
        const bool unified = type == "cgroup2";
        const bool freezer = type == "cgroup" && hasWord(options, "freezer");
        if (hierarchy == CgroupHierarchy::Unified ? unified : freezer) {
            return mount;
        }
    }
    return std::nullopt;
}

std::optional<std::string> ownPath(std::string_view cgroup, CgroupHierarchy hierarchy)
{
    std::istringstream lines{std::string(cgroup)};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos) {
            continue;
        }
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool wanted = hierarchy == CgroupHierarchy::Unified
                                ? line.starts_with("0:") && controllers.empty()
                                : hasWord(controllers, "freezer");
        if (wanted) {
            return line.substr(second + 1);
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::filesystem::path> cgroupDirectory(std::string_view cgroup, std::string_view mountinfo,
                                                     CgroupHierarchy hierarchy)
{
    const auto mount = findMount(mountinfo, hierarchy);
    const auto path = ownPath(cgroup, hierarchy);
    if (!mount || !path) {
        return std::nullopt;
    }
    // A container's mount shows only its own part of the hierarchy.
    const std::string below =
        mount->root != "/" && path->starts_with(mount->root) ? path->substr(mount->root.size()) : *path;
    return std::filesystem::path(mount->point + (below == "/" ? "" : below));
}

}  // namespace slipway
