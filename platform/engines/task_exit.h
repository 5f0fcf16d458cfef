// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"
#include "runner/records/attempt_records.h"

namespace slipway {

/// The runner's record of an end, as the engines tell it.
TaskExit toTaskExit(const ExitRecord& record);

}  // namespace slipway
