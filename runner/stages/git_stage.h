// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/task_file.h"

#include <string>

namespace slipway {

/// Clones a repository into the working directory, which is empty, with the git of whatever it runs in. An
/// empty revision is the default branch.
TaskStage gitStage(const std::string& url, const std::string& revision);

}  // namespace slipway
