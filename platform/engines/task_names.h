// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/engine.h"

#include <string>

namespace slipway {

/// `InvalidArgument` unless every name in `start` that becomes part of a path or of a command is harmless
/// there.
Result<void> checkNames(const TaskStart& start);
/// Whether `name` is one plain part of a path: not empty, no '/', no NUL, no leading dot.
bool isPlainName(const std::string& name);

}  // namespace slipway
