// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>

namespace slipway::ctl {

/// The secret key from an environment variable of that name, or one line of stdin, which a terminal does not
/// show. Never from the command line, which every user of the machine can read.
Result<std::string> readSecretKey(const char* variable = "SLIPWAY_SECRET_KEY");

}  // namespace slipway::ctl
