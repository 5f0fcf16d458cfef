// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/engine.h"

#include <string>

namespace slipway {

/// `InvalidArgument` unless every name in `start` that becomes part of a path or of a command is harmless
/// there.
Result<void> checkNames(const TaskStart& start);
/// Where in its job's prefix what a replica leaves lies, by what it is called there: "" for the first, which
/// stands for the job, "replicas/worker-1/" for another.
std::string replicaPrefix(const Replica& replica);
/// Whether `name` is one plain part of a path: not empty, no '/', no NUL, no leading dot.
bool isPlainName(const std::string& name);

}  // namespace slipway
