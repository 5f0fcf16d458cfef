// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/doctor/doctor.h"

namespace slipway {

/// What is found of the store behind the platform: its credentials, and whether it takes, gives and deletes
/// an object. Nothing where slipwayd keeps objects itself.
std::vector<Finding> examineStore(const Settings& settings);

}  // namespace slipway
