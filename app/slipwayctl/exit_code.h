// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string_view>

namespace slipway::ctl {

/// How slipwayctl ends. The numbers are documented and stay as they are.
enum class ExitCode {
    Ok = 0,
    NotAsWaitedFor = 1,
    BadInput = 2,
    NotFound = 3,
    NotAllowed = 4,
    Conflict = 5,
    Unreachable = 6,
    ServerError = 7,
};

ExitCode exitCodeOf(const Error& error);

/// The list of them for people, one a line.
inline constexpr std::string_view exit_codes_text =
    "Exit codes:\n"
    "  0  done\n"
    "  1  the job failed, or what was waited for did not come\n"
    "  2  bad usage or bad input\n"
    "  3  not found\n"
    "  4  not allowed, or bad credentials\n"
    "  5  conflict, such as a name that is taken\n"
    "  6  the server cannot be reached\n"
    "  7  another error of the server";

}  // namespace slipway::ctl
