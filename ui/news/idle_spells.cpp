// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/idle_spells.h"

namespace slipway {

std::vector<std::string> IdleSpells::look(const std::set<std::string>& idle, Time now)
{
    std::erase_if(spells_, [&](const auto& spell) { return !idle.contains(spell.first); });
    std::vector<std::string> too_long;
    for (const std::string& key : idle) {
        Spell& spell = spells_.try_emplace(key, Spell{now}).first->second;
        if (spell.told || now - spell.since < longest_)
            continue;
        spell.told = true;
        too_long.push_back(key);
    }
    return too_long;
}

}  // namespace slipway
