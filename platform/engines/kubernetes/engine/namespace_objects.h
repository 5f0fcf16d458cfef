// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"

#include <string>

namespace slipway {

/// The labels of a project's namespace. The cluster's pod security admission, from 1.23 on, takes nothing
/// there that asks for more than the project may: the level "restricted", or "baseline" where tasks may run
/// as root. Source: "Pod Security Admission", section on labels.
Json namespaceLabels(const std::string& project, const std::string& platform, bool root_allowed);

/// Lets the pods of a project be reached by each other alone, and by whoever asks their collectors, who have
/// to prove who they are. What is enforced is up to the cluster's network.
Json isolationPolicy(const std::string& name_space, const std::string& project, const std::string& platform);

/// The name of that policy.
std::string isolationName(const std::string& project);

}  // namespace slipway
