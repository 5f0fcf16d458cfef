// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/role.h"

#include <array>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 3> names{"viewer", "engineer", "manager"};

}

std::string_view name(Role role)
{
    return names[static_cast<std::size_t>(role)];
}

std::optional<Role> roleNamed(std::string_view name)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name)
            return static_cast<Role>(i);
    }
    return std::nullopt;
}

}  // namespace slipway
