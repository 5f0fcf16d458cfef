// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/engine.h"
#include "runner/pod/pod_layout.h"
#include "runner/records/task_file.h"

#include <map>
#include <string>

namespace slipway {

/// What a pod's main is to carry out. The image's own variables stay where these do not say otherwise.
TaskFile podTask(const TaskStart& start, const PodLayout& layout, bool with_sdk);

/// Files that are handed to main, by name: task.json, params.json, and credentials where it has some.
std::map<std::string, std::string> handedFiles(const TaskStart& start, const PodLayout& layout,
                                               bool with_sdk);

}  // namespace slipway
