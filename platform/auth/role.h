// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace slipway {

/// What somebody may do in a project; each includes the ones before it.
enum class Role {
    Viewer,    ///< Sees everything in the project.
    Engineer,  ///< Makes and changes workloads and data; changes and deletes what is their own.
    Manager,   ///< Changes everything of everybody in the project, and its members.
};

std::string_view name(Role role);
std::optional<Role> roleNamed(std::string_view name);

}  // namespace slipway
