// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/records/task_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// The words of a command line as a shell would take it apart that knows quotes and backslashes and nothing
/// else. `InvalidArgument` when it needs more than that: a variable, a pipe, a redirection, several commands.
Result<std::vector<std::string>> shellWords(std::string_view line);

/// For images without a shell: turns {"/bin/sh", "-c", LINE} into the words of the line, where they can be
/// told. Everything else stays.
void doWithoutShell(TaskStage& stage);

}  // namespace slipway
