// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/records/attempt_directory.h"

#include <string>

namespace slipway {

/// The records of an attempt as one JSON object: {"task", "waiter", "child", "stop", "exit"}, each null while
/// there is none, "meeting", whether it waits for its peers, and "notebook_port", 0 until Jupyter listens. No
/// secrets.
std::string attemptState(const AttemptDirectory& attempt);

}  // namespace slipway
