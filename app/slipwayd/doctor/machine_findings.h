// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/doctor/doctor.h"

namespace slipway {

/// What is found on the machine: programs that tasks need, limits of the system, accelerators, how far tasks
/// can be kept apart and ended, the clock, the TLS certificate.
std::vector<Finding> examineMachine(const Settings& settings);

}  // namespace slipway
