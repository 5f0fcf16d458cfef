// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/settings.h"

namespace slipway {

/// Does what slipwayd was asked for instead of serving, says on standard output what came of it, and returns
/// the exit code: 0 done, 1 not possible, 2 the audit trail was changed.
int runMaintenance(const Settings& settings);

}  // namespace slipway
