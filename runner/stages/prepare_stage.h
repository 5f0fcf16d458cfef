// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/task_file.h"

#include <filesystem>
#include <string>

namespace slipway {

/// The stage that makes an environment's Python prefix, on top of the packages of `python`. It does nothing
/// where another attempt did it meanwhile, and starts again where one was killed half way.
TaskStage prepareStage(const std::string& python, const std::filesystem::path& prefix);

/// Whether the prefix was made to its end.
bool isPrepared(const std::filesystem::path& prefix);

}  // namespace slipway
