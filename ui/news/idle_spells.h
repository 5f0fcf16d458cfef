// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace slipway {

/// Finds out what has been idle for so long that somebody should hear of it, once for each spell.
class IdleSpells {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit IdleSpells(std::chrono::seconds longest) : longest_(longest) {}

    /// `idle` are all that are idle at `now`; returns those whose spell has just become too long. What is not
    /// idle any more begins anew.
    std::vector<std::string> look(const std::set<std::string>& idle, Time now);

private:
    struct Spell {
        Time since;
        bool told = false;
    };
    std::chrono::seconds longest_;
    std::map<std::string, Spell> spells_;
};

}  // namespace slipway
