// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/engine.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "runner/pod/pod_layout.h"
#include "runner/records/task_file.h"

#include <map>
#include <string>

namespace slipway {

/// What is the same for all pods of an engine.
struct PodSurroundings {
    PodLayout layout;
    bool has_sdk = false;
    std::string store_ca_pem;  ///< Whom to trust at the store of objects; the image's authorities when empty.
};

/// The name of the file that pods find store_ca_pem in.
inline constexpr const char* store_ca_file = "store-ca.pem";

/// What a pod's main is to carry out. The image's own variables stay where these do not say otherwise.
TaskFile podTask(const TaskStart& start, const PodSurroundings& surroundings);

/// Files that are handed to a pod, by name: task.json, params.json, notebook-token for Jupyter, and where it
/// has credentials those, its data.json and store_ca_file.
std::map<std::string, std::string> handedFiles(const TaskStart& start, const PodRecord& record,
                                               const PodSurroundings& surroundings);

}  // namespace slipway
