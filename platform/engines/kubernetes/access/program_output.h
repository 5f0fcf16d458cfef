// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Runs a program of the PATH to its end and returns what it wrote to its standard output, at most 1 MiB.
///
/// It gets our environment with `environment` on top, and no standard input. It is killed once `patience` is
/// over. `Unavailable` with the last that it wrote to standard error when it fails, `NotFound` when there is
/// none.
Result<std::string> outputOf(const std::string& program, const std::vector<std::string>& arguments,
                             const std::map<std::string, std::string>& environment,
                             std::chrono::milliseconds patience);

}  // namespace slipway
