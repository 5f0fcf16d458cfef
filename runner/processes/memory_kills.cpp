// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/processes/memory_kills.h"

#include <fstream>
#include <string>

namespace slipway {

std::optional<std::uint64_t> memoryKills(const std::filesystem::path& cgroups)
{
    for (const char* name : {"memory.events", "memory/memory.oom_control"}) {
        std::ifstream file(cgroups / name);
        std::string word;
        std::uint64_t count = 0;
        while (file >> word >> count) {
            if (word == "oom_kill")
                return count;
        }
    }
    return std::nullopt;
}

}  // namespace slipway
