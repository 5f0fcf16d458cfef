// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel says of processes, whose names and groups anybody can choose: /proc/PID/stat on the first
// line, /proc/self/cgroup up to an empty line, then /proc/self/mountinfo.
#include "runner/processes/cgroup_mounts.h"
#include "runner/processes/process_stat.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view rest = asText(data, size);
    parseProcessStat(rest);
    const std::string_view stat = takeLine(rest);
    const std::size_t open = stat.find(" (");
    const std::size_t close = stat.rfind(')');
    if (const auto process = parseProcessStat(stat)) {
        expect(open < close && close < stat.size(), "A process has a name.");
        const auto renamed = parseProcessStat(std::string(stat.substr(0, open)) + " (a) Z 1 (b" +
                                              std::string(stat.substr(close)));
        expect(renamed && renamed->pid == process->pid && renamed->parent == process->parent &&
                   renamed->state == process->state && renamed->start_ticks == process->start_ticks,
               "A process's name changes nothing else.");
    }
    const std::size_t empty_line = rest.find("\n\n");
    const std::string_view groups = rest.substr(0, empty_line);
    const std::string_view mounts = rest.substr(std::min(empty_line, rest.size()));
    cgroupDirectory(groups, mounts, CgroupHierarchy::Unified);
    cgroupDirectory(groups, mounts, CgroupHierarchy::Freezer);
    return 0;
}
