// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/local/running_program.h"

#include <fmt/format.h>

#include <csignal>

namespace slipway {

namespace fs = std::filesystem;

fs::path programOf(int pid)
{
    std::error_code error;
    return fs::read_symlink(fmt::format("/proc/{}/exe", pid), error);
}

fs::path ownProgram()
{
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error);
}

void askToEnd(int pid)
{
    ::kill(pid, SIGTERM);
}

}  // namespace slipway
