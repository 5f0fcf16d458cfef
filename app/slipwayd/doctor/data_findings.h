// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/doctor/doctor.h"

namespace slipway {

/// What is found in the data directory: its place and permissions, its disk, the database with its audit
/// trail, the master key, and whether a server runs on it.
std::vector<Finding> examineData(const Settings& settings);

}  // namespace slipway
